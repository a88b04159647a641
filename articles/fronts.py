"""The verbs on what stands at the top of the paper: the layouts of the fronts, and the bar of breaking news.

Each asks for the permission first and writes a new row over the one the person saw, or none. The rows are never
changed, so they are the history and the log.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import arrangement, renewal
from articles.arrangement import Arrangement
from articles.models import Article, BreakingNews, FrontLayout, PublishedArticle, Section
from articles.refusals import BadRequest, NotPermitted, WrongState
from articles.workflow import database_now
from newsroom import vietnamese

ARRANGE, ANNOUNCE = "articles.arrange_frontlayout", "articles.announce_breakingnews"
# News that breaks no more is a story like others.
LONGEST_BREAKING = timedelta(hours=24)
# Held while the bar is set, by its number alone: two who set it at once follow one another.
BAR_LOCK = 0x4E455753


class StaleLayout(WrongState):
    """Somebody arranged the front after the layout the person started from; `newest` is what they made of it."""

    def __init__(self, newest: FrontLayout) -> None:
        self.newest = newest
        super().__init__(_("%(name)s has saved a newer layout since you opened this page.") % {"name": newest.by_name})


@dataclass(frozen=True)
class Front:
    """The home page, or the front of a section of the first level, as it is arranged now."""

    section: Section | None
    layout: FrontLayout | None
    usual: Arrangement

    @property
    def arrangement(self) -> Arrangement:
        return self.arrangement_of(self.layout)

    @property
    def base(self) -> int:
        """The number of the layout in force; 0 while nobody has arranged the front."""
        return self.layout.number if self.layout else 0

    def arrangement_of(self, layout: FrontLayout | None) -> Arrangement:
        """A layout of this front, brought up to the sections there are now."""
        return arrangement.read(layout.arrangement, self.usual) if layout else self.usual


def front_of(section: Section | None) -> Front:
    """The front of a section, or the home page; 1 or 2 queries."""
    if section:
        usual = arrangement.usual_of_section()
    else:
        usual = arrangement.usual(Section.objects.top_level().values_list("pk", flat=True))
    return Front(section, FrontLayout.objects.of(section).first(), usual)


@transaction.atomic
def arrange(
    section: Section | None, wanted: Arrangement, *, by: User, base: int, restored: int | None = None
) -> FrontLayout | None:
    """Put `wanted` in force over layout number `base`; what changes nothing leaves no row. Gives the layout in force.

    Raises NotPermitted; StaleLayout where somebody was quicker; BadRequest for a time that ends before it begins and
    for a story, newly set, that readers neither see nor are about to see.
    """
    _require(by, ARRANGE, _("Only a managing editor arranges the fronts."))
    front = front_of(section)
    if front.layout and front.base != base:
        raise StaleLayout(front.layout)
    _require_sense(wanted, known={pick.story for pick in front.arrangement.picks()}, restoring=restored is not None)
    if wanted == front.arrangement:
        return front.layout
    renewal.of_front(section)
    try:
        with transaction.atomic():
            return FrontLayout.objects.create(
                section=section,
                number=front.base + 1,
                arrangement=wanted.as_json(),
                by=by,
                by_name=by.display_name,
                at=database_now(),
                restored=restored,
            )
    except IntegrityError as error:  # the database's last word: each number is given once
        newest = FrontLayout.objects.of(section).first()
        if newest is None:
            raise
        raise StaleLayout(newest) from error


def restore(section: Section | None, number: int, *, by: User, base: int) -> FrontLayout | None:
    """Put layout `number` in force again, as a new one. Raises as arrange(), and BadRequest where there is no such."""
    _require(by, ARRANGE, _("Only a managing editor arranges the fronts."))
    layout = FrontLayout.objects.of(section).filter(number=number).first()
    if layout is None:
        raise BadRequest(_("There is no layout %(number)d of this front.") % {"number": number})
    return arrange(section, front_of(section).arrangement_of(layout), by=by, base=base, restored=number)


@transaction.atomic
def announce(
    *, by: User, base: int, text: str = "", story: Article | None = None, since: datetime | None = None, until: datetime
) -> BreakingNews:
    """Show words, a story or both in the bar, from `since` or from now on until `until`.

    `base` is the row the person saw last, 0 for none; what it said gives way when the new one begins. Raises
    NotPermitted, WrongState where somebody set the bar meanwhile, BadRequest.
    """
    _require(by, ANNOUNCE, _("Only a managing editor sets the bar of breaking news."))
    text, now = vietnamese.one_line(text), database_now()
    begins = max(since, now) if since else now
    if not text and story is None:
        raise BadRequest(_("Give the bar words, a story or both."))
    if until <= begins:
        raise BadRequest(_("The bar's end comes before its beginning, or has passed."))
    if until - begins > LONGEST_BREAKING:
        raise BadRequest(_("Breaking news stands in the bar for 24 hours at most."))
    if story:
        _require_visible([story.pk])
    return _set_bar(by, base, text=text, article=story, starts_at=begins, ends_at=until, at=now)


@transaction.atomic
def end_announcement(*, by: User, base: int) -> BreakingNews:
    """Take the bar away, and what was planned for it. Raises NotPermitted, WrongState."""
    _require(by, ANNOUNCE, _("Only a managing editor sets the bar of breaking news."))
    now = database_now()
    return _set_bar(by, base, text="", article=None, starts_at=now, ends_at=now, at=now)


def _set_bar(by: User, base: int, **row: object) -> BreakingNews:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [BAR_LOCK])
    newest = BreakingNews.objects.first()
    if newest and newest.pk != base:
        raise WrongState(_("%(name)s has set the bar meanwhile.") % {"name": newest.by_name})
    return BreakingNews.objects.create(by=by, by_name=by.display_name, **row)


# Checks ---------------------------------------------------------------------------------------------------------------


def _require(user: User, permission: str, refusal: str) -> None:
    if not user.may(permission):
        raise NotPermitted(refusal)


def _require_sense(wanted: Arrangement, known: set[int], restoring: bool) -> None:
    for pick in wanted.picks():
        if pick.since and pick.until and pick.until <= pick.since:
            raise BadRequest(_("Story %(number)d: the end comes before the beginning.") % {"number": pick.story})
    if any(len(line) > arrangement.LINE for part in wanted.parts for line in part.places):
        raise BadRequest(_("At most %(number)d stories are set for one place.") % {"number": arrangement.LINE})
    # What stood there already may stay, withdrawn or not: a layout is not refused for what somebody else did.
    if not restoring:
        _require_visible({pick.story for pick in wanted.picks()} - known)


def _require_visible(stories: Iterable[int]) -> None:
    wanted = set(stories)
    visible = PublishedArticle.objects.not_over().filter(article__in=wanted).values_list("article", flat=True)
    if missing := sorted(wanted - set(visible)):
        numbers = ", ".join(f"#{number}" for number in missing)
        raise BadRequest(_("Readers neither see this story nor are about to: %(stories)s.") % {"stories": numbers})
