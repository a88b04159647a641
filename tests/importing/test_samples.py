"""The hand-read expectations that lie beside a checkout of the whole project; skipped where they do not."""

import json
from pathlib import Path

import pytest

from articles.importing.files import read_text
from articles.importing.text_page import read_page
from newsroom.vietnamese import one_line

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
EXPECTED = json.loads((SAMPLES / "EXPECTED.json").read_text(encoding="utf-8")) if SAMPLES.is_dir() else {}
STORIES = sorted(name for name, told in EXPECTED.items() if told.get("kind") == "article")
LISTS = sorted(name for name, told in EXPECTED.items() if told.get("kind") == "listing")

pytestmark = pytest.mark.skipif(not EXPECTED, reason="no ../shared/samples beside this checkout")


@pytest.mark.parametrize("name", STORIES)
def test_sample_is_read_as_by_hand(name: str) -> None:
    told, read = EXPECTED[name], read_page(name, read_text(SAMPLES / name)).as_json()
    ambiguous = tuple(told.get("ambiguous_blocks", []))

    for field in ("title", "published", "views", "source", "bylines", "keywords", "related"):
        if field in told:
            assert read[field] == told[field], field
    assert read["lead"].startswith(told["lead"])
    assert [text for text in read["captions"] if not text.startswith(ambiguous or ("\0",))] == told["captions"]
    assert read["refused"] is None


@pytest.mark.parametrize("name", [name for name in STORIES if "first_body" in EXPECTED[name]])
def test_sample_keeps_its_body(name: str) -> None:
    told, record = EXPECTED[name], read_page(name, read_text(SAMPLES / name))

    assert record.paragraphs[0].startswith(one_line(told["first_body"]))
    assert record.paragraphs[-1].startswith(one_line(told["last_body"]))
    if "body_paragraphs" in told:
        assert len(record.paragraphs) == told["body_paragraphs"]


@pytest.mark.parametrize("name", [name for name in STORIES if EXPECTED[name].get("ambiguous_blocks")])
def test_ambiguous_block_of_a_sample_is_named_to_the_editor(name: str) -> None:
    record = read_page(name, read_text(SAMPLES / name))

    for block in EXPECTED[name]["ambiguous_blocks"]:
        opening = " ".join(block.split()[:6])
        assert any(opening in problem for problem in record.problems)


@pytest.mark.parametrize("name", [name for name in STORIES if "byline_place" in EXPECTED[name]])
def test_sample_byline_carries_its_place(name: str) -> None:
    record = read_page(name, read_text(SAMPLES / name))

    assert record.bylines[0].affiliation == EXPECTED[name]["byline_place"]


@pytest.mark.parametrize("name", [name for name in STORIES if "related_dates" in EXPECTED[name]])
def test_sample_related_stories_carry_their_dates(name: str) -> None:
    record = read_page(name, read_text(SAMPLES / name))

    dates = [related.published.isoformat() for related in record.related if related.published]
    assert dates == EXPECTED[name]["related_dates"]


@pytest.mark.parametrize("name", [name for name in STORIES if EXPECTED[name].get("media_lines")])
def test_sample_media_lines_are_kept(name: str) -> None:
    assert read_page(name, read_text(SAMPLES / name)).media == EXPECTED[name]["media_lines"]


@pytest.mark.parametrize("name", LISTS)
def test_sample_list_page_is_refused(name: str) -> None:
    assert read_page(name, read_text(SAMPLES / name)).refused


def test_the_decomposed_sample_is_the_same_story() -> None:
    names = ("08-le-hoi-den-dong-xam.txt", "32-le-hoi-den-dong-xam-nfd.txt")
    composed, decomposed = (read_page("page", read_text(SAMPLES / name)) for name in names)

    assert composed == decomposed
