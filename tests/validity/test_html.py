"""Every page is valid HTML and well built, by the W3C's checker and by rules of our own."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from articles.public.errors import SERVER_ERROR_PAGE
from tests.public.pages import HTML, Newspaper, pages_of
from tests.validity.html import checked, structure


def contents(client: Client, paper: Newspaper) -> dict[str, bytes]:
    return {name: client.get(kind.address(paper)).content for name, kind in pages_of(HTML).items()}


def test_every_page_is_valid(client: Client, paper: Newspaper, tmp_path: Path) -> None:
    pages = contents(client, paper) | {"failure": SERVER_ERROR_PAGE.encode()}
    assert len(pages) > 20
    assert checked(pages, tmp_path) == []


def test_every_page_is_well_built(client: Client, paper: Newspaper) -> None:
    assert {name: found for name, content in contents(client, paper).items() if (found := structure(content))} == {}


def test_every_page_says_what_it_is_to_whoever_shows_a_link_to_it(client: Client, paper: Newspaper) -> None:
    """Open Graph (ogp.me) and Twitter's cards; pages that are not to be found need none."""
    for name, kind in pages_of(HTML).items():
        if kind.status != 200:
            continue
        page = BeautifulSoup(client.get(kind.address(paper)).content, "html.parser")
        said = {tag.get("property") or tag.get("name"): tag["content"] for tag in page.select("meta[content]")}
        assert {"og:title", "og:type", "og:image", "og:url", "og:site_name", "description"} <= said.keys(), name
        assert all(said.values()), (name, said)
        assert said["og:locale"] == "vi_VN", name
        assert said["og:url"] == page.select_one('link[rel="canonical"]')["href"], name
        assert said["og:image"].startswith("http"), name
        assert said["twitter:card"] in {"summary", "summary_large_image"}, name
        assert said["robots"] in {"max-image-preview:large", "noindex"}, name


BREAKS = {
    "an attribute that HTML has no more": ('<p class="footer__name">', '<p align="center">'),
    "an element where none may be": ("<ul", "<ul><p>Một câu</p></ul><ul"),
    "an element that is never closed": ("</h1>", ""),
    "an unknown attribute": ("<main ", "<main bogus "),
    "a bare ampersand in a name": ("</title>", "&nosuch;</title>"),
}


def test_the_checker_sees_what_it_is_to_find(client: Client, paper: Newspaper, tmp_path: Path) -> None:
    page = client.get(paper.rich.get_absolute_url()).content.decode()
    assert all(sound in page for sound, _broken in BREAKS.values())
    pages = {what: page.replace(sound, broken, 1).encode() for what, (sound, broken) in BREAKS.items()}
    found = checked(pages, tmp_path)
    assert {line.partition(": ")[0] for line in found} == set(BREAKS)


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ('<p id="a"><p id="a">', "id=a stands 2 times"),
        ('<p aria-labelledby="b">', "aria-labelledby=b leads to nothing"),
        ("<h1>Hai</h1>", "2 h1"),
        ("<h3>Ba</h3>", "h3 follows h1"),
        ("<h2> </h2>", "an empty h2"),
        ('<img src="a.jpg" width="1" height="1">', "img without alt: a.jpg"),
        ('<img src="a.jpg" alt="" width="1">', "img without height: a.jpg"),
        ('<iframe src="x"></iframe>', "iframe without a title: x"),
        ('<input name="q">', "a field without a label: q"),
        ('<label for="nowhere">Tên</label>', "for=nowhere leads to nothing"),
        ('<a href="/"></a>', 'a a without words: <a href="/"></a>'),
        ('<a target="_blank" href="/x">x</a>', "a link that hands over the window: /x"),
    ],
)
def test_the_rules_see_what_they_are_to_find(markup: str, said: str) -> None:
    page = f'<!doctype html><html lang="vi"><title>T</title><h1>Một</h1>{markup}</html>'
    assert said in structure(page.encode())
    assert structure(b'<!doctype html><html lang="vi"><title>T</title><h1>M</h1></html>') == []
