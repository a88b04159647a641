"""What a story was and what was done with it: its revisions and its log, for whoever may open the story."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.models import Article, LogEntry

ON_A_PAGE = 50


def page(request: HttpRequest, article: Article) -> TemplateResponse:
    """Log and revisions, newest first."""
    log = Paginator(article.log.all(), ON_A_PAGE).get_page(request.GET.get("p"))
    for entry in log:
        entry.statuses = _statuses(entry)
    revisions = article.revisions.select_related("created_by").defer("content")
    context = {
        **admin.site.each_context(request),
        "title": _("History"),
        "subtitle": article.title,
        "opts": Article._meta,
        "original": article,
        "log": log,
        "revisions": revisions[:ON_A_PAGE],
        "published_version_numbers": set(
            article.published_versions.ever_public().values_list("revision__number", flat=True)
        ),
    }
    return TemplateResponse(request, "desk/history.html", context)


def _statuses(entry: LogEntry) -> str:
    """`Draft → Submitted`, or the one status the story kept."""
    labels = [str(Article.Status(status).label) for status in (entry.from_status, entry.to_status) if status]
    return " → ".join(dict.fromkeys(labels))
