"""The preview at the desk: the page readers would get, of what is saved or typed; and links for somebody outside."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles import previews, publishing, workflow
from articles.models import Article, Photo, PreviewLink, Tag
from articles.relating import relate
from tests import factories
from tests.desk.conftest import SignIn, change_url, picture, typed, verb_url
from tests.rules.state import everything

pytestmark = pytest.mark.django_db
NEW = "/admin/articles/article/preview/"


def preview_url(story: Article) -> str:
    return f"/admin/articles/article/{story.pk}/preview/"


def framed(answer: HttpResponse) -> BeautifulSoup:
    """The page in the frame."""
    frame = BeautifulSoup(answer.content, "html.parser").select_one("iframe")
    return BeautifulSoup(frame["srcdoc"], "html.parser")


# What is shown -------------------------------------------------------------------------------------------------------


def test_the_saved_text_is_shown(desk: Client, story: Article) -> None:
    assert framed(desk.get(preview_url(story))).h1.get_text() == story.title


def test_a_version_is_shown_as_it_was(desk: Client, story: Article) -> None:
    workflow.edit(story, factories.content(section=story.section, title="Tít mới"), by=story.owner, revision=1)
    assert framed(desk.get(f"{preview_url(story)}?version=1")).h1.get_text() == story.title
    assert framed(desk.get(f"{preview_url(story)}?version=2")).h1.get_text() == "Tít mới"
    assert framed(desk.get(preview_url(story))).h1.get_text() == "Tít mới"


@pytest.mark.parametrize("version", ["0", "2", "x", "-1", "9" * 30, "١"])
def test_a_version_that_is_not_there_is_not_found(desk: Client, story: Article, version: str) -> None:
    assert desk.get(preview_url(story), {"version": version}).status_code == 404


def test_it_is_the_page_that_readers_get(sign_in: SignIn, editor: User, client: Client) -> None:
    story = factories.approved(tags=("lúa",), body="<p>Chữ <em>nghiêng</em>.</p>")
    before = framed(sign_in(editor).get(preview_url(story)))
    version = publishing.publish(story, by=editor, revision=1)
    after = BeautifulSoup(client.get(version.get_absolute_url()).content, "html.parser")
    for soup in (before, after):
        soup.select_one("article").attrs.pop("data-count-view", None)
        soup.select_one(".article__date").decompose()
        for to_readers_alone in soup.select(".tools, .article > .share, .article__address"):
            to_readers_alone.decompose()
    texts = [" ".join(str(soup.select_one("main")).split()) for soup in (before, after)]
    assert texts[0] == texts[1]


def test_what_is_typed_is_shown_and_nothing_is_stored(desk: Client, story: Article) -> None:
    factories.TagFactory(name="mùa vụ")
    before, tags = everything(), Tag.objects.count()
    fields = {"title": "Chưa  lưu", "body": "<p>Đang viết</p>", "tags": "Mùa vụ, từ khóa chưa có", "revision": 1}
    page = framed(desk.post(preview_url(story), typed(story, **fields)))
    assert page.h1.get_text() == "Chưa lưu"
    assert page.select_one(".article__body").get_text() == "Đang viết"
    assert [tag.get_text() for tag in page.select(".tags__tag")] == ["mùa vụ"]
    assert everything() == before
    assert Tag.objects.count() == tags


def test_a_text_from_an_older_version_is_shown_too(desk: Client, story: Article) -> None:
    """It is for the save to tell of a newer one; a look at one's own text costs nobody anything."""
    form = typed(story, title="Của tôi")
    workflow.edit(story, factories.content(section=story.section, title="Của người khác"), by=story.owner, revision=1)
    assert framed(desk.post(preview_url(story), form)).h1.get_text() == "Của tôi"


def test_a_story_never_saved_is_shown(desk: Client, reporter: User) -> None:
    section = factories.SectionFactory()
    answer = desk.post(NEW, {"title": "Bài đầu tiên", "body": "<p>Chữ</p>", "section": section.pk})
    assert framed(answer).h1.get_text() == "Bài đầu tiên"
    assert not Article.objects.exists()


def test_a_story_without_a_section_is_shown(desk: Client) -> None:
    assert framed(desk.post(NEW, {"title": "Chưa có mục"})).h1.get_text() == "Chưa có mục"


