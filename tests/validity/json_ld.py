"""What is wrong with the JSON-LD of a page: by the schema beside this file, and by rules that no schema can hold."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator

SCHEMA = Draft202012Validator(json.loads((Path(__file__).parent / "schemas" / "jsonld.json").read_text("utf-8")))


def data_of(content: bytes) -> list[Any]:
    """The blocks of JSON-LD on a page."""
    page = BeautifulSoup(content, "html.parser")
    return [json.loads(block.string) for block in page.select('script[type="application/ld+json"]')]


def problems(data: Any, content: bytes) -> list[str]:
    """What is wrong with one block; `content` is the page it stands on."""
    found = [f"{error.json_path}: {_deepest(error)}" for error in SCHEMA.iter_errors(data)]
    if found:
        return found
    return [problem for thing in data["@graph"] for problem in _beyond(thing, BeautifulSoup(content, "html.parser"))]


def _deepest(error: Any) -> str:
    """Of what is said about each type that a thing might be: what is said about the type that it calls itself."""
    own = [each for each in error.context or [] if list(each.absolute_schema_path)[-1] != "const"]
    return "; ".join([error.message[:200], *(f"{each.json_path} {each.message[:200]}" for each in own)])


def _beyond(thing: dict[str, Any], page: BeautifulSoup) -> Iterator[str]:
    canonical = page.select_one('link[rel="canonical"]')
    if thing["@type"].endswith("NewsArticle"):
        published, modified = (datetime.fromisoformat(thing[name]) for name in ("datePublished", "dateModified"))
        if modified < published:
            yield "dateModified is before datePublished"
        if not canonical or thing["@id"] != canonical["href"]:
            yield "@id is not the page's own address"
        # No markup for what the page does not show (Google's structured data guidelines).
        shown = {time["datetime"] for time in page.select("time[datetime]")}
        yield from (
            f"{name} is not on the page" for name in ("datePublished", "dateModified") if thing[name] not in shown
        )
        words = " ".join(page.get_text(" ").split())
        said = [thing["headline"], *(person["name"] for person in thing["author"] if isinstance(person, dict))]
        yield from (f"“{text}” is not on the page" for text in said if " ".join(text.split()) not in words)
    if thing["@type"] == "BreadcrumbList":
        steps = thing["itemListElement"]
        if [step["position"] for step in steps] != list(range(1, len(steps) + 1)):
            yield "positions do not count from one"
        if any("item" not in step for step in steps[:-1]):
            yield "only the last step may have no address"
