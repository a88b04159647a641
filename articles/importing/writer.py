"""The one writer of imports: a StoryRecord becomes a desk copy, once, and with `publish` a published story."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import PurePath

from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from accounts.models import LONGEST_NAME, Author, User
from articles import body, layouts, publishing, readership, workflow
from articles.content import BylineContent, Content, PickContent
from articles.importing import record as neutral
from articles.importing.record import StoryRecord
from articles.models import Article, Byline, ImportRecord, Section, Tag, Verb
from articles.refusals import Refusal
from newsroom import vietnamese

# "newsroom import" to PostgreSQL; any number that no other advisory lock here uses.
_LOCK = 7_120_451_183
# What a page says somebody did, as far as it isn't writing.
_ROLES = {
    "ảnh": Byline.Role.PHOTOGRAPHER,
    "chùm ảnh": Byline.Role.PHOTOGRAPHER,
    "phóng sự ảnh": Byline.Role.PHOTOGRAPHER,
    "dịch": Byline.Role.TRANSLATOR,
    "lược dịch": Byline.Role.TRANSLATOR,
    "biên dịch": Byline.Role.TRANSLATOR,
    "tổng hợp": Byline.Role.EDITOR,
    "t/h": Byline.Role.EDITOR,
    "th": Byline.Role.EDITOR,
    "biên soạn": Byline.Role.EDITOR,
    "biên tập": Byline.Role.EDITOR,
    "sưu tầm": Byline.Role.EDITOR,
    "st": Byline.Role.EDITOR,
}
_MADE_OF_PICTURES = {"chùm ảnh", "phóng sự ảnh"}
_MARK = re.compile(r"[\[(](video|clip|ảnh|photo|chùm ảnh|phóng sự ảnh)[\])]", re.IGNORECASE)
_QUESTIONS_OF_AN_INTERVIEW = 2
_LONGEST = {"title": 250, "source": 120, "affiliation": 120, "address": 500, "file": 255}


class Fate(Enum):
    CREATED = "created"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"
    DELETED = "deleted"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """What became of one record. `held_back` names what kept a story that was to be published a draft."""

    fate: Fate
    article: Article | None = None
    published: bool = False
    held_back: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    reason: str = ""


def write(
    record: StoryRecord, *, by: User, owner: User | None = None, section: Section | None = None, publish: bool = False
) -> Outcome:
    """Store one record in a transaction of its own, saved by `by`.

    The story belongs to `owner`; where none is given, to the first who signed it and has an account here, else to `by`.

    A story that is in the house already, by its identity, is left alone whether its text is still the same or not:
    editors may have worked on it. One that they deleted does not come back. Nothing here raises for what a page holds,
    nor for what the database makes of it (a deadlock with somebody at the desk, too); that is Fate.REFUSED.
    """
    if record.refused:
        return Outcome(Fate.REFUSED, reason=record.refused)
    try:
        with transaction.atomic():
            _wait_for_other_importers()
            known = ImportRecord.objects.select_related("article").filter(identity=record.identity).first()
            if known is None:
                return _create(record, by, owner, section, publish)
            if known.article is None:
                return Outcome(Fate.DELETED)
            fate = Fate.UNCHANGED if known.digest == record.fingerprint else Fate.DIFFERS
            return Outcome(fate, known.article)
    except (body.BodyRefused, Refusal) as error:
        return Outcome(Fate.REFUSED, reason=str(error))
    except OperationalError as error:
        reason = _("The database was busy or out of reach, so nothing was stored. Import this page again. (%(code)s)")
        return Outcome(Fate.REFUSED, reason=reason % {"code": _code(error)})
    except (DataError, IntegrityError) as error:
        reason = _("Something on this page does not fit the database, so nothing was stored. (%(code)s)")
        return Outcome(Fate.REFUSED, reason=reason % {"code": _code(error)})


def _code(error: Exception) -> str:
    """What to look up: PostgreSQL's code of the error and the constraint it names, else the kind of error."""
    cause = error.__cause__
    diagnosis = getattr(cause, "diag", None)
    known = (getattr(cause, "pgcode", None), getattr(diagnosis, "constraint_name", None))
    return ", ".join(filter(None, known)) or type(error).__name__


