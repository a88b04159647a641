"""What a story is about, as terms that other stories share with it. Pure; knows no models.

Vietnamese writes its words as syllables, and most words have two: so a term is two neighbouring syllables, with no stop
between them. Pairs across two words ("lúa xuân muộn" has "xuân muộn") are rare, and harm nothing: what two stories
share by chance is in many, and says little (see articles.relating).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
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


def terms(*, kicker: str, title: str, lead: str, tags: Iterable[str], text: str) -> dict[str, int]:
    """{term: weight} of a story in plain text, the heaviest first; `text` is the beginning of it.

    The words of its tags are among them: another story may have the words and not the tag.
    """
    found: dict[str, int] = {}
    for weight, words in ((TITLE, title), *((LEAD, part) for part in (kicker, *tags, lead))):
        for pair in _pairs(words):
            found.setdefault(pair, weight)
    repeated = ((pair, times) for pair, times in Counter(_pairs(text)).most_common() if times >= REPEATED)
    for pair in [pair for pair, _times in repeated if pair not in found][:MOST_OF_BODY]:
        found[pair] = BODY
    return dict(sorted(found.items(), key=lambda item: -item[1])[:MOST])


def number_of(term: str) -> int:
    """The signed 32-bit number that the term is kept by; the same on every machine and for ever."""
    return crc32(term.encode()) - 0x80000000


def _pairs(text: str) -> Iterator[str]:
    words = words_of(text)
    for first, second in zip(words, words[1:], strict=False):
        # Side by side: words_of() moves tones and changes no place.
        if second.start - first.end == 1 and text[first.end : second.start].isspace():
            pair = (first.exact, second.exact)
            if _EMPTY.isdisjoint(pair) and not all(word.isdigit() for word in pair):
                yield " ".join(pair)
