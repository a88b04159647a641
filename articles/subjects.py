"""What a story is about, as terms that other stories share with it. Pure; knows no models.

Vietnamese writes its words as syllables, and most words have two: so a term is two neighbouring syllables, with no stop
between them. Pairs across two words ("lúa xuân muộn" has "xuân muộn") are rare, and harm nothing: what two stories
share by chance is in many, and says little (see articles.relating).
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from articles.search import words_of

# What a term weighs by where it stands; of several places the heaviest counts.
TITLE, LEAD, BODY = 3, 2, 1
# Of the beginning of a text only what it comes back to says what it is about.
REPEATED = 2
MOST_OF_BODY = 10
# A story has no more terms, the heaviest first: title, kicker, tags, and the lead as far as it goes. Half as many more
# place nothing better, and each has neighbours to be looked through.
MOST = 32

# Syllables that hold a sentence together, that count, or with which any news is told: no term has one of them.
_EMPTY_WORDS = """
ai anh ấy bà bằng bị bởi cả các cái cách càng cạnh chị cho chỉ chưa chúng chuyện có còn con cô của cùng cũng cứ
do dù dưới đã đang đâu đây đến để đều đi đó được gì giữa gồm hay hoặc hơn hết họ khi không là lại làm lắm lên lúc
luôn mà mình mọi mỗi một năm nay này nên nếu người ngày ngoài nào như nhưng những nơi nữa ở ông qua quá ra rằng rất
rồi sao sau sẽ tại tháng theo thêm thì thôi tới trên trong trước từ từng tự tuy và vào vẫn vậy vẻ vì việc về vừa với
xin hai ba bốn sáu bảy tám chín mười trăm nghìn triệu tỷ tỉ đồng khoảng gần nhiều ít toàn nhất lần bài ảnh
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_SPACE = re.compile(r"\s")


def terms(*, kicker: str, title: str, lead: str, tags: Iterable[str], text: str) -> dict[str, int]:
    """{term: weight} of a story in plain text, the heaviest first; `text` is the beginning of it.

    The words of its tags are among them: another story may have the words and not the tag.
    """
    found: dict[tuple[str, str], int] = {}
    for weight, words in ((TITLE, title), *((LEAD, part) for part in (kicker, *tags, lead))):
        for pair in _pairs(words):
            found.setdefault(pair, weight)
    repeated = [(times, pair) for pair, times in Counter(_pairs(text)).items() if times >= REPEATED]
    repeated.sort(key=lambda counted: -counted[0])
    for pair in [pair for _times, pair in repeated if pair not in found][:MOST_OF_BODY]:
        found[pair] = BODY
    heaviest = sorted(found.items(), key=lambda item: -item[1])[:MOST]
    return {f"{first} {second}": weight for (first, second), weight in heaviest}


def number_of(term: str) -> int:
    """The signed 32-bit number that the term is kept by; the same on every machine and for ever."""
    return crc32(term.encode()) - 0x80000000


def _pairs(text: str) -> list[tuple[str, str]]:
    """The terms of a text in its order, each as often as it stands there."""
    # One white space stands between the two words of a pair, and nothing else: so they end and begin what does not
    # have any. Of each such part only its edges play a role.
    edges = [_edges(part) for part in (text if text.isprintable() else _SPACE.sub(" ", text)).split(" ")]
    return [
        (first, second)
        for (_begin, first), (second, _end) in pairwise(edges)
        if first and second and not (first.isdigit() and second.isdigit())
    ]


@lru_cache(maxsize=50_000)
def _edges(part: str) -> tuple[str, str]:
    """The words that what stands between two white spaces begins and ends with; "" where that is none for a term."""
    words = words_of(part)
    if not words:
        return "", ""
    first = words[0].exact if words[0].start == 0 else ""
    last = words[-1].exact if words[-1].end == len(part) else ""
    return "" if first in _EMPTY else first, "" if last in _EMPTY else last
