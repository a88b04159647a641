"""The bell, the page of notices, own settings, and the language of the desk."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import formats, translation

from accounts.models import User
from articles.models import Notice
from tests import factories
from tests.desk.conftest import SignIn, change_url, typed

pytestmark = pytest.mark.django_db
NOTICES, ACCOUNT = "/admin/notices/", "/admin/account/"
STORIES = "/admin/articles/article/"


def bell(client: Client, page: str = NOTICES) -> str:
    found = re.search(r'class="desk-bell__count"[^>]*>([^<]*)<', client.get(page).content.decode())
    return found[1] if found else ""


def tell(user: User, number: int = 1) -> None:
    for _ in range(number):
        factories.returned(owner=user)


# The bell ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["/admin/", STORIES, NOTICES, ACCOUNT, "/admin/articles/article/add/"])
def test_the_bell_counts_on_every_page(sign_in: SignIn, reporter: User, page: str) -> None:
    client = sign_in(reporter)
    assert bell(client, page) == ""
    tell(reporter, 2)
    assert bell(client, page) == "2"


def test_the_bell_counts_own_unread_notices_only(sign_in: SignIn, reporter: User, other_reporter: User) -> None:
    tell(reporter, 2)
    tell(other_reporter)
    Notice.objects.filter(to=reporter).last().delete()
    assert bell(sign_in(reporter)) == "1"
    Notice.objects.update(at_desk=False)
    assert bell(sign_in(reporter)) == ""


@pytest.mark.parametrize("page", ["/admin/", STORIES, NOTICES, ACCOUNT])
def test_no_page_costs_more_with_more_notices(sign_in: SignIn, reporter: User, page: str) -> None:
    client = sign_in(reporter)
    tell(reporter)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    few = queries()
    tell(reporter, 5)
    assert queries() == few


def test_the_bell_costs_one_query(sign_in: SignIn, reporter: User) -> None:
    tell(reporter)
    with CaptureQueriesContext(connection) as captured:
        sign_in(reporter).get(STORIES)
    assert sum("articles_notice" in query["sql"] for query in captured) == 1


def test_sign_in_page_has_no_bell(client: Client) -> None:
    page = client.get("/admin/login/")
    assert page.status_code == 200
    assert "desk-bell" not in page.content.decode()


# The page ------------------------------------------------------------------------------------------------------------


def test_page_says_who_did_what_and_why(sign_in: SignIn, reporter: User, editor: User) -> None:
    factories.returned(by=editor, owner=reporter, title="Gieo cấy <vụ> xuân")
    page = sign_in(reporter).get(NOTICES).content.decode()
    for part in ["Gieo cấy &lt;vụ&gt; xuân", editor.display_name, "Cần thêm số liệu của xã.", "desk-notice--unread"]:
        assert part in page


def test_nobody_sees_or_opens_anothers_notices(sign_in: SignIn, reporter: User, other_reporter: User) -> None:
    tell(reporter)
    client, notice = sign_in(other_reporter), Notice.objects.get(to=reporter)
    assert client.get(NOTICES).context["rows"] == []
    assert client.post(f"{NOTICES}{notice.pk}/").status_code == 404
    client.post(f"{NOTICES}read/")
    notice.refresh_from_db()
    assert notice.read_at is None


def test_opening_one_marks_it_and_leads_to_its_story(sign_in: SignIn, reporter: User) -> None:
    tell(reporter, 2)
    notice = Notice.objects.filter(to=reporter).first()
    client = sign_in(reporter)
    answer = client.post(f"{NOTICES}{notice.pk}/")
    assert answer["Location"] == change_url(notice.entry.article)
    assert bell(client) == "1"


def test_what_is_out_of_reach_is_not_opened(sign_in: SignIn, reporter: User, other_reporter: User) -> None:
    tell(reporter)
    notice = Notice.objects.get(to=reporter)
    notice.entry.article.__class__.objects.update(owner=other_reporter)
    client = sign_in(reporter)
    assert client.post(f"{NOTICES}{notice.pk}/")["Location"] == NOTICES
    assert change_url(notice.entry.article) not in client.get(NOTICES).content.decode()


def test_all_are_marked_at_once(sign_in: SignIn, reporter: User) -> None:
    tell(reporter, 3)
    client = sign_in(reporter)
    assert client.post(f"{NOTICES}read/").status_code == 302
    assert bell(client) == ""


def test_looking_changes_nothing(sign_in: SignIn, reporter: User) -> None:
    tell(reporter)
    client, notice = sign_in(reporter), Notice.objects.get(to=reporter)
    client.get(NOTICES)
    for address in [f"{NOTICES}{notice.pk}/", f"{NOTICES}read/"]:
        assert client.get(address).status_code == 405
    assert bell(client) == "1"


def test_csrf_is_asked_for(reporter: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)
    tell(reporter)
    for address in [f"{NOTICES}{Notice.objects.get(to=reporter).pk}/", f"{NOTICES}read/", ACCOUNT]:
        assert client.post(address).status_code == 403, address


@pytest.mark.parametrize("address", [NOTICES, ACCOUNT, f"{NOTICES}1/", f"{NOTICES}read/"])
def test_strangers_are_sent_to_sign_in(client: Client, address: str) -> None:
    assert client.get(address)["Location"].startswith("/admin/login/")


def test_older_notices_are_a_page_away(sign_in: SignIn, reporter: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.admin.notices.SHOWN", 2)
    tell(reporter, 3)
    client = sign_in(reporter)
    first = client.get(NOTICES)
    older = client.get(f"{NOTICES}?before={first.context['older']}")
    assert (len(first.context["rows"]), len(older.context["rows"]), older.context["older"]) == (2, 1, None)
    for nonsense in ["x", "²", "-1", "9" * 40]:
        assert client.get(f"{NOTICES}?before={nonsense}").status_code == 200


# Own settings --------------------------------------------------------------------------------------------------------


def test_everybody_signed_in_has_settings(sign_in: SignIn, reporter: User, admin: User) -> None:
    for user in [reporter, admin, User.objects.create_superuser("root")]:
        client = sign_in(user)
        assert client.get(ACCOUNT).status_code == 200
        assert client.post(ACCOUNT, {"language": "en", "notices_by_mail": "on"}).status_code == 302
        user.refresh_from_db()
        assert (user.language, user.notices_at_desk, user.notices_by_mail) == ("en", False, True)


def test_nothing_but_the_settings_can_be_posted(sign_in: SignIn, reporter: User) -> None:
    fields = {"language": "en", "is_superuser": "on", "is_staff": "", "username": "root", "email": "x@y.z", "id": "1"}
    sign_in(reporter).post(ACCOUNT, fields)
    found = User.objects.get(pk=reporter.pk)
    assert (found.is_superuser, found.is_staff, found.username, found.email) == (False, True, reporter.username, "")


def test_an_unknown_language_is_an_error(sign_in: SignIn, reporter: User) -> None:
    assert sign_in(reporter).post(ACCOUNT, {"language": "fr"}).status_code == 400
    reporter.refresh_from_db()
    assert reporter.language == "vi"


def test_settings_say_where_mail_goes(sign_in: SignIn, reporter: User) -> None:
    reporter.email = "mai@news.example"
    reporter.save()
    assert "mai@news.example" in sign_in(reporter).get(ACCOUNT).content.decode()


def test_the_administrator_may_set_them_too(sign_in: SignIn, admin: User, reporter: User) -> None:
    page = sign_in(admin).get(f"/admin/accounts/user/{reporter.pk}/change/").content.decode()
    assert 'name="language"' in page
    assert 'name="notices_by_mail"' in page


# The language of the desk --------------------------------------------------------------------------------------------


@pytest.fixture
def english(sign_in: SignIn, editor: User) -> Client:
    editor.language = "en"
    editor.save()
    return sign_in(editor)


def test_the_desk_speaks_the_persons_language(english: Client, sign_in: SignIn, reporter: User) -> None:
    page = english.get(STORIES).content.decode()
    assert '<html lang="en"' in page
    assert "Waiting for an editor" in page
    assert '<html lang="vi"' in sign_in(reporter).get(STORIES).content.decode()


def test_english_is_left_behind_with_the_page(english: Client, client: Client) -> None:
    english.get(STORIES)
    assert '<html lang="vi"' in client.get("/").content.decode()
    assert '<html lang="vi"' in client.get("/admin/login/").content.decode()


def test_the_website_is_vietnamese_for_everybody_and_asks_who_nobody_is(english: Client) -> None:
    page = english.get("/")
    assert '<html lang="vi"' in page.content.decode()
    assert "Cookie" not in page.get("Vary", "")
    assert page.wsgi_request.session.accessed is False


def test_an_address_of_the_desk_that_is_not_there_puts_no_english_in_front_of_readers(
    english: Client, client: Client
) -> None:
    """The "not found" page keeps the section menu in the cache that the website's pages share."""
    factories.SectionFactory()
    assert english.get("/admin/nothing-here/").status_code == 404
    assert "All sections" not in client.get("/nothing-here/").content.decode()


