"""Terms are two words with one white space between them, however the text is cut up to find them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.search import words_of
from articles.subjects import _EMPTY, MOST, terms

WORDS = ["lúa", "xuân", "Thái", "Bình", "2021", "4.200", "và", "hoà", "GD-ĐT", "“nước", "lũ”,", "…", "bác sỹ"]
SPACES = [" "] * 6 + ["  ", "\n", "\t", "\u00a0", "\u3000", " \n", ""]
texts = st.lists(st.tuples(st.sampled_from(WORDS) | st.text(max_size=3), st.sampled_from(SPACES)).map("".join)).map(
    "".join
)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_words_beside_each_other_are_a_term_and_no_others(text: str) -> None:
    found = terms(kicker="", title=text, lead="", tags=[], text="")
    words = words_of(text)
    beside = {
        f"{first.exact} {second.exact}"
        for first, second in zip(words, words[1:], strict=False)
        if second.start - first.end == 1
        and text[first.end].isspace()
        and _EMPTY.isdisjoint((first.exact, second.exact))
        and not (first.exact.isdigit() and second.exact.isdigit())
    }
    assert found.keys() == beside if len(beside) <= MOST else found.keys() < beside


def test_what_holds_a_sentence_together_and_numbers_make_no_term() -> None:
    found = terms(kicker="", title="Lúa và ngô được mùa 12 2021, giá 5.000 đồng", lead="", tags=[], text="")
    assert set(found) == {"mùa 12", "giá 5000"}
