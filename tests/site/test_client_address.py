"""Where a request came from: what proxies report is believed as far as the proxies are ours."""

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from newsroom.middleware import client_address


def address(forwarded: str | None) -> str:
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    return client_address(RequestFactory(REMOTE_ADDR="10.0.0.9").get("/", headers=headers))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, "10.0.0.9"),
        (0, "198.51.100.7", "10.0.0.9"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.1, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.1, 198.51.100.7, 10.0.0.8", "198.51.100.7"),
        (2, "198.51.100.7", "10.0.0.9"),
        (1, "", "10.0.0.9"),
        (1, " , ", "10.0.0.9"),
        (1, None, "10.0.0.9"),
    ],
)
def test_only_our_own_proxies_are_believed(
    proxies: int, forwarded: str | None, expected: str, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert address(forwarded) == expected
