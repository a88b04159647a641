"""Where a story is found, and what stands where it is not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import SectionFactory, draft, scheduled, withdrawn
from tests.public.stories import live_story

pytestmark = pytest.mark.django_db


def test_a_live_story_stands_at_section_slug_and_number(client: Client) -> None:
    story = live_story(SectionFactory(name="Kinh tế"), title="Đường đê Đông Hưng")

    assert story.get_absolute_url() == f"/kinh-te/duong-de-dong-hung-{story.article_id}.html"
    assert client.get(story.get_absolute_url()).status_code == 200


def test_a_sub_sections_story_stands_under_the_section_of_the_first_level(client: Client) -> None:
    sub = SectionFactory(name="Nông nghiệp", parent=SectionFactory(name="Kinh tế"))
    story = live_story(sub)

    assert story.get_absolute_url().startswith("/kinh-te/")
    assert client.get(story.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("address", ["/kinh-te/ten-cu-{id}.html", "/sai-muc/{slug}-{id}.html", "/kinh-te/-{id}.html"])
def test_a_wrong_slug_or_section_leads_to_the_right_address_for_good(client: Client, address: str) -> None:
    story = live_story(SectionFactory(name="Kinh tế"))

    response = client.get(address.format(id=story.article_id, slug=story.slug))

    assert (response.status_code, response["Location"]) == (301, story.get_absolute_url())


def test_the_redirect_keeps_the_query(client: Client) -> None:
    story = live_story()

    response = client.get(f"/muc/cu-{story.article_id}.html?utm_source=zalo")

    assert response["Location"] == f"{story.get_absolute_url()}?utm_source=zalo"


def test_an_address_cannot_redirect_to_another_host(client: Client) -> None:
    story = live_story()

    response = client.get(f"//evil.example/x-{story.article_id}.html")

    assert response.status_code == 404 or response["Location"] == story.get_absolute_url()


def test_head_answers_as_get_does_without_the_page(client: Client) -> None:
    response = client.head(live_story().get_absolute_url())

    assert (response.status_code, response.content) == (200, b"")


def test_nothing_can_be_posted_to_a_story(client: Client) -> None:
    assert client.post(live_story().get_absolute_url()).status_code == 405


def test_a_draft_is_not_there_whatever_the_slug(client: Client) -> None:
    assert client.get(f"/kinh-te/bat-ky-{draft().pk}.html").status_code == 404


def test_a_scheduled_story_is_not_there_before_its_time(client: Client) -> None:
    assert client.get(f"/kinh-te/bat-ky-{scheduled().pk}.html").status_code == 404


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 18, "9" * 40])
def test_a_number_without_a_story_is_not_there(client: Client, number: str) -> None:
    assert client.get(f"/kinh-te/bat-ky-{number}.html").status_code == 404


def test_a_withdrawn_story_is_gone_and_the_page_says_nothing_of_it(client: Client) -> None:
    story = withdrawn(title="Tin không còn đúng", lead="Đoạn mở đầu đã rút.")

    response = client.get(f"/bat-ky/tin-khong-con-dung-{story.pk}.html")

    assert response.status_code == 410
    for words in ("Tin không còn đúng", "Đoạn mở đầu đã rút", "chưa được kiểm chứng"):
        assert words not in response.content.decode()


def test_a_story_shows_only_from_its_moment_on(client: Client) -> None:
    story = live_story(at=timezone.now() - timedelta(days=1))

    assert client.get(story.get_absolute_url()).status_code == 200
