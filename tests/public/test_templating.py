"""How pages write moments, counts and addresses, and what every template keeps to."""

from datetime import UTC, datetime

import pytest
from django.template import engines
from jinja2 import UndefinedError, nodes

from articles.body_policy import web_address
from articles.pictures import names_itself
from articles.public import in_lists
from newsroom import vietnamese


def test_lists_show_day_and_time_in_the_newsrooms_zone() -> None:
    assert in_lists.short_date(datetime(2021, 3, 11, 23, 5, tzinfo=UTC)) == "12/03/2021 | 06:05"


def test_midnight_sharp_means_that_only_the_day_is_known() -> None:
    assert in_lists.short_date(datetime(2021, 3, 10, 17, tzinfo=UTC)) == "11/03/2021"


def test_machines_read_the_moment_with_its_offset() -> None:
    assert vietnamese.machine_date(datetime(2021, 3, 10, 17, tzinfo=UTC)) == "2021-03-11T00:00:00+07:00"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("https://bao.example/1", "https://bao.example/1"),
        ("http://bao.example", "http://bao.example"),
        ("javascript:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("JAVASCRIPT:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//bao.example", ""),
        ("https://bao.example]", ""),
        ("https://[bao.example", ""),
        ("https://bao.example@khac.example/", ""),
        ("https://bao\\.khac.example/", ""),
        ("mailto:bao@bao.example", ""),
        ("/kinh-te/", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(stored: str, shown: str) -> None:
    assert web_address(stored) == shown


@pytest.mark.parametrize(
    ("credit", "itself"),
    [("Ảnh: Hà An", True), ("ảnh tư liệu", True), ("Đồ họa: Minh Tú", True), ("Hà An", False), ("", False)],
)
def test_a_credit_that_says_what_it_is_needs_no_label(credit: str, itself: bool) -> None:
    assert names_itself(credit) is itself


def test_a_cut_text_ends_in_one_ellipsis_and_no_other_stop() -> None:
    assert in_lists.first_words("Chiếu cói, lúa  và ngô", 2) == "Chiếu cói…"
    assert in_lists.first_words("Chiếu cói… lúa", 2) == "Chiếu cói…"
    assert in_lists.first_words("Chiếu  cói, lúa.", 4) == "Chiếu cói, lúa."


# The templates themselves


def test_every_template_of_the_website_compiles() -> None:
    language = engines["website"].env
    assert len(names := language.list_templates()) > 30
    for name in names:
        language.get_template(name)


def test_what_nobody_has_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        engines["website"].from_string("{{ titel }}").render({"title": "a"})


def test_every_value_is_escaped_and_safe_is_said_of_our_own_words_alone() -> None:
    language = engines["website"].env
    assert language.from_string("{{ a }} {{ _('%(a)s')|format(a=a) }}").render(a="<b>") == "&lt;b&gt; &lt;b&gt;"
    for name in language.list_templates():
        source, _path, _is_current = language.loader.get_source(language, name)
        tree = language.parse(source)
        assert not list(tree.find_all(nodes.EvalContextModifier)), name
        for each in tree.find_all(nodes.Filter):
            if each.name in {"safe", "markup"}:
                assert isinstance(each.node, nodes.Call) and each.node.node.name == "_", name
