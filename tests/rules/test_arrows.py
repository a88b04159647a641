"""Imports run one way: each room stands on the ones below it, and none knows those above or beside it."""

import ast

import pytest

from tests.rules.source import OUR_CODE, imports, is_within, modules

# From the ground up. A room may import itself and whatever stands on a line before its own. Within one line the rooms
# do not know each other. The longest name that fits decides where a module belongs.
FLOORS: list[list[str]] = [
    ["newsroom.vietnamese", "newsroom.slugs", "newsroom.syllables"],
    ["newsroom.legacy_encodings"],
    ["newsroom.images"],
    ["newsroom"],
    ["accounts.roles"],
    ["accounts.models"],
    ["accounts", "accounts.groups", "accounts.backends", "accounts.people", "accounts.by_role"],
    ["accounts.admin", "accounts.apps"],
    ["articles.body_policy", "articles.markup"],
    ["articles.embeds", "articles.body_form", "articles.body_layout", "articles.layouts"],
    ["articles.body", "articles.moved", "articles.wording", "articles.doctor", "articles.arrangement"],
    ["articles.counting.referrers"],
    ["articles.alignment", "articles.alike", "articles.pasting", "articles.placeholders", "articles.page_text"],
    ["articles.search", "articles.shingles"],
    ["articles.checklist", "articles.subjects"],
    ["articles.querysets"],
    ["articles.models"],
    ["articles.indexing", "articles.shingling", "articles.trends", "articles.renewal"],
    ["articles.relating"],
    ["articles.content", "articles.refusals", "articles.pictures", "articles.intake", "articles.teasers"],
    ["articles.compare", "articles.similar"],
    ["articles.merge"],
    ["articles.one_row"],
    ["articles.permissions", "articles.versions", "articles.editing", "articles.tags", "articles.topics"],
    ["articles.house_style", "articles.imprint"],
    ["articles.notices", "articles.readiness"],
    ["articles.workflow"],
    ["articles.publishing", "articles.corrections", "articles.fronts", "articles.blocking"],
    ["articles.finding", "articles.readership", "articles.related", "articles.most_read", "articles.counting"],
    ["articles.reasons"],
    ["articles.previews", "articles.notice_mail", "articles.old_addresses", "articles.statistics"],
    ["articles.proofreading"],
    ["articles.importing"],
    ["articles.demo"],
    ["articles.public", "articles.templatetags", "articles.management"],
    ["articles.syndication"],
    ["articles.preview_pages"],
    ["articles.admin"],
    ["articles", "articles.apps"],
]
# These work on text, bytes and numbers: no table of ours or Django's, no request, no file.
PURE = [
    "newsroom.vietnamese",
    "newsroom.slugs",
    "newsroom.syllables",
    "newsroom.legacy_encodings",
    "newsroom.images",
    "articles.body",
    "articles.body_form",
    "articles.body_layout",
    "articles.body_policy",
    "articles.counting.referrers",
    "articles.embeds",
    "articles.layouts",
    "articles.markup",
    "articles.moved",
    "articles.page_text",
    "articles.syndication.full_text",
    "articles.wording",
    "articles.arrangement",
    "articles.alignment",
    "articles.alike",
    "articles.search",
    "articles.shingles",
    "articles.subjects",
    *(name for name in modules() if is_within(name, "articles.doctor")),
    *(name for name in modules() if is_within(name, "articles.pasting")),
    "articles.placeholders",
    "articles.checklist",
    *(name for name in modules() if is_within(name, "articles.importing") and name != "articles.importing.writer"),
]
# Imports inside a function mark a cycle. These have another reason.
INSIDE_FUNCTIONS = {
    "accounts.apps": "Django loads the models only after it has the applications' configurations",
    "newsroom.embedded_postgres": "the package is there only where no other database is",
}

PLACES = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
OUR_IMPORTS = [
    (module, imported)
    for module, tree in modules().items()
    for imported in imports(tree)
    if any(is_within(imported, package) for package in OUR_CODE)
]


def room_of(name: str) -> str:
    fitting = [room for room in PLACES if is_within(name, room)]
    return max(fitting, key=len)


def test_every_module_has_its_place() -> None:
    packages = {"articles", "accounts", "newsroom"}
    unplaced = [name for name in modules() if room_of(name) == "articles" and name not in packages]
    assert unplaced == []


def test_every_place_has_its_module() -> None:
    assert [room for room in PLACES if not any(is_within(name, room) for name in modules())] == []


def test_each_room_imports_only_what_stands_below_it() -> None:
    wrong = [
        f"{module} -> {imported}"
        for module, imported in OUR_IMPORTS
        if room_of(module) != room_of(imported) and PLACES[room_of(module)] <= PLACES[room_of(imported)]
    ]
    assert wrong == []


def test_accounts_never_import_articles_and_the_ground_imports_neither() -> None:
    below = {"accounts": ("articles",), "newsroom": ("articles", "accounts")}
    wrong = [
        f"{module} -> {imported}"
        for module, imported in OUR_IMPORTS
        for package in below.get(module.split(".")[0], ())
        if is_within(imported, package)
    ]
    assert wrong == []


@pytest.mark.parametrize("module", PURE)
def test_pure_modules_touch_no_table_and_no_request(module: str) -> None:
    tables = ("django.db", "django.contrib", "django.http", "django.apps", "django.core.files", "accounts")
    tables += ("articles.models", "articles.querysets", "articles.workflow", "articles.publishing", "articles.content")
    touched = [name for name in imports(modules()[module]) if any(is_within(name, table) for table in tables)]
    assert touched == []


def test_imports_stand_at_the_top() -> None:
    hidden = {
        name
        for name, tree in modules().items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert hidden == set(INSIDE_FUNCTIONS)


def test_no_module_is_called_for_having_no_subject() -> None:
    bags = {"utils", "helpers", "services", "common", "signals", "misc"}
    assert [name for name in modules() if bags & set(name.split("."))] == []
