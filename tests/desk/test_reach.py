"""Nobody at the desk meets a story that is not theirs to open, on any path; and nobody but the roles opens anything."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from accounts.models import User
from articles.content import BylineContent
from articles.models import Article, Photo
from tests import factories
from tests.desk.conftest import SignIn, change_url, typed

pytestmark = pytest.mark.django_db
SECRET = "Vụ việc chưa ai biết"
STORY = "/admin/articles/article/"


@pytest.fixture
def secret(db: None) -> Article:
    """A draft of a reporter who takes no part in the tests."""
    return factories.draft(title=SECRET, tags=("bí mật",))


def pages_of(story: Article) -> list[str]:
    return [f"{STORY}{story.pk}/{page}/" for page in ("change", "history", "delete")]


def test_a_reporter_opens_no_page_of_a_colleagues_story(sign_in: SignIn, other_reporter: User, secret: Article) -> None:
    client = sign_in(other_reporter)
    for page in pages_of(secret):
        answer = client.get(page)
        assert answer.status_code == 403, page
        assert SECRET not in answer.content.decode(), page
    assert client.post(change_url(secret), typed(secret, title="Chiếm lấy")).status_code == 403
    assert client.post(f"{STORY}{secret.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Article.objects.get(pk=secret.pk).title == SECRET


def test_a_reporter_finds_no_trace_of_a_colleagues_story(
    sign_in: SignIn, other_reporter: User, secret: Article
) -> None:
    picks = "app_label=articles&model_name=relatedpick&field_name=related&term=vu"
    kind = ContentType.objects.get_for_model(Article).pk
    paths = [
        "/admin/",
        STORY,
        f"{STORY}?q=vu+viec",
        f"{STORY}?queue=waiting",
        f"{STORY}?queue=live",
        f"{STORY}?_popup=1",
        f"{STORY}pickable/?term=vu",
        f"/admin/autocomplete/?{picks}",
        "/admin/search/?s=vu&extended=1",
        f"/admin/r/{kind}/{secret.pk}/",
        f"{STORY}add/?related={secret.pk}",
    ]
    client = sign_in(other_reporter)
    for path in paths:
        assert SECRET not in client.get(path).content.decode(), path


def test_what_the_signed_story_of_a_colleague_is_also_ones_own(sign_in: SignIn, other_reporter: User) -> None:
    author = factories.AuthorFactory(user=other_reporter)
    story = factories.draft(bylines=(BylineContent(author),))
    assert sign_in(other_reporter).get(change_url(story)).status_code == 200


def test_an_editor_opens_stories_of_own_sections_only(sign_in: SignIn, editor: User) -> None:
    mine, other = factories.SectionFactory(), factories.SectionFactory()
    mine.editors.add(editor)
    inside, outside = factories.submitted(section=mine), factories.submitted(section=other, title="Ngoài mục")
    client = sign_in(editor)
    assert client.get(change_url(inside)).status_code == 200
    assert [client.get(page).status_code for page in pages_of(outside)] == [403, 403, 403]
    assert "Ngoài mục" not in client.get(STORY).content.decode()


def test_administrator_superuser_and_people_without_a_role_see_no_story(
    sign_in: SignIn, admin: User, secret: Article
) -> None:
    people = [admin, User.objects.create_superuser("root"), factories.UserFactory()]
    for client in map(sign_in, people):
        answers = [client.get(page) for page in [STORY, f"{STORY}add/", f"{STORY}pickable/", *pages_of(secret)]]
        assert {answer.status_code for answer in answers} == {403}
        assert client.post(f"{STORY}add/", {"title": "Tin lạ"}).status_code == 403
    assert Article.objects.count() == 1


def test_nobody_signed_in_is_sent_to_sign_in(client: Client, secret: Article) -> None:
    paths = [STORY, f"{STORY}add/", f"{STORY}pickable/", "/admin/articles/tag/completion/?q=b", *pages_of(secret)]
    for path in [*paths, "/admin/articles/photo/upload/", "/admin/articles/photo/choices/", "/admin/"]:
        answer = client.get(path)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/admin/login/"), path


def test_a_story_that_is_not_there_is_not_found(sign_in: SignIn, reporter: User) -> None:
    client = sign_in(reporter)
    for number in ["999999", "abc", "9" * 40]:
        assert client.get(f"{STORY}{number}/change/").status_code == 404, number


def test_live_stories_of_colleagues_can_be_picked(sign_in: SignIn, reporter: User) -> None:
    live = factories.published(title="Tin đã đăng")
    found = sign_in(reporter).get(f"{STORY}pickable/?term=tin+da+dang").json()["results"]
    assert [each["id"] for each in found] == [str(live.pk)]


def test_pictures_of_colleagues_are_offered_to_editors_alone(
    sign_in: SignIn, reporter: User, editor: User, other_reporter: User
) -> None:
    Photo.objects.create(file="photos/a.jpg", width=9, height=9, caption="Ảnh lũ quét", uploaded_by=other_reporter)
    Photo.objects.create(file="photos/b.jpg", width=9, height=9, caption="Ảnh của mình", uploaded_by=reporter)
    choices = "/admin/articles/photo/choices/?term=anh"
    assert [each["text"] for each in sign_in(reporter).get(choices).json()["results"]] == ["Ảnh của mình"]
    assert len(sign_in(editor).get(choices).json()["results"]) == 2
    field = "/admin/autocomplete/?app_label=articles&model_name=article&field_name=lead_photo&term=lu"
    assert "lũ" not in sign_in(reporter).get(field).content.decode()
    assert "lũ" not in sign_in(reporter).get("/admin/articles/photo/").content.decode()


def test_photo_page_of_a_colleague_is_closed(sign_in: SignIn, reporter: User, other_reporter: User) -> None:
    photo = Photo.objects.create(file="photos/c.jpg", width=9, height=9, caption="Ảnh kín", uploaded_by=other_reporter)
    answer = sign_in(reporter).get(f"/admin/articles/photo/{photo.pk}/change/", follow=True)
    assert "Ảnh kín" not in answer.content.decode()


def test_authors_are_found_without_accents(sign_in: SignIn, reporter: User) -> None:
    author = factories.AuthorFactory(name="Đặng Thị Thảo")
    field = "/admin/autocomplete/?app_label=articles&model_name=byline&field_name=author&term=dang+thi"
    assert [each["id"] for each in sign_in(reporter).get(field).json()["results"]] == [str(author.pk)]


@pytest.mark.parametrize(
    "field",
    [
        "app_label=articles&model_name=article&field_name=owner",
        "app_label=articles&model_name=logentry&field_name=by",
        "app_label=accounts&model_name=author&field_name=user",
    ],
)
def test_accounts_are_completed_for_nobody_but_administrators(sign_in: SignIn, chief: User, field: str) -> None:
    assert sign_in(chief).get(f"/admin/autocomplete/?{field}&term=").status_code == 403


@pytest.mark.parametrize("lookup", ["owner__password__startswith=a", "owner__is_superuser=1", "revisions__content=x"])
def test_the_list_cannot_be_probed(sign_in: SignIn, reporter: User, lookup: str) -> None:
    assert sign_in(reporter).get(f"{STORY}?{lookup}").status_code == 400


@pytest.mark.parametrize(
    ("role", "reachable"),
    [
        (
            factories.reporter,
            {"articles/article", "articles/photo", "articles/tag", "articles/section", "accounts/author"},
        ),
        (factories.administrator, {"accounts/author", "accounts/user"}),
    ],
)
def test_lists_a_role_may_open(sign_in: SignIn, role: object, reachable: set[str]) -> None:
    every = {
        *("articles/article", "articles/photo", "articles/tag", "articles/section"),
        *("accounts/author", "accounts/user", "axes/accessattempt"),
    }
    client = sign_in(role())
    assert {model for model in every if client.get(f"/admin/{model}/").status_code == 200} == reachable


def test_groups_and_taggits_own_tags_have_no_page(sign_in: SignIn) -> None:
    client = sign_in(User.objects.create_superuser("root"))
    assert client.get("/admin/auth/group/").status_code == 404
    assert client.get("/admin/taggit/tag/").status_code == 404


def test_reporter_looks_at_tags_sections_and_authors_and_changes_none(sign_in: SignIn, reporter: User) -> None:
    made = {"articles/tag": factories.TagFactory(), "articles/section": factories.SectionFactory()}
    made["accounts/author"] = factories.AuthorFactory()
    client = sign_in(reporter)
    for model, thing in made.items():
        assert client.get(f"/admin/{model}/{thing.pk}/change/").status_code == 200, model
        assert client.get(f"/admin/{model}/add/").status_code == 403, model
        assert client.post(f"/admin/{model}/{thing.pk}/change/", {"name": "Đổi tên"}).status_code == 403, model
        assert client.post(f"/admin/{model}/{thing.pk}/delete/", {"post": "yes"}).status_code == 403, model
