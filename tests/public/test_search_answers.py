"""What stands first over the archive of the demo newspaper, for searches as readers type them."""

import json
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest
from django.utils import timezone

from articles import demo, finding, search
from articles.content import BylineContent
from articles.finding import Scope
from articles.models import PublishedArticle
from tests.factories import AuthorFactory, SectionFactory
from tests.public.stories import live_story

# typed, how the first title begins
FIRST = [
    # a word, with accents and without
    ("ngao", "Tiền Hải: Người nuôi ngao"),
    ("Hợp long", "Kiến Xương: Hợp long cầu"),
    ("hop long", "Kiến Xương: Hợp long cầu"),
    ("chieu cheo", "Chiếu chèo đêm rằm"),
    ("chiếu", "Chiếu chèo đêm rằm"),
    ("bơi chải", "Hưng Hà: Đội bơi chải"),
    ("đò ngang", "Thái Thụy: Chuyến đò ngang"),
    ("do ngang", "Thái Thụy: Chuyến đò ngang"),
    ("lấn biển", "Tiền Hải: Chuyện lấn biển"),
    # names of places and people
    ("cầu Đồng Vàng", "Kiến Xương: Hợp long cầu Đồng Vàng"),
    ("cau dong vang", "Kiến Xương: Hợp long cầu Đồng Vàng"),
    ("làng Bái Thượng", "Vũ Thư: Sôi nổi hội thi"),
    ("bái thượng vũ thư", "Vũ Thư: Sôi nổi hội thi"),
    ("bến Sậy", "Thái Thụy: Chuyến đò ngang cuối cùng trên bến Sậy"),
    ("thai thuy ngap man", "Thái Thụy: Trồng bù 40 ha rừng"),
    ("bà Mận", "Bà Mận và sáu cây số"),
    ("ba man", "Bà Mận và sáu cây số"),
    # an accent makes another word
    ("bão số 3", "Bão số 3 tăng cấp"),
    ("bảo hiểm y tế", "Vũ Thư: Hơn 96% dân số"),
    ("bao hiem y te", "Vũ Thư: Hơn 96% dân số"),
    ("bảo hiểm thất nghiệp", "Khu công nghiệp ven biển"),
    ("giá gạo", "Giá gạo châu Á"),
    ("gia gao", "Giá gạo châu Á"),
    # either place of a tone, i and y, no composed letters
    ("thấy khoẻ mà bỏ thuốc", "“Thấy khỏe mà bỏ thuốc"),
    ("Thái Thuỵ cảm biến", "Thái Thụy: Cảm biến đo mặn"),
    ("ho\u0323\u0302i thi tho\u0302\u0309i co\u031bm", "Vũ Thư: Sôi nổi hội thi thổi cơm"),
    # numbers, dates, signs
    ("4.200 lao động", "Khu công nghiệp ven biển"),
    ("4200 lao dong", "Khu công nghiệp ven biển"),
    ("1.500 mét", "Cô gái làng chiếu"),
    ("61%", "Giải ngân đầu tư công đạt 61%"),
    ("24/24", "Bão số 3 tăng cấp"),
    ("lớp 10", "Tuyển sinh lớp 10"),
    ("HĐND 14 nghị quyết", "HĐND tỉnh thông qua 14 nghị quyết"),
    ("hdnd tinh", "HĐND tỉnh thông qua 14 nghị quyết"),
    # phrases and words left out
    ('"nông thôn mới kiểu mẫu"', "Đông Hưng: Nông thôn mới kiểu mẫu"),
    ("sinh hoạt chi bộ", "Giữ lửa sinh hoạt chi bộ nông thôn (Kỳ 2)"),
    ('"kỳ 1" chi bộ', "Giữ lửa sinh hoạt chi bộ nông thôn (Kỳ 1)"),
    ("chi bộ nông thôn -2", "Giữ lửa sinh hoạt chi bộ nông thôn (Kỳ 1)"),
    ("đường hoa -lừa", "Bà Mận và sáu cây số đường hoa"),
    # several words in any order
    ("container đường sắt lạnh", "Thêm đôi tàu container lạnh"),
    ("rừng trồng bù", "Thái Thụy: Trồng bù 40 ha rừng"),
    ("rác phân loại", "Vũ Thư: Phân loại rác"),
]


def archive() -> None:
    """The stories of the demo that readers see, without pictures."""
    files = sorted((Path(demo.__file__).parent / "stories").glob("*.json"))
    stories = [story for file in files for story in json.loads(file.read_text("utf-8"))]
    now = timezone.now()
    places = {path: SectionFactory(name=path.replace("/", " ")) for path in {story["section"] for story in stories}}
    authors = {name: AuthorFactory(name=name) for name in {b["name"] for s in stories for b in s["bylines"]}}
    for story in stories:
        if story["state"].startswith("published"):
            paragraphs = [block["p"] for block in story["body"] if "p" in block]
            live_story(
                places[story["section"]],
                at=now - timedelta(days=story["days_ago"]),
                kicker=story["kicker"],
                title=story["title"],
                lead=story["lead"],
                body="".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs),
                tags=tuple(story["tags"]),
                bylines=tuple(BylineContent(authors[line["name"]]) for line in story["bylines"]),
            )


@pytest.mark.django_db
def test_what_is_meant_stands_first() -> None:
    archive()
    missed = {}
    for typed, first in FIRST:
        found = finding.best(search.parse(typed), Scope())
        titles = PublishedArticle.objects.in_bulk(found[:1])
        if [titles[version].title[: len(first)] for version in found[:1]] != [first]:
            missed[typed] = (first, [version.title for version in titles.values()])
    assert missed == {}
