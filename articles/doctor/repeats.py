"""Words and paragraphs that stand twice by mistake. Vietnamese doubles words on purpose: xanh xanh, ngày ngày."""

import re
from collections.abc import Iterator

from articles.doctor.copy import Block, Mark, Story, words
from newsroom.vietnamese import one_line

# Words that carry grammar, and names of offices: nobody doubles them on purpose.
_NEVER_TWICE = words(
    "của và là các những được cho với tại trong trên ở đã đang sẽ bị do để thì mà về theo đến bởi vì nếu khi như này "
    "một cùng hoặc nhưng tuy cũng còn bằng giữa gồm thuộc nhằm việc nên rằng tỉnh huyện xã ủy sở tịch phó giám đốc "
    "trưởng thôn phường mỗi khoảng"
)
# What ends with such a word, before which the next one may begin with it: «tự do do», «hiện tại tại», «cuối cùng cùng».
_ENDS_WITH = {
    "do": words("tự lý lí nguyên"),
    "tại": words("hiện tồn nội sở thực"),
    "bằng": words("công thăng cân văn đồng"),
    "cùng": words("cuối sau vô tận chót"),
    "theo": words("tiếp kèm kế đi mang dõi dựa"),
    "trên": words("nói ở bên kể phía cấp nêu"),
    "trong": words("bên ở phía"),
    "việc": words("công sự làm vụ"),
    "được": words("có lấy"),
    "nên": words("trở tạo"),
    "về": words("trở quay"),
    "như": words("dường hầu"),
    "vì": words("bởi"),
    "một": words("số thứ từng"),
    "đến": words("đi tiến kể"),
    "thuộc": words("phụ quen trực thân"),
    "ở": words("nhà chỗ nơi"),
    "sở": words("cơ trụ công"),
    "là": words("bay"),
    "giữa": words("ở"),
    "thì": words("đương"),
    "mà": words("thế vậy"),
}
_GAP = re.compile(r"[ \u00a0]+")
# «từng bước từng bước», «một hai một hai»
_MAY_REPEAT = words("từng một hàng hằng mỗi dần ai lớp")


def repeated_word(story: Story) -> Iterator[Mark]:
    """«của của», and two words twice: «nông thôn mới nông thôn mới»."""
    for block in story.blocks:
        texts = [word[0].casefold() for word in block.words]
        place = 0
        while place < len(texts):
            length = _repeats(block, texts, place)
            if length:
                end = block.words[place + 2 * length - 1].end()
                yield block.mark("repeated_word", block.words[place + length - 1].end(), end, "")
            place += 2 * length or 1


def _repeats(block: Block, texts: list[str], place: int) -> int:
    """How many words from `place` on stand there at once again; 0 if they are meant to."""
    for length in (4, 3, 2, 1):
        if texts[place] != texts[min(place + length, len(texts) - 1)]:
            continue
        first, second = texts[place : place + length], texts[place + length : place + 2 * length]
        if first != second or not _with_spaces_alone(block, block.words[place : place + 2 * length]):
            continue
        if length == 1 and not (first[0] in _NEVER_TWICE or _is_abbreviated(block.words[place][0])):
            continue
        if length == 1 and place > 0 and texts[place - 1] in _ENDS_WITH.get(first[0], ()):
            continue
        if length > 1 and (len(set(first)) == 1 or first[0] in _MAY_REPEAT or not all(map(str.isalpha, first))):
            continue
        return length
    return 0


def _is_abbreviated(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.isalpha()


def _with_spaces_alone(block: Block, found: list[re.Match[str]]) -> bool:
    between = zip(found, found[1:], strict=False)
    return all(_GAP.fullmatch(block.prose, one.end(), other.start()) for one, other in between)


_WORDS_OF_PARAGRAPH = 8  # fewer may be a refrain, a cell of a table, an answer


def repeated_paragraph(story: Story) -> Iterator[Mark]:
    """A paragraph that stands there a second time, or says the lead again. Two photographs may share their caption."""
    seen = set()
    for block in story.blocks:
        if block.field not in ("lead", "body") or block.kind in ("td", "th"):
            continue
        key = one_line(block.text).casefold()
        if key in seen:
            yield block.mark("repeated_paragraph", 0, len(block.text), "")
        elif key.count(" ") + 1 >= _WORDS_OF_PARAGRAPH:
            seen.add(key)
