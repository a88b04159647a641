"""House spelling: one place of the tone in a story, and «một» in letters."""

import re
from collections.abc import Iterator

from articles.doctor.copy import Mark, Story, words
from newsroom.syllables import is_syllable
from newsroom.vietnamese import tone_on_first_vowel, tone_on_second_vowel

_ENDS_OPEN = re.compile("[oòóỏõọuùúủũụ][aàáảãạeèéẻẽẹyỳýỷỹỵ]$", re.IGNORECASE)


def tone_placement(story: Story) -> Iterator[Mark]:
    """Words of the rarer of the two manners in this story, hòa or hoà; where both are as many, the newer one."""
    old, new = [], []
    for block in story.blocks:
        for word in block.words:
            if not _ENDS_OPEN.search(word[0]) or not is_syllable(word[0]):
                continue
            if (moved := tone_on_first_vowel(word[0])) != word[0]:
                new.append((block, word, moved))
            elif (moved := tone_on_second_vowel(word[0])) != word[0]:
                old.append((block, word, moved))
    if old and new:
        for block, word, moved in new if len(new) <= len(old) else old:
            yield block.mark("tone_placement", word.start(), word.end(), moved)


# What «một» goes with where nothing is counted. «1 người», «1 kg», «1 ngày» count.
_ONE_OF = "số vài loạt chút ít nửa cách trong phần mặt mình vùng thời khi mực lòng đời lúc hồi dạo bên"
_COUNTED = "phần quà|phần ăn|phần thưởng|phần cơm|phần thi|phần mềm|phần việc|mặt hàng|mặt trận|mặt bằng"
_ONE = re.compile(
    rf"(?<![\w.,:;/+%°–-])1(?=[ \u00a0](?!{_COUNTED})(?:{'|'.join(_ONE_OF.split())}|bộ phận)(?!\w))", re.IGNORECASE
)
# After these the figure is a number: «vòng 1 số thí sinh là 120», «lớp 1 trong trường».
_NUMBERED = words(
    "số thứ lớp vòng bài kỳ tập phần hạng nhóm loại khoản điều điểm quý tháng ngày khối cấp tổ khu đội bàn phút hiệp "
    "trận đợt giai đoạn chương mục kênh cửa hàng tầng phòng ca ga cụm block top cột cảng xóm thôn đường bảng lần giải "
    "bậc pha liều mũi tuổi độ"
)
_FRACTION = re.compile(r"1[ \u00a0]\w+[ \u00a0]\d")  # «1 phần 3», «1 trong 5»


def digit_one(story: Story) -> Iterator[Mark]:
    """«1 số hộ», «1 trong những»: where the word is meant and nothing is counted. A habit of some houses."""
    for block in story.blocks:
        for found in _ONE.finditer(block.prose):
            end = found.start()
            while end and block.prose[end - 1].isspace():
                end -= 1
            if block.word_before(end).lower() in _NUMBERED or _FRACTION.match(block.prose, found.start()):
                continue
            begins = block.at(end - 1) in ("", ".", "!", "?", "…")
            yield block.mark("digit_one", found.start(), found.end(), "Một" if begins else "một")