def _wait_for_other_importers() -> None:
    """One story at a time, until the transaction ends: two importers that make the same authors and tags in different
    order would lock each other out, and two that bring the same story would both find it missing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _create(record: StoryRecord, by: User, owner: User | None, section: Section | None, publish: bool) -> Outcome:
    problems = [*record.problems, *_unplaced(record)]
    content = _content(record, section)
    article = workflow.create(content, by=by, owner=owner or _writer_of(content), log_as=Verb.IMPORT)
    if record.views is not None:
        readership.set_imported_views(article, record.views)
    ImportRecord.objects.create(
        article=article,
        identity=record.identity,
        digest=record.fingerprint,
        source_url=record.source_url[: _LONGEST["address"]],
        first_published_at=None if record.date_in_doubt else record.published,
        file_name=PurePath(record.file).name[-_LONGEST["file"] :],
        problems=problems,
    )
    held_back = _missing(record, article, workflow.database_now()) if publish else []
    published = publish and not held_back
    if published and record.published:
        publishing.publish_import(article, by=by, first_published_at=record.published)
        article.refresh_from_db()
    return Outcome(Fate.CREATED, article, published, tuple(held_back), tuple(problems))


def _writer_of(content: Content) -> User | None:
    return next((line.author.user for line in content.bylines if line.author.user), None)


def _missing(record: StoryRecord, article: Article, now: datetime) -> list[str]:
    """What keeps the story a draft: what a page of the old site must have had, and a section for its address.

    The desk's checklist is for stories that are sent on there; what the old site printed is not held back by it.
    """
    missing = [] if record.title else [_("title")]
    if record.published is None:
        missing.append(_("publication date"))
    elif record.date_in_doubt or record.published > now:
        missing.append(_("a certain publication date"))
    if not record.lead:
        missing.append(_("lead"))
    if article.section_id is None:
        missing.append(_("section"))
    return missing


# From the record to the content of a story ----------------------------------------------------------------------------


def _content(record: StoryRecord, section: Section | None) -> Content:
    return Content(
        title=(record.title or _placeholder_title(record))[: _LONGEST["title"]],
        lead=record.lead or "",
        body=body.from_blocks(body.Block(block.kind, block.text) for block in record.blocks if block.kind != "media"),
        section=section,
        kind=_kind(record),
        source_name=record.source.name[: _LONGEST["source"]] if record.source else "",
        source_url=record.source.url if record.source else "",
        tags=tuple(tag for tag in record.keywords if _is_tag(tag)),
        bylines=tuple(_byline(line) for line in record.bylines if _is_name(line.name)),
        related=tuple(_pick(related.title) for related in record.related if _is_pick(related.title, record)),
    )


def _kind(record: StoryRecord) -> Article.Kind:
    """What the page says of itself: a mark in its title ("[Video] …"), who made its pictures, questions and answers."""
    if mark := _MARK.match(record.title or ""):
        return Article.Kind.VIDEO if mark[1].casefold() in {"video", "clip"} else Article.Kind.PHOTO
    if any(line.role in _MADE_OF_PICTURES for line in record.bylines):
        return Article.Kind.PHOTO
    questions = sum(layouts.asks(text) for text in record.paragraphs)
    return Article.Kind.INTERVIEW if questions >= _QUESTIONS_OF_AN_INTERVIEW else Article.Kind.NEWS


def _placeholder_title(record: StoryRecord) -> str:
    """A draft needs some title to be found by; the problems say that it is none of the page's."""
    words = record.lead or next(iter(record.paragraphs), PurePath(record.file).name)
    return _("[No title] %(words)s") % {"words": " ".join(words.split()[:12])}


def _byline(line: neutral.Byline) -> BylineContent:
    """Under the author of that name, who is made where there is none; accounts are never made nor linked."""
    author, _made = Author.objects.get_or_create(key=vietnamese.key(line.name), defaults={"name": line.name})
    role = _ROLES.get(line.role, Byline.Role.WRITER)
    return BylineContent(author, role, line.affiliation[: _LONGEST["affiliation"]])


def _is_name(name: str) -> bool:
    """Whether an author can be called so: the address is made of Latin letters or digits, and the columns have ends."""
    return bool(vietnamese.slugify(name)) and max(len(name), len(vietnamese.key(name))) <= LONGEST_NAME


def _is_tag(tag: str) -> bool:
    return bool(vietnamese.slugify(tag)) and Tag.fits(tag)


def _is_pick(title: str, record: StoryRecord) -> bool:
    return len(title) <= _LONGEST["title"] and vietnamese.key(title) != vietnamese.key(record.title or "")


def _pick(title: str) -> PickContent:
    """Linked when exactly one story has the title; of several the title alone does not say which.

    A title that is not linked stays one at the desk, also when its story comes later: readers find that story by it.
    """
    found = list(Article.objects.titled(title)[:2])
    return PickContent(found[0] if len(found) == 1 else None, title)


def _unplaced(record: StoryRecord) -> list[str]:
    """What the page holds and the story cannot: said to the editor instead of dropped."""
    media = [_("Not in the text; it must be uploaded again: %(line)s") % {"line": line} for line in record.media]
    unusable = [line.name for line in record.bylines if not _is_name(line.name)]
    unusable += [tag for tag in record.keywords if not _is_tag(tag)]
    too_long = [related.title for related in record.related if len(related.title) > _LONGEST["title"]]
    return media + [
        _("Left out because it fits no field: “%(words)s”.") % {"words": text[:80]} for text in unusable + too_long
    ]
