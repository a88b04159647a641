"""The site map: every page's first word is reserved, sections come last, and no address tells what it should not."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from articles.models import Article
from articles.public import views
from newsroom.slugs import PLAIN, RESERVED
from tests import factories


def first_words(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """The first path segment of each address, as far as it is written out in the table."""
    for entry in patterns:
        address = before + str(entry.pattern).lstrip("^")
        word = re.split(r"[/$\\]", address)[0]
        if isinstance(entry, URLResolver) and not word:
            yield from first_words(entry.url_patterns, address)
        elif re.fullmatch(PLAIN, word):
            yield word


def test_the_scan_finds_the_words_of_both_tables() -> None:
    assert {"admin", "healthz", "media", "doc-nhieu", "tac-gia"} <= set(first_words(get_resolver().url_patterns))


def test_every_first_word_of_the_site_map_is_reserved() -> None:
    assert set(first_words(get_resolver().url_patterns)) <= RESERVED


@pytest.mark.parametrize("word", ["admin", "static", "media"])
def test_so_are_the_words_that_servers_in_front_take(word: str) -> None:
    assert word in RESERVED


@pytest.mark.parametrize(
    "address",
    ["/doc-nhieu/", "/doc-nhieu/7-ngay/", "/tin-moi/", "/tu-khoa/lu/", "/tac-gia/hong-ha/", "/admin/", "/luot-xem/1/"],
)
def test_no_section_can_shadow_a_page(address: str) -> None:
    assert resolve(address).func not in {views.section, views.subsection}


@pytest.mark.django_db
@pytest.mark.parametrize("make", [factories.managing_editor, factories.reporter])
def test_the_admins_redirect_to_any_object_leads_nowhere(make: type, client: Client) -> None:
    """Django's own would tell everybody on the staff the addresses of stories they may not see."""
    story = factories.published()
    kind = ContentType.objects.get_for_model(Article)
    client.force_login(make(), backend="django.contrib.auth.backends.ModelBackend")
    for address in (f"/admin/r/{kind.pk}/{story.pk}/", f"/admin/r/{kind.pk}/{story.pk}", "/admin/r/"):
        assert client.get(address).status_code == 404
