"""Tags and sections: completion while typing, and who may change them."""

import pytest
from django.test import Client

from accounts.models import User
from articles.models import Section, Tag
from tests import factories
from tests.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
COMPLETION = "/admin/articles/tag/completion/"


def completed(client: Client, typed: str) -> list[str]:
    return [tag["name"] for tag in client.get(COMPLETION, {"q": typed}).json()["tags"]]


def test_tags_are_completed_without_accents(desk: Client) -> None:
    for name in ["bão số 3", "bảo hiểm", "đê biển", "nông thôn mới"]:
        factories.TagFactory(name=name)
    assert completed(desk, "bao") == ["bão số 3", "bảo hiểm"]
    assert completed(desk, "BÃO") == ["bão số 3", "bảo hiểm"]
    assert completed(desk, "de") == ["đê biển"]
    assert completed(desk, "") == []


def test_typed_accents_come_first_then_beginnings(desk: Client) -> None:
    for name in ["cơn bão lớn", "bao bì", "bão lũ"]:
        factories.TagFactory(name=name)
    assert completed(desk, "bão") == ["bão lũ", "bao bì", "cơn bão lớn"]


def test_completion_is_short(desk: Client) -> None:
    for number in range(15):
        factories.TagFactory(name=f"xã {number}")
    assert len(completed(desk, "xa")) == 10


def test_completion_is_only_read(desk: Client) -> None:
    assert desk.post(COMPLETION, {"q": "x"}).status_code == 405


def test_completion_is_for_writers(sign_in: SignIn, admin: User) -> None:
    assert sign_in(admin).get(COMPLETION, {"q": "x"}).status_code == 403


def test_editor_adds_and_renames_a_tag(sign_in: SignIn, editor: User) -> None:
    client = sign_in(editor)
    assert client.post("/admin/articles/tag/add/", {"name": "  Bão   số 3 "}).status_code == 302
    tag = Tag.objects.get()
    assert (tag.name, tag.slug) == ("Bão số 3", "bao-so-3")
    assert client.post(f"/admin/articles/tag/{tag.pk}/change/", {"name": "bão số 4"}).status_code == 302
    assert Tag.objects.get().key == "bão số 4"


@pytest.mark.parametrize("name", ["🎌", "bão, lũ", "x" * 101, "BÃO."])
def test_tag_that_cannot_be_is_an_error_of_the_form(sign_in: SignIn, editor: User, name: str) -> None:
    factories.TagFactory(name="bão")
    answer = sign_in(editor).post("/admin/articles/tag/add/", {"name": name})
    assert "name" in answer.context["adminform"].form.errors
    assert Tag.objects.count() == 1


def test_only_the_managing_editor_deletes_tags_and_none_in_use(sign_in: SignIn, editor: User, chief: User) -> None:
    factories.draft(tags=("đang dùng",))
    used, unused = Tag.objects.get(), factories.TagFactory()
    for user, tag in [(editor, unused), (chief, used), (chief, unused)]:
        sign_in(user).post(f"/admin/articles/tag/{tag.pk}/delete/", {"post": "yes"})
    assert list(Tag.objects.all()) == [used]


def test_managing_editor_makes_sections_with_their_editors(sign_in: SignIn, chief: User, editor: User) -> None:
    client = sign_in(chief)
    fields = {"name": "Kinh tế", "slug": "", "parent": "", "position": 1, "editors": [editor.pk]}
    assert client.post("/admin/articles/section/add/", fields).status_code == 302
    section = Section.objects.get()
    assert (section.slug, list(section.editors.all())) == ("kinh-te", [editor])
    fields = {"name": "Nông nghiệp", "slug": "", "parent": section.pk, "position": 1}
    assert client.post("/admin/articles/section/add/", fields).status_code == 302


@pytest.mark.parametrize("name", ["Tìm kiếm", "!!!", "Admin"])
def test_section_cannot_take_a_reserved_address(sign_in: SignIn, chief: User, name: str) -> None:
    answer = sign_in(chief).post(
        "/admin/articles/section/add/", {"name": name, "slug": "", "parent": "", "position": 1}
    )
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    assert not Section.objects.exists()


def test_reporters_are_no_editors_of_sections(sign_in: SignIn, chief: User, reporter: User) -> None:
    fields = {"name": "Kinh tế", "slug": "", "parent": "", "position": 1, "editors": [reporter.pk]}
    answer = sign_in(chief).post("/admin/articles/section/add/", fields)
    assert list(answer.context["adminform"].form.errors) == ["editors"]


def test_section_with_stories_is_not_deleted(sign_in: SignIn, chief: User) -> None:
    story = factories.draft()
    sign_in(chief).post(f"/admin/articles/section/{story.section_id}/delete/", {"post": "yes"})
    assert Section.objects.filter(pk=story.section_id).exists()


def test_editor_may_not_change_sections(sign_in: SignIn, editor: User) -> None:
    section = factories.SectionFactory()
    client = sign_in(editor)
    assert client.get("/admin/articles/section/add/").status_code == 403
    assert client.post(f"/admin/articles/section/{section.pk}/change/", {"name": "x"}).status_code == 403


def test_name_that_gives_no_address_has_one_error_that_says_so(sign_in: SignIn, chief: User) -> None:
    client = sign_in(chief)
    for name in ["", "!!!"]:
        answer = client.post("/admin/articles/section/add/", {"name": name, "slug": "", "parent": "", "position": 1})
        assert list(answer.context["adminform"].form.errors) == ["name"], name
