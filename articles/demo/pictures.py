"""Generated illustrations that stand in for news photographs in the demo: a province of the Red River delta."""

from collections.abc import Callable
from random import Random

from articles.demo import scenes_countryside as country
from articles.demo import scenes_gatherings as gatherings
from articles.demo import scenes_market as trade
from articles.demo import scenes_public as public
from articles.demo import scenes_town as town
from articles.demo import scenes_water as river
from articles.demo import scenes_work as work
from articles.demo.canvas import Canvas
from articles.demo.palettes import TIMES
from articles.demo.portraits import portrait

# What to paint, and the times of day that suit it; the seed goes through them in turn.
SCENES: dict[str, tuple[Callable[[Canvas], None], tuple[str, ...]]] = {
    "rice-field": (country.rice_field, ("morning", "golden", "dawn", "dusk")),
    "river-dike": (country.river_dike, ("golden", "morning", "dusk", "overcast")),
    "fishing-boats": (river.fishing_boats, ("golden", "dusk", "morning", "dawn")),
    "city-skyline": (town.city_skyline, ("dawn", "dusk", "noon", "night")),
    "meeting-hall": (gatherings.meeting_hall, ("morning", "golden", "overcast", "noon")),
    "factory": (work.factory, ("morning", "golden", "overcast", "dusk")),
    "village-road": (country.village_road, ("morning", "golden", "noon", "dawn")),
    "school": (public.school, ("morning", "noon", "golden", "overcast")),
    "market": (trade.market, ("morning", "noon", "golden", "overcast")),
    "temple-festival": (gatherings.temple_festival, ("golden", "morning", "dusk", "night")),
    "stadium": (public.stadium, ("noon", "night", "golden", "overcast")),
    "hospital": (public.hospital, ("noon", "overcast", "morning", "night")),
    "storm-sky": (country.storm_sky, ("storm", "dusk", "storm", "night")),
    "night-street": (town.night_street, ("night", "dusk")),
    "orchard": (work.orchard, ("noon", "golden", "morning", "overcast")),
    "bridge": (river.bridge, ("morning", "golden", "dusk", "overcast")),
    "portrait": (portrait, ("noon",)),
}


def draw(scene: str, seed: int, size: tuple[int, int] = (1600, 1000)) -> bytes:
    """A JPEG, the same for the same arguments. KeyError for a scene that is not in SCENES.

    Scenes are composed for a landscape format of about 8:5; "portrait" wants a square.
    """
    paint, times = SCENES[scene]
    # A picture has no secrets, so a seeded generator is what we want here.
    canvas = Canvas(size, TIMES[times[seed % len(times)]], Random(f"{scene} {seed}"))  # noqa: S311
    paint(canvas)
    return canvas.finished()
