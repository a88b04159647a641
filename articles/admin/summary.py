"""One story in a list: what a row of the story list, of a queue on the start page, and the panel say of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from articles.admin.status_line import status_colour, status_line
from articles.admin.timing import moment, span
from articles.models import Article
from newsroom import vietnamese

# Before a deadline, from when on it stands out.
SOON = timedelta(hours=2)


@dataclass(frozen=True)
class Due:
    """What is said of deadline and priority. `tone`: "overdue", "soon", "" as the CSS knows them."""

    deadline: str
    tone: str
    priority: str
    urgent: bool


@dataclass(frozen=True)
class Summary:
    story: Article
    url: str
    status: str
    colour: str
    age: str
    """How long it has been where it is."""
    saved: str
    due: Due
    writers: str
    views: str
    """Grouped by thousands, empty while readers have not seen the story."""


def summary(story: Article, url: str, now: datetime) -> Summary:
    """Expects with_publication(), `owner`, `section__parent`, `view_total` and the bylines' authors loaded."""
    total = getattr(story, "view_total", None)
    return Summary(
        story=story,
        url=url,
        status=status_line(story, with_holder=False),
        colour=status_colour(story),
        age=age(story, now),
        saved=_("saved %(time)s ago") % {"time": span(now - story.modified_at)},
        due=due(story, now),
        # Whoever started it, as long as nobody has signed.
        writers=", ".join(dict.fromkeys(line.author.name for line in story.bylines.all())) or story.owner.display_name,
        views=vietnamese.thousands(total.displayed if total else 0) if story.was_public else "",
    )


def age(story: Article, now: datetime) -> str:
    """How long the story has been in its status, in words that say so by themselves."""
    words = _("waiting %(time)s") if story.status == Article.Status.SUBMITTED else _("%(time)s so far")
    return words % {"time": span(now - story.status_since)}


def due(story: Article, now: datetime) -> Due:
    """Deadline and priority in words; expects with_publication()."""
    priority = str(story.get_priority_display()) if story.priority else ""
    urgent = story.priority == Article.Priority.URGENT
    if story.deadline is None:
        return Due("", "", priority, urgent)
    if story.is_overdue(now):
        return Due(_("%(time)s overdue") % {"time": span(now - story.deadline)}, "overdue", priority, urgent)
    if story.was_public or story.status == Article.Status.PUBLISHED:
        # Met, or of no more use: a date and no call to hurry.
        return Due(_due_at(story, now), "", priority, urgent)
    tone = "soon" if story.deadline - now < SOON else ""
    return Due(_due_at(story, now), tone, priority, urgent)


def _due_at(story: Article, now: datetime) -> str:
    return _("Due %(time)s") % {"time": moment(story.deadline, now)}
