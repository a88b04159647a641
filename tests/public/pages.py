"""Every kind of address that readers and machines are given, in one table.

Validity of markup, headers, query counts and accessibility are tested along it: a new kind of page is a line in PAGES,
and what it needs to stand on is made in a_newspaper().
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Author
from articles import corrections, fronts, imprint, publishing, topics
from articles.content import BylineContent, PickContent
from articles.models import Byline, PublishedArticle, Section, Tag, Topic
from articles.public.caching import NOT_THERE, PAGE, SEARCH, Policy
from tests.factories import AuthorFactory, SectionFactory, managing_editor, scheduled
from tests.fronts import arranged, named
from tests.public.stories import MARCH_11, live_stories, live_story, photo, version_of

HTML, RSS, ATOM = "text/html", "application/rss+xml", "application/atom+xml"
XML, TEXT, JSON = "application/xml", "text/plain", "application/json"
MANIFEST, OPENSEARCH = "application/manifest+json", "application/opensearchdescription+xml"


@dataclass(frozen=True)
class Newspaper:
    """A small newspaper that has one of everything."""

    section: Section
    subsection: Section
    bare_section: Section
    author: Author
    tag: Tag
    topic: Topic
    rich: PublishedArticle
    """A story with everything that a story can have."""
    bare: PublishedArticle
    """A story with a title, a text and nothing else."""
    withdrawn: PublishedArticle


@dataclass(frozen=True)
class PageType:
    """One kind of address. `queries` is what it may cost at most, with nothing cached."""

    address: Callable[[Newspaper], str]
    queries: int
    status: int = 200
    media_type: str = HTML
    policy: Policy = PAGE


PAGES: dict[str, PageType] = {
    "home": PageType(lambda paper: "/", 6),
    "section": PageType(lambda paper: paper.section.get_absolute_url(), 4),
    "section, older": PageType(lambda paper: f"/kinh-te/?truoc={_cursor(paper.rich)}", 4),
    "section without stories": PageType(lambda paper: paper.bare_section.get_absolute_url(), 4),
    "sub-section": PageType(lambda paper: paper.subsection.get_absolute_url(), 4),
    "article": PageType(lambda paper: paper.rich.get_absolute_url(), 4),
    "bare article": PageType(lambda paper: paper.bare.get_absolute_url(), 4),
    "tag": PageType(lambda paper: paper.tag.get_absolute_url(), 4),
    "topic": PageType(lambda paper: paper.topic.get_absolute_url(), 4),
    "topic, older": PageType(lambda paper: f"/chuyen-de/mua-vu/?truoc={_cursor(paper.rich)}", 4),
    "closed topic": PageType(lambda paper: "/chuyen-de/vu-mua-nam-truoc/", 4),
    "topics": PageType(lambda paper: "/chuyen-de/", 4),
    "author": PageType(lambda paper: paper.author.get_absolute_url(), 4),
    "newest": PageType(lambda paper: "/tin-moi/", 4),
    "newest, older": PageType(lambda paper: f"/tin-moi/?truoc={_cursor(paper.rich)}", 4),
    "most read": PageType(lambda paper: "/doc-nhieu/", 3),
    "most read in a week": PageType(lambda paper: "/doc-nhieu/7-ngay/", 3),
    "most read in a month": PageType(lambda paper: "/doc-nhieu/30-ngay/", 3),
    "most read of a section": PageType(lambda paper: "/doc-nhieu/chuyen-muc/kinh-te/", 3),
    "most read of a sub-section": PageType(lambda paper: "/doc-nhieu/7-ngay/chuyen-muc/kinh-te/nong-nghiep/", 3),
    "by date": PageType(lambda paper: "/tin-theo-ngay/2021/03/11/", 6),
    "day without stories": PageType(lambda paper: "/tin-theo-ngay/2021/03/01/", 7),
    "newest day": PageType(lambda paper: "/tin-theo-ngay/", 1, status=302),
    "corrections": PageType(lambda paper: "/dinh-chinh/", 4),
    "search": PageType(lambda paper: "/tim-kiem/?q=gieo+vụ&tacgia=Hà+Vy", 5, policy=SEARCH),
    "search, newest": PageType(lambda paper: "/tim-kiem/?q=gieo&xep=moi&muc=kinh-te", 5, policy=SEARCH),
    "search, nothing typed": PageType(lambda paper: "/tim-kiem/", 5, policy=SEARCH),
    "search, nothing found": PageType(lambda paper: "/tim-kiem/?q=xylophon", 5, policy=SEARCH),
    "search, mistyped": PageType(lambda paper: "/tim-kiem/?q=gieo&tu=hôm+qua", 5, policy=SEARCH),
    "suggestions": PageType(lambda paper: "/tim-kiem/goi-y/?q=lua", 3, media_type=JSON, policy=SEARCH),
    "newsroom": PageType(lambda paper: "/toa-soan/", 2),
    "feeds": PageType(lambda paper: "/rss/", 1),
    "manifest": PageType(lambda paper: "/manifest.webmanifest", 0, media_type=MANIFEST),
    "search of a browser": PageType(lambda paper: "/opensearch.xml", 0, media_type=OPENSEARCH),
    "icon": PageType(lambda paper: "/favicon.ico", 0, status=301),
    "redirect": PageType(lambda paper: f"/sai/sai-{paper.rich.article_id}.html", 1, status=301),
    "not there": PageType(lambda paper: "/khong-co/", 4, status=404, policy=NOT_THERE),
    "withdrawn": PageType(lambda paper: paper.withdrawn.get_absolute_url(), 3, status=410, policy=NOT_THERE),
    "RSS": PageType(lambda paper: "/rss/tin-moi.rss", 2, media_type=RSS),
    "RSS of a section": PageType(lambda paper: "/rss/kinh-te.rss", 3, media_type=RSS),
    "RSS of a sub-section": PageType(lambda paper: "/rss/kinh-te/nong-nghiep.rss", 3, media_type=RSS),
    "RSS of a tag": PageType(lambda paper: f"/rss/tu-khoa/{paper.tag.slug}.rss", 3, media_type=RSS),
    "RSS of a topic": PageType(lambda paper: f"/rss/chuyen-de/{paper.topic.slug}.rss", 3, media_type=RSS),
    "Atom of a topic": PageType(lambda paper: f"/rss/chuyen-de/{paper.topic.slug}.atom", 3, media_type=ATOM),
    "RSS of an author": PageType(lambda paper: f"/rss/tac-gia/{paper.author.slug}.rss", 3, media_type=RSS),
    "RSS of corrections": PageType(lambda paper: "/rss/dinh-chinh.rss", 2, media_type=RSS),
    "Atom": PageType(lambda paper: "/rss/tin-moi.atom", 2, media_type=ATOM),
    "Atom of a section": PageType(lambda paper: "/rss/kinh-te.atom", 3, media_type=ATOM),
    "Atom of an author": PageType(lambda paper: f"/rss/tac-gia/{paper.author.slug}.atom", 3, media_type=ATOM),
    "Atom of corrections": PageType(lambda paper: "/rss/dinh-chinh.atom", 2, media_type=ATOM),
    "sitemap index": PageType(lambda paper: "/sitemap.xml", 1, media_type=XML),
    "sitemap of lists": PageType(lambda paper: "/sitemap-pages.xml", 2, media_type=XML),
    "sitemap of a month": PageType(lambda paper: "/sitemap-2021-03.xml", 1, media_type=XML),
    "news sitemap": PageType(lambda paper: "/sitemap-news.xml", 1, media_type=XML),
    "robots": PageType(lambda paper: "/robots.txt", 0, media_type=TEXT),
}


def pages_of(*media_types: str, redirects: bool = False) -> dict[str, PageType]:
    """The lines of PAGES that answer in these types; all of them by default. Redirects have no text of their own."""
    return {
        name: kind
        for name, kind in PAGES.items()
        if (not media_types or kind.media_type in media_types) and (redirects or kind.status // 100 != 3)
    }


def _cursor(story: PublishedArticle) -> str:
    return f"{int(story.first_published_at.timestamp() * 1_000_000)}-{story.article_id}"


def a_newspaper() -> Newspaper:
    """A newspaper with lists longer than one page, made by the real verbs."""
    chief = managing_editor()
    section = SectionFactory(name="Kinh tế")
    subsection = SectionFactory(name="Nông nghiệp", parent=section)
    bare_section = SectionFactory(name="Thể thao")
    author = AuthorFactory(name="Hà Vy", biography="Viết về ruộng đồng.\n\nHội viên Hội Nhà báo.")
    cover = photo(caption="Máy cấy xuống đồng từ sáng sớm.", credit="Hoàng Lam", alt_text="Máy cấy trên ruộng nước")
    parts = {"lead_photo": cover, "tags": ("lúa xuân", "nông thôn"), "bylines": (BylineContent(author),)}
    older = live_stories(22, subsection, **parts)
    rich = live_story(
        subsection,
        at=timezone.now() - timedelta(hours=1),
        kicker="Vụ xuân",
        title="Lúa xuân < 5 tấn & “được mùa”: nông dân gieo vụ mới",
        body=RICH_BODY % {"picture": photo(width=1200, height=800).file},
        lead_photo=cover,
        tags=("lúa xuân", "nông thôn", "bảo hiểm"),
        bylines=(
            BylineContent(author, affiliation="Đài huyện"),
            BylineContent(AuthorFactory(name="Mai Trần"), role=Byline.Role.PHOTOGRAPHER),
        ),
        related=(PickContent(article=older[3].article), PickContent(article=older[4].article)),
        source_name="Cổng tin của tỉnh",
        source_url="https://tinh.example/tin?so=1&trang=2",
    )
    corrections.correct(
        rich.article, by=chief, kind="correction", wrong="5 tấn <ha>", right="4,5 tấn", document="12/QĐ"
    )
    corrections.correct(rich.article, by=chief, kind="update", right="Số liệu đến hết tháng.")
    bare = live_story(section, at=MARCH_11 - timedelta(days=3), title="Tin ngắn", lead="", body="<p>Một câu.</p>")
    gone = live_story(section, title="Bài đã gỡ")
    publishing.withdraw(gone.article, by=chief, reason="Thông tin chưa được kiểm chứng.")
    imprint.change(IMPRINT, by=chief, version=1)
    for front in (None, section):
        arranged({0: named(scheduled(), older[7].article), 2: named(older[9].article)}, front)
    fronts.announce(by=chief, base=0, story=rich.article, until=timezone.now() + timedelta(hours=1))
    tag = Tag.objects.at("lua-xuan")
    assert tag is not None
    topic = topics.create("Mùa vụ", by=chief, introduction="Chuyện đồng ruộng.\n\nTừ gieo đến gặt.", banner=cover)
    for story in (rich, *older):
        topics.add(topic, story.article, by=chief)
    topics.arrange(topic, [older[4].article_id, older[2].article_id], by=chief, seen=0)
    closed = topics.create("Vụ mùa năm trước", by=chief)
    topics.add(closed, older[0].article, by=chief)
    topics.close(closed, by=chief)
    return Newspaper(section, subsection, bare_section, author, tag, topic, version_of(rich.article), bare, gone)


IMPRINT = {
    "legal_name": "Báo Thử nghiệm <điện tử>",
    "governing_body": "Hội Thử nghiệm & Kiểm tra",
    "editor_in_chief": "Đặng Vũ Hòa",
    "deputies": "Lê Thị Ngân, Đoàn Quốc Bình",
    "licence_number": "00/GP-THU",
    "licence_issuer": "Cục Thử",
    "licence_date": date(2021, 3, 11),
    "address": "Số 1 đường Ven Sông",
    "phone": "0200 000 0001",
    "hotline": "+84 900 000 002",
    "email": "toasoan@bao.example",
    "source_notice": "Ghi rõ nguồn “Báo Thử” khi phát hành lại.",
    "about": "Một tờ báo để thử.\n\nKhông có thật.",
    "principles": "Điều gì cũng thử.",
}
# Everything that a stored text may hold (articles.body_policy).
RICH_BODY = """
<h2>Xuống đồng từ sớm</h2>
<p>Sáng nay, bà con <strong>các xã ven sông</strong> ra đồng. Xem <a href="/kinh-te/">mục Kinh tế</a> và
<a href="https://tinh.example/a?b=1&amp;c=2" target="_blank">trang của tỉnh</a>. H<sub>2</sub>O, 5 m<sup>2</sup>.</p>
<figure class="image align-right"><img src="/media/%(picture)s" alt="Kênh nước"><figcaption>Kênh nước đã đầy.
</figcaption></figure>
<h3>Giống lúa</h3>
<ul><li>Ngắn ngày</li><li>Chịu rét<ol start="3"><li>Vụ sớm</li></ol></li></ul>
<blockquote><p>“Đủ nước, đủ giống”, ông Năm nói.</p></blockquote>
<table><caption>Diện tích</caption><thead><tr><th scope="col">Xã</th><th scope="col">Hecta</th></tr></thead>
<tbody><tr><th scope="row">Đông Hưng</th><td>1.200</td></tr><tr><td colspan="2">Số liệu tạm tính</td></tr>
</tbody></table>
<hr>
<figure class="embed"><oembed>https://www.youtube.com/watch?v=abcdefghijk</oembed></figure>
<h4>Ghi chú</h4>
<p>Số liệu đến 15 giờ.<br>Sẽ cập nhật.</p>
"""
