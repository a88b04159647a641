"""Two changes of one text brought together: nothing either of them wrote is lost, and nobody decides for people."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Author
from articles.content import BylineContent, Content, PickContent
from articles.merge import Merged, merge

WORDS = ["lúa", "bão", "đê", "xã", "dân"]
PARAGRAPHS = [f"<p>{a} {b} {number}</p>" for number, a in enumerate(WORDS) for b in WORDS]
TAGS = ["bão", "bảo", "Bão", "lũ", "lúa xuân", "đê điều"]
AUTHORS = [Author(pk=number, name=f"Bút danh {number}") for number in (1, 2, 3)]

bodies = st.lists(st.sampled_from(PARAGRAPHS), max_size=7).map("\n".join)
bylines = st.lists(
    st.builds(BylineContent, st.sampled_from(AUTHORS), st.sampled_from(["writer", "editor"]), st.sampled_from(WORDS)),
    max_size=3,
    unique_by=lambda line: (line.author, line.role),
).map(tuple)
contents = st.builds(
    Content,
    title=st.sampled_from(WORDS),
    lead=st.sampled_from(["", *WORDS]),
    body=bodies,
    tags=st.lists(st.sampled_from(TAGS), max_size=4, unique_by=str.casefold).map(tuple),
    bylines=bylines,
    related=st.lists(st.sampled_from(WORDS).map(lambda title: PickContent(title=title)), max_size=3, unique=True).map(
        tuple
    ),
)


@given(contents, contents)
def test_what_one_side_alone_changed_is_taken_as_it_is(base: Content, changed: Content) -> None:
    assert merge(base, changed, base) == Merged(changed, ())
    assert merge(base, base, changed) == Merged(changed, ())
    assert merge(base, changed, changed) == Merged(changed, ())


@settings(max_examples=400)
@given(bodies, bodies, bodies, st.sampled_from(["", "mine", "theirs", "both"]))
def test_nothing_that_either_side_wrote_is_lost(base: str, mine: str, theirs: str, choice: str) -> None:
    """Every paragraph that a side added is there as often as in the side that has it more, unless somebody chose."""
    found = merged(base, mine, theirs)
    if choice:
        found = merged(base, mine, theirs, {collision.key: choice for collision in found.collisions})
    paragraphs = count(found.content.body)
    kept = {"": [mine, theirs] if not found.collisions else [], "mine": [mine], "theirs": [theirs]}
    for side in kept.get(choice, []):
        assert count(side) - count(base) <= paragraphs
    if not found.collisions:
        # What nobody removed stays, and nothing comes from nowhere.
        assert all(paragraphs[each] for each in count(base) if not {each} & set(gone(base, mine) + gone(base, theirs)))
        assert set(paragraphs) <= {*count(mine), *count(theirs)}


def gone(base: str, side: str) -> Counter[str]:
    return count(base) - count(side)


@given(contents, contents, contents)
def test_both_sides_may_be_called_mine(base: Content, one: Content, other: Content) -> None:
    """Which of two people merges decides nothing about what collides."""
    keys = [collision.key for collision in merge(base, one, other).collisions]
    assert keys == [collision.key for collision in merge(base, other, one).collisions]


@given(contents, contents, contents)
def test_a_choice_for_every_collision_decides_the_merge(base: Content, mine: Content, theirs: Content) -> None:
    open_questions = merge(base, mine, theirs).collisions
    for side in ("mine", "theirs"):
        choices = {collision.key: side for collision in open_questions}
        assert merge(base, mine, theirs, choices).is_decided


def count(body: str) -> Counter[str]:
    return Counter(body.split("\n")) if body else Counter()


def merged(base: str, mine: str, theirs: str, choices: dict[str, str] | None = None) -> Merged:
    bodies = (Content(title="t", body=body) for body in (base, mine, theirs))
    return merge(*bodies, choices=choices)


def text(*paragraphs: str) -> str:
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


FOUR = [
    "Nước sông dâng cao từ đêm qua.",
    "Xã đã sơ tán ba trăm hộ dân.",
    "Lúa ngập trắng cánh đồng.",
    "Trời còn mưa đến thứ bảy.",
]


def four(**changed: str) -> str:
    return text(*(changed.get(f"p{number}", words) for number, words in enumerate(FOUR)))


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        # Different paragraphs, far apart and side by side.
        (four(p0="Nước dâng rất cao."), four(p3="Trời tạnh."), four(p0="Nước dâng rất cao.", p3="Trời tạnh.")),
        (four(p1="Xã sơ tán dân."), four(p2="Lúa ngập sâu."), four(p1="Xã sơ tán dân.", p2="Lúa ngập sâu.")),
        # New paragraphs at different places, and one beside a changed one.
        (text("Mở.", *FOUR), text(*FOUR, "Kết."), text("Mở.", *FOUR, "Kết.")),
        (text(FOUR[0], "Chèn.", *FOUR[1:]), four(p1="Xã lo."), text(FOUR[0], "Chèn.", "Xã lo.", *FOUR[2:])),
        (text(FOUR[0], "Chèn.", *FOUR[1:]), four(p0="Nước cao."), text("Nước cao.", "Chèn.", *FOUR[1:])),
        # One removed, its neighbour changed.
        (text(*FOUR[1:]), four(p1="Xã sơ tán dân."), text("Xã sơ tán dân.", *FOUR[2:])),
        # The same done by both.
        (text("Mở.", *FOUR), text("Mở.", *FOUR[:3]), text("Mở.", *FOUR[:3])),
    ],
)  # fmt: skip
def test_changes_at_different_places_merge_by_themselves(mine: str, theirs: str, expected: str) -> None:
    assert merged(text(*FOUR), mine, theirs) == Merged(Content(title="t", body=expected), ())
    assert merged(text(*FOUR), theirs, mine).content.body == expected


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("mine", ["Xã sơ tán."]), ("theirs", ["Huyện sơ tán dân."]), ("both", ["Xã sơ tán.", "Huyện sơ tán dân."])],
)
def test_one_paragraph_changed_by_both_is_asked_about(choice: str, expected: list[str]) -> None:
    sides = four(p1="Xã sơ tán."), four(p1="Huyện sơ tán dân.")
    asked = merged(text(*FOUR), *sides)
    assert [(collision.key, collision.chosen) for collision in asked.collisions] == [("body-1", None)]
    assert not asked.is_decided
    decided = merged(text(*FOUR), *sides, choices={"body-1": choice})
    assert decided.content.body == text(FOUR[0], *expected, *FOUR[2:])


def test_a_paragraph_removed_here_and_changed_there_is_asked_about() -> None:
    asked = merged(text(*FOUR), text(*FOUR[:1], *FOUR[2:]), four(p1="Huyện sơ tán dân."))
    (collision,) = asked.collisions
    assert (collision.mine, collision.sides) == ((), ("mine", "theirs"))


def test_two_paragraphs_written_at_one_place_are_asked_about() -> None:
    asked = merged(text(*FOUR), text(*FOUR, "Kết của tôi."), text(*FOUR, "Kết của chị."))
    assert [collision.key for collision in asked.collisions] == ["body-before-4"]
    both = merged(text(*FOUR), text(*FOUR, "Kết của tôi."), text(*FOUR, "Kết của chị."), {"body-before-4": "both"})
    assert both.content.body == text(*FOUR, "Kết của tôi.", "Kết của chị.")


def test_a_choice_that_does_not_exist_decides_nothing() -> None:
    sides = four(p1="Xã sơ tán."), four(p1="Huyện sơ tán dân.")
    assert not merged(text(*FOUR), *sides, choices={"body-1": "hers", "body-2": "mine"}).is_decided


def test_fields_come_together_one_by_one() -> None:
    base = Content(title="Tít", lead="Sa pô", kicker="Chùm")
    found = merge(base, replace(base, title="Tít mới"), replace(base, lead="Sa pô mới", source_name="TTXVN"))
    assert found == Merged(Content(title="Tít mới", lead="Sa pô mới", kicker="Chùm", source_name="TTXVN"), ())


def test_a_title_changed_by_both_is_one_or_the_other() -> None:
    base, mine, theirs = (Content(title=title) for title in ("Tít", "Tít một", "Tít hai"))
    (collision,) = merge(base, mine, theirs).collisions
    assert collision.sides == ("mine", "theirs")
    assert merge(base, mine, theirs, {"title": "both"}).collisions[0].chosen is None
    assert merge(base, mine, theirs, {"title": "theirs"}).content.title == "Tít hai"


def test_two_leads_are_joined_only_where_they_fit() -> None:
    base, mine, theirs = (Content(title="t", lead=lead) for lead in ("", "Một.", "Hai."))
    assert merge(base, mine, theirs, {"lead": "both"}).content.lead == "Một. Hai."
    (collision,) = merge(base, replace(mine, lead="a" * 1999), theirs, {"lead": "both"}).collisions
    assert "both" not in collision.sides


def test_tags_of_both_are_kept_and_removed_ones_stay_away() -> None:
    base = Content(title="t", tags=("bão", "lũ", "đê"))
    mine, theirs = replace(base, tags=("bão", "bão số 3", "lũ", "đê")), replace(base, tags=("bão", "đê", "mùa màng"))
    assert merge(base, mine, theirs) == Merged(replace(base, tags=("bão", "bão số 3", "đê", "mùa màng")), ())


def test_the_order_of_names_is_that_of_whoever_changed_it() -> None:
    lines = tuple(map(BylineContent, AUTHORS))
    base = Content(title="t", bylines=lines[:2])
    mine, theirs = replace(base, bylines=lines[:2][::-1]), replace(base, bylines=lines)
    assert merge(base, mine, theirs).content.bylines == (lines[1], lines[2], lines[0])
    assert not merge(base, mine, theirs).collisions


def test_one_byline_said_in_two_ways_is_asked_about() -> None:
    line = BylineContent(AUTHORS[0])
    base = Content(title="t", bylines=(line,))
    mine = replace(base, bylines=(replace(line, affiliation="Đài xã"), BylineContent(AUTHORS[1])))
    theirs = replace(base, bylines=(replace(line, affiliation="Đài huyện"),))
    assert [collision.key for collision in merge(base, mine, theirs).collisions] == ["bylines"]
    decided = merge(base, mine, theirs, {"bylines": "theirs"}).content.bylines
    assert [(each.author.pk, each.affiliation) for each in decided] == [(1, "Đài huyện"), (2, "")]


def test_a_picture_chosen_by_both_is_asked_about_and_by_one_is_not() -> None:
    base = Content(title="t", source_name="TTXVN")
    assert merge(base, replace(base, source_name="VOV"), replace(base, source_url="https://vi.example/")).is_decided
    assert not merge(base, replace(base, source_name="VOV"), replace(base, source_name="VTV")).is_decided


# Paragraphs that were split or joined --------------------------------------------------------------------------------

FIRST, THIRD = "<p>Cầu đã thông xe.</p>", "<p>Trời còn mưa đến thứ bảy.</p>"
SECOND, SECOND_MINE = "<p>Xã đã sơ tán ba trăm hộ dân.</p>", "<p>Xã đã sơ tán bốn trăm hộ dân.</p>"
SECOND_THEIRS = "<p>Xã đã sơ tán ba trăm hộ dân trong đêm.</p>"
LONG = "Nước sông dâng cao từ đêm qua, xã đã sơ tán ba trăm hộ dân lên trường học. Trời còn mưa to đến hết tuần sau."
WHOLE = f"<p>{LONG}</p>"
HALVES = ["<p>Nước sông dâng cao từ đêm qua, xã đã sơ tán ba trăm hộ dân lên trường học.</p>"]
HALVES += ["<p>Trời còn mưa to đến hết tuần sau.</p>"]
CHANGED = WHOLE.replace("ba trăm", "bốn trăm")
OTHER = "<p>Sáng nay cầu Ái Tử đã cấm xe tải đi qua.</p>"


def lines(*paragraphs: str) -> str:
    return "\n".join(paragraphs)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (lines(*HALVES, THIRD), lines(CHANGED, THIRD)),
        (lines(CHANGED, THIRD), lines(*HALVES, THIRD)),
        (lines(HALVES[0], OTHER, HALVES[1], THIRD), lines(CHANGED, THIRD)),
    ],
)
def test_taking_one_side_of_a_split_paragraph_leaves_nothing_of_the_other_beside_it(mine: str, theirs: str) -> None:
    base = lines(WHOLE, THIRD)
    assert [collision.key for collision in merged(base, mine, theirs).collisions] == ["body-0"]
    assert merged(base, mine, theirs, {"body-0": "mine"}).content.body == mine
    assert merged(base, mine, theirs, {"body-0": "theirs"}).content.body == theirs


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (lines(FIRST, WHOLE), lines(FIRST, HALVES[0], HALVES[1].replace("tuần", "tháng"))),
        (lines(FIRST, HALVES[0].replace("ba trăm", "bốn trăm"), HALVES[1]), lines(FIRST, WHOLE)),
    ],
)
def test_taking_one_side_of_joined_paragraphs_leaves_nothing_of_the_other_beside_it(mine: str, theirs: str) -> None:
    base = lines(FIRST, *HALVES)
    (collision,) = merged(base, mine, theirs).collisions
    assert (collision.key, len(collision.base)) == ("body-1", 2)
    assert merged(base, mine, theirs, {"body-1": "mine"}).content.body == mine
    assert merged(base, mine, theirs, {"body-1": "theirs"}).content.body == theirs


def test_a_split_paragraph_and_a_new_one_behind_it_do_not_collide() -> None:
    outcome = merged(lines(WHOLE, THIRD), lines(*HALVES, THIRD), lines(WHOLE, OTHER, THIRD))
    assert (outcome.content.body, outcome.collisions) == (lines(*HALVES, OTHER, THIRD), ())


def test_a_new_paragraph_behind_a_changed_one_stays_whoever_wins_the_change() -> None:
    mine = lines(SECOND_MINE, OTHER, THIRD)
    outcome = merged(lines(SECOND, THIRD), mine, lines(SECOND_THEIRS, THIRD), {"body-0": "theirs"})
    assert outcome.content.body == lines(SECOND_THEIRS, OTHER, THIRD)
