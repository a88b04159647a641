from datetime import datetime

from articles.importing.record import Block, Byline, Related, Source, StoryRecord
from newsroom.vietnamese import HANOI

RECORD = StoryRecord(
    "lang/01.txt",
    title="Hội vật làng Hạ",
    published=datetime(2019, 2, 12, 14, 0, 5, tzinfo=HANOI),
    views=1015,
    lead="Sới vật lại mở.",
    blocks=(
        Block("subhead", "Kỳ 1: Sới vật"),
        Block("paragraph", "Người xem kín đê."),
        Block("caption", "Sới vật. Ảnh: Duy An", bare="Sới vật.", credit="Duy An"),
        Block("media", "Video: hoi.mp4"),
    ),
    bylines=(Byline("Duy An", "Đài huyện", "tin, ảnh"),),
    source=Source("TTXVN", "https://example.vn"),
    keywords=("hội làng",),
    related=(Related("Hội chùa", "Mùa thu."),),
    source_url="http://baothaibinh.com.vn/tin-tuc/1/2/x",
    problems=("Look here.",),
)


def test_json_form_has_exactly_the_keys_of_the_contract() -> None:
    assert RECORD.as_json() == {
        "file": "lang/01.txt",
        "title": "Hội vật làng Hạ",
        "published": "2019-02-12T14:00:05+07:00",
        "views": 1015,
        "lead": "Sới vật lại mở.",
        "captions": ["Sới vật. Ảnh: Duy An"],
        "paragraphs": ["Kỳ 1: Sới vật", "Người xem kín đê."],
        "bylines": ["Duy An"],
        "source": "TTXVN",
        "keywords": ["hội làng"],
        "related": ["Hội chùa"],
        "problems": ["Look here."],
        "refused": None,
    }


def test_json_form_of_an_empty_record_says_null_and_not_a_date() -> None:
    empty = StoryRecord("a.txt", refused="The file is empty.").as_json()

    assert (empty["title"], empty["published"], empty["views"], empty["lead"], empty["source"]) == (None,) * 5
    assert empty["refused"] == "The file is empty."


def test_address_of_the_page_is_never_the_source() -> None:
    assert StoryRecord("a.txt", source_url="http://example.vn").as_json()["source"] is None
