"""Lines that say who made a story or where it came from: bylines, roles, offices, agency credits."""

import re

from articles.importing.page_lines import has_final_stop, is_furniture, is_media, other_date
from articles.importing.record import Byline, Source

_BETWEEN_NAMES = re.compile(r"\s+[–—-]\s+|\s*[,;/]\s*|\s+(?:và|&)\s+")
_TITLE = re.compile(
    r"^(?:(?:PGS|GS|TS|TSKH|ThS|Th\.S|CN|BS|BSCK\s?I{1,2}|KS|KTS|LS|NSƯT|NSND|NNƯT|Nhà báo|Nhà văn|Nhà thơ|Luật sư"
    r"|Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư|(?:Thiếu|Trung|Thượng|Đại) (?:úy|tá|tướng)|CTV|PV|Phóng viên)"
    r"(?:\s*[.,-]\s*|\s+)(?=\S))+"
)
_ROLE = (
    r"thực hiện|t/h|th|tổng hợp|lược ghi|ghi|ghi chép|lược thuật|lược dịch|dịch|biên dịch|sưu tầm|st|biên soạn|ctv"
    r"|bài và ảnh"
)
_ROLE_AFTER = re.compile(
    rf"\s*\(\s*(?P<role>{_ROLE})\s*\)\s*\.?$|\s+(?P<bare>thực hiện|tổng hợp|lược ghi|lược dịch|biên dịch)$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?P<role>thực hiện|tác giả|nhóm tác giả|nhóm pv|nhóm phóng viên|phóng viên|pv|người thực hiện|bài|tin|ảnh"
    r"|tin ảnh|bài ảnh|(?:tin|bài)\s*(?:,|và|-|&|–)\s*ảnh|thực hiện và ảnh|đồ họa|dựng phim|quay phim|biên tập|chùm ảnh"
    r"|video)\s*:\s*(?P<names>.+)$",
    re.IGNORECASE,
)
_PICTURES_OF = re.compile(r"^(?P<role>chùm ảnh|phóng sự ảnh)\s+(?:của|:)\s*(?P<names>.+)$", re.IGNORECASE)
# «Bài: Tiến Lực - Ảnh: Duy An»
_NEXT_LABEL = re.compile(r"\s*[,;.–-]\s*(?=(?:bài|tin|ảnh|đồ họa|video)\s*:)", re.IGNORECASE)
_GROUP = re.compile(r"^(?:nhóm\s+)?(?:phóng viên|pv|p\.v)(?:\s+thời sự|\s+chính trị|\s+kinh tế)?$", re.IGNORECASE)
_SAYS_WHO_WROTE = frozenset({"tác giả", "nhóm tác giả", "pv", "phóng viên", "bài", "tin", "nhóm pv", "nhóm phóng viên"})
_BRACKETED = re.compile(r"^\(\s*(?P<inner>[^()]{2,100}?)\s*\)\s*\.?$")
_BRACKETED_AFTER = re.compile(r"^(?P<names>[^()]+?)\s*\(\s*(?P<inner>[^()]{2,80}?)\s*\)\.?$")
_OFFICE = re.compile(
    r"^(?:Đài|Sở|Ban|Phòng|Hội|Trung tâm|Trường|Huyện|Công an|Bộ|Viện|Học viện|Văn phòng|UBND|HĐND|Thành phố|Cục"
    r"|Chi cục|Khoa|Báo|Tạp chí|Tỉnh|Xã|Liên đoàn|Đảng ủy|Huyện ủy|Tỉnh ủy|Đại học|Bệnh viện|Tòa án|Đoàn|Công ty"
    r"|Quân khu|Tổng|Ủy ban|Trạm|Câu lạc bộ|CLB|Chi hội|TAND|VKSND|LĐLĐ)\s"
)
_AGENCY = r"TTXVN|VOV|VTV|VGP|Vietnam\+|VietnamPlus|VnExpress|Reuters|AFP|AP|BBC|Xinhua|Tân Hoa Xã"
_AGENCY_ALONE = re.compile(rf"^(?:{_AGENCY})$")
_SOURCE = re.compile(r"^(?:nguồn\s*:|nguồn\s+(?=\S.*:\s*https?:))\s*(?P<name>.+)$", re.IGNORECASE)
_ACCORDING_TO = re.compile(r"^theo\s*:?\s+(?P<name>.+?)(?:\s+(?:dẫn tin|đưa tin))?\s*\.?$", re.IGNORECASE)
_QUOTED_BY = re.compile(r"^(?P<name>\S.{1,50}?)\s+dẫn tin\s*\.?$", re.IGNORECASE)
# With the brackets or quotes it is printed in, which are neither the address's nor the name's.
_URL = re.compile(
    r"""[(\[<"'“‘«]?(?P<address>https?://(?:[^\s()\[\]<>"'“”‘’«»]|\([^\s()\[\]<>"'“”‘’«»]*\))+)[)\]>"'”’»]?"""
)
_NO_NAME = frozenset({"ảnh", "tin", "bài", "tags", "tag", "video", "audio", "hết", "còn nữa"})


