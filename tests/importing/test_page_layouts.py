"""Every layout of page text we know, one page each under pages/, read to the last block.

expected.json was written by reading the pages: leads and blocks by their first six words, everything else in full.
"""

import json
from pathlib import Path

import pytest

from articles.importing.files import read_text
from articles.importing.record import StoryRecord
from articles.importing.text_page import read_page

PAGES = Path(__file__).parent / "pages"
EXPECTED = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))


def read(name: str) -> StoryRecord:
    return read_page(f"{name}.txt", read_text(PAGES / f"{name}.txt"))


def first_words(text: str | None) -> str | None:
    return text and " ".join(text.split()[:6])


def as_expected(record: StoryRecord) -> dict[str, object]:
    if record.refused:
        return {"refused": record.refused}
    told: dict[str, object] = {
        "title": record.title,
        "published": record.published and record.published.isoformat(),
        "views": record.views,
        "lead": first_words(record.lead),
        "outline": [f"{block.kind}: {first_words(block.text)}" for block in record.blocks],
        "bylines": [byline.name for byline in record.bylines],
        "source": record.source.name if record.source else "",
        "keywords": list(record.keywords),
        "related": [related.title for related in record.related],
        "problems": list(record.problems),
    }
    return {field: value for field, value in told.items() if value or field not in ("source", "keywords", "related")}


def test_every_page_has_its_expectation() -> None:
    assert {path.stem for path in PAGES.glob("*.txt")} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_page_is_read_as_a_careful_reader_would(name: str) -> None:
    assert as_expected(read(name)) == EXPECTED[name]


def test_nothing_of_a_full_page_is_lost() -> None:
    record = read("paper-full")
    text = (PAGES / "paper-full.txt").read_text(encoding="utf-8")
    kept = [record.title, record.lead, *record.paragraphs, *record.captions, *(item.title for item in record.related)]

    lost = [line for line in text.splitlines() if line and not any(part in line for part in kept if part)]

    assert [line.split()[0] for line in lost] == ["#", "Thứ", "Thứ", "12,873", "Mai", "Tải", "Tin", "Xem"]


def test_related_leads_lose_exactly_the_three_dots_of_the_page() -> None:
    leads = [related.lead for related in read("tv-full").related]

    assert [lead.split()[-1] for lead in leads] == ["2021.", "học,"]


def test_related_dates_are_read_in_the_sites_own_24_hour_clock() -> None:
    times = [related.published.strftime("%d/%m %H:%M") for related in read("paper-full").related if related.published]

    assert times == ["14/05 18:21", "13/05 14:10", "13/05 08:30", "12/05 12:05"]


def test_place_line_below_the_name_becomes_the_affiliation() -> None:
    assert [(line.name, line.affiliation) for line in read("paper-single-newlines").bylines] == [
        ("Quốc Vượng", "Đài TT – TH Đông Hưng")
    ]


def test_office_below_the_name_becomes_the_affiliation_and_the_degree_the_role() -> None:
    (byline,) = read("other-paper-source-and-office").bylines

    assert (byline.name, byline.affiliation, byline.role) == ("Lương Công Nhã", "Trung tâm Khuyến nông tỉnh", "ThS.")


def test_agency_line_keeps_its_address() -> None:
    source = read("other-paper-source-and-office").source

    assert source is not None
    assert (source.name, source.url) == ("Tạp chí Rừng Xanh", "https://example-forest.vn/phi-lao")


def test_stanzas_keep_their_lines() -> None:
    first, second = read("poem").paragraphs

    assert (first.count("\n"), second.count("\n")) == (3, 3)


def test_date_without_time_is_known_as_such() -> None:
    assert read("tv-full").date_only
    assert not read("paper-full").date_only


def test_caption_and_its_credit_come_apart() -> None:
    caption = read("paper-full").blocks[0]

    assert (caption.bare, caption.credit) == ("Người dân xã Thụy Hải cào ngao lúc nước ròng.", "Mai Khôi")
    assert caption.text == "Người dân xã Thụy Hải cào ngao lúc nước ròng. Ảnh: Mai Khôi"
