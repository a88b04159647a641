"""Pages for when something is missing or fails."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from articles.public.errors import SERVER_ERROR_PAGE, STYLE_SOURCE, server_error
from newsroom.middleware import ContentSecurityPolicyMiddleware
from tests.factories import SectionFactory


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/khong-co/", "/khong/co/gi/o/day", "/x.php", "/kinh-te/tin-1.html"])
def test_an_address_that_leads_nowhere_shows_the_way_to_the_sections(client: Client, address: str) -> None:
    SectionFactory(name="Kinh tế")
    response = client.get(address)

    assert response.status_code == 404
    assert 'href="/kinh-te/"' in response.content.decode()


def test_the_page_about_a_failure_needs_nothing_that_can_fail_too() -> None:
    for needed in ("{%", "{{", "<link", "<script", "src=", "url("):
        assert needed not in SERVER_ERROR_PAGE


def test_the_page_about_a_failure_may_use_its_own_style_and_no_other(rf: RequestFactory) -> None:
    response = ContentSecurityPolicyMiddleware(server_error)(rf.get("/"))

    assert response.status_code == 500
    assert f"style-src 'self' {STYLE_SOURCE};" in response["Content-Security-Policy"] + ";"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_failing_view_answers_with_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: HttpRequest) -> None:
        raise RuntimeError

    monkeypatch.setattr("articles.public.front_pages.page", fail)

    response = Client(raise_request_exception=False).get("/")

    assert (response.status_code, response.content.decode()) == (500, SERVER_ERROR_PAGE)
