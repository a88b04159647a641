"""How a search is read, and what is shown of what it found."""

from datetime import UTC, datetime, timedelta

import pytest

from articles import search

# typed, what it asks for as it was typed, the same without marks
READ = [
    ("nông dân", "'nông' & 'dân'", "'nong' & 'dan'"),
    ("nong dan", "'nong' & 'dan'", "'nong' & 'dan'"),
    ("NÔNG Dân", "'nông' & 'dân'", "'nong' & 'dan'"),
    ("  nông\u00a0 dân\t", "'nông' & 'dân'", "'nong' & 'dan'"),
    ("no\u0302ng da\u0302n", "'nông' & 'dân'", "'nong' & 'dan'"),  # not composed
    ("nông\u200b dân", "'nông' & 'dân'", "'nong' & 'dan'"),  # invisible
    ("Ðông", "'đông'", "'dong'"),  # Icelandic eth
    ("hoà", "'hòa'", "'hoa'"),
    ("hòa", "'hòa'", "'hoa'"),
    ("Uỷ ban", "'ủy' & 'ban'", "'uy' & 'ban'"),
    ("bác sỹ", "'bác' & 'sĩ'", "'bac' & 'si'"),
    ("quý", "'quý'", "'quy'"),
    ("Señor", "'señor'", "'senor'"),
    ("nông nông nông", "'nông'", "'nong'"),
    ("4.200", "'4200'", "'4200'"),
    ("4,200", "'4200'", "'4200'"),
    ("1.234.567", "'1234567'", "'1234567'"),
    ("61%", "'61'", "'61'"),
    ("-bão", "!'bão'", "!'bao'"),
    ("lúa -bão", "'lúa' & !'bão'", "'lua' & !'bao'"),
    ("lúa - bão", "'lúa' & 'bão'", "'lua' & 'bao'"),
    ("lúa --bão", "'lúa' & 'bão'", "'lua' & 'bao'"),
    ("b%C3%A3o", "'bão'", "'bao'"),
    ("nh%E1%BB%8Bp s%E1%BB%91ng", "'nhịp' & 'sống'", "'nhip' & 'song'"),
    ("100%ca", "'100' & 'ca'", "'100' & 'ca'"),
    ("%C3", "'c3'", "'c3'"),
    ("a", "'a'", "'a'"),
    ("Ý", "'ý'", "'y'"),
    ("bão 😀", "'bão'", "'bao'"),
    ("lúa & | ! ( ) : * ' \\ <-> bão", "'lúa' & 'bão'", "'lua' & 'bao'"),
]
PHRASES = [
    ('"bão số 3"', "('bão' <-> 'số' <-> '3')"),
    ("“bão số 3”", "('bão' <-> 'số' <-> '3')"),
    ('"bão số 3', "('bão' <-> 'số' <-> '3')"),
    ('lúa "bão số 3" gặt', "('lúa') & ('bão' <-> 'số' <-> '3') & ('gặt')"),
    ('lúa -"bão số"', "('lúa') & !('bão' <-> 'số')"),
    ("11/3/2021", "('11' <-> '3' <-> '2021')"),
    ("11-03-2021", "('11' <-> '3' <-> '2021')"),
    ("24/24", "('24' <-> '24')"),
    ("GD-ĐT", "('gd' <-> 'đt')"),
    ("TP.HCM", "('tp' <-> 'hcm')"),
    ("o'clock", "('o' <-> 'clock')"),
    ('""', ""),
    ('"', ""),
]
NOTHING = ["", " ", "\u200b", "😀😀", "& | ! ( ) : * ' \\ <->", '""', "-", "_", "…", "\ud800", "\x00"]


@pytest.mark.parametrize(("typed", "exact", "plain"), READ)
def test_words_are_read(typed: str, exact: str, plain: str) -> None:
    query = search.parse(typed)
    assert (query.all_words(0), query.all_words(1)) == (exact, plain)


@pytest.mark.parametrize(("typed", "wanted"), PHRASES)
def test_what_stands_side_by_side_is_found_side_by_side(typed: str, wanted: str) -> None:
    assert search.parse(typed).in_full(0) == wanted


@pytest.mark.parametrize("typed", NOTHING)
def test_a_query_without_a_word_asks_for_nothing(typed: str) -> None:
    assert search.parse(typed).is_empty


def test_a_query_of_excluded_words_alone_asks_for_nothing() -> None:
    assert search.parse('-bão -"số 3"').is_empty


def test_a_long_query_is_read_as_far_as_anybody_types() -> None:
    by_letters, by_words = search.parse("nông " * 200), search.parse(" ".join(f"x{n}" for n in range(40)))
    assert by_letters.cut and by_words.cut
    assert len(by_letters.typed) == search.MOST_LETTERS
    assert len(by_words.words) == search.MOST_WORDS
    assert not search.parse("nông dân").cut
    excluding = search.parse("lúa " + " ".join(f"-x{n}" for n in range(9)))
    assert excluding.cut
    assert len(excluding.terms) == 1 + search.MOST_EXCLUDED
    assert len(search.parse("x" * 5000).words[0][0]) < 100


