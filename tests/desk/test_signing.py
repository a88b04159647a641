"""Before somebody signs: what changed since the last approval, or since what readers see."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles import publishing, workflow
from articles.content import PickContent
from articles.models import Article, Photo
from tests import factories
from tests.desk.conftest import SignIn, change_url

pytestmark = pytest.mark.django_db


def edited(story: Article, **parts: object) -> Article:
    """The story with other words, waiting for an editor again."""
    writer = factories.editor()
    content = factories.content(section=story.section, **parts)
    story = workflow.edit(story, content, by=writer, revision=story.version)
    if story.status == Article.Status.SUBMITTED:
        return workflow.release(story, by=writer)
    return factories.submit(story, writer)


def panel(client: Client, story: Article) -> BeautifulSoup:
    return BeautifulSoup(client.get(change_url(story)).content, "html.parser").select_one(".desk-panel")


def changes(client: Client, story: Article) -> Tag | None:
    """What stands in the control that approves."""
    return panel(client, story).select_one("form[data-verb=approve] .desk-changes")


def words(text: Tag, kind: str) -> str:
    """The pieces of one kind, without what is added for screen readers."""
    for hint in text.select(".desk-hidden"):
        hint.decompose()
    return " ".join(piece.get_text(" ", strip=True) for piece in text.select(kind))


@pytest.fixture
def client(sign_in: SignIn, editor: User) -> Client:
    return sign_in(editor)


def test_a_first_approval_says_so_and_is_one_press(client: Client) -> None:
    found = panel(client, factories.submitted())
    assert "First approval" in found.get_text() or "lần đầu" in found.get_text()
    assert found.select_one("form[data-verb=approve]").find_parent("details") is None


def test_the_words_changed_since_the_live_version_are_marked(client: Client) -> None:
    story = edited(factories.published(title="Nông dân gieo vụ mới"), title="Nông dân gieo vụ xuân")
    found = changes(client, story)
    assert words(found, "del") == "mới"
    assert words(found, "ins") == "xuân"
    assert "1" in found.select_one(".desk-label").get_text()


def test_an_approval_newer_than_the_live_version_counts(client: Client) -> None:
    story = edited(factories.published(title="Bản một"), title="Bản hai")
    workflow.approve(story, by=factories.managing_editor(), revision=2)
    story = edited(Article.objects.get(pk=story.pk), title="Bản ba")
    found = changes(client, story)
    assert (words(found, "del"), words(found, "ins")) == ("hai", "ba")


def test_so_does_the_approval_of_a_story_never_published(client: Client) -> None:
    story = edited(factories.approved(title="Bản một"), title="Bản hai")
    found = changes(client, story)
    assert (words(found, "del"), words(found, "ins")) == ("một", "hai")


def test_the_same_version_sent_back_and_submitted_again_has_no_changes(client: Client) -> None:
    story, boss = factories.approved(), factories.editor()
    workflow.send_back(story, by=boss, reason="Cần thêm số liệu của xã.")
    factories.submit(story, boss)
    found = changes(client, story)
    assert not found.select("ins, del")
    assert found.get_text(strip=True)


def test_only_who_may_sign_is_shown_the_changes(sign_in: SignIn) -> None:
    story = edited(factories.published(), title="Bản hai")
    assert changes(sign_in(story.owner), story) is None


def test_a_picked_story_is_named_as_the_editor_may_know_it(sign_in: SignIn) -> None:
    secret = factories.draft(title="Chuyện kín của ban khác")
    section, other = factories.SectionFactory(), factories.SectionFactory()
    other_editor = factories.editor()
    section.editors.add(other_editor)
    workflow.edit(secret, factories.content(section=other, title=secret.title), by=secret.owner, revision=1)
    story = factories.published(section=section)
    story = edited(story, related=(PickContent(article=secret),))
    assert "Chuyện kín" not in str(changes(sign_in(other_editor), story))


def test_what_changed_is_cleaned_and_escaped(client: Client) -> None:
    story = edited(
        factories.published(), title="<script>hit()</script>", body="<p>&lt;script&gt;hit()&lt;/script&gt;</p>"
    )
    assert "<script>hit" not in client.get(change_url(story)).content.decode()


def test_it_costs_the_same_however_long_the_history(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    story = factories.published()
    for number in range(6):
        story = edited(story, title=f"Bản {number}", tags=("lúa", "mưa"))
        workflow.approve(story, by=factories.managing_editor(), revision=story.version)
        publishing.publish(story, by=factories.managing_editor(), revision=story.version)
        story.refresh_from_db()
    story = edited(story, title="Bản cuối")
    client.get(change_url(story))
    with django_assert_max_num_queries(44):
        client.get(change_url(story))


def test_the_approval_is_of_the_pictures_words_that_stood_on_the_page(client: Client) -> None:
    """Fails where the form does not say what the person saw: the new caption would be signed unread."""
    picture = factories.PhotoFactory(caption="Lúa đã chín")
    story = factories.submitted(lead_photo=picture)
    form = panel(client, story).select_one("form[data-verb=approve]")
    post = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    Photo.objects.filter(pk=picture.pk).update(caption="Lúa đã gặt")
    assert client.post(form["action"], post).status_code == 409
    again = panel(client, story).select_one("form[data-verb=approve] input[name=pictures]")
    assert client.post(form["action"], post | {"pictures": again["value"]}).status_code == 302
