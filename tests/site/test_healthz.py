"""Whether the site is up: for load balancers and for people on call."""

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django.fixtures import Settings

from newsroom import health


@pytest.mark.django_db
def test_up(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_down_when_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    class Unreachable:
        def cursor(self) -> None:
            raise OperationalError("connection refused")

    monkeypatch.setattr(health, "connection", Unreachable())
    response = client.get("/healthz")
    assert response.status_code == 503
    assert b"refused" not in response.content


@pytest.mark.django_db
def test_answers_a_load_balancer_on_plain_http(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/").status_code == 301
