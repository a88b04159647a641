"""The demo's fronts, as its managing editor has arranged them, and a bar of breaking news."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from accounts.models import User
from articles import fronts
from articles.arrangement import STRIP, TOP, Arrangement, Line, Part, Pick, key_of
from articles.models import Article, Section

# The blocks of the home page in their order, by their sections' addresses.
BLOCKS = {
    "thoi-su": "column",
    "chinh-tri": "column",
    "kinh-te": "wide",
    "xa-hoi": "column",
    "the-thao": "column",
    "phap-luat": "headlines",
    "van-hoa": "cards",
    "moi-truong": "column",
    "khoa-hoc-chuyen-doi-so": "column",
    "quoc-phong-an-ninh": "headlines",
    "dat-va-nguoi": "column",
}
STRIP_AFTER = "kinh-te"
PICTURES = ("k-mot-ngay-song-tra", "k-video-det-chieu", "k-anh-hoi-lang", "k-video-chay-de", "b-chieu-cheo-dem-ram")


def arrange(stories: Mapping[str, Article], sections: Mapping[str, Section], *, by: User, now: datetime) -> None:
    """Two layouts of the home page, one of a section's front, and the bar."""

    def line(*keys: str, until: datetime | None = None) -> Line:
        return tuple(Pick(stories[key].pk, until=until) for key in keys)

    front = fronts.front_of(None)
    first = _with_blocks(front.arrangement, sections)
    first = _with_places(first, {number: line(key) for number, key in enumerate(PICTURES)}, STRIP)
    first = _with_places(first, {0: line("a-cau-dong-vang"), 1: line("a-khu-cong-nghiep-ven-bien")})
    fronts.arrange(None, first, by=by, base=0)
    # The scheduled story takes the lead when it goes live; until then the story behind it stands there.
    places = {
        0: line("a-xe-buyt-dien", "b-cam-bien-man"),
        1: line("a-cau-dong-vang", until=now + timedelta(days=1)),
        2: line("b-le-hoi-thi-com-can"),
    }
    fronts.arrange(None, _with_places(first, places), by=by, base=1)
    economy = sections["kinh-te"]
    top = fronts.front_of(economy).arrangement
    fronts.arrange(economy, _with_places(top, {0: line("a-ngao-xuong-giong-lai")}), by=by, base=0)
    fronts.announce(
        by=by,
        base=0,
        text="Phà Đồng Vàng dừng chạy từ 18 giờ hôm nay, phương tiện đi vòng qua cầu Trà Giang",
        story=stories["a-cau-dong-vang"],
        until=now + timedelta(hours=20),
    )


def _with_blocks(arrangement: Arrangement, sections: Mapping[str, Section]) -> Arrangement:
    parts = [arrangement.part(TOP)]
    for address, style in BLOCKS.items():
        parts.append(replace(arrangement.part(key_of(sections[address].pk)), style=style))
        if address == STRIP_AFTER:
            parts.append(arrangement.part(STRIP))
    return Arrangement(tuple(parts))


def _with_places(arrangement: Arrangement, lines: Mapping[int, Line], key: str = TOP) -> Arrangement:
    """The arrangement with stories set at places of one part."""

    def changed(part: Part) -> Part:
        return replace(part, places=tuple(lines.get(number, line) for number, line in enumerate(part.places)))

    return Arrangement(tuple(changed(part) if part.key == key else part for part in arrangement.parts))
