"""Where readers come from and whether they came back: told by the page, kept as sums."""

import json
from typing import Any

import pytest

from articles.counting import fold, referrers
from articles.counting.referrers import DIRECT, HERE, OTHER, is_search, is_social, source_of
from articles.models import Article, ViewSource
from tests.factories import published
from tests.readership.reading import counted, report_to_server

OWN = {"tin.example", "testserver"}


@pytest.mark.parametrize(
    ("host", "source"),
    [
        ("", DIRECT),
        ("  ", DIRECT),
        ("tin.example", HERE),
        ("www.tin.example", HERE),
        ("TIN.example:8443", HERE),
        ("nongnghiep.example", "nongnghiep.example"),
        ("WWW.NongNghiep.example", "nongnghiep.example"),
        ("www.google.com", "google.com"),
        ("www.google.com.vn", "google.com"),
        ("google.co.uk", "google.com"),
        ("news.google.com", "google.com"),
        ("mail.google.com", "mail.google.com"),
        ("google.com.evil.example", "google.com.evil.example"),
        ("vn.search.yahoo.com", "yahoo.com"),
        ("l.facebook.com", "facebook.com"),
        ("lm.facebook.com", "facebook.com"),
        ("notfacebook.com", "notfacebook.com"),
        ("com.google.android.googlequicksearchbox", "google.com"),
        ("com.zing.zalo", "zalo.me"),
        ("t.co", "x.com"),
        ("xn--bo-jia.example", "xn--bo-jia.example"),
        # No names of sites: network addresses, words, what is too long or no host at all.
        ("192.168.1.4", OTHER),
        ("[2001:db8::1]", OTHER),
        ("localhost", OTHER),
        ("direct", OTHER),
        ("a" * 90 + ".example.com.vn", OTHER),
        ("báo.example", OTHER),
        ("nguồn\0.example", OTHER),
        ("a b.example", OTHER),
        ("<script>.example", OTHER),
    ],
)
def test_a_source_is_a_sites_name_or_one_of_our_words(host: str, source: str) -> None:
    assert source_of(host, OWN) == source


def test_listed_sites_keep_their_name() -> None:
    for site in (*referrers.SEARCH, *referrers.SOCIAL):
        assert source_of(site, set()) == source_of(f"www.{site}", set()) == site
        assert is_search(site) is not is_social(site)
    assert set(referrers.ALSO_KNOWN_AS.values()) - {"mail.google.com"} <= {*referrers.SEARCH, *referrers.SOCIAL}


def sources(story: Article) -> dict[str, tuple[int, int]]:
    counted(story)
    rows = ViewSource.objects.filter(article=story)
    return {row.host: (row.count, row.came_back) for row in rows}


def tell(story: Article, reader: int, told: Any) -> None:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    assert report_to_server(story.pk, address=f"198.51.100.{reader}", body=body).status_code == 204


@pytest.mark.django_db
def test_what_pages_tell_is_summed_up() -> None:
    story = published()
    tell(story, 1, {"from": "www.google.com.vn", "again": True})
    tell(story, 2, {"from": "google.com", "again": False})
    tell(story, 3, {"from": "testserver", "again": True})
    tell(story, 3, {"from": "zalo.me", "again": True})  # the same reader again: not counted, so no source either
    tell(story, 4, {"from": "", "again": False})

    assert sources(story) == {"google.com": (2, 1), HERE: (1, 1), DIRECT: (1, 0)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "nonsense",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"from=zalo.me",
        b"[" * 299,
        b'{"from": "zalo.me", "again": true, "more": "' + b"x" * 300 + b'"}',
        {"from": "zalo.me"},
        {"from": 7, "again": True},
        {"from": None, "again": True},
        ["zalo.me", True],
        "zalo.me",
        None,
    ],
)
def test_nonsense_is_no_error_and_a_view_all_the_same(nonsense: object) -> None:
    story = published()

    tell(story, 1, nonsense)

    assert sources(story) == {DIRECT: (1, 0)}


@pytest.mark.django_db
def test_a_bit_that_is_none_is_not_set() -> None:
    story = published()

    tell(story, 1, {"from": "zalo.me", "again": "yes"})

    assert sources(story) == {"zalo.me": (1, 0)}


@pytest.mark.django_db
def test_a_flood_of_made_up_names_is_one_row_and_known_sites_stay_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold, "HOSTS_A_DAY", 3)
    story, other = published(), published()
    for number in range(3):
        tell(story, number, {"from": f"a{number}.example", "again": False})
    counted(story)

    for number in range(10, 20):
        tell(story, number, {"from": f"b{number}.example", "again": True})
    tell(story, 30, {"from": "a1.example", "again": False})
    tell(story, 31, {"from": "www.facebook.com", "again": False})
    tell(other, 32, {"from": "a2.example", "again": False})
    tell(other, 33, {"from": "c.example", "again": False})

    assert sources(story) == {
        "a0.example": (1, 0),
        "a1.example": (2, 0),
        "a2.example": (1, 0),
        "facebook.com": (1, 0),
        OTHER: (10, 10),
    }
    assert sources(other) == {"a2.example": (1, 0), OTHER: (1, 0)}
