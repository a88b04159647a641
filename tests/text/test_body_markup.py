"""The tree under the body: what goes in comes out, and a rule may drop, open or replace a tag."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.markup import MAX_DEPTH, Raw, Tag, TooDeep, parse, rebuild, walk, write

HTML = '<p class="a">Một &amp; <b>hai</b><br>&lt;ba&gt;</p><img alt="&quot;x&quot;" src="/y">'


def test_what_is_parsed_is_written_again():
    assert write(parse(HTML).children) == HTML


def test_tags_are_walked_in_the_order_of_the_text():
    assert [tag.name for tag in walk(parse(HTML))] == ["p", "b", "br", "img"]
    assert [tag.name for tag in walk(parse(HTML), skip={"p"})] == ["img"]


def test_a_rule_drops_opens_and_replaces():
    rules = {"b": lambda tag: tag.children, "img": lambda tag: [], "br": lambda tag: [Raw("<wbr>")]}
    root = rebuild(parse(HTML), lambda tag: rules.get(tag.name, lambda kept: [kept])(tag))
    assert write(root.children) == '<p class="a">Một &amp; hai<wbr>&lt;ba&gt;</p>'


def test_a_tag_left_open_ends_with_its_parent_and_a_stray_end_is_nothing():
    assert write(parse("<p><b>Một</p></i>Hai").children) == "<p><b>Một</b></p>Hai"


def test_a_tag_of_ones_own_is_escaped():
    assert write([Tag("p", {"title": 'a"b&'}, ["<b>"])]) == '<p title="a&quot;b&amp;">&lt;b&gt;</p>'


def test_a_tree_has_a_greatest_depth():
    parse("<i>" * (MAX_DEPTH - 1))
    with pytest.raises(TooDeep):
        parse("<i>" * MAX_DEPTH)


PIECES = """<p>|</p>|<br>|<b class="">|</b>|<img alt="a &amp; b" src="/y">|<a href="x" href="y">|</a>|<ol reversed>
|<P>|<p a='b'>|<br/>|<p >|<!-- x -->|<?x?>|<script>|</script>|<title>|<h2 id="muc-1">|</h2>|a|&amp;|&lt;p&gt;|&copy|&|<
|>|"| |</|<a title="<b>">|<a href="?a=1&b=2">|&#39;""".replace("\n", "").split("|")


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_stored_markup_is_read_quickly_and_no_otherwise_than_any_other(html):
    with patch("articles.markup._read_plain", return_value=False):
        slowly = write(parse(html).children)
    assert write(parse(html).children) == slowly


def test_what_is_stored_is_read_quickly():
    with patch("articles.markup._Builder.feed", side_effect=AssertionError):
        parse(HTML)
