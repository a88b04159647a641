"""The desk's visitors: a signed-in client for anybody, and posts as the browser sends them."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from PIL import Image

from accounts.models import User
from articles.models import Article
from tests import factories

SignIn = Callable[[User], Client]


@pytest.fixture
def sign_in() -> SignIn:
    """A client of that person."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def reporter(db: None) -> User:
    return factories.reporter(username="mai", last_name="Trần", first_name="Mai")


@pytest.fixture
def other_reporter(db: None) -> User:
    return factories.reporter(username="binh", last_name="Lê", first_name="Bình")


@pytest.fixture
def editor(db: None) -> User:
    return factories.editor(username="huy", last_name="Phạm", first_name="Huy")


@pytest.fixture
def other_editor(db: None) -> User:
    return factories.editor(username="ha", last_name="Vũ", first_name="Hà")


@pytest.fixture
def chief(db: None) -> User:
    return factories.managing_editor(username="long", last_name="Nguyễn", first_name="Long")


@pytest.fixture
def admin(db: None) -> User:
    return factories.administrator(username="chau", last_name="Đỗ", first_name="Châu")


@pytest.fixture
def story(reporter: User) -> Article:
    return factories.draft(reporter)


@pytest.fixture
def desk(sign_in: SignIn, reporter: User) -> Client:
    """The reporter's."""
    return sign_in(reporter)


def picture(width: int = 64, height: int = 48, format: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, format, **options)
    return out.getvalue()


def change_url(story: Article) -> str:
    return f"/admin/articles/article/{story.pk}/change/"


def verb_url(story: Article, verb: str) -> str:
    return f"/admin/articles/article/{story.pk}/{verb}/"


def typed(story: Article, **fields: object) -> dict[str, object]:
    """The whole form of `story` as a browser posts it, with `fields` typed over it."""
    lines = list(story.bylines.all())
    picks = list(story.picks.all())
    form: dict[str, object] = {
        "kicker": story.kicker,
        "title": story.title,
        "lead": story.lead,
        "body": story.body,
        "kind": story.kind,
        "section": story.section_id or "",
        "secondary_sections": ["", *story.secondary_sections.values_list("section", flat=True)],
        "tags": ", ".join(item.name for item in story.tagged_items.select_related("tag")),
        "source_name": story.source_name,
        "source_url": story.source_url,
        "lead_photo": story.lead_photo_id or "",
        "revision": story.version,
        "bylines-TOTAL_FORMS": len(lines),
        "bylines-INITIAL_FORMS": 0,
        "picks-TOTAL_FORMS": len(picks),
        "picks-INITIAL_FORMS": 0,
    }
    for place, line in enumerate(lines):
        form |= row("bylines", place, author=line.author_id, role=line.role, affiliation=line.affiliation)
    for place, pick in enumerate(picks):
        form |= row("picks", place, related=pick.related_id or "", title=pick.title)
    return form | fields


def row(prefix: str, place: int, **values: object) -> dict[str, object]:
    return {f"{prefix}-{place}-{name}": value for name, value in (values | {"position": place}).items()}
