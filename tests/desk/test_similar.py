"""Similar stories at the desk: their page with the sentences side by side, the fold above a story, the link."""

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles import workflow
from articles.models import Article
from tests import factories
from tests.desk.conftest import SignIn, change_url
from tests.duplicates.labelled import events

pytestmark = pytest.mark.django_db

ARCHIVE, FILED = events()
BASE = ARCHIVE["tram-bom"]
AGAIN = next(each.content for each in FILED if (each.event, each.kind) == ("tram-bom", "copy"))


def filed(content: object, by: User, **parts: object) -> Article:
    words = {name: getattr(content, name) for name in ("title", "lead", "body")}
    return workflow.create(factories.content(**(words | parts)), by=by)


@pytest.fixture
def mine(reporter: User) -> Article:
    return filed(AGAIN, reporter)


@pytest.fixture
def theirs(other_reporter: User) -> Article:
    return filed(BASE, other_reporter, bylines=())


def similar_url(story: Article, part: bool = False) -> str:
    return f"/admin/articles/article/{story.pk}/similar/" + ("?part" if part else "")


def link(client: Client, story: Article, other: Article, revision: int | str = 1) -> object:
    url = f"/admin/articles/article/{story.pk}/similar/link/"
    return client.post(url, {"to": other.pk, "revision": revision})


@pytest.mark.parametrize("part", [False, True])
def test_an_editor_sees_whose_story_it_is_and_which_sentences_with_their_places(
    part: bool, mine: Article, theirs: Article, editor: User, sign_in: SignIn
) -> None:
    page = sign_in(editor).get(similar_url(mine, part)).content.decode()
    assert BASE.title in page
    assert "Lê Bình" in page
    assert change_url(theirs) in page
    for number in (4, 5):
        assert _("Paragraph %(number)d") % {"number": number} in page
    assert "<mark>" in page
    assert ("<html" in page) is not part


def test_a_reporter_sees_nothing_of_anothers_draft(desk: Client, mine: Article, theirs: Article) -> None:
    page = desk.get(similar_url(mine)).content.decode()
    assert BASE.title not in page
    assert "Lê Bình" not in page
    assert change_url(theirs) not in page


def test_a_reporter_is_led_to_anothers_live_story_on_the_website(
    desk: Client, mine: Article, other_reporter: User
) -> None:
    words = {name: getattr(BASE, name) for name in ("title", "lead", "body")}
    live = factories.published(owner=other_reporter, **words)
    page = desk.get(similar_url(mine)).content.decode()
    assert f"-{live.pk}.html" in page
    assert change_url(live) not in page


def test_a_story_without_its_like_says_so(desk: Client, mine: Article) -> None:
    response = desk.get(similar_url(mine))
    assert response.status_code == 200
    assert "desk-similar__none" in response.content.decode()


def test_markup_in_what_is_shown_stays_words(
    editor: User, sign_in: SignIn, mine: Article, other_reporter: User
) -> None:
    hostile = "Trạm bơm <script>alert(1)</script> Cống Lấp vận hành, tiêu úng cho 1.200 ha ở Đông Hưng"
    filed(BASE, other_reporter, title=hostile)
    page = sign_in(editor).get(similar_url(mine, part=True)).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_the_fold_asks_by_itself_where_an_editor_is_to_judge(
    mine: Article, theirs: Article, editor: User, reporter: User, sign_in: SignIn
) -> None:
    draft = sign_in(reporter).get(change_url(mine)).content.decode()
    assert 'id="desk-similar"' in draft
    assert "data-now" not in draft
    factories.submit(mine)
    page = sign_in(editor).get(change_url(mine)).content.decode()
    assert "data-now" in page
    # The page itself asks nothing of the archive.
    assert BASE.title not in page


def test_a_published_story_has_no_fold(editor: User, sign_in: SignIn) -> None:
    assert 'id="desk-similar"' not in sign_in(editor).get(change_url(factories.published())).content.decode()


def test_the_part_costs_as_many_questions_for_one_story_as_for_five(
    mine: Article, editor: User, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(editor)
    client.get(similar_url(mine, part=True))
    for _story in range(2):
        filed(BASE, factories.reporter())
        filed(BASE, factories.reporter())
        with django_assert_num_queries(16):
            client.get(similar_url(mine, part=True))


# Naming it as related -------------------------------------------------------------------------------------------------


def test_the_other_story_is_linked_as_related_and_offered_no_more(desk: Client, reporter: User, mine: Article) -> None:
    earlier = filed(BASE, reporter)
    assert "/similar/link/" in desk.get(similar_url(mine)).content.decode()
    response = link(desk, mine, earlier)
    assert response["Location"] == similar_url(mine)
    mine.refresh_from_db()
    assert (mine.version, [pick.related for pick in mine.picks.all()]) == (2, [earlier])
    page = desk.get(similar_url(mine)).content.decode()
    assert "/similar/link/" not in page
    assert "desk-similar__story--own" in page


def test_nobody_links_a_story_they_could_not_choose(desk: Client, mine: Article, theirs: Article) -> None:
    assert link(desk, mine, theirs).status_code == 400
    assert not mine.picks.exists()


def test_a_link_to_an_older_version_is_refused(desk: Client, reporter: User, mine: Article) -> None:
    earlier = filed(BASE, reporter)
    workflow.edit(mine, factories.content(section=mine.section, title="Khác"), by=reporter, revision=1)
    assert link(desk, mine, earlier).status_code == 409


def test_linking_by_get_changes_nothing(desk: Client, mine: Article) -> None:
    assert desk.get(f"/admin/articles/article/{mine.pk}/similar/link/").status_code == 405
