"""What a story was and what was done with it, in one line of time, for whoever may open the story."""

from dataclasses import dataclass

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import workflow
from articles.models import Article, LogEntry, PublishedArticle, Revision, Verb

ON_A_PAGE = 50


@dataclass(frozen=True)
class Moment:
    """One row of the log, with the version it made, if it made one, and when readers saw that version."""

    entry: LogEntry
    statuses: str
    notes: list[str]
    version: Revision | None
    public: list[PublishedArticle]


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
    public: dict[int, list[PublishedArticle]] = {}
    for version in article.published_versions.for_list().ever_public().order_by("live_from"):
        public.setdefault(version.revision_id, []).append(version)
    moments = []
    for entry in entries:
        revision = by_number.get(entry.revision or 0)
        if revision and revision.created_at != entry.at:
            revision = None
        moments.append(
            Moment(entry, _statuses(entry), _notes(entry), revision, public.get(revision.pk, []) if revision else [])
        )
    return moments


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
                notes.append(_("deadline: %(time)s") % {"time": _minute(deadline)})
        case {"live_from": str(moment)} if entry.verb == Verb.SCHEDULE:
            notes.append(_("for %(time)s") % {"time": _minute(moment)})
        case {"kept_unsaved": True, "for": str(name)}:
            notes.append(_("unsaved text, kept when %(name)s took the story from its holder") % {"name": name})
        case {"four_eyes_overridden": True}:
            notes.append(_("own text, four eyes overridden"))
    return notes


def _minute(iso: str) -> str:
    moment = parse_datetime(iso)
    return date_format(timezone.localtime(moment), "H:i d/m/Y") if moment else iso
