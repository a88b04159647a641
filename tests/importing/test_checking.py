"""What comes in is measured by the desk's checklist, said, and never held back by it."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.importing.checking import findings
from articles.importing.record import Block, Byline, Source, StoryRecord
from articles.models import Article, HouseStyle
from tests import factories

RECORD = StoryRecord(
    "lang/01.txt",
    title="Hội vật làng Hạ",
    lead=factories.LEAD,
    blocks=(Block("paragraph", "Người xem ngồi kín đê. " * 30), Block("caption", "Sới vật đắp cát.")),
    bylines=(Byline("Tường Vi"),),
    keywords=("hội làng",),
)
PAGES = Path(__file__).parent / "pages"


def rules(record: StoryRecord, *, has_section: bool = True) -> list[str]:
    return [finding.rule.name for finding in findings(record, HouseStyle(), has_section=has_section)]


def test_a_page_without_pictures_is_asked_for_one() -> None:
    assert rules(RECORD) == ["lead_picture_missing", "picture_awaited"]


def test_each_part_that_a_page_lacks_is_named() -> None:
    bare = StoryRecord("trong.txt")
    assert set(rules(bare, has_section=False)) == {
        "title_missing",
        "lead_missing",
        "body_missing",
        "lead_picture_missing",
        "section_missing",
        "tags_missing",
        "writer_missing",
    }


def test_the_source_stands_for_the_writer() -> None:
    assert "writer_missing" not in rules(replace(RECORD, bylines=(), source=Source("TTXVN")))


@pytest.mark.django_db
def test_the_report_counts_what_will_be_asked_for_and_stories_are_published_all_the_same() -> None:
    factories.SectionFactory(slug="kinh-te")
    said = io.StringIO()
    call_command("import_articles", str(PAGES / "tv-full.txt"), publish=True, section="kinh-te", stdout=said)
    assert Article.objects.get().status == "published"
    (finding,) = [each for each in said.getvalue().splitlines() if each.startswith("       1  ")][:1]
    assert finding


@pytest.mark.django_db
def test_programs_get_the_keys_of_the_contract_and_nothing_else_on_their_side() -> None:
    out, beside = io.StringIO(), io.StringIO()
    call_command("import_articles", str(PAGES / "tv-full.txt"), dry_run=True, json=True, stdout=out, stderr=beside)
    (line,) = out.getvalue().splitlines()
    assert set(json.loads(line)) == set(RECORD.as_json())
    assert len(beside.getvalue().splitlines()) > 1
