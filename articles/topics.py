"""The verbs on topics: the only writer of topics, of what stands in them, and of their log.

Each asks for the permission first, locks the topic, writes its row in the log, and is one transaction. The order by
hand is compared and swapped: who arranges says which arrangement they saw. Locks are taken in one order, the topic
before the story.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, Photo, Topic, TopicAlias, TopicLogEntry, TopicStory, TopicVerb
from articles.models.topic import LONGEST
from articles.refusals import BadRequest, NotPermitted, WrongState
from newsroom import vietnamese

ADD, CHANGE, DELETE, CURATE = (f"articles.{verb}_topic" for verb in ("add", "change", "delete", "curate"))
# Fewer than a page of the list has, so that the first page goes on with the newest.
MOST_PINNED = 12
LONGEST_INTRODUCTION = 3000


class Rearranged(WrongState):
    """Somebody else has arranged the topic since the person looked at it."""

    def __init__(self, topic: Topic) -> None:
        last = topic.log.filter(verb__in=[TopicVerb.ARRANGE, TopicVerb.REMOVE]).first()
        super().__init__(
            _("%(name)s has arranged this topic meanwhile (%(time)s).")
            % {
                "name": last.by_name if last else "?",
                "time": f"{timezone.localtime(last.at):%H:%M %d/%m/%Y}" if last else "?",
            }
        )


# The topic itself -----------------------------------------------------------------------------------------------------


@transaction.atomic
def create(name: str, *, by: User, introduction: str = "", banner: Photo | None = None) -> Topic:
    """Make a topic. Raises NotPermitted, BadRequest (no name for a topic), WrongState (another has this name)."""
    _require(by, ADD)
    topic = _filled(Topic(), name, introduction, banner)
    _save(topic)
    _log(topic, TopicVerb.CREATE, by)
    return topic


@transaction.atomic
def change(
    topic: Topic,
    *,
    name: str,
    by: User,
    introduction: str = "",
    banner: Photo | None = None,
    version: int | None = None,
) -> Topic:
    """Give the topic this name, introduction and banner; its earlier address goes on leading to it.

    `version` is the one that the person saw. Raises NotPermitted, BadRequest, WrongState.
    """
    _require(by, CHANGE)
    current = _locked(topic)
    if version is not None and version != current.version:
        raise WrongState(_("Somebody else has changed this topic meanwhile; nothing of yours was saved."))
    before = (current.name, current.introduction, current.banner_id)
    old_slug = current.slug
    _filled(current, name, introduction, banner)
    if (current.name, current.introduction, current.banner_id) == before:
        return current
    current.version += 1
    _save(current)
    if current.slug != old_slug and not current.aliases.filter(slug=old_slug).exists():
        TopicAlias.objects.create(topic=current, slug=old_slug, since=Now())
    _log(current, TopicVerb.CHANGE, by, **({"was": before[0]} if current.name != before[0] else {}))
    return current


@transaction.atomic
def close(topic: Topic, *, by: User) -> Topic:
    """Take no more stories into the topic; readers go on seeing it. Raises NotPermitted, WrongState."""
    return _set_open(topic, False, TopicVerb.CLOSE, by)


@transaction.atomic
def reopen(topic: Topic, *, by: User) -> Topic:
    """Take stories in again. Raises NotPermitted, WrongState."""
    return _set_open(topic, True, TopicVerb.REOPEN, by)


@transaction.atomic
def delete(topic: Topic, *, by: User) -> None:
    """Delete a topic without stories. Raises NotPermitted, WrongState."""
    _require(by, DELETE)
    current = _locked(topic)
    if not is_deletable(current):
        raise WrongState(_("Stories stand in this topic: close it instead."))
    _log(current, TopicVerb.DELETE, by)
    current.delete()


def is_deletable(topic: Topic) -> bool:
    return not topic.story_rows.exists()


# What stands in it ----------------------------------------------------------------------------------------------------


@transaction.atomic
def add(topic: Topic, article: Article, *, by: User) -> bool:
    """Put a story into the topic, and say whether it was not there yet: one of those that the person may see.

    A story that readers do not see yet appears by itself when they do. Raises NotPermitted, WrongState.
    """
    _require(by, CURATE)
    current = _locked(topic)
    if not current.is_open:
        raise WrongState(_("This topic is closed: it takes no more stories."))
    # Before its versions are looked at: what is published from now on finds the row, and dates it.
    story = Article.objects.select_for_update(no_key=True).only("pk").filter(pk=article.pk).first()
    if story is None or not Article.objects.pickable_by(by).filter(pk=story.pk).exists():
        raise NotPermitted(_("You may not open this story."))
    row, is_new = TopicStory.objects.get_or_create(
        topic=current, article=story, defaults={"added_by": by, "added_at": Now(), "first_published_at": _date(story)}
    )
    if is_new:
        _log(current, TopicVerb.ADD, by, article=story.pk)
    return is_new


@transaction.atomic
def remove(topic: Topic, article: Article, *, by: User) -> bool:
    """Take a story out of the topic, and say whether it stood there. Raises NotPermitted, WrongState."""
    _require(by, CURATE)
    current = _locked(topic)
    row = current.story_rows.filter(article=article.pk).first()
    if row is None:
        return False
    row.delete()
    if row.place is not None:
        _rearranged(current)
    _log(current, TopicVerb.REMOVE, by, article=article.pk)
    return True


@transaction.atomic
def arrange(topic: Topic, articles: Sequence[int], *, by: User, seen: int) -> Topic:
    """Let these stories of the topic, by number, stand first and in this order; the others follow, newest first.

    `seen` is the arrangement that the person started from. Raises NotPermitted, BadRequest, Rearranged, WrongState.
    """
    _require(by, CURATE)
    current = _locked(topic)
    order = list(dict.fromkeys(articles))
    if len(order) > MOST_PINNED:
        raise BadRequest(_("At most %(number)d stories can stand first.") % {"number": MOST_PINNED})
    if seen != current.arrangement:
        raise Rearranged(current)
    rows = {row.article_id: row for row in current.story_rows.filter(article__in=order)}
    if rows.keys() != set(order):
        raise WrongState(_("One of these stories has been taken out of the topic meanwhile."))
    pinned = current.story_rows.filter(place__isnull=False).order_by("place")
    if list(pinned.values_list("article_id", flat=True)) == order:
        return current
    # All at once: no two stand at one place, not even between two of these statements.
    pinned.order_by().update(place=None)
    for place, article in enumerate(order):
        rows[article].place = place
    TopicStory.objects.bulk_update(rows.values(), ["place"])
    _rearranged(current)
    _log(current, TopicVerb.ARRANGE, by, articles=order)
    return current


def pinned(topic: Topic) -> list[int]:
    """The numbers of the stories that stand first, in order, whether readers see them or not; 1 query."""
    rows = topic.story_rows.filter(place__isnull=False).order_by("place")
    return list(rows.values_list("article_id", flat=True))


def keep_date(article: Article, first_published_at: datetime) -> None:
    """Tell the topics of a story under which date readers see it; for articles.publishing, which holds the story."""
    article.topic_rows.exclude(first_published_at=first_published_at).update(first_published_at=first_published_at)


# Their common course --------------------------------------------------------------------------------------------------


def _set_open(topic: Topic, is_open: bool, verb: TopicVerb, by: User) -> Topic:
    _require(by, CHANGE)
    current = _locked(topic)
    if current.is_open != is_open:
        Topic.objects.filter(pk=current.pk).update(closed_at=None if is_open else Now())
        current.refresh_from_db()
        _log(current, verb, by)
    return current


def _require(by: User, permission: str) -> None:
    if not by.may(permission):
        raise NotPermitted(_("You may not do this with topics."))


def _locked(topic: Topic) -> Topic:
    found = Topic.objects.select_for_update().filter(pk=topic.pk).first()
    if found is None:
        raise WrongState(_("This topic has been deleted meanwhile."))
    return found


def _filled(topic: Topic, name: str, introduction: str, banner: Photo | None) -> Topic:
    name = vietnamese.one_line(name)
    if problem := problem_of(name):
        raise BadRequest(problem)
    introduction = "\n".join(vietnamese.normalise(introduction).strip().splitlines())
    if len(introduction) > LONGEST_INTRODUCTION:
        raise BadRequest(
            _("The introduction is too long: at most %(number)d characters.") % {"number": LONGEST_INTRODUCTION}
        )
    # Letters in capitals or with other marks make no other address.
    if not topic.slug or vietnamese.slugify(name) != vietnamese.slugify(topic.name):
        topic.name = name
        topic.slug = topic.free_address()
    topic.name, topic.key, topic.introduction, topic.banner = name, vietnamese.key(name), introduction, banner
    return topic


def problem_of(name: str) -> str:
    """Why no topic can be called so, as a sentence; nothing for a good name."""
    if not vietnamese.slugify(name):
        return _("A name needs letters or digits.")
    if max(len(name), len(vietnamese.key(name))) > LONGEST:
        return _("“%(name)s…” is too long for a topic.") % {"name": name[:40]}
    return ""


def _save(topic: Topic) -> None:
    try:
        with transaction.atomic():
            topic.save()
    except IntegrityError as error:
        raise WrongState(_("There is a topic of this name already.")) from error


def _date(story: Article) -> datetime | None:
    """Under which date readers see the story or will see it."""
    versions = story.published_versions
    return (versions.not_over() | versions.ever_public()).aggregate(date=Max("first_published_at"))["date"]


def _rearranged(topic: Topic) -> None:
    topic.arrangement += 1
    topic.save(update_fields=["arrangement"])


def _log(topic: Topic, verb: TopicVerb, by: User, **details: Any) -> None:
    TopicLogEntry.objects.create(
        topic_id=topic.pk, name=topic.name, verb=verb, by=by, by_name=by.display_name, at=Now(), details=details
    )
