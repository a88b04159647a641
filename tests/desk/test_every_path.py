"""No path at the desk shows a story to somebody who may not open it, whatever the method: those with links to them and
those without. The paths are read from the site map, so that a new one is tried from its first day."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from accounts.models import User
from articles import workflow
from articles.models import Article
from tests import factories
from tests.desk.conftest import SignIn, typed

pytestmark = pytest.mark.django_db

SECRET = "Chuyện chưa ai được biết"
OUTSIDERS = ["other_reporter", "editor_elsewhere", "administrator", "superuser", "deactivated"]
INSIDERS = ["own_reporter", "editor", "managing_editor"]


@pytest.fixture
def story() -> Article:
    """A submitted story with the secret in every field, and a version before it."""
    section = factories.SectionFactory(name="Mục kín")
    content = factories.content(section=section, title=SECRET, lead=SECRET, body=f"<p>{SECRET}</p>", kicker=SECRET)
    first = workflow.create(factories.content(section=section, title=f"{SECRET} (bản đầu)"), by=factories.reporter())
    second = workflow.edit(first, content, by=first.owner, revision=1)
    return factories.submit(second, first.owner)


@pytest.fixture
def people(story: Article) -> dict[str, User]:
    assert story.section
    elsewhere, here = factories.editor(), factories.editor()
    story.section.editors.add(here)
    factories.SectionFactory().editors.add(elsewhere)
    return {
        "own_reporter": story.owner,
        "editor": here,
        "managing_editor": factories.managing_editor(),
        "other_reporter": factories.reporter(),
        "editor_elsewhere": elsewhere,
        "administrator": factories.administrator(),
        "superuser": factories.UserFactory(is_superuser=True),
        "deactivated": factories.managing_editor(is_active=False),
    }


def patterns(resolvers: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for resolver in resolvers:
        route = before + str(resolver.pattern)
        if isinstance(resolver, URLResolver):
            yield from patterns(resolver.url_patterns, route)
        else:
            yield route, resolver


def story_paths() -> list[tuple[str, tuple[str, ...]]]:
    """(name, parameters) of every path about stories."""
    found = admin.site.get_model_admin(Article).get_urls()
    return [
        (pattern.name, tuple(pattern.pattern.converters))
        for _route, pattern in patterns(found)
        if pattern.name and pattern.name.startswith("articles_article")
    ]


PATHS = story_paths()
ABOUT_ONE = sorted({path for path in PATHS if path[1]})
ABOUT_ALL = sorted({path for path in PATHS if not path[1]})


def address(story: Article, path: tuple[str, tuple[str, ...]]) -> str:
    name, parameters = path
    samples = {"pk": story.pk, "object_id": str(story.pk), "tab": uuid4(), "number": 1}
    return reverse(f"admin:{name}", kwargs={parameter: samples[parameter] for parameter in parameters})


def posted(story: Article) -> dict[str, object]:
    """Whatever any of the paths may ask for."""
    mine = dict.fromkeys(("kicker", "title", "lead", "body"), "Chữ của tôi")
    return typed(story, **mine) | {
        "reason": "Theo yêu cầu của ban biên tập.",
        "at": "2030-01-01T08:00",
        "to": "ai-do",
        "number": 1,
        "tab": str(uuid4()),
        "turn": 1,
        "priority": 1,
        "deadline": "2030-01-01T08:00",
        "days": 1,
        "post": "yes",
    }


@pytest.mark.parametrize("path", ABOUT_ONE, ids=lambda path: path[0])
@pytest.mark.parametrize("who", OUTSIDERS)
def test_who_may_not_open_a_story_gets_nothing_of_it_on_any_path(
    who: str, path: tuple[str, tuple[str, ...]], story: Article, people: dict[str, User], sign_in: SignIn
) -> None:
    before = (story.version, story.status, story.log.count(), story.editing_sessions.count())
    client = sign_in(people[who])
    for response in (client.get(address(story, path)), client.post(address(story, path), posted(story))):
        # Those who are no staff at all are asked to sign in; a page that tells of a refusal is one, too.
        assert response.status_code in {302, 401, 403, 404, 405}, (who, path, response.status_code)
        if response.status_code == 302:
            assert "/admin/login/" in response["Location"]
        assert SECRET not in response.content.decode()
    story.refresh_from_db()
    assert (story.version, story.status, story.log.count(), story.editing_sessions.count()) == before


@pytest.mark.parametrize("path", ABOUT_ONE, ids=lambda path: path[0])
def test_a_visitor_who_is_not_signed_in_is_asked_to(path: tuple[str, tuple[str, ...]], story: Article) -> None:
    for response in (Client().get(address(story, path)), Client().post(address(story, path), posted(story))):
        assert response.status_code in {302, 401, 405}
        assert SECRET not in response.content.decode()


@pytest.mark.parametrize("path", [*ABOUT_ALL, ("index", ())], ids=lambda path: path[0])
@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_list_names_a_story_to_who_may_not_open_it(
    who: str, path: tuple[str, tuple[str, ...]], story: Article, people: dict[str, User], sign_in: SignIn
) -> None:
    client = sign_in(people[who])
    for search in ({}, {"q": SECRET}, {"term": SECRET}, {"q": str(story.pk)}, {"q": f"#{story.pk}"}):
        response = client.get(reverse(f"admin:{path[0]}"), search)
        assert response.status_code in {200, 302, 400, 401, 403, 405}
        # What was searched for stands in the search box again; the story's number of words does not.
        text = response.content.decode().replace(f'value="{SECRET}"', "")
        assert f"{SECRET} " not in text
        assert f"/admin/articles/article/{story.pk}/" not in text


@pytest.mark.parametrize("who", INSIDERS)
def test_who_may_open_a_story_finds_it_on_the_pages_meant_for_reading(
    who: str, story: Article, people: dict[str, User], sign_in: SignIn
) -> None:
    client = sign_in(people[who])
    for name in ("articles_article_change", "articles_article_history"):
        response = client.get(reverse(f"admin:{name}", args=[story.pk]))
        assert response.status_code == 200
        assert SECRET in response.content.decode()
    assert SECRET in client.get(reverse("admin:articles_article_changelist")).content.decode()