def read_bylines(line: str, *, labelled_only: bool = False) -> list[Byline]:
    """The names of a byline line, else []. An unlabelled line counts only when each of its parts is a name by shape:
    one to four capitalised words, no digit, no full stop."""
    if _LABEL.match(line) or _PICTURES_OF.match(line):
        segments = _NEXT_LABEL.split(line)
        # «Tin, ảnh: Khúc Hạo» is one label, not two.
        parts = [_labelled(part) for part in (segments if all(":" in part for part in segments) else [line])]
        return [byline for part in parts for byline in part] if all(parts) else []
    if labelled_only:
        return []
    role = ""
    if after := _ROLE_AFTER.search(line):
        role = (after["role"] or after["bare"]).casefold()
        line = line[: after.start()]
    return _named(line, role)


def _labelled(part: str) -> list[Byline]:
    found = _LABEL.match(part) or _PICTURES_OF.match(part)
    if not found:
        return []
    role = found["role"].casefold()
    return _named(found["names"].rstrip(" ."), "" if role in _SAYS_WHO_WROTE else role)


def _named(names: str, role: str) -> list[Byline]:
    place = ""
    if bracketed := _BRACKETED_AFTER.match(names):
        names, place = bracketed["names"], bracketed["inner"]
        if read_source(place):
            place = ""
    bylines: list[Byline] = []
    for part in _name_parts(names):
        title = _TITLE.match(part)
        name = part[title.end() :] if title else part
        if bylines and _OFFICE.match(part):
            place = part
        elif bylines and _AGENCY_ALONE.match(part):
            continue
        elif is_name(name):
            bylines.append(Byline(name, role=role or (title[0].strip(" ,-") if title else "")))
        else:
            return []
    return [Byline(byline.name, place, byline.role) for byline in bylines]


def _name_parts(names: str) -> list[str]:
    """«PGS, TS. Nguyễn An» is one person: a title standing alone belongs to the name after it."""
    parts: list[str] = []
    held = ""
    for part in _BETWEEN_NAMES.split(names):
        if re.fullmatch(r"(?:PGS|GS|TS|TSKH|ThS|NSƯT)\.?", part):
            held += part + ", "
        else:
            parts.append(held + part)
            held = ""
    return parts


def is_name(text: str) -> bool:
    if _GROUP.match(text):
        return True
    words = text.split()
    if not 1 <= len(words) <= 4 or len(text) > 40 or text.casefold() in _NO_NAME:
        return False
    if _AGENCY_ALONE.match(text) or is_furniture(text) or is_media(text):
        return False
    return all(word[0].isupper() and re.fullmatch(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?", word) for word in words) and (
        not has_final_stop(text) or bool(re.fullmatch(r"(?:[^\W\d_]\.)+", words[-1]))
    )


def read_place(line: str) -> tuple[str, str] | None:
    """A bracketed line below the name: ("affiliation", "") or ("", "role"). None when it is neither."""
    found = _BRACKETED.match(line)
    if not found or read_source(line):
        return None
    inner = found["inner"]
    if re.fullmatch(_ROLE, inner, re.IGNORECASE):
        return "", inner.casefold()
    return (inner, "") if _OFFICE.match(inner) or is_name(inner) else None


def is_office(line: str) -> bool:
    """An office printed below a name without brackets."""
    return bool(_OFFICE.match(line)) and len(line.split()) <= 14 and len(line) <= 90 and not has_final_stop(line)


def read_source(line: str) -> Source | None:
    """The agency a closing line credits: «Theo Báo …», «(Theo TTXVN)», «… dẫn tin.», «Nguồn X: http…»."""
    bracketed = _BRACKETED.match(line)
    text = bracketed["inner"] if bracketed else line
    if _AGENCY_ALONE.match(text):
        return Source(text)
    found_url = _URL.search(text)
    url = found_url["address"] if found_url else ""
    if found := _SOURCE.match(text):
        name = _URL.sub("", found["name"]).strip(" .,:-–()")
        return Source(name or url, url) if name or url else None
    for form in (_ACCORDING_TO, _QUOTED_BY):
        if (found := form.match(text)) and _is_credit(found["name"]):
            name = _URL.sub("", re.sub(r"^theo\s+", "", found["name"], flags=re.IGNORECASE))
            return Source(name.strip(" .,:-–()"), url)
    return None


def _is_credit(name: str) -> bool:
    """«Theo Báo Nhân Dân» credits; «Theo công điện, …» opens a sentence."""
    return len(name.split()) <= 7 and "," not in name and not other_date(name) and (name[0].isupper() or "." in name)


def source_within(line: str) -> Source | None:
    """The credit behind a name: «Minh Anh (theo TTXVN)», «Minh Anh/TTXVN»."""
    if found := _BRACKETED_AFTER.match(line):
        return read_source(found["inner"])
    last = line.rpartition("/")[2].strip()
    return Source(last) if "/" in line and _AGENCY_ALONE.match(last) else None
