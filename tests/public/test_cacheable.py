"""Any cache may hold any public page: none depends on who asks, and every one says how long it holds."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from tests.factories import managing_editor
from tests.public.pages import HTML, PAGES, Newspaper, PageType, pages_of


@pytest.fixture
def signed_in(db: None) -> Client:
    client = Client()
    client.force_login(managing_editor(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def answers(
    client: Client, paper: Newspaper, pages: dict[str, PageType] | None = None
) -> Iterator[tuple[str, PageType, HttpResponse]]:
    for name, kind in (pages or PAGES).items():
        yield name, kind, client.get(kind.address(paper))


def test_every_page_answers_as_the_table_says(client: Client, paper: Newspaper) -> None:
    wrong = [
        (name, response.status_code, response["Content-Type"])
        for name, kind, response in answers(client, paper)
        if (response.status_code, response["Content-Type"].partition(";")[0]) != (kind.status, kind.media_type)
    ]
    assert wrong == []


def test_a_page_sets_no_cookie_and_varies_on_no_reader(client: Client, paper: Newspaper) -> None:
    found = list(answers(client, paper))

    assert [name for name, _kind, response in found if response.cookies] == []
    assert [
        name for name, _kind, response in found if response.get("Vary", "Accept-Encoding") != "Accept-Encoding"
    ] == []


def test_a_signed_in_editor_gets_byte_for_byte_what_everybody_gets(
    client: Client, signed_in: Client, paper: Newspaper
) -> None:
    for name, kind in PAGES.items():
        mine, everybodys = signed_in.get(kind.address(paper)), client.get(kind.address(paper))

        assert mine.content == everybodys.content, name
        assert b"csrf" not in mine.content.lower(), name
        assert not mine.cookies, name
        assert "Cookie" not in mine.get("Vary", ""), name


def test_shared_caches_are_told_how_long_a_page_holds(client: Client, paper: Newspaper) -> None:
    for name, kind, response in answers(client, paper):
        told = set(response["Cache-Control"].split(", "))
        stale = kind.policy.stale
        seconds = {f"s-maxage={kind.policy.shared}", f"stale-while-revalidate={stale}", f"stale-if-error={stale}"}

        assert told == {"public", "max-age=0"} | seconds, name


def test_who_has_a_page_already_is_told_so(client: Client, paper: Newspaper) -> None:
    found = [(name, kind, response) for name, kind, response in answers(client, paper) if kind.status == 200]
    for name, kind, response in found:
        again = client.get(kind.address(paper), headers={"If-None-Match": response["ETag"]})

        assert (again.status_code, again.content) == (304, b""), name
        assert again["Cache-Control"] == response["Cache-Control"], name


def test_what_is_not_there_at_the_desk_is_held_by_no_cache(signed_in: Client) -> None:
    response = signed_in.get("/admin/r/1/1/")

    assert response.status_code == 404
    assert "no-store" in response["Cache-Control"]


def test_every_answer_keeps_the_browser_from_guessing_framing_and_asking(client: Client, paper: Newspaper) -> None:
    for name, _kind, response in answers(client, paper):
        assert response["X-Content-Type-Options"] == "nosniff", name
        assert response["X-Frame-Options"] == "DENY", name
        assert response["Referrer-Policy"] == "strict-origin-when-cross-origin", name
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert "camera=()" in response["Permissions-Policy"], name
        assert "default-src 'none'" in response["Content-Security-Policy"], name
        assert "unsafe" not in response["Content-Security-Policy"], name


def test_a_page_runs_under_the_strict_content_policy(client: Client, paper: Newspaper) -> None:
    frames = ("https://www.youtube-nocookie.com/", "https://player.vimeo.com/")
    for name, _kind, response in answers(client, paper, pages_of(HTML)):
        html = BeautifulSoup(response.content, "html.parser")

        assert html.select("style, [style]") == [], name
        # A block of data is not run, so the policy has nothing to say of it.
        scripts = html.select('script:not([type="application/ld+json"])')
        assert [script for script in scripts if not script.get("src")] == [], name
        assert [tag.name for tag in html.find_all(True) if any(each.startswith("on") for each in tag.attrs)] == [], name
        sources = [(tag.name, tag[each]) for tag in html.find_all(True) for each in ("src", "srcset") if tag.get(each)]
        strange = [
            source
            for tag, source in sources
            if not source.startswith(("/static/", "/media/", *(frames if tag == "iframe" else ())))
        ]
        assert strange == [], name