def test_a_new_picture_is_not_taken_in_and_the_page_says_so(desk: Client, story: Article) -> None:
    upload = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    form = typed(story, lead_photo_file=upload, lead_photo_caption="Chú thích")
    answer = desk.post(preview_url(story), form)
    assert BeautifulSoup(answer.content, "html.parser").select_one(".note")
    assert list(Photo.objects.all()) == [story.lead_photo]


@pytest.mark.parametrize("fields", [{"title": ""}, {"body": "<div>" * 5000}, {"section": "999999"}])
def test_what_cannot_be_shown_is_said_in_words(desk: Client, story: Article, fields: dict[str, str]) -> None:
    answer = desk.post(preview_url(story), typed(story, **fields))
    soup = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 400
    assert soup.select_one("[role=alert] li")
    assert not soup.select("iframe")


def test_related_stories_stand_beside_it_as_readers_would_have_them(desk: Client, story: Article) -> None:
    near = factories.published(title="Cùng từ khóa", tags=("lúa",), lead="Mưa.", body="<p>Mưa.</p>")
    relate([near.pk])
    factories.draft(title="Bản nháp cùng từ khóa", tags=("lúa",))
    page = framed(desk.post(preview_url(story), typed(story, tags="lúa")))
    assert [link.get_text(strip=True) for link in page.select(".related h3")] == [near.title]


# Safety --------------------------------------------------------------------------------------------------------------


def test_typed_markup_is_cleaned_as_for_readers(desk: Client, story: Article) -> None:
    body = '<p onclick="hit()">Chữ</p><script>hit()</script><img src="x" onerror="hit()"></iframe><iframe srcdoc="x">'
    answer = desk.post(preview_url(story), typed(story, body=body, title='"><script>hit()</script>'))
    page = framed(answer)
    assert not page.select("script:not([src]), [onclick], [onerror], iframe")
    assert "<script>hit" not in answer.content.decode()


def test_the_page_stands_under_the_websites_policy(desk: Client, story: Article) -> None:
    for answer in (desk.get(preview_url(story)), desk.post(preview_url(story), typed(story))):
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer["X-Frame-Options"] == "DENY"
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]


def test_it_is_not_counted(sign_in: SignIn, editor: User) -> None:
    page = str(framed(sign_in(editor).get(preview_url(factories.published()))))
    assert "views.js" not in page
    assert "luot-xem" not in page


def test_csrf_is_asked_for(reporter: User, story: Article) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reporter)
    assert client.post(preview_url(story), typed(story)).status_code == 403
    assert client.post(NEW, {"title": "Bài"}).status_code == 403


# Who may -------------------------------------------------------------------------------------------------------------


def everywhere(client: Client, story: Article) -> list[int]:
    """What each path answers: preview, preview of a version, of what is typed, new, share, unshare."""
    return [
        client.get(preview_url(story)).status_code,
        client.get(f"{preview_url(story)}?version=1").status_code,
        client.post(preview_url(story), typed(story)).status_code,
        client.post(NEW, {"title": "Bài mới"}).status_code,
        client.post(verb_url(story, "share"), {"revision": 1, "days": 1}).status_code,
        client.post(verb_url(story, "unshare"), {"link": PreviewLink.objects.first().pk}).status_code,
    ]


@pytest.mark.parametrize(
    ("who", "answers"),
    [
        (lambda story: story.owner, [200, 200, 200, 200, 403, 403]),
        (lambda story: factories.reporter(), [403, 403, 403, 200, 403, 403]),
        (lambda story: factories.editor(), [200, 200, 200, 200, 200, 302]),
        (lambda story: editor_of_another_section(), [403, 403, 403, 200, 403, 403]),
        (lambda story: factories.managing_editor(), [200, 200, 200, 200, 200, 302]),
        (lambda story: factories.administrator(), [403] * 6),
        (lambda story: User.objects.create_superuser("root"), [403] * 6),
        (lambda story: factories.UserFactory(), [403] * 6),
    ],
)
def test_each_path_answers_each_role_as_it_should(
    sign_in: SignIn, story: Article, who: Callable[[Article], User], answers: list[int]
) -> None:
    previews.share(story, by=factories.managing_editor(), revision=1, days=7)
    assert everywhere(sign_in(who(story)), story) == answers


def editor_of_another_section() -> User:
    user = factories.editor()
    factories.SectionFactory().editors.add(user)
    return user


def test_nobody_signed_in_is_sent_to_sign_in(client: Client, story: Article) -> None:
    previews.share(story, by=factories.managing_editor(), revision=1, days=7)
    assert everywhere(client, story) == [302] * 6


