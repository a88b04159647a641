"""What readers find, in which order, and what they never find."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from articles import finding, search
from articles.finding import Scope
from articles.models import PublishedArticle, PublishedWords, Section
from tests import factories
from tests.public.stories import MARCH_11, live_story, version_of

pytestmark = pytest.mark.django_db

EVERYWHERE = Scope()


@pytest.fixture
def section() -> Section:
    return factories.SectionFactory(name="Kinh tế")


def titles(typed: str, scope: Scope = EVERYWHERE) -> list[str]:
    found = finding.best(search.parse(typed), scope)
    versions = PublishedArticle.objects.in_bulk(found)
    return [versions[pk].title for pk in found]


def newest(typed: str, **kwargs: object) -> list[str]:
    found = finding.newest(search.parse(typed), Scope(), 20, **kwargs)
    versions = PublishedArticle.objects.in_bulk(found)
    return [versions[pk].title for pk in found]


def test_a_word_typed_without_accents_finds_all_typed_with_them_its_own_first(section: Section) -> None:
    live_story(section, title="Bảo vệ đê", at=MARCH_11)
    live_story(section, title="Bão số 3", at=MARCH_11 + timedelta(hours=1))
    assert titles("bao") == ["Bão số 3", "Bảo vệ đê"]
    assert titles("bảo") == ["Bảo vệ đê", "Bão số 3"]
    assert titles("bão") == ["Bão số 3", "Bảo vệ đê"]


def test_all_words_must_be_there_and_excluded_ones_not(section: Section) -> None:
    live_story(section, title="Lúa mùa sau bão", at=MARCH_11)
    live_story(section, title="Lúa xuân", lead="Ra đồng.", body="<p>Xong.</p>", at=MARCH_11)
    assert titles("lúa mùa") == ["Lúa mùa sau bão"]
    assert titles("lúa -bão") == ["Lúa xuân"]
    assert titles('lúa -"sau bão"') == ["Lúa xuân"]


def test_a_phrase_stands_word_beside_word_in_title_and_text(section: Section) -> None:
    live_story(section, title="Dân nông thôn", body="<p>Người nông dân.</p>", at=MARCH_11)
    live_story(section, title="Một tin", body="<p>Nông thôn và dân.</p>", at=MARCH_11 + timedelta(hours=1))
    assert titles('"nông dân"') == ["Dân nông thôn"]
    assert newest('"nông dân"') == ["Dân nông thôn"]
    assert set(titles("nông dân")) == {"Dân nông thôn", "Một tin"}


def test_no_phrase_reaches_from_the_title_into_the_lead(section: Section) -> None:
    live_story(section, title="Ra đồng nông", lead="Dân cấy lúa.", kicker="", tags=())
    assert titles('"nông dân"') == []


def test_titles_come_before_texts_and_words_side_by_side_before_words_apart(section: Section) -> None:
    hour = timedelta(hours=1)
    live_story(section, title="Nông thôn, người dân", at=MARCH_11 + 1 * hour, lead="A.", body="<p>B.</p>")
    live_story(section, title="Nông dân ra đồng", at=MARCH_11, lead="A.", body="<p>B.</p>")
    live_story(section, title="Tin khác", body="<p>Nông dân được mùa.</p>", at=MARCH_11 + 3 * hour, lead="A.")
    live_story(section, title="Tin nữa", tags=("nông dân",), at=MARCH_11 + 2 * hour, lead="A.", body="<p>B.</p>")
    assert titles("nong dan") == ["Nông dân ra đồng", "Nông thôn, người dân", "Tin nữa", "Tin khác"]


def test_what_fits_alike_stands_newest_first(section: Section) -> None:
    for number in range(3):
        live_story(section, title=f"Lúa {number}", at=MARCH_11 + timedelta(days=400 * number))
    assert titles("lua") == newest("lua") == ["Lúa 2", "Lúa 1", "Lúa 0"]


@pytest.mark.parametrize("typed", ["hoà", "hòa", "hoa", "HÒA"])
def test_a_tone_may_stand_in_either_place(section: Section, typed: str) -> None:
    live_story(section, title="Hoà và Hòa")
    assert titles(typed) == ["Hoà và Hòa"]


@pytest.mark.parametrize("typed", ["11/3/2021", "11/03/2021", "11-3-2021", "4.200", "4200", "GD-ĐT", "gd-dt", "61%"])
def test_dates_numbers_and_hyphens_are_found(section: Section, typed: str) -> None:
    live_story(section, title="Số liệu", body="<p>Ngày 11/3/2021, ngành GD-ĐT có 4.200 em, bằng 61% kế hoạch.</p>")
    assert titles(typed) == ["Số liệu"]


def test_a_story_is_found_by_its_authors_name(section: Section) -> None:
    author = factories.AuthorFactory(name="Hà Vy")
    live_story(section, title="Có tên", bylines=(factories.BylineContent(author),))
    assert titles("ha vy") == ["Có tên"]


def test_a_search_is_narrowed_to_sections_authors_and_days(section: Section) -> None:
    sub = factories.SectionFactory(name="Nông nghiệp", parent=section)
    author = factories.AuthorFactory(name="Hà Vy")
    live_story(section, title="Lúa A", at=MARCH_11)
    live_story(sub, title="Lúa B", at=MARCH_11 + timedelta(days=1), bylines=(factories.BylineContent(author),))
    live_story(factories.SectionFactory(), title="Lúa C", at=MARCH_11 + timedelta(days=2))
    assert titles("lua", Scope(sections=[section.pk, sub.pk])) == ["Lúa B", "Lúa A"]
    assert titles("lua", Scope(authors=[author.pk])) == ["Lúa B"]
    assert titles("lua", Scope(since=MARCH_11 + timedelta(days=1))) == ["Lúa C", "Lúa B"]
    assert titles("lua", Scope(until=MARCH_11 + timedelta(days=1))) == ["Lúa A"]
    assert titles("lua", Scope(since=MARCH_11, until=MARCH_11)) == []


def test_the_newest_go_on_where_the_page_ended(section: Section) -> None:
    stories = [live_story(section, title=f"Lúa {n}", at=MARCH_11 - timedelta(days=40 * n)) for n in range(5)]
    after = (stories[1].first_published_at, stories[1].article_id)
    assert newest("lúa", after=after) == ["Lúa 2", "Lúa 3", "Lúa 4"]


def test_old_stories_are_found_too(section: Section) -> None:
    live_story(section, title="Lúa xưa", at=MARCH_11.replace(year=1987))
    live_story(section, title="Lúa cũ", at=MARCH_11.replace(year=2001))
    assert titles("lúa") == newest("lúa") == ["Lúa cũ", "Lúa xưa"]


def test_only_what_readers_see_is_found(section: Section) -> None:
    for state in (factories.draft, factories.submitted, factories.approved, factories.withdrawn, factories.scheduled):
        state(section=section, title="Mật khẩu", lead="Mật khẩu.", body="<p>Mật khẩu.</p>", tags=("mật khẩu",))
    assert PublishedArticle.objects.count() == 2
    assert titles("mật khẩu") == newest("mật khẩu") == []


def test_a_superseded_version_is_found_no_more(section: Section) -> None:
    story = factories.published(section=section, title="Lời cũ")
    factories.republished(story, title="Lời mới")
    assert titles("lời cũ") == []
    assert titles("lời mới") == newest("lời mới") == ["Lời mới"]


def test_a_published_version_is_found_by_what_it_shows_not_by_the_desk(section: Section) -> None:
    story = factories.published(section=section, title="Đã đăng")
    factories.workflow.edit(
        story, factories.content(section=section, title="Đang sửa"), by=factories.editor(), revision=story.version
    )
    assert titles("đang sửa") == []
    assert titles("đã đăng") == [version_of(story).title]


def test_the_index_is_written_again_by_command(section: Section) -> None:
    author = factories.AuthorFactory(name="Hà Vy")
    live_story(section, title="Lúa mùa", bylines=(factories.BylineContent(author),))
    before = PublishedWords.objects.values_list("title", "text").get()
    PublishedWords.objects.all().delete()
    assert titles("lúa mùa") == []

    call_command("index_search", verbosity=0)
    call_command("index_search", verbosity=0)
    assert PublishedWords.objects.values_list("title", "text").get() == before
    assert titles("lúa mùa", Scope(authors=[author.pk])) == ["Lúa mùa"]
