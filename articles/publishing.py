"""The bridge from the desk to the readers: the only code that makes or ends a published version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import checklist, permissions, relating, renewal, topics, versions
from articles.content import Content
from articles.indexing import keep_words
from articles.models import (
    Article,
    ImportRecord,
    PublishedArticle,
    PublishedByline,
    PublishedSection,
    PublishedTag,
    Revision,
    Section,
    Tag,
    Verb,
)
from articles.refusals import HeldBack, PastTime, StaleRevision, WrongState, WrongStatus
from articles.workflow import Status, as_kept, database_now, locked, log, pictures_changed, require_reason, swap
from newsroom import vietnamese

# What a reader reads: a change of anything else (a tag, a section) is no update of the story.
WORDS = ("kicker", "title", "lead")


@transaction.atomic
def publish(article: Article, *, by: User, revision: int, minor: bool = False) -> PublishedArticle:
    """Show the approved revision to readers from now on. Raises NotPermitted, WrongState, StaleRevision.

    Where they have seen the story before and its words are others now, they are told when it was updated, unless the
    change is `minor`: a slip of the pen, which the log keeps all the same.
    """
    current = _approved(article, Verb.PUBLISH, by, revision)
    moved = swap(current, status=Status.PUBLISHED)
    before = current.published_versions.live().first()
    version = _replace_live(moved, minor=minor)
    log(moved, Verb.PUBLISH, by, from_status=current.status, details=facts(version, minor))
    renewal.of_story(*filter(None, (before, version)))
    return version


@transaction.atomic
def schedule(article: Article, *, by: User, revision: int, at: datetime, minor: bool = False) -> PublishedArticle:
    """Show the approved revision to readers from `at` on; what is live now gives way at that instant.

    A schedule that was set before is replaced; `minor` as publish() has it. Raises NotPermitted, WrongState,
    StaleRevision, PastTime.
    """
    current = _approved(article, Verb.SCHEDULE, by, revision)
    if at <= database_now():
        raise PastTime(at)
    moved = swap(current, status=Status.PUBLISHED)
    version = _replace_live(moved, at, minor=minor)
    log(moved, Verb.SCHEDULE, by, from_status=current.status, details=facts(version, minor))
    return version


@transaction.atomic
def cancel_schedule(article: Article, *, by: User, revision: int | None = None) -> Article:
    """Call a scheduled version off; what it would have replaced stays live. Raises NotPermitted, WrongState."""
    current = _for_verb(article, Verb.CANCEL_SCHEDULE, by, revision)
    pending = _pending(current)
    if pending is None:
        raise WrongState(_("This story is not scheduled."))
    approved_again = current.status == Status.PUBLISHED and pending.revision.number == current.version
    moved = swap(current, status=Status.APPROVED) if approved_again else swap(current, status=current.status)
    _call_off(pending)
    relating.relate_on_commit(current.pk)
    log(moved, Verb.CANCEL_SCHEDULE, by, from_status=current.status, details=facts(pending))
    return moved


@transaction.atomic
def withdraw(article: Article, *, by: User, reason: str, revision: int | None = None) -> Article:
    """Take the story away from readers, and off the schedule; the text is kept. Raises BadRequest without a reason."""
    current = _for_verb(article, Verb.WITHDRAW, by, revision)
    if pending := _pending(current):
        _call_off(pending)
    live = current.published_versions.live().first()
    if live is None:
        raise WrongState(_("Readers do not see this story, so it cannot be withdrawn."))
    reason = as_kept(reason)
    require_reason(reason)
    # An approval that waited to go out was given before this: the story needs a new one.
    approved = current.status in {Status.APPROVED, Status.PUBLISHED}
    moved = swap(current, status=Status.DRAFT if approved else current.status)
    _end(live, database_now())
    relating.relate_on_commit(current.pk)
    log(moved, Verb.WITHDRAW, by, from_status=current.status, reason=reason, details=facts(live))
    renewal.of_story(live)
    return moved


@transaction.atomic
def publish_import(article: Article, *, by: User, first_published_at: datetime) -> PublishedArticle:
    """Show an imported story from now on under the date on which it was first published elsewhere.

    Meant for the importer, which runs at the server's console: it asks for no role, and the log says "import". Raises
    WrongState unless the story is a draft that readers never saw.
    """
    current = locked(article)
    if current.status != Status.DRAFT or current.published_versions.exists():
        raise WrongState(_("Only a draft that was never published can be published by an import."))
    moved = swap(current, status=Status.PUBLISHED, approved_version=current.version)
    version = _replace_live(moved, first_published_at=first_published_at)
    log(moved, Verb.IMPORT, by, from_status=current.status, details=facts(version))
    return version


def available(article: Article, user: User) -> list[Verb]:
    """The publishing verbs that the user could do with this story now."""
    approved = article.status == Status.APPROVED and not pictures_changed(article)
    possible = {
        Verb.PUBLISH: approved,
        Verb.SCHEDULE: approved,
        Verb.CANCEL_SCHEDULE: _pending(article) is not None,
        Verb.WITHDRAW: article.published_versions.live().exists(),
    }
    return [verb for verb, is_possible in possible.items() if is_possible and permissions.may(user, verb, article)]


# Checks ---------------------------------------------------------------------------------------------------------------


def _for_verb(article: Article, verb: Verb, by: User, revision: int | None) -> Article:
    current = locked(article)
    permissions.require(by, verb, current)
    if revision is not None and revision != current.version:
        raise StaleRevision(current)
    return current


def _approved(article: Article, verb: Verb, by: User, revision: int) -> Article:
    current = _for_verb(article, verb, by, revision)
    if current.status != Status.APPROVED or current.approved_version != current.version:
        raise WrongStatus(verb, current)
    if pictures_changed(current, lock=True):  # what is compared here is what the version copies
        raise WrongState(_("The words of a picture have changed since the approval: approve the story again."))
    return current


# Versions -------------------------------------------------------------------------------------------------------------


def _replace_live(
    article: Article,
    live_from: datetime | None = None,
    first_published_at: datetime | None = None,
    *,
    minor: bool = False,
) -> PublishedArticle:
    """Make a version of the story as it stands, live from `live_from`, or from now on without one.

    Whatever was live or pending gives way to it.
    """
    if pending := _pending(article):
        _call_off(pending)
    live = article.published_versions.live().first()
    # The clock last: what is live by now has begun before this moment, and can end at it.
    live_from = live_from or database_now()
    # What readers have seen once keeps its date and its address, whatever the title says now.
    earlier = article.published_versions.ever_public().first()
    first = first_published(article, live_from, elsewhere=first_published_at)
    slug = earlier.slug if earlier else vietnamese.slugify(article.title)[:200].strip("-") or "tin"
    try:
        with transaction.atomic():
            if live:
                _end(live, live_from)
            return _make_version(article, live_from, first, slug, minor)
    except IntegrityError as error:  # the database's last word: at most one live version at any instant
        raise WrongState(_("Another version of this story has just gone live.")) from error


def first_published(article: Article, live_from: datetime, *, elsewhere: datetime | None = None) -> datetime:
    """The date that readers see over a version that is live from `live_from`: of what they first saw of the story."""
    if earlier := article.published_versions.ever_public().first():
        return earlier.first_published_at
    return min(elsewhere or _first_published_elsewhere(article) or live_from, live_from)


def _first_published_elsewhere(article: Article) -> datetime | None:
    """When the old site first published an imported story; readers go on seeing that date."""
    return ImportRecord.objects.filter(article=article).values_list("first_published_at", flat=True).first()


def _pending(article: Article) -> PublishedArticle | None:
    return article.published_versions.pending().select_related("revision").first()


def _call_off(pending: PublishedArticle) -> None:
    """End a version before it begins, and let the one that would have given way go on.

    Raises WrongState where its moment has come meanwhile: what readers have seen is not undone.
    """
    versions = pending.article.published_versions
    try:
        with transaction.atomic():
            called_off = versions.pending().filter(pk=pending.pk).update(live_until=pending.live_from)
            versions.ending_at(pending.live_from).exclude(pk=pending.pk).update(live_until=None)
    except IntegrityError:  # a trigger keeps what has ended from being opened again
        called_off = 0
    if not called_off:
        raise WrongState(_("The scheduled version has just gone live."))


def _end(version: PublishedArticle, at: datetime) -> None:
    PublishedArticle.objects.filter(pk=version.pk).update(live_until=at)


def _make_version(
    article: Article, live_from: datetime, first_published_at: datetime, slug: str, minor: bool
) -> PublishedArticle:
    content = Content.of(article)
    if content.section is None:
        raise HeldBack([checklist.finding("section_missing")])
    held = Tag.objects.held(content.tags)  # the same tags for the version's own words and for its rows
    fields = versions.fields(content)
    version = PublishedArticle.objects.create(
        article=article,
        revision=Revision.objects.get(article=article, number=article.version),
        live_from=live_from,
        first_published_at=first_published_at,
        updated_at=_updated(article, fields, live_from, minor),
        slug=slug,
        **fields,
    )
    sections = [content.section.pk, *(section.pk for section in content.secondary_sections)]
    tag_rows, byline_rows, section_rows = rows_in_lists(version, content, held, Section.objects.held(sections))
    PublishedTag.objects.bulk_create(tag_rows)
    PublishedByline.objects.bulk_create(byline_rows)
    topics.keep_date(article, first_published_at)
    PublishedSection.objects.bulk_create(section_rows)
    keep_words(version, sections, (row.author_id for row in byline_rows))
    relating.relate_on_commit(article.pk)
    return version


def rows_in_lists(
    version: PublishedArticle, content: Content, tags: Mapping[str, Tag], sections: Mapping[int, Section]
) -> tuple[list[PublishedTag], list[PublishedByline], list[PublishedSection]]:
    """What puts a version into lists, as rows that are not stored yet; `tags` by key, `sections` by number."""
    listed: dict[str, Any] = {
        "version_id": version.pk,
        "article_id": version.article_id,
        "first_published_at": version.first_published_at,
    }
    chosen_tags = dict.fromkeys(tags[key].pk for key in map(vietnamese.key, content.tags) if key in tags)
    authors = dict.fromkeys(line.author.pk for line in content.bylines)
    chosen = [section.pk for section in (content.section, *content.secondary_sections) if section]
    # {section: its place among those chosen; null: it stands above one of them, and lists what that one lists}
    places: dict[int, int | None] = {section: place for place, section in enumerate(chosen)}
    for above in (sections[section].parent_id for section in chosen if section in sections):
        if above:
            places.setdefault(above, None)
    return (
        [PublishedTag(tag_id=tag, **listed) for tag in chosen_tags],
        [PublishedByline(author_id=author, **listed) for author in authors],
        [PublishedSection(section_id=section, position=position, **listed) for section, position in places.items()],
    )


def _updated(article: Article, fields: Mapping[str, object], live_from: datetime, minor: bool) -> datetime | None:
    """When the words that readers see last changed, as they are told; None: not since they first saw them."""
    before = article.published_versions.ever_public().select_related("revision").order_by("-live_from").first()
    if before is None:
        return None
    # The text as it was written, not as it was marked up for the page: a release may do that otherwise.
    same = before.revision.content["body"] == article.body
    same = same and all(getattr(before, name) == fields[name] for name in WORDS)
    same = same and _uncut(before.lead_photo) == _uncut(fields["lead_photo"])
    return before.updated_at if minor or same else live_from


def _uncut(photo: Any) -> dict[str, Any] | None:
    """A lead picture as readers see it at its head: how lists cut it is no news."""
    return photo and {name: value for name, value in photo.items() if name != "focus"}


def facts(version: PublishedArticle, minor: bool = False) -> dict[str, object]:
    """What the log says of a publication beside who and when."""
    told = {"published_version": version.pk, "live_from": version.live_from.isoformat()}
    return told | ({"minor": True} if minor else {})
