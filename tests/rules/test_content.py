"""Everything people write enters through one gate: normalised, sanitised, without doubles."""

import unicodedata

import pytest

from articles import workflow
from articles.content import BylineContent, Content, PickContent
from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db

TYPED = "  Lũ\u200b về\u00a0\n sớm ở Đồng\u00ad Bằng  "
STORED = "Lũ về sớm ở Đồng Bằng"


def stored(**parts: object) -> Article:
    return factories.draft(**parts)


@pytest.mark.parametrize("part", ["title", "kicker", "lead", "source_name"])
def test_a_line_of_text_is_stored_in_one_spelling(part: str) -> None:
    assert getattr(stored(**{part: unicodedata.normalize("NFD", TYPED)}), part) == STORED


def test_so_are_tags_offices_and_the_titles_of_picks() -> None:
    typed = unicodedata.normalize("NFD", TYPED)
    author = factories.AuthorFactory()
    story = stored(
        tags=(typed,),
        bylines=(BylineContent(author, affiliation=typed),),
        related=(PickContent(title=typed),),
    )
    assert Content.of(story).snapshot()["tags"] == [STORED]
    assert story.bylines.get().affiliation == STORED
    assert story.picks.get().title == STORED


def test_the_text_is_sanitised_on_the_way_in() -> None:
    story = stored(body="<p>Nước lên.</p><script>alert(1)</script><p onclick='x()'>Đê vững.</p>")
    assert "script" not in story.body
    assert "onclick" not in story.body
    assert "Đê vững." in story.body


def test_what_is_stored_is_stored_the_same_again() -> None:
    story = stored(title=TYPED, body="<p>Nước lên <b>nhanh</b>.</p>", tags=("lũ",))
    content = Content.of(story)
    assert content.cleaned() == content


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" https://ban-tin.example/a?b=c ", "https://ban-tin.example/a?b=c"),
        ("HTTP://ban-tin.example", "HTTP://ban-tin.example"),
        ("javascript:alert(1)", ""),
        ("java\u200bscript:alert(1)", ""),
        ("//ban-tin.example/a", ""),
        ("https:///a", ""),
        ("https://ban-tin.example/a b", ""),
        ("https://ban-tin.example/" + "a" * 500, ""),
        ("https://ban-tin.example]", ""),
        ("https://[ban-tin.example", ""),
        ("https://ban-tin.example@khac.example/a", ""),
        ("https://ban-tin\\.khac.example/", ""),
        ("mailto:ban-tin@ban-tin.example", ""),
        ("/kinh-te/", ""),
    ],
)
def test_a_link_to_the_source_leads_to_the_web_or_is_none(typed: str, kept: str) -> None:
    assert stored(source_url=typed).source_url == kept


def test_what_is_given_twice_counts_once() -> None:
    author, pick = factories.AuthorFactory(), stored()
    story = stored(
        tags=("lũ", "Lũ", "LŨ"),
        bylines=(
            BylineContent(author, affiliation="Văn phòng một"),
            BylineContent(author, affiliation="Văn phòng hai"),
        ),
        related=(
            PickContent(article=pick),
            PickContent(article=pick),
            PickContent(title="A b"),
            PickContent(title="a b"),
        ),
    )
    assert Content.of(story).snapshot()["tags"] == ["lũ"]
    assert [line.affiliation for line in story.bylines.all()] == ["Văn phòng một"]
    assert [(line.related, line.title) for line in story.picks.all()] == [(pick, ""), (None, "A b")]


def test_a_pick_that_names_nothing_is_left_out() -> None:
    assert not stored(related=(PickContent(), PickContent(title=" \u200b"))).picks.exists()


def test_parts_keep_their_order() -> None:
    authors = [factories.AuthorFactory() for _number in range(3)]
    story = stored(bylines=tuple(BylineContent(author) for author in reversed(authors)))
    assert [line.author for line in story.bylines.all()] == authors[::-1]
    content = factories.content(section=story.section, bylines=tuple(BylineContent(author) for author in authors))
    saved = workflow.edit(story, content, by=story.owner, revision=1)
    assert [line.author for line in saved.bylines.all()] == authors


def test_a_picture_that_leads_the_story_and_stands_in_its_text_is_one_picture() -> None:
    photo, other = factories.PhotoFactory(), factories.PhotoFactory()
    figures = "".join(f'<figure><img src="/media/{each.file}" alt=""></figure>' for each in (photo, other))
    assert factories.draft(body=f"<p>Đầu.</p>{figures}", lead_photo=photo).picture_count == 2
