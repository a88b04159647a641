"""Who sees which story: the query and the question about one story are one rule, held together by one table."""

import pytest

from accounts.models import User
from articles import permissions
from articles.models import Article, Section, Verb
from articles.querysets import ArticleQuerySet
from tests import factories

pytestmark = pytest.mark.django_db

# Rows: who looks. Columns: where a story of `owner` lies, and last a story of `editor_of_top` in a section of others.
# `editor_of_top` is set for a section of the first level, `editor_of_sub` for its sub-section alone and `editor_of_all`
# for none. `signs_it` is a reporter whose pen name stands under every story.
TABLE = """
                 in_top  in_sub  in_another  without_section  by_editor_elsewhere
owner              +       +         +             +                 -
signs_it           +       +         +             +                 +
other_reporter     -       -         -             -                 -
editor_of_all      +       +         +             +                 +
editor_of_top      +       +         -             +                 +
editor_of_sub      -       +         -             +                 -
managing_editor    +       +         +             +                 +
two_roles          +       +         +             +                 +
administrator      -       -         -             -                 -
superuser          -       -         -             -                 -
deactivated        -       -         -             -                 -
nobody             -       -         -             -                 -
"""
# Of the stories an editor sees, an own one outside the sections is only an own one: no editor's verb goes with it.
OWN_ONLY = {("editor_of_top", "by_editor_elsewhere")}
EDITORS = {"editor_of_all", "editor_of_top", "editor_of_sub", "managing_editor", "two_roles"}

_HEADER, *_ROWS = filter(None, map(str.split, TABLE.splitlines()))
SEES = {row[0]: {story for story, mark in zip(_HEADER, row[1:], strict=True) if mark == "+"} for row in _ROWS}


@pytest.fixture
def sections() -> dict[str, Section]:
    top = factories.SectionFactory(name="Kinh tế")
    return {
        "top": top,
        "sub": factories.SectionFactory(name="Nông nghiệp", parent=top),
        "another": factories.SectionFactory(name="Thể thao"),
    }


@pytest.fixture
def people(sections: dict[str, Section]) -> dict[str, User]:
    cast = {
        "owner": factories.reporter(),
        "signs_it": factories.reporter(),
        "other_reporter": factories.reporter(),
        "editor_of_all": factories.editor(),
        "editor_of_top": factories.editor(),
        "editor_of_sub": factories.editor(),
        "managing_editor": factories.managing_editor(),
        "two_roles": factories.editor(),
        "administrator": factories.administrator(),
        "superuser": factories.UserFactory(is_superuser=True),
        "deactivated": factories.managing_editor(is_active=False),
        "nobody": factories.UserFactory(),
    }
    sections["top"].editors.add(cast["editor_of_top"])
    sections["sub"].editors.add(cast["editor_of_sub"])
    # The wider of two roles counts, with the sections that are set for the person.
    cast["two_roles"].groups.add(cast["managing_editor"].groups.get())
    sections["another"].editors.add(cast["two_roles"])
    return cast


@pytest.fixture
def stories(people: dict[str, User], sections: dict[str, Section]) -> dict[str, Article]:
    signed = factories.bylined(factories.AuthorFactory(user=people["signs_it"])).bylines
    where = {
        "in_top": (people["owner"], sections["top"]),
        "in_sub": (people["owner"], sections["sub"]),
        "in_another": (people["owner"], sections["another"]),
        "without_section": (people["owner"], None),
        "by_editor_elsewhere": (people["editor_of_top"], sections["another"]),
    }
    made = {
        name: factories.draft(owner, section=sections["another"], bylines=signed) for name, (owner, _s) in where.items()
    }
    for name, (_owner, section) in where.items():
        made[name].section = section
        made[name].save()
    return made


def names(found: ArticleQuerySet, stories: dict[str, Article]) -> set[str]:
    numbers = {story.pk: name for name, story in stories.items()}
    return {numbers[pk] for pk in found.values_list("pk", flat=True)}


@pytest.mark.parametrize("who", SEES)
def test_lists_show_what_the_table_says(who: str, people: dict[str, User], stories: dict[str, Article]) -> None:
    assert names(Article.objects.visible_to(people[who]), stories) == SEES[who]


@pytest.mark.parametrize("who", SEES)
def test_one_story_is_seen_exactly_where_the_list_shows_it(
    who: str, people: dict[str, User], stories: dict[str, Article]
) -> None:
    assert {name for name, story in stories.items() if permissions.can_see(people[who], story)} == SEES[who]


@pytest.mark.parametrize("who", SEES)
def test_editors_verbs_reach_what_they_see_less_their_own_elsewhere(
    who: str, people: dict[str, User], stories: dict[str, Article]
) -> None:
    reach = {name for name, story in stories.items() if permissions.may(people[who], Verb.CLAIM, story)}
    expected = SEES[who] if who in EDITORS else set()
    assert reach == {name for name in expected if (who, name) not in OWN_ONLY}


@pytest.mark.parametrize("who", SEES)
def test_the_people_of_a_story_are_those_who_see_it_and_those_who_may_claim_it(
    who: str, people: dict[str, User], stories: dict[str, Article]
) -> None:
    user = people[who]
    seen = {name for name, story in stories.items() if permissions.who_can_see(story).filter(pk=user.pk).exists()}
    claimable = {
        name for name, story in stories.items() if permissions.who_may_claim(story).filter(pk=user.pk).exists()
    }
    assert seen == SEES[who]
    assert claimable == {name for name, story in stories.items() if permissions.may(user, Verb.CLAIM, story)}


@pytest.mark.parametrize("who", SEES)
def test_the_queue_holds_what_the_user_may_claim_and_no_more(
    who: str, people: dict[str, User], stories: dict[str, Article]
) -> None:
    Article.objects.update(status=Article.Status.SUBMITTED)
    claimable = {name for name, story in stories.items() if permissions.may(people[who], Verb.CLAIM, story)}
    assert names(Article.objects.awaiting(people[who]), stories) == claimable


@pytest.mark.parametrize("who", SEES)
def test_nobody_may_do_anything_with_a_story_they_do_not_see(
    who: str, people: dict[str, User], stories: dict[str, Article]
) -> None:
    verbs = set(Verb) - {Verb.CREATE, Verb.IMPORT}
    may = {name for name, story in stories.items() for verb in verbs if permissions.may(people[who], verb, story)}
    assert may <= SEES[who]


def test_a_story_signed_twice_is_listed_once(people: dict[str, User], stories: dict[str, Article]) -> None:
    author = factories.AuthorFactory()
    stories["in_top"].bylines.create(author=author, position=2)
    assert Article.objects.visible_to(people["signs_it"]).count() == len(stories)


def test_the_queue_leaves_out_what_somebody_else_holds() -> None:
    mine, theirs = factories.editor(), factories.editor()
    held, free = factories.claimed(by=theirs), factories.submitted()
    assert set(Article.objects.awaiting(mine)) == {free}
    assert set(Article.objects.awaiting(theirs)) == {held, free}
