"""Robots, pages loaded ahead, other sites and our own staff are not readers."""

import pytest
from django.conf import LazySettings
from django.test import Client

from articles.counting.readers import is_robot
from tests.factories import administrator, editor, published, reporter
from tests.readership.reading import counted, report

pytestmark = pytest.mark.django_db

ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
    "TelegramBot (like TwitterBot)",
    "WhatsApp/2.23.20.0",
    "Mozilla/5.0 (compatible; ZaloBot/1.0)",
    "Mozilla/5.0 (compatible; tin-tuc-bot/0.1)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 11; moto g power) AppleWebKit/537.36 Chrome/109.0 Mobile Safari/537.36 "
    "Chrome-Lighthouse",
    "curl/8.4.0",
    "Wget/1.21.3",
    "python-requests/2.31.0",
    "Go-http-client/1.1",
    "",
    "   ",
]
READERS = [
    "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
    "Mobile/15E148 Safari/604.1",
    # Cốc Cốc's browser, whose crawler is refused above; Zalo's and Facebook's own browsers; a telephone named Cubot.
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/123.0.0 "
    "Chrome/117.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 12; SM-A125F; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/126.0.0.0 Mobile Safari/537.36 Zalo android/23080611 ZaloTheme/light ZaloLanguage/vi",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
    "[FBAN/FBIOS;FBAV/470.0.0.0;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/17.5;FBSS/3;FBLC/vi_VN]",
    "Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile "
    "Safari/537.36",
]


@pytest.mark.parametrize("browser", ROBOTS)
def test_a_robot_is_not_counted_and_does_not_learn_it(browser: str) -> None:
    story = published()

    response = report(story.pk, browser=browser)

    assert (response.status_code, counted(story)) == (204, 0)


def test_a_request_that_names_no_browser_is_not_counted(client: Client) -> None:
    story = published()

    assert client.post(f"/luot-xem/{story.pk}/").status_code == 204
    assert counted(story) == 0


@pytest.mark.parametrize("browser", READERS)
def test_what_people_read_with_is_counted(browser: str) -> None:
    story = published()

    report(story.pk, browser=browser)

    assert counted(story) == 1


def test_only_the_beginning_of_an_endless_name_is_judged() -> None:
    assert is_robot("Googlebot/2.1 " + "x" * 100_000)
    assert not is_robot("x" * 100_000 + " Googlebot/2.1")


@pytest.mark.parametrize(
    "header",
    [
        {"sec_purpose": "prefetch"},
        {"sec_purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x_purpose": "preview"},
        {"x_moz": "prefetch"},
    ],
)
def test_a_page_loaded_ahead_is_not_counted(header: dict[str, str]) -> None:
    story = published()

    response = report(story.pk, **header)

    assert (response.status_code, counted(story)) == (204, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"origin": "https://evil.example"},
        {"origin": "https://testserver.evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://[evil"},
    ],
)
def test_another_sites_page_counts_nothing(headers: dict[str, str]) -> None:
    story = published()

    response = report(story.pk, **headers)

    assert (response.status_code, counted(story)) == (204, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "same-origin", "origin": "http://testserver"},
        {"origin": "http://testserver"},
        # A proxy ends TLS, or names us differently from how readers do.
        {"origin": "https://testserver"},
        {"origin": "https://tin.example"},
    ],
)
def test_our_own_page_is_counted(headers: dict[str, str], settings: LazySettings) -> None:
    settings.SITE_URL = "https://tin.example"
    story = published()

    report(story.pk, **headers)

    assert counted(story) == 1


@pytest.mark.parametrize("person", [reporter, editor, administrator])
def test_the_staff_is_not_counted(person: object, client: Client) -> None:
    story = published()
    client.force_login(person())

    response = report(story.pk, client=client)

    assert (response.status_code, counted(story)) == (204, 0)


def test_whoever_has_left_the_staff_is_a_reader(client: Client) -> None:
    story, leaver = published(), reporter()
    client.force_login(leaver)
    leaver.is_active = False
    leaver.save()

    report(story.pk, client=client)

    assert counted(story) == 1


def test_a_made_up_session_makes_nobody_staff(client: Client) -> None:
    story = published()
    client.cookies["sessionid"] = "khong-co-phien-nay"

    report(story.pk, client=client)

    assert counted(story) == 1


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
def test_only_a_post_counts(client: Client, method: str) -> None:
    story = published()

    response = getattr(client, method)(f"/luot-xem/{story.pk}/", headers={"user-agent": READERS[0]})

    assert (response.status_code, counted(story)) == (405, 0)


def test_reading_the_page_itself_counts_nothing(client: Client) -> None:
    story = published()

    client.get(story.published_versions.get().get_absolute_url(), headers={"user-agent": READERS[0]})

    assert counted(story) == 0