def test_a_vector_holds_each_word_as_written_and_without_marks_at_one_place() -> None:
    words = dict(word.split(":") for word in search.vector([("A", "Bão số 3"), ("D", "bảo")], []).split())
    assert words == {
        "'bão'": "1A",
        "'bao'": "1A,5D",
        "'số'": "2A",
        "'so'": "2A",
        "'3'": "3A",
        "'bảo'": "5D",
    }


@pytest.mark.parametrize("day", ["2026-03-15", "2026-01-01", "2026-02-28", "2026-12-31", "2001-02-01", "1987-05-05"])
def test_periods_join_each_other_and_cover_all_time(day: str) -> None:
    newest = datetime.fromisoformat(day).replace(tzinfo=UTC)
    periods = search.periods(newest)
    untils = [period.until for period in periods]
    assert untils == sorted(set(untils), reverse=True)
    assert untils[0] > newest
    assert [period.mark for period in periods if not period.mark] == [periods[-1].mark]
    for moment in (newest, newest - timedelta(days=32), newest - timedelta(days=400), newest - timedelta(days=9000)):
        period = [period for period in periods if moment < period.until][-1]
        assert period.mark.strip("'") in {"", *search.marks([], [], moment)}


def test_the_newest_periods_are_the_shortest() -> None:
    march, january = datetime(2026, 3, 15, tzinfo=UTC), datetime(2026, 1, 15, tzinfo=UTC)
    assert [period.mark for period in search.periods(march)] == ["'@2026-03'", "'@2026-02'", "'@2026'", "'@2025'", ""]
    assert [period.mark for period in search.periods(january)] == ["'@2026-01'", "'@2025-12'", "'@2025'", "'@2024'", ""]
    since = search.periods(march, datetime(2026, 2, 20, tzinfo=UTC))
    assert since == search.periods(march)[:2]


def hits(pieces: list[search.Piece]) -> list[str]:
    return [text for text, is_hit in pieces if is_hit]


@pytest.mark.parametrize(
    ("typed", "text", "wanted"),
    [
        ("thai binh", "Tỉnh Thái Bình, thái bình", ["Thái Bình", "thái bình"]),
        ("bảo", "Bão tan, bảo vệ lúa", ["bảo"]),
        ("bảo", "Bão tan, báo tin", ["Bão", "báo"]),
        ("nông dân", "Nông dân và người dân", ["Nông dân"]),
        ("nông dân", "Dân ở nông thôn", ["Dân", "nông"]),
        ("4200", "cần 4.200 lao động", ["4.200"]),
        ("hoà bình", "Hòa bình", ["Hòa bình"]),
        ("-bão lúa", "Bão và lúa", ["lúa"]),
        ("thái bình", "Thái Thụy", []),
        ("amp lt", "a & b < c", []),
    ],
)
def test_what_was_looked_for_is_told_from_the_rest(typed: str, text: str, wanted: list[str]) -> None:
    pieces = search.marked(text, search.parse(typed))
    assert hits(pieces) == wanted
    assert "".join(piece for piece, _is_hit in pieces) == text


def test_a_passage_is_where_the_words_stand_together() -> None:
    filling = "Một câu không nói gì. " * 40
    text = f"Nông nghiệp. {filling}Hôm qua, bà con nông dân ra đồng. {filling}"
    pieces = search.passage(text, search.parse("nong dan"), 20)
    shown = "".join(piece for piece, _is_hit in pieces)
    assert hits(pieces) == ["nông dân"]
    assert shown.startswith("… ")
    assert shown.endswith("…")
    assert len(shown.split()) < 25


@pytest.mark.parametrize(
    ("typed", "texts", "wanted"),
    [
        ("thai binh", ["Tỉnh Thái Bình", "THÁI BÌNH", "thái bính", "về Thái Bình"], "Thái Bình"),
        ("bảo số 3", ["Sau bão số 3"], "bão số 3"),
        ("bão số 3", ["Sau bão số 3", "bảo số 3"], ""),
        ("covid", ["Covid trở lại"], ""),
        ("hoà bình", ["Hòa bình"], ""),
        ("thai -binh", ["Thái"], ""),
        ('"thai binh"', ["Thái Bình"], ""),
        ("thai binh", ["Bình Thái"], ""),
        ("", ["Thái"], ""),
    ],
)
def test_the_usual_spelling_is_offered(typed: str, texts: list[str], wanted: str) -> None:
    assert search.spelling(search.parse(typed), texts) == wanted