def test_a_story_that_is_not_there_is_not_found(desk: Client) -> None:
    assert desk.get("/admin/articles/article/999999/preview/").status_code == 404


@pytest.mark.parametrize("path", ["share", "unshare"])
def test_links_are_made_and_revoked_by_post_alone(sign_in: SignIn, editor: User, story: Article, path: str) -> None:
    assert sign_in(editor).get(verb_url(story, path)).status_code == 405


def test_a_story_never_saved_is_not_there_to_get(desk: Client) -> None:
    assert desk.get(NEW).status_code == 405


# Links ---------------------------------------------------------------------------------------------------------------


def test_a_new_link_is_shown_once_and_opens_the_story(
    sign_in: SignIn, editor: User, story: Article, client: Client
) -> None:
    desk = sign_in(editor)
    answer = desk.post(verb_url(story, "share"), {"revision": 1, "days": 3})
    address = BeautifulSoup(answer.content, "html.parser").select_one("#preview-address")["value"]
    assert address.startswith("http://testserver/xem-truoc/")
    assert story.title in client.get(address).content.decode()
    assert "no-store" in answer["Cache-Control"]
    secret = address.split("/")[-2]
    assert secret not in desk.get(change_url(story)).content.decode()
    assert not any(secret in str(session.get_decoded()) for session in Session.objects.all())


def test_the_panel_lists_who_made_which_link_and_revokes_it(sign_in: SignIn, editor: User, story: Article) -> None:
    desk = sign_in(editor)
    desk.post(verb_url(story, "share"), {"revision": 1, "days": 3})
    row = BeautifulSoup(desk.get(change_url(story)).content, "html.parser").select_one(".desk-sharing__links li")
    assert editor.display_name in row.get_text()
    answer = desk.post(verb_url(story, "unshare"), {"link": row.button["value"]}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["success"]
    assert not BeautifulSoup(answer.content, "html.parser").select(".desk-sharing__links")


def test_the_writer_sees_the_links_and_no_button(desk: Client, story: Article) -> None:
    previews.share(story, by=factories.editor(), revision=1, days=3)
    panel = BeautifulSoup(desk.get(change_url(story)).content, "html.parser").select_one(".desk-sharing")
    assert panel.select("li")
    assert not panel.select("button")


@pytest.mark.parametrize(
    "fields", [{}, {"revision": 1}, {"days": 3}, {"revision": "x", "days": 3}, {"revision": 9, "days": 3}]
    + [{"revision": 1, "days": days} for days in ("", "0", "2", "-1", "x", "9" * 40, "١")],
)  # fmt: skip
def test_a_link_needs_a_version_and_a_lifetime(
    sign_in: SignIn, editor: User, story: Article, fields: dict[str, object]
) -> None:
    assert sign_in(editor).post(verb_url(story, "share"), fields).status_code == 400
    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize(("link", "status"), [("", 400), ("x", 400), ("9" * 40, 400), ("999999", 409)])
def test_a_link_that_is_not_there_is_not_revoked(
    sign_in: SignIn, editor: User, story: Article, link: str, status: int
) -> None:
    assert sign_in(editor).post(verb_url(story, "unshare"), {"link": link}).status_code == status


def test_a_withdrawn_story_offers_no_link(sign_in: SignIn, editor: User) -> None:
    story = factories.withdrawn()
    desk = sign_in(editor)
    assert "share-days" not in desk.get(change_url(story)).content.decode()
    assert desk.post(verb_url(story, "share"), {"revision": 1, "days": 1}).status_code == 409


def test_the_preview_costs_the_same_however_many_links_and_stories(
    sign_in: SignIn, editor: User, story: Article, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk = sign_in(editor)
    for _round in range(5):
        previews.share(story, by=editor, revision=1, days=1)
        factories.published(section=story.section)
    desk.get(preview_url(story))
    with django_assert_max_num_queries(18):
        desk.get(preview_url(story))


def test_who_came_from_a_list_is_led_back_to_it(sign_in: SignIn, editor: User) -> None:
    story = factories.submitted()
    desk, query = sign_in(editor), "?_changelist_filters=queue%3Dwaiting"
    previews.share(story, by=editor, revision=1, days=1)
    page = BeautifulSoup(desk.get(change_url(story) + query).content, "html.parser")
    for form in page.select(".desk-sharing form"):
        assert form["action"].endswith(query)
    shared = desk.post(page.select_one("form[data-verb=share]")["action"], {"revision": 1, "days": 1})
    assert "queue%3Dwaiting" in shared.content.decode()
