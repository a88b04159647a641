"""No page of the desk keeps anybody out: axe finds nothing serious or critical, on a large screen and a phone."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles import fronts, intake, topics, workflow
from articles.content import PickContent
from articles.models import Article, Photo, Section
from tests import factories
from tests.browser.conftest import READY
from tests.fronts import arranged, named

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
STORIES = "/admin/articles/article/"
IMPACTS = {"serious", "critical"}
# Not what is in frames: the editor's and the preview's hold a story's text, which is looked at on the website.
OPTIONS = {"resultTypes": ["violations"], "iframes": False}
OPEN_VERBS = (
    "document.querySelectorAll('details').forEach((part) => { part.removeAttribute('name'); part.open = true; })"
)


@dataclass
class Visitor:
    """Somebody with a browser, and what axe found on the pages they opened."""

    page: Page
    site: str
    findings: list[str] = field(default_factory=list)

    def opens(self, *paths: str) -> None:
        for path in paths:
            answer = self.page.goto(f"{self.site}{path}")
            assert answer and answer.status < 500, path
            self.looks(path)

    def opens_form(self, path: str) -> None:
        self.page.goto(f"{self.site}{path}")
        self.page.wait_for_function(READY)

    def looks(self, name: str) -> None:
        """Check what the page shows now."""
        for found in Axe().run(self.page, options=OPTIONS).response["violations"]:
            if found["impact"] in IMPACTS:
                self.findings += [
                    f"{name}: {found['id']}, {node['html'][:300]} {node['failureSummary']}" for node in found["nodes"]
                ]


Arrives = Callable[..., Visitor]


@pytest.fixture
def arrives(browser: Browser, live_server: LiveServer) -> Iterator[Arrives]:
    """A visitor, signed in where a user is given. The test fails with what any of them found."""
    visitors: list[Visitor] = []

    def arrived(user: User | None = None, *, at: ViewportSize = DESK, scheme: str = "light") -> Visitor:
        # Without movement no colour is measured half-way to another. The policy of the pages would refuse axe.
        context = browser.new_context(
            viewport=at, locale="vi-VN", color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
        )
        if user:
            client = Client()
            client.force_login(user)
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        visitors.append(Visitor(context.new_page(), live_server.url))
        return visitors[-1]

    yield arrived
    findings = [finding for visitor in visitors for finding in visitor.findings]
    assert findings == [], "\n\n".join(findings)


@dataclass
class Newsroom:
    """Its people, and a story of every kind."""

    reporter: User
    editor: User
    chief: User
    admin: User
    photo: Photo
    section: Section
    live: Article
    draft: Article
    waiting: Article
    changed: Article


@pytest.fixture
def newsroom(live_server: LiveServer) -> Newsroom:
    reporter, editor = factories.reporter(username="mai"), factories.editor(username="huy")
    chief, admin = factories.managing_editor(username="long"), factories.administrator(username="chau")
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(out, "JPEG")
    words = {"caption": "Gieo mạ bên sông", "credit": "Trần Mai", "alt_text": "Người gieo mạ trên ruộng"}
    photo = intake.take_in_photo(out.getvalue(), name="dong-lua.jpg", by=reporter, **words)
    section = factories.SectionFactory(name="Kinh tế")
    author = factories.AuthorFactory(name="Thu Nguyệt", user=reporter)
    rich = {"section": section, "lead_photo": photo, "tags": ("gieo cấy", "vụ xuân")}
    live = factories.published(editor, reporter, title="Đường liên xã thông xe", kicker="Hạ tầng", **rich)
    picks = (PickContent(live), PickContent(title="Bài sẽ viết sau"))
    draft = workflow.create(factories.bylined(author, title="Lũ về trong đêm", related=picks, **rich), by=reporter)
    workflow.plan(draft, by=chief, deadline=timezone.now() - timedelta(hours=1), priority=Article.Priority.URGENT)
    waiting = factories.submitted(reporter, title="Chợ phiên họp lại", **rich)
    workflow.plan(waiting, by=chief, deadline=timezone.now() + timedelta(hours=1), priority=Article.Priority.URGENT)
    changed = factories.published(editor, reporter, title="Nông dân gieo vụ mới", **rich)
    text = factories.content(
        title="Nông dân gieo vụ xuân", **rich, body="<p>Đến chiều, hơn một nửa diện tích đã gieo xong.</p><p>Thêm.</p>"
    )
    changed = workflow.edit(changed, text, by=chief, revision=changed.version)
    changed = factories.submit(changed, chief)
    for each in (factories.returned, factories.claimed, factories.approved, factories.scheduled):
        each(editor, reporter, section=section)
    factories.withdrawn(reporter, section=section)
    return Newsroom(reporter, editor, chief, admin, photo, section, live, draft, waiting, changed)


def story(article: Article, page: str = "change/") -> str:
    return f"{STORIES}{article.pk}/{page}"


def test_pages_about_many_stories(arrives: Arrives, newsroom: Newsroom) -> None:
    chief = arrives(newsroom.chief)
    chief.opens("/admin/", f"{STORIES}?section={newsroom.section.pk}&writer=Thu&changes=on", STORIES)
    chief.opens(f"{STORIES}?q=không+có", f"{STORIES}calendar/", f"{STORIES}calendar/?view=week")
    arrives(newsroom.reporter).opens("/admin/notices/", "/admin/account/", "/admin/password_change/")
    arrives(newsroom.chief, at=PHONE, scheme="dark").opens("/admin/", STORIES)


@pytest.mark.parametrize(("at", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_the_story_form(arrives: Arrives, newsroom: Newsroom, at: ViewportSize, scheme: str) -> None:
    reporter = arrives(newsroom.reporter, at=at, scheme=scheme)
    reporter.opens_form(f"{STORIES}add/")
    reporter.page.click("#select2-id_lead_photo-container")
    reporter.looks("new, choosing a picture")
    reporter.page.keyboard.press("Escape")
    reporter.page.evaluate("CKEDITOR.instances.id_body.execCommand('findtext')")
    reporter.looks("find and replace")
    for tool in ("link", "image", "video", "table", "signs", "tidy"):
        reporter.page.evaluate("tool => CKEDITOR.instances.id_body.execCommand(tool)", tool)
        reporter.page.wait_for_selector("dialog[open]")
        reporter.looks(tool)
        reporter.page.keyboard.press("Escape")
    reporter.page.evaluate("CKEDITOR.instances.id_body.execCommand('fullscreen')")
    reporter.looks("full screen")
    reporter.opens_form(story(newsroom.draft))
    reporter.page.click("[data-rows=bylines] .desk-rows__add")
    reporter.looks("draft")
    reporter.page.fill("#id_title", "Lũ về ,trong  đêm 2021.Nước lên")
    reporter.page.click("#desk-doctor .desk-doctor__fix >> nth=1")
    reporter.page.click("#desk-doctor [data-act=ignore] >> nth=0")
    reporter.page.click("#desk-doctor summary")
    reporter.page.click("#desk-doctor [data-part=next]")
    reporter.looks("text doctor")
    editor = arrives(newsroom.editor, at=at, scheme=scheme)
    editor.opens_form(story(newsroom.waiting))
    editor.page.evaluate(OPEN_VERBS)
    editor.looks("submitted")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_two_texts_beside_each_other(arrives: Arrives, newsroom: Newsroom, scheme: str) -> None:
    reporter = arrives(newsroom.reporter, scheme=scheme)
    reporter.opens_form(story(newsroom.draft))
    text = factories.content(title="Lũ về từ chiều", section=newsroom.section)
    workflow.edit(newsroom.draft, text, by=newsroom.reporter, revision=newsroom.draft.version)
    reporter.page.fill("#id_title", "Lũ đã rút")
    with reporter.page.expect_navigation():
        reporter.page.click("#submit-row button[name=_continue]")
    reporter.page.wait_for_function(READY)
    reporter.page.evaluate(OPEN_VERBS)
    reporter.looks("conflict")
    reporter.opens(story(newsroom.changed, "compare/?view=side"), story(newsroom.changed, "compare/?view=inline"))
    editor = arrives(newsroom.editor, scheme=scheme)
    editor.opens_form(story(newsroom.changed))
    editor.page.evaluate(OPEN_VERBS)
    editor.looks("before approving")


def test_pages_about_one_story(arrives: Arrives, newsroom: Newsroom) -> None:
    reporter = arrives(newsroom.reporter)
    reporter.opens(story(newsroom.waiting), story(newsroom.waiting, "history/"), story(newsroom.draft, "delete/"))
    reporter.opens(story(newsroom.changed, "history/"), story(newsroom.changed, "version/1/"))
    reporter.opens(story(newsroom.draft, "preview/"))
    chief = arrives(newsroom.chief)
    chief.opens_form(story(newsroom.live))
    chief.page.evaluate(OPEN_VERBS)
    chief.looks("live")
    with chief.page.expect_navigation():
        chief.page.click("form[data-verb=share] button")
    chief.looks("share")
    chief.opens_form(story(newsroom.waiting))
    workflow.take_back(newsroom.waiting, by=newsroom.reporter)
    with chief.page.expect_navigation():
        chief.page.click("form[data-verb=claim] button")
    chief.looks("refused")


def test_what_stories_are_made_of(arrives: Arrives, newsroom: Newsroom) -> None:
    chief = arrives(newsroom.chief)
    for name in ("articles/photo", "articles/tag", "articles/section", "accounts/author"):
        chief.opens(f"/admin/{name}/", f"/admin/{name}/add/")
    proposal = workflow.create(factories.proposing("lũ ông"), by=newsroom.reporter)
    one, other = factories.TagFactory(name="lũ ống"), factories.TagFactory(name="lũ quét")
    chief.opens(f"/admin/articles/tag/{one.pk}/change/", "/admin/articles/tag/proposed/")
    chief.opens(f"/admin/articles/tag/merge/?tag={one.pk}&tag={other.pk}")
    chief.opens_form(story(proposal))
    chief.page.locator(".desk-tags__choice").first.wait_for()
    chief.looks("proposed tags")
    chief.opens(f"/admin/articles/photo/{newsroom.photo.pk}/change/")
    chief.opens(f"/admin/articles/section/{newsroom.section.pk}/change/")
    admin = arrives(newsroom.admin)
    admin.opens("/admin/", "/admin/accounts/user/", "/admin/accounts/user/add/")
    admin.opens(f"/admin/accounts/user/{newsroom.reporter.pk}/change/", "/admin/house-rules/", "/admin/imprint/")


def test_topics(arrives: Arrives, newsroom: Newsroom) -> None:
    topic = factories.topic(newsroom.live, newsroom.changed, newsroom.draft)
    topics.arrange(topic, [newsroom.live.pk, newsroom.draft.pk], by=newsroom.editor, seen=0)
    pages = f"/admin/articles/topic/{topic.pk}/"
    for chief in (arrives(newsroom.chief), arrives(newsroom.chief, at=PHONE, scheme="dark")):
        chief.opens("/admin/articles/topic/", "/admin/articles/topic/add/", f"{pages}change/", f"{pages}stories/?q=lu")
    chief = arrives(newsroom.chief)
    chief.opens(f"{pages}stories/")
    chief.page.click("#topic-order [data-move=down] >> nth=0")
    topics.arrange(topic, [newsroom.changed.pk], by=newsroom.editor, seen=1)
    with chief.page.expect_navigation():
        chief.page.click("#topic-order button[type=submit]")
    chief.looks("arranged meanwhile")
    kept = [field.get_attribute("value") for field in chief.page.locator("#topic-order input[name=story]").all()]
    assert kept == [str(newsroom.draft.pk), str(newsroom.live.pk)]


@pytest.mark.parametrize(("at", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_the_fronts(arrives: Arrives, newsroom: Newsroom, at: ViewportSize, scheme: str) -> None:
    arranged({0: named(newsroom.live)})
    chief = arrives(newsroom.chief, at=at, scheme=scheme)
    chief.opens("/admin/fronts/home/")
    home = chief.page.locator("[data-place=top-0]")
    home.locator("[data-choose]").click()
    chief.page.wait_for_selector(".desk-found")
    chief.looks("choosing a story")
    chief.page.locator("[data-put]").first.click()
    arranged({1: named(newsroom.live)})
    with chief.page.expect_navigation():
        chief.page.click(".desk-front__bar button >> nth=0")
    chief.looks("somebody else was quicker")
    chief.opens("/admin/fronts/home/history/?from=1&to=2", f"/admin/fronts/{newsroom.section.pk}/")
    fronts.announce(by=newsroom.chief, base=0, text="Bão vào bờ", until=timezone.now() + timedelta(hours=1))
    chief.opens("/admin/breaking/")


def test_the_door(arrives: Arrives, newsroom: Newsroom) -> None:
    stranger = arrives()
    stranger.opens("/admin/login/")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        stranger.page.goto(f"{stranger.site}/admin/login/")
        stranger.page.fill("#id_username", newsroom.reporter.username)
        stranger.page.fill("#id_password", "sai mật khẩu")
        with stranger.page.expect_navigation():
            stranger.page.click("#login-form button[type=submit]")
        if "#id_username" in stranger.page.content():
            stranger.looks("wrong password")
    stranger.looks("locked out")
    reporter = arrives(newsroom.reporter)
    reporter.opens("/admin/accounts/user/", "/admin/articles/article/0/change/")
