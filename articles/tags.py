"""The verbs on tags, and the tags of a story: the only writer of both.

Each verb asks for the permission first, writes its row in the tags' log, and is one transaction. Whoever writes links
to a tag holds it (Tag.objects.held) before anything else of the story's rows, and whoever renames, merges or deletes
one locks it: so a save and a merge of the same tag follow one another in whatever order they come.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from articles import relating
from articles.models import (
    Article,
    PublishedArticle,
    PublishedTag,
    Tag,
    TagAlias,
    TaggedArticle,
    TagLogEntry,
    TagVerb,
)
from articles.refusals import BadRequest, NotPermitted, WrongState
from newsroom import vietnamese

ADD, CHANGE, MERGE, DELETE = (f"articles.{verb}_tag" for verb in ("add", "change", "merge", "delete"))
# Each try but the last lost to somebody who made the same word, or one with the same address, at the same moment.
TRIES = 4
# So many of a merged tag's newest stories are related anew at once; index_related --all does the rest.
RELATED_ANEW = 50


# The tags of a story --------------------------------------------------------------------------------------------------


def give(article: Article, names: Iterable[str], *, by: User, may_make: bool) -> None:
    """Replace the story's tags by these, in this order; call inside the transaction of the save.

    A name that no tag has becomes a tag where `may_make`, except a word that was only proposed for the story: that is
    accepted by create() and not by the way. Else it is kept with the story as a proposal.
    """
    names = list(names)
    waiting = set(article.tagged_items.filter(tag=None).values_list("proposed_key", flat=True))
    new = [name for name in names if may_make and vietnamese.key(name) not in waiting]
    held = Tag.objects.held(names)
    held |= _made([name for name in new if vietnamese.key(name) not in held], by=by)
    rows: dict[Any, TaggedArticle] = {}
    for name in names:
        key = vietnamese.key(name)
        if tag := held.get(key):
            rows.setdefault(tag.pk, TaggedArticle(content_object=article, tag=tag))
        else:
            rows.setdefault(key, TaggedArticle(content_object=article, proposed=name, proposed_key=key))
    article.tagged_items.all().delete()
    TaggedArticle.objects.bulk_create(rows.values())


def make(names: Iterable[str], *, by: User) -> list[Tag]:
    """The tags of these names in the same order, made where they do not exist; doubles count once.

    For those that need no permission: the importer and the demo's loader. Call in a transaction.
    """
    wanted = {vietnamese.key(name): name for name in reversed(list(names))}
    held = Tag.objects.held(wanted.values())
    held |= _made([name for key, name in wanted.items() if key not in held], by=by)
    return [held[key] for key in reversed(wanted)]


def _made(names: Iterable[str], *, by: User) -> dict[str, Tag]:
    """{key: tag} of names that no tag had a moment ago."""
    # In one order for everybody, by address and key, which are unique: two saves that make the same tags in opposite
    # order would each wait for the other.
    order = sorted((vietnamese.slugify(name), vietnamese.key(name), name) for name in names)
    return {key: _one_made(key, name, by) for _slug, key, name in order}


def _one_made(key: str, name: str, by: User) -> Tag:
    for _try in range(TRIES):
        tag = Tag(name=name)
        try:
            with transaction.atomic():
                tag.save()
        except IntegrityError:
            # Somebody was quicker: with this word, with one of the same address, or with a merge that took it over.
            if made := Tag.objects.held([name]).get(key):
                return made
        else:
            _log(tag, TagVerb.CREATE, by)
            transaction.on_commit(partial(adopt, tag.pk))
            return tag
    raise WrongState(_("The tag “%(tag)s” could not be made just now. Try again.") % {"tag": name})


@transaction.atomic
def adopt(tag: int) -> None:
    """Stories for which one of the tag's names was proposed carry the tag from now on; readers see it where a version
    is just what the desk has.

    No version of a story is made: the word has stood in it since it was proposed, and an approval was of it, too.
    """
    found = Tag.objects.filter(pk=tag).first()
    if found is None:
        return
    keys = [found.key, *found.aliases.exclude(key=None).values_list("key", flat=True)]
    proposals = TaggedArticle.objects.filter(tag=None, proposed_key__in=keys)
    # In a save's own order: the story first, its tags after it. A story that is being published comes out either way.
    waiting = Article.objects.filter(pk__in=proposals.values("content_object")).order_by("pk")
    stories = [story.pk for story in waiting.only("pk").select_for_update(no_key=True)]
    if not stories or Tag.objects.held([found.name]).get(found.key) != found:
        return
    rows = proposals.filter(content_object__in=stories)
    earlier = TaggedArticle.objects.filter(content_object=OuterRef("content_object"), pk__lt=OuterRef("pk"))
    same = Q(tag=tag) | Q(tag=None, proposed_key__in=keys)
    tagged = TaggedArticle.objects.filter(content_object=OuterRef("content_object"), tag=tag)
    rows.filter(Exists(earlier.filter(same)) | Exists(tagged)).delete()
    rows.update(tag=tag, proposed="", proposed_key="")
    versions = PublishedArticle.objects.filter(article__in=stories, revision__number=F("article__version"))
    PublishedTag.objects.bulk_create(
        (
            PublishedTag(
                version=version,
                tag_id=tag,
                article_id=version.article_id,
                first_published_at=version.first_published_at,
            )
            for version in versions.defer("body")
        ),
        ignore_conflicts=True,
    )


# The verbs ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def create(name: str, *, by: User) -> Tag:
    """Make a tag, and so accept the word wherever it is proposed; the tag itself where there is one of that name.

    Raises NotPermitted, BadRequest (no name for a tag).
    """
    _require(by, ADD)
    return make([_good(name)], by=by)[0]


@transaction.atomic
def also_called(tag: Tag, name: str, *, by: User) -> Tag:
    """Let another word mean this tag from now on, also where it is proposed.

    Raises NotPermitted, BadRequest, WrongState (a tag goes by that name).
    """
    _require(by, ADD)
    current, name = _locked(tag.pk), _good(name)
    if other := Tag.objects.called([name]).get(vietnamese.key(name)):
        raise WrongState(_("This tag already exists: “%(tag)s”.") % {"tag": other.name})
    _keep_alias(current, name=name, key=vietnamese.key(name))
    _log(current, TagVerb.ALIAS, by, alias=name)
    transaction.on_commit(partial(adopt, current.pk))
    return current


@transaction.atomic
def rename(tag: Tag, name: str, *, by: User, was: str | None = None) -> Tag:
    """Call the tag otherwise, everywhere; its old name and address go on leading to it.

    `was` is the name that the person saw. Raises NotPermitted, BadRequest, WrongState.
    """
    _require(by, CHANGE)
    current, name = _locked(tag.pk), _good(name)
    if was is not None and was != current.name:
        raise WrongState(_("This tag has been renamed meanwhile: “%(tag)s”.") % {"tag": current.name})
    other = Tag.objects.called([name]).get(vietnamese.key(name))
    if other and other != current:
        raise WrongState(_("This tag already exists: “%(tag)s”.") % {"tag": other.name})
    old_name, old_key, old_slug = current.name, current.key, current.slug
    if name == old_name:
        return current
    current.name = name
    # Letters in capitals or with other marks make no other address.
    if vietnamese.slugify(name) != vietnamese.slugify(old_name):
        current.slug = current.free_address()
    try:
        with transaction.atomic():
            current.save()
    except IntegrityError as error:
        raise WrongState(_("Somebody has just made a tag of this name.")) from error
    _keep_alias(
        current,
        name=old_name,
        key=old_key if old_key != current.key else None,
        slug=old_slug if old_slug != current.slug else None,
    )
    _log(current, TagVerb.RENAME, by, was=old_name, slugs=[old_slug, current.slug])
    transaction.on_commit(partial(adopt, current.pk))
    return current


@transaction.atomic
def merge(*away: Tag, into: Tag, by: User) -> Tag:
    """Let `into` stand wherever the others do, at the desk and for readers, and take over their names and addresses.

    A story with several keeps one, at the earliest place. No story gets a new version and no approval is void by it:
    the revisions keep the words that were written, which mean the other tag from now on. Raises NotPermitted,
    BadRequest, WrongState (one of them was merged or deleted meanwhile).
    """
    _require(by, MERGE)
    if not away or into in away:
        raise BadRequest(_("A tag cannot be merged into itself."))
    numbers = {into.pk, *(tag.pk for tag in away)}
    # All at once and in one order, as a save holds its own.
    found = {tag.pk: tag for tag in Tag.objects.select_for_update().filter(pk__in=numbers).order_by("pk")}
    if found.keys() != numbers:
        raise WrongState(_("One of these tags has been merged or deleted meanwhile."))
    stays = found.pop(into.pk)
    for tag in found.values():
        _merge_one(tag, stays, by)
    newest = PublishedArticle.objects.not_over().tagged(stays).newest().values_list("article", flat=True)
    relating.relate_on_commit(*newest[:RELATED_ANEW])
    return stays


def _merge_one(away: Tag, stays: Tag, by: User) -> None:
    moved = {
        "stories": _move(TaggedArticle, "content_object", away, stays),
        "versions": _move(PublishedTag, "version", away, stays),
    }
    TagAlias.objects.filter(tag=away).update(tag=stays)
    absorbed = [away.pk, *absorbed_by(away.pk)]
    away.delete()
    _keep_alias(stays, name=away.name, key=away.key, slug=away.slug)
    _log(stays, TagVerb.MERGE, by, of=away.name, absorbed=absorbed, **moved)


@transaction.atomic
def delete(tag: Tag, *, by: User) -> None:
    """Delete a tag that no story carries and that goes by no other name. Raises NotPermitted, WrongState."""
    _require(by, DELETE)
    current = _locked(tag.pk)
    if not is_deletable(current):
        raise WrongState(_("Stories carry this tag, or it goes by other names too: merge it instead."))
    _log(current, TagVerb.DELETE, by)
    current.delete()


def is_deletable(tag: Tag) -> bool:
    """Whether nothing leads to the tag: no story, at the desk or published, and no other name."""
    return not any(rows.exists() for rows in (tag.tagged_items, tag.published_rows, tag.aliases))


@dataclass(frozen=True)
class Prospect:
    """What a merge would do: the numbers of stories at the desk, of those that have both tags, and of live ones."""

    stories: int
    both: int
    live: int


def prospect(tag: Tag, into: Tag) -> Prospect:
    """What merge() would do now; 3 queries."""
    rows = TaggedArticle.objects.filter(tag=tag)
    both = TaggedArticle.objects.filter(tag=into, content_object=OuterRef("content_object"))
    live = PublishedArticle.objects.live().tagged(tag)
    return Prospect(rows.count(), rows.filter(Exists(both)).count(), live.count())


def absorbed_by(tag: int) -> list[int]:
    """The numbers that tags had which were merged into this one, directly or by way of others."""
    merges = TagLogEntry.objects.filter(tag=tag, verb=TagVerb.MERGE, details__has_key="absorbed")
    return [number for details in merges.values_list("details", flat=True) for number in details["absorbed"]]


def log_of(tag: Tag) -> list[TagLogEntry]:
    """Everything that was done with the tag and with those merged into it, the newest first; 2 queries."""
    return list(TagLogEntry.objects.filter(tag__in=[tag.pk, *absorbed_by(tag.pk)]))


# Their common course --------------------------------------------------------------------------------------------------


def _require(by: User, permission: str) -> None:
    if not by.may(permission):
        raise NotPermitted(_("You may not do this with tags."))


def _good(name: str) -> str:
    """The name as it is kept. Raises BadRequest for one that no tag can have."""
    name = vietnamese.one_line(name)
    if problem := problem_of(name):
        raise BadRequest(problem)
    return name


def problem_of(name: str) -> str:
    """Why no tag can be called so, as a sentence; nothing for a good name."""
    if not Tag.fits(name):
        return _("“%(tag)s…” is too long for a tag.") % {"tag": name[:40]}
    if not vietnamese.slugify(name):
        return _("“%(tag)s” cannot be a tag: it needs letters or digits.") % {"tag": name}
    if "," in name or ";" in name:
        return _("A tag cannot contain a comma: commas separate tags.")
    return ""


def _locked(tag: int) -> Tag:
    found = Tag.objects.select_for_update().filter(pk=tag).first()
    if found is None:
        raise WrongState(_("This tag has been merged or deleted meanwhile."))
    return found


def _move(model: Any, owner: str, away: Tag, stays: Tag) -> int:
    """Move links, one for each owner: of two the earlier keeps its place. Nobody can add any: both tags are locked.

    Answers how many owners had the tag that goes.
    """
    had = model.objects.filter(tag=away).count()
    pair = model.objects.filter(tag__in=[away, stays])
    pair.filter(Exists(pair.filter(**{owner: OuterRef(owner)}, pk__lt=OuterRef("pk")))).delete()
    model.objects.filter(tag=away).update(tag=stays)
    return had


def _keep_alias(tag: Tag, *, name: str, key: str | None = None, slug: str | None = None) -> None:
    """Keep what leads to the tag, as far as nothing does yet: a name it had before may lead to it already."""
    known = TagAlias.objects.filter(tag=tag)
    key = None if key and known.filter(key=key).exists() else key
    slug = None if slug and known.filter(slug=slug).exists() else slug
    if key or slug:
        TagAlias.objects.create(tag=tag, name=name, key=key, slug=slug, since=Now())


def _log(tag: Tag, verb: TagVerb, by: User, **details: Any) -> None:
    TagLogEntry.objects.create(
        tag_id=tag.pk, name=tag.name, verb=verb, by=by, by_name=by.display_name, at=Now(), details=details
    )
