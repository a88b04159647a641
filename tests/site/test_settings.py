"""Settings come from the environment: right ones work, wrong ones stop the start and say which variable it was."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.site.environment import PRODUCTION, ROOT, VARIABLES, settings_of

NONSENSE = [
    ("DATABASE_URL", "mysql://user@host/newsroom"),
    ("DATABASE_URL", "newsroom.sqlite3"),
    ("DATABASE_URL", "postgres://user@host:port/newsroom"),
    ("DEBUG", "perhaps"),
    ("DEMO", "2"),
    ("CACHE_URL", "memcached://host"),
    ("PAGE_CACHE", "perhaps"),
    ("PAGE_CACHE", "var/pages"),
    ("PAGE_CACHE", "cache"),
    ("SITE_URL", "news.example"),
    ("SITE_URL", "https://news.example/path"),
    ("SITE_URL", "ftp://news.example"),
    ("TRUSTED_PROXIES", "one"),
    ("TRUSTED_PROXIES", "-1"),
    ("FOUR_EYES_FOR_EVERY_CHANGE", "sometimes"),
    ("SECURE_SSL_REDIRECT", "maybe"),
    ("SECURE_HSTS_SECONDS", "1 hour"),
    ("SECURE_HSTS_SECONDS", "-3600"),
    ("CONN_MAX_AGE", "ten"),
    ("STATEMENT_TIMEOUT", "soon"),
    ("LOG_LEVEL", "LOUD"),
    ("EMAIL_HOST", "smtp://mail.example"),
    ("EMAIL_HOST", "mail.example and more"),
    ("EMAIL_PORT", "0"),
    ("EMAIL_PORT", "smtp"),
    ("EMAIL_USE_TLS", "starttls"),
    ("EMAIL_USE_SSL", "perhaps"),
    ("DEFAULT_FROM_EMAIL", "the desk"),
    ("DEFAULT_FROM_EMAIL", "desk@"),
]


@pytest.mark.parametrize(("variable", "value"), NONSENSE)
def test_nonsense_stops_the_start_and_names_its_variable(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ImproperlyConfigured, match=variable):
        settings_of(monkeypatch, PRODUCTION | {variable: value})


@pytest.mark.parametrize(
    "key",
    ["", "   ", "for-development-only-never-in-production", "django-insecure-abcdefghijklmnopqrstuvwxyz0123456789"],
)
def test_production_wants_a_secret_of_its_own(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        settings_of(monkeypatch, PRODUCTION | {"SECRET_KEY": key})


@pytest.mark.parametrize("hosts", ["", " , ", "*", "news.example,*"])
def test_production_wants_to_know_its_hosts(hosts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
        settings_of(monkeypatch, PRODUCTION | {"ALLOWED_HOSTS": hosts})


def test_no_environment_at_all_is_no_production_site(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured):
        settings_of(monkeypatch, {})


def test_production_is_safe_by_these_three_variables_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_of(monkeypatch, PRODUCTION)
    assert found["ALLOWED_HOSTS"] == ["news.example", "www.news.example"]
    assert found["DATABASES"]["default"]["HOST"] == "db.invalid"
    assert found["DEBUG"] is found["DEMO"] is False
    assert found["SECURE_SSL_REDIRECT"] is found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert "SECURE_PROXY_SSL_HEADER" not in found


def test_a_header_about_https_is_believed_only_behind_a_proxy_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_of(monkeypatch, PRODUCTION | {"TRUSTED_PROXIES": "1"})
    assert found["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_switches_are_written_in_many_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    for word, value in {
        "1": True,
        "TRUE": True,
        "yes": True,
        "on": True,
        "0": False,
        "False": False,
        "": False,
    }.items():
        found = settings_of(monkeypatch, PRODUCTION | {"FOUR_EYES_FOR_EVERY_CHANGE": word})
        assert found["FOUR_EYES_FOR_EVERY_CHANGE"] is value


def test_pages_are_kept_where_they_can_be_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    redis = {"CACHE_URL": "redis://127.0.0.1:6379/1"}
    kept = [
        ({}, "newsroom.shared_files.SharedFiles", str(ROOT / "var" / "pages")),
        ({"PAGE_CACHE": "/run/newsroom/pages"}, "newsroom.shared_files.SharedFiles", "/run/newsroom/pages"),
        (redis, "django_redis.cache.RedisCache", redis["CACHE_URL"]),
        (redis | {"PAGE_CACHE": "files"}, "newsroom.shared_files.SharedFiles", str(ROOT / "var" / "pages")),
    ]
    for environment, backend, place in kept:
        found = settings_of(monkeypatch, PRODUCTION | environment)
        assert (found["CACHES"]["pages"]["BACKEND"], found["CACHES"]["pages"]["LOCATION"]) == (backend, place)
    # One that fails must say so to be left alone; what else is cached is to go on without a word.
    found = settings_of(monkeypatch, PRODUCTION | redis)["CACHES"]
    assert [found[name]["OPTIONS"]["IGNORE_EXCEPTIONS"] for name in ("default", "pages")] == [True, False]


def test_pages_are_not_kept_where_somebody_works_on_them_or_nobody_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_of(monkeypatch, {"DEBUG": "1"})["PAGE_CACHE"] == ""
    assert settings_of(monkeypatch, PRODUCTION | {"PAGE_CACHE": "off"})["PAGE_CACHE"] == ""
    assert settings_of(monkeypatch, {"DEBUG": "1", "PAGE_CACHE": "files"})["PAGE_CACHE"] == "files"


# Mail ----------------------------------------------------------------------------------------------------------------

MAIL = {
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "Tòa soạn <desk@news.example>",
    "SITE_URL": "https://news.example",
}


def test_mail_is_sent_where_there_is_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_of(monkeypatch, PRODUCTION | MAIL)
    assert (found["MAIL_NOTICES"], found["EMAIL_PORT"], "EMAIL_BACKEND" in found) == (True, 25, False)
    assert settings_of(monkeypatch, PRODUCTION | MAIL | {"EMAIL_USE_TLS": "1"})["EMAIL_PORT"] == 587
    assert settings_of(monkeypatch, PRODUCTION)["MAIL_NOTICES"] is False


@pytest.mark.parametrize("missing", ["DEFAULT_FROM_EMAIL", "SITE_URL"])
def test_mail_needs_a_sender_and_the_sites_address(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match=missing):
        settings_of(monkeypatch, PRODUCTION | {name: value for name, value in MAIL.items() if name != missing})


def test_mail_is_encrypted_in_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_USE_SSL"):
        settings_of(monkeypatch, PRODUCTION | MAIL | {"EMAIL_USE_TLS": "1", "EMAIL_USE_SSL": "1"})


def test_the_demo_writes_its_mail_to_files(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_of(monkeypatch, {"DEMO": "1"})
    assert found["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert found["EMAIL_FILE_PATH"] == ROOT / "var" / "mail"


# The demo ------------------------------------------------------------------------------------------------------------


def test_the_demo_is_production_on_plain_http_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_of(monkeypatch, {"DEMO": "1"})
    assert found["DEBUG"] is False
    assert set(found["ALLOWED_HOSTS"]) == {"127.0.0.1", "localhost", "[::1]"}
    assert found["SECURE_SSL_REDIRECT"] is found["SESSION_COOKIE_SECURE"] is False
    assert len(found["SECRET_KEY"]) >= 50


@pytest.mark.parametrize("hosts", ["news.example", "*", "127.0.0.1,news.example", "192.0.2.7", ".localhost"])
def test_the_demo_serves_nobody_else(hosts: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
        settings_of(monkeypatch, {"DEMO": "1", "ALLOWED_HOSTS": hosts})


def test_the_demos_key_stays_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    first = settings_of(monkeypatch, {"DEMO": "1"})["SECRET_KEY"]
    assert settings_of(monkeypatch, {"DEMO": "1"})["SECRET_KEY"] == first


# The README ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("variable", sorted(VARIABLES - {"TEST_DATABASE_NAME"}))
def test_the_readme_tells_of_every_variable(variable: str) -> None:
    assert f"`{variable}`" in (ROOT / "README.md").read_text()
