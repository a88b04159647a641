"""What a story was and what was done with it, in one line of time, for whoever may open the story."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin import checking
from articles.models import Article, LogEntry, PublishedArticle, Revision, Verb

ON_A_PAGE = 50


@dataclass(frozen=True)
class Moment:
    """One row of the log; the version it made, if it made one; and when readers see that version: (words, tone)."""

    entry: LogEntry
    statuses: str
    notes: list[str]
    version: Revision | None
    public: list[tuple[str, str]]


def page(request: HttpRequest, article: Article) -> TemplateResponse:
    """The log, newest first; every save in it with the version it made."""
    log = Paginator(article.log.select_related("by"), ON_A_PAGE).get_page(request.GET.get("p"))
    moments = _moments(article, list(log))
    versions = [moment.version.number for moment in moments if moment.version]
    shown_to_readers = article.published_versions.live().select_related("revision").first()
    context = {
        **admin.site.each_context(request),
        "title": _("History"),
        "subtitle": article.title,
        "opts": Article._meta,
        "original": article,
        "log": log,
        "moments": moments,
        "choosable": len(versions) > 1,
        "chosen": {"from": versions[1], "to": versions[0]} if len(versions) > 1 else {},
        "live": shown_to_readers.revision.number if shown_to_readers else None,
        "may_restore": Verb.RESTORE in workflow.available(article, request.user),
    }
    return TemplateResponse(request, "desk/history.html", context)


def _moments(article: Article, entries: list[LogEntry]) -> list[Moment]:
    """A verb names the version it found, too; the save that made a version has the version's own moment."""
    numbers = {entry.revision for entry in entries if entry.revision}
    revisions = article.revisions.filter(number__in=numbers).defer("content").select_related("created_by")
    by_number = {revision.number: revision for revision in revisions}
    public: dict[int, list[tuple[str, str]]] = {}
    versions = article.published_versions.for_list()
    for version in (versions.ever_public() | versions.pending()).order_by("live_from"):
        public.setdefault(version.revision_id, []).append(_seen(version, timezone.now()))
    moments = []
    for entry in entries:
        revision = by_number.get(entry.revision or 0)
        if revision and revision.created_at != entry.at:
            revision = None
        moments.append(
            Moment(entry, _statuses(entry), _notes(entry), revision, public.get(revision.pk, []) if revision else [])
        )
    return moments


def _seen(version: PublishedArticle, now: datetime) -> tuple[str, str]:
    """When readers see the version, and the tone of desk-status that says it."""
    times = {"since": _minute(version.live_from), "until": _minute(version.live_until) if version.live_until else ""}
    if version.live_from > now:
        return _("Readers will see it from %(since)s") % times, "scheduled"
    if version.live_until is None:
        return _("Readers have seen it since %(since)s") % times, "live"
    if version.live_until > now:
        return _("Readers see it since %(since)s; the next version follows at %(until)s") % times, "live"
    return _("Readers saw it from %(since)s to %(until)s") % times, ""


def _statuses(entry: LogEntry) -> str:
    """`Draft → Submitted`, where the status changed."""
    if entry.from_status == entry.to_status:
        return ""
    labels = [str(Article.Status(status).label) for status in (entry.from_status, entry.to_status) if status]
    return " → ".join(labels)


def _notes(entry: LogEntry) -> list[str]:
    """What else the log knows of the verb, as far as it concerns people."""
    notes = []
    match entry.details:
        case {"to": str(name)}:
            notes.append(_("handed to %(name)s") % {"name": name})
        case {"restored": int(number)}:
            notes.append(_("brought back version %(number)d") % {"number": number})
        case {"merged": {"base": int(base), "with": int(number)}}:
            numbers = {"base": base, "number": number}
            notes.append(_("written on version %(base)d, merged with version %(number)d") % numbers)
        case {"deadline": deadline, "priority": int(priority)}:
            notes.append(_("priority: %(priority)s") % {"priority": Article.Priority(priority).label})
            if deadline:
                notes.append(_("deadline: %(time)s") % {"time": _minute(datetime.fromisoformat(deadline))})
        case {"live_from": str(moment)} if entry.verb == Verb.SCHEDULE:
            notes.append(_("for %(time)s") % {"time": _minute(datetime.fromisoformat(moment))})
        case {"kept_unsaved": True, "for": str(name)}:
            notes.append(_("unsaved text, kept when %(name)s took the story from its holder") % {"name": name})
        case {"acknowledged": [*kept]}:
            notes += [_("sent with: %(finding)s") % {"finding": message} for message in checking.in_words(kept)]
        case {"four_eyes_overridden": True}:
            notes.append(_("own text, four eyes overridden"))
    return notes


def _minute(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "H:i d/m/Y")
