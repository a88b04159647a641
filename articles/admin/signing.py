"""What stands in the panel before somebody signs or schedules: what changed, and which version goes out when."""

from typing import Any

from django.http import HttpRequest

from articles import workflow
from articles.admin.origin import verb_url
from articles.admin.reach import pick_titles
from articles.compare import differences
from articles.content import Content
from articles.models import Article, PublishedArticle, Verb


def changes(request: HttpRequest, article: Article, live: PublishedArticle | None) -> dict[str, Any]:
    """What changed since the newest version that was approved or that readers see: desk/_changes.html.

    `number` is that version's, 0 where there never was one: then everything is new, and nothing is compared.
    """
    live_number = live.revision.number if live else 0
    number = max(workflow.newest_approved(article), live_number)
    context: dict[str, Any] = {"number": number, "is_live": number == live_number, "version": article.version}
    if 0 < number < article.version:
        old = Content.from_snapshot(article.revisions.get(number=number).content)
        new = Content.of(article)
        context["differences"] = differences(old, new, title_of=pick_titles(request, old, new))
    return context


def schedule(request: HttpRequest, article: Article, verbs: list[Verb]) -> dict[str, Any]:
    """The version that waits for its moment, and what becomes of a newer one: desk/_schedule.html."""
    pending = None
    if article.scheduled_for:
        pending = article.published_versions.pending().select_related("revision").first()
    if pending is None:
        return {}
    return {
        "at": pending.live_from,
        "number": pending.revision.number,
        "is_newest": pending.revision.number == article.version,
        "url": verb_url(request, Verb.SCHEDULE, article.pk),
        "may_replace": Verb.SCHEDULE in verbs and pending.revision.number != article.version,
    }
