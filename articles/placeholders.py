"""Text that somebody meant to replace: "[nhập chú thích]", TODO, xxx, Lorem ipsum, a lone "(ảnh)". Pure functions.

Newspapers print things that look alike: names in brackets for who is pictured ("ông Nam (ảnh)"), masked numbers
(0912.xxx.xxx, 17B-xxx.xx), Olympiad XXX, "[...]" where a quotation is cut, "(cập nhật)", "Thật không???". None of
these is told here; where in doubt, nothing is.
"""

import re
from collections.abc import Iterator

# Brackets around words to the writer, not to the reader.
_INSTRUCTION = re.compile(
    r"""\[\s*(?:nhập|điền|chèn|thêm|bổ\ sung|chú\ thích|ảnh|hình|video|link|caption|tiêu\ đề|tít|sapo|chưa\ có|không\ có
        |no\ title|insert|enter|add|image|photo)\b[^\]\n]{0,80}\]
      |\(\s*(?:chờ|đợi|cần|xin|nhớ|sẽ)?\s*(?:bổ\ sung|điền|chèn|nhập|kiểm\ tra|xác\ minh|viết\ tiếp|chờ\ số\ liệu)
        (?:\s+(?:thêm|lại|sau|vào|ảnh|hình|tên|tuổi|số\ liệu|chức\ danh|chức\ vụ|link|chú\ thích|nguồn|ở\ đây
          |đoạn\ này))*\s*\)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LOREM = re.compile(r"\blorem ipsum\b", re.IGNORECASE)
_MARK = re.compile(r"\b(?:TODO|TBD|FIXME)\b")
# Standing alone, so that a question in a quotation may be as excited as it was.
_QUESTION = re.compile(r"(?<![^\s(\[“\"])\?{3,}(?![^\s)\]”\".,;:])")
_CROSSES = re.compile(r"x{3,}", re.IGNORECASE)
_ROMAN = re.compile(r"X{3}")
# A whole line that says what should stand in its place.
_LINES = re.compile(
    r"\((?:ảnh|hình|video|chú thích(?: ảnh)?|tên ảnh)\)"
    r"|(?:nhập|viết|gõ) (?:nội dung|tít|tiêu đề|sapo|chú thích)\b.{0,20}|chú thích ảnh"
    r"|bài chưa có tít|untitled story|asdf\w*|aaa+|test(?: test)*",
    re.IGNORECASE,
)
_EDGES = "“”\"'‘’.,;:!?()[]…-–"


def placeholders(text: str) -> list[str]:
    """What in this plain text, a line for each block, still waits for its words; each once, in order, at most 5."""
    return list(dict.fromkeys(found for line in text.split("\n") for found in _in_line(line.strip())))[:5]


def _in_line(line: str) -> Iterator[str]:
    if _LINES.fullmatch(line.strip(" .:")):
        yield line
        return
    for pattern in (_INSTRUCTION, _LOREM, _MARK, _QUESTION):
        for match in pattern.finditer(line):
            yield match[0]
    before = ""
    for word in line.split():
        bare = word.strip(_EDGES)
        # Of a number that is masked on purpose, a group stands beside groups with digits or other crosses.
        if _CROSSES.fullmatch(bare) and not _ROMAN.fullmatch(bare) and not re.search(r"\d|x{2,}", before):
            yield bare
        before = word
