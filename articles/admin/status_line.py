"""Where a story stands, in words: what readers see of it, then what the desk does with it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin.timing import moment
from articles.models import Article

Status = Article.Status


def status_line(article: Article, *, with_holder: bool = True) -> str:
    """`Live · changes waiting for an editor`. Expects the facts of ArticleQuerySet.with_publication(), `claimed_by`."""
    public = _for_readers(article)
    parts = [*public, *_at_the_desk(article, bool(public))]
    if with_holder and article.claimed_by:
        parts.append(_("%(name)s is editing it") % {"name": article.claimed_by.display_name})
    return " · ".join(parts)


def status_colour(article: Article) -> str:
    """The part of the line that matters most now, as the CSS knows it."""
    if article.status in {Status.SUBMITTED, Status.RETURNED, Status.APPROVED}:
        return article.status
    if article.scheduled_for:
        return "scheduled"
    if article.is_live:
        return "live"
    return "withdrawn" if article.was_public else "draft"


def _for_readers(article: Article) -> list[str]:
    parts = []
    if article.is_live:
        parts.append(_("Live"))
    elif article.was_public:
        parts.append(_("Withdrawn"))
    if article.scheduled_for:
        parts.append(_("Scheduled for %(time)s") % {"time": moment(article.scheduled_for, timezone.now())})
    return parts


def _at_the_desk(article: Article, public: bool) -> list[str]:
    """`public`: whether readers see, have seen or will see some version, so that the desk copy is a change to it."""
    withdrawn_as_it_was = article.status == Status.DRAFT and article.approved_version == article.version
    if article.status == Status.PUBLISHED or (public and withdrawn_as_it_was):
        return []
    words = {
        Status.DRAFT: (_("Draft"), _("changes not submitted yet")),
        Status.SUBMITTED: (_("Waiting for an editor"), _("changes waiting for an editor")),
        Status.RETURNED: (_("Returned to the writer"), _("changes returned to the writer")),
        Status.APPROVED: (_("Approved, not published yet"), _("changes approved, not published yet")),
    }
    alone, beside = words[Status(article.status)]
    return [beside if public else alone]
