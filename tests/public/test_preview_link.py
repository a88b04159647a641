"""The page behind a secret link: the story as readers would see it, kept from caches, search engines and counts."""

from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import previews, publishing, workflow
from articles.content import BylineContent, PickContent
from articles.models import Article, HourlyViews, PreviewLink, Revision
from tests import factories
from tests.public.stories import live_stories, live_story, photo

pytestmark = pytest.mark.django_db


def link_to(story: Article) -> str:
    """The address of a new link to the story's newest version."""
    _link, secret = previews.share(story, by=factories.managing_editor(), revision=story.version, days=3)
    return f"/xem-truoc/{secret}/"


def test_it_shows_the_revision_as_readers_would_see_it(client: Client) -> None:
    parts = {
        "title": "Cầu mới thông xe",
        "body": "<p>Sáng nay <strong>cầu</strong> thông xe.</p><oembed>https://youtu.be/dQw4w9WgXcQ</oembed>",
        "tags": ("cầu", "giao thông"),
        "bylines": (BylineContent(factories.AuthorFactory(name="Hà Vy"), affiliation="Báo bạn"),),
        "lead_photo": photo(caption="Cầu nhìn từ bờ nam", credit="An"),
        "related": (PickContent(article=live_story(title="Khởi công cầu").article),),
    }
    story = factories.approved(**parts)
    preview = BeautifulSoup(client.get(link_to(story)).content, "html.parser")
    version = publishing.publish(story, by=factories.editor(), revision=1)
    page = BeautifulSoup(client.get(version.get_absolute_url()).content, "html.parser")
    for soup in (preview, page):
        for part in soup.select(".article__meta, .preview-note, .tools, .share, .article__address"):
            part.decompose()
    assert _shown(preview.select_one("main")) == _shown(page.select_one("main"))
    assert "Khởi công cầu" in preview.select_one(".related").get_text()


def _shown(soup: BeautifulSoup) -> str:
    soup.select_one("article").attrs.pop("data-count-view", None)
    return " ".join(soup.prettify().split())


def test_it_says_that_it_is_no_published_page(client: Client) -> None:
    soup = BeautifulSoup(client.get(link_to(factories.draft())).content, "html.parser")
    assert soup.select_one(".preview-note[role=note]")


@pytest.mark.parametrize("dead", [False, True])
def test_nothing_keeps_finds_or_tells_on_it(client: Client, dead: bool) -> None:
    address = "/xem-truoc/khong-con-nua/" if dead else link_to(factories.draft())
    answer = client.get(address)
    assert answer.status_code == (404 if dead else 200)
    assert "no-store" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert not answer.cookies
    soup = BeautifulSoup(answer.content, "html.parser")
    assert "noindex" in soup.select_one("meta[name=robots]")["content"]
    assert not soup.select("link[rel=canonical], meta[property^='og:']")
    assert "csrf" not in answer.content.decode().lower()


def test_whoever_comes_too_late_is_told_what_to_do_and_not_why(client: Client) -> None:
    address = link_to(story := factories.draft())
    now = timezone.now()
    PreviewLink.objects.filter(revision__article=story).update(
        created_at=now - timedelta(days=1), expires_at=now - timedelta(minutes=1)
    )
    late, nonsense = client.get(address), client.get("/xem-truoc/khong-con-nua/")
    assert (late.status_code, late.content) == (404, nonsense.content)
    assert "Liên kết xem trước này không dùng được" in late.content.decode()
    assert story.title not in late.content.decode()


def test_it_is_not_counted(client: Client) -> None:
    story = factories.published()
    page = client.get(link_to(story)).content.decode()
    assert "views.js" not in page
    assert "luot-xem" not in page
    assert not HourlyViews.objects.exists()


def test_signed_in_staff_get_the_same_page(client: Client) -> None:
    address = link_to(factories.draft())
    staff = Client()
    staff.force_login(factories.managing_editor())
    # The page says by when it was made: by the clock of the database as by ours.
    now = timezone.now()
    with time_machine.travel(now, tick=False), mock.patch("articles.workflow.database_now", return_value=now):
        mine, theirs = staff.get(address), client.get(address)
    assert mine.content == theirs.content
    assert not mine.cookies


def test_it_can_only_be_looked_at(client: Client) -> None:
    assert client.post(link_to(factories.draft())).status_code == 405


def test_all_dead_links_answer_alike(client: Client) -> None:
    expired, revoked, withdrawn = factories.draft(), factories.draft(), factories.published()
    addresses = [link_to(story) for story in (expired, revoked, withdrawn)]
    for link in previews.links_of(revoked):
        previews.unshare(revoked, by=factories.editor(), link=link.pk)
    publishing.withdraw(withdrawn, by=factories.managing_editor(), reason="Thông tin chưa được kiểm chứng.")
    previews.links_of(expired).update(created_at="2020-01-01T00:00Z", expires_at="2020-01-02T00:00Z")
    answers = [client.get(address) for address in [*addresses, "/xem-truoc/chua-tung-co/"]]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def forged(**parts: str) -> str:
    """The address of a link to a revision that somebody wrote past the verbs."""
    story = factories.draft()
    real = story.revisions.get()
    forgery = {"number": 2, "created_by": real.created_by, "created_at": real.created_at}
    Revision.objects.create(article=story, content=real.content | parts, **forgery)
    _link, secret = previews.share(story, by=factories.managing_editor(), revision=2, days=1)
    return f"/xem-truoc/{secret}/"


def test_what_somebody_wrote_into_the_database_does_nothing_on_the_page(client: Client) -> None:
    address = forged(
        body='<p onclick="hit()">Chữ</p><script>hit()</script><img src="/media/x.jpg" onerror="hit()">',
        title="<script>hit()</script>",
        source_name="Nguồn",
        source_url="javascript:hit()",
    )
    page = client.get(address).content.decode()
    assert "Chữ" in page
    assert not any(sign in page for sign in ("<script>", "onclick", "onerror", "javascript:"))


def test_a_text_beyond_reading_is_not_shown(client: Client) -> None:
    assert client.get(forged(body="<div>" * 5000)).status_code == 404


def test_a_story_without_a_section_is_shown(client: Client) -> None:
    story = workflow.create(factories.Content(title="Chưa có mục"), by=factories.reporter())
    assert client.get(link_to(story)).status_code == 200


def test_a_page_costs_the_same_however_much_there_is(client: Client) -> None:
    author, tag = factories.AuthorFactory(), "lúa"
    story = factories.draft(tags=(tag,), bylines=(BylineContent(author),), lead_photo=photo())
    address = link_to(story)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    queries()  # fills the cached menu
    few = queries()
    for _round in range(5):
        link_to(story)
    live_stories(20, story.section, tags=(tag,), bylines=(BylineContent(author),))
    assert queries() == few <= 14
