"""Which of the promised speeds were reached, by the figures that the other benchmarks kept.

    python benchmarks/bars.py FOLDER [--rival NAME]

FOLDER is that of the smaller archive, with the figures beside it: pages.json, cached.json, beacon.json, sizes.json,
statements.json, load.json. What was not measured is said to be so. Prints a table in Markdown.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import spread  # noqa: E402

# {site: {"rounds": [{"rps": ...}]}} of one kind of page.
Sites = Mapping[str, Mapping[str, Any]]
OURS, HOT = "newsroom", "one hot story"


@dataclass(frozen=True)
class Bar:
    """One promise. `figures` is what was measured: lowest, median, highest, or one number; none: it was not."""

    words: str
    promised: float
    figures: tuple[float, ...]
    most: bool = False
    """Whether `promised` is the most that it may be."""

    @property
    def median(self) -> float:
        return self.figures[len(self.figures) // 2]

    @property
    def is_met(self) -> bool:
        return self.median <= self.promised if self.most else self.median >= self.promised

    def line(self) -> str:
        bar = f"at {'most' if self.most else 'least'} {self.promised:g}"
        if not self.figures:
            return f"| {self.words} | {bar} | not measured | |"
        return (
            f"| {self.words} | {bar} | {' / '.join(f'{each:.2f}' for each in self.figures)} "
            f"| {'yes' if self.is_met else '**no**'} |"
        )


def ratio(sites: Sites, ours: str, theirs: str) -> tuple[float, ...]:
    """Requests per second, ours to theirs, round by round: lowest, median, highest; none where one is missing."""
    if ours not in sites or theirs not in sites:
        return ()
    pairs = zip(sites[ours]["rounds"], sites[theirs]["rounds"], strict=True)
    return spread([mine["rps"] / their["rps"] for mine, their in pairs])


def bars(kept: Mapping[str, Any], rival: str) -> Iterator[Bar]:
    """Every promise, with what the files in `kept` (by name) say of it."""
    pages, cached = kept.get("pages", {}), kept.get("cached", {})
    article = pages.get("article", {})
    yield Bar("article, to the rival's", 15, ratio(article, OURS, rival))
    yield Bar("article, to a view with one query", 0.25, ratio(article, OURS, "one query"))
    for kind in ("home", "section", "section_deep", "tag"):
        yield Bar(f"{kind}, to the rival's", 10, ratio(pages.get(kind, {}), OURS, rival))
    one = {name.removeprefix("one story: "): site for name, site in cached.items()}
    yield Bar(
        "article from the page cache, to a view that does nothing",
        0.6,
        ratio(one, "newsroom, page cache", "a view that does nothing"),
    )
    yield Bar("article behind nginx, to its file", 0.8, ratio(one, "nginx, its cache", "nginx, files"))
    for kind, sites in kept.get("sizes", {}).items():
        larger = next((name for name in sites if name != OURS), "")
        yield Bar(f"{kind}, the larger archive to the smaller", 0.9, ratio(sites, larger, OURS))
    beacon = kept.get("beacon", {})
    yield Bar("beacon, one hot story, to an empty view", 0.5, ratio(beacon, HOT, "a Django view that does nothing"))
    yield Bar("beacon, one hot story, to django-hitcount", 8, ratio(beacon, HOT, "django-hitcount"))
    yield from _in_the_database(kept.get("statements", {}))
    load = kept.get("load", {})
    of_20_000 = (load["seconds"],) if load.get("stories") == 20_000 else ()
    yield Bar("loading 20,000 stories, seconds", 60, of_20_000, most=True)


def _in_the_database(statements: Mapping[str, Any]) -> Iterator[Bar]:
    of = f" ({statements['stories']:,} stories)" if statements else ""
    asked = (("search", "p50", 5.0), ("search", "p99", 50.0), ("related", "p50", 0.5))
    for what, figure, most in asked:
        figures = (statements[what][figure],) if statements else ()
        yield Bar(f"{what} in the database{of}, {figure} ms", most, figures, most=True)
    for kind, told in statements.get("pages", {}).items():
        yield Bar(f"{kind}: queries", told["most"], (told["queries"],), most=True)


HEAD = ["| what | bar | measured (min / median / max) | met |", "|---|---|---|---|"]


def options() -> Namespace:
    parser = ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--larger", type=Path, help="the larger archive, whose statements count")
    parser.add_argument("--rival", default="wagtail", help="the rival's name in pages.json")
    return parser.parse_args()


def main() -> None:
    chosen = options()
    places = {path.stem: path for path in chosen.folder.glob("*.json")}
    if chosen.larger:
        places |= {"statements": chosen.larger / "statements.json"}
    kept = {name: json.loads(path.read_text()) for name, path in places.items() if path.exists()}
    print("\n".join([*HEAD, *(bar.line() for bar in bars(kept, chosen.rival))]))


if __name__ == "__main__":
    main()
