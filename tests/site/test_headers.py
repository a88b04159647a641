"""What every answer carries to keep browsers safe: a strict policy for readers, a wider one at the desk alone."""

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from tests import factories

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/doc-nhieu/", "/healthz", "/khong-co-trang-nay/", "/tu-khoa/khong-co/"]
DESK = ["/admin/login/", "/admin/", "/admin/khong-co-trang-nay/"]


def policy(response: HttpResponse) -> dict[str, set[str]]:
    """Directive -> sources."""
    directives = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: set(sources) for name, *sources in directives}


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_run_no_inline_script_and_load_nothing_from_elsewhere(address: str, client: Client) -> None:
    found = policy(client.get(address))
    assert found["default-src"] == {"'none'"}
    assert found["script-src"] == found["style-src"] == found["connect-src"] == found["form-action"] == {"'self'"}
    assert found["base-uri"] == found["object-src"] == found["frame-ancestors"] == {"'none'"}
    assert found["frame-src"] == {"https://www.youtube-nocookie.com", "https://player.vimeo.com"}
    assert not any("unsafe" in source for sources in found.values() for source in sources)


@pytest.mark.parametrize("address", DESK)
def test_the_desk_has_the_policy_its_editor_needs_and_no_other_host_for_scripts(address: str, client: Client) -> None:
    found = policy(client.get(address))
    assert found["script-src"] == {"'self'", "'unsafe-inline'", "'unsafe-eval'"}
    assert found["object-src"] == found["base-uri"] == {"'none'"}
    assert found["frame-ancestors"] == {"'self'"}
    assert not any(source.startswith("http") for source in found["script-src"] | found["connect-src"])


def test_a_page_that_only_begins_like_the_desk_is_public(client: Client) -> None:
    assert policy(client.get("/administration/"))["default-src"] == {"'none'"}


@pytest.mark.parametrize("address", PUBLIC + DESK)
def test_every_answer_carries_the_other_headers(address: str, client: Client) -> None:
    response = client.get(address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_production_insists_on_https(settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 3600
    assert Client().get("/", secure=True)["Strict-Transport-Security"].startswith("max-age=3600")


def test_a_foreign_host_name_is_refused(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "notice__title" in response.content.decode()


def test_desk_pages_are_stored_nowhere(client: Client) -> None:
    client.force_login(factories.managing_editor(), backend="django.contrib.auth.backends.ModelBackend")
    assert "no-store" in client.get("/admin/")["Cache-Control"]