def test_what_an_english_desk_publishes_is_vietnamese(english: Client) -> None:
    table = "<table><tbody><tr><td>Số liệu</td></tr></tbody></table>"
    story = factories.approved(body=table)
    english.post(f"{STORIES}{story.pk}/publish/", {"revision": 1})
    assert 'aria-label="Bảng"' in story.published_versions.get().body


def test_the_text_editor_follows(english: Client) -> None:
    page = english.get(f"{STORIES}add/").content.decode()
    assert "&quot;language&quot;: &quot;en&quot;" in page


def test_the_lists_of_choices_follow(english: Client, sign_in: SignIn, reporter: User) -> None:
    page, vietnamese = (client.get(f"{STORIES}add/").content.decode() for client in (english, sign_in(reporter)))
    assert ("select2/i18n/en.js" in page, "select2/i18n/vi.js" in page) == (True, False)
    assert ("select2/i18n/en.js" in vietnamese, "select2/i18n/vi.js" in vietnamese) == (False, True)


def test_dates_are_written_and_typed_day_first_in_english_too() -> None:
    with translation.override("en"):
        assert formats.get_format("DATE_INPUT_FORMATS")[0] == "%d/%m/%Y"
        assert formats.date_format(datetime(2026, 11, 3, 14, 5), "SHORT_DATETIME_FORMAT") == "14:05 03/11/2026"


def test_refusals_are_in_the_persons_language(english: Client, other_editor: User) -> None:
    story = factories.claimed(by=other_editor)
    answer = english.post(change_url(story), typed(story, title="Tít khác"))
    assert f"{other_editor.display_name} is working on this story." in answer.content.decode()
