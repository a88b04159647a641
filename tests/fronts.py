"""Arrangements for tests: a usual front with some stories set by hand."""

from dataclasses import replace

from articles import fronts
from articles.arrangement import TOP, Arrangement, Line, Part, Pick
from articles.models import Article, FrontLayout, Section
from tests import factories


def named(*stories: Article | int, **times: object) -> Line:
    """The stories for one place, in the order in which they are tried."""
    return tuple(Pick(story if isinstance(story, int) else story.pk, **times) for story in stories)


def placed(arrangement: Arrangement, lines: dict[int, Line], key: str = TOP, **parts: object) -> Arrangement:
    """The arrangement with these lines at places of one part; `parts` change the part itself."""

    def changed(part: Part) -> Part:
        places = tuple(lines.get(number, line) for number, line in enumerate(part.places))
        return replace(part, places=places, **parts)

    return Arrangement(tuple(changed(part) if part.key == key else part for part in arrangement.parts))


def arranged(lines: dict[int, Line], section: Section | None = None, key: str = TOP, **parts: object) -> FrontLayout:
    """What is set on a front as it stands, by a managing editor of its own."""
    front = fronts.front_of(section)
    wanted = placed(front.arrangement, lines, key, **parts)
    layout = fronts.arrange(section, wanted, by=factories.managing_editor(), base=front.base)
    assert layout
    return layout
