"""Who may ask for a status or a live range, who may write one, and what public code leaves alone."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.rules.source import ROOT, imports, is_within, modules

# The facts that decide where a story stands and what readers see.
FACTS = {"status", "claimed_by", "claimed_by_id", "approved_version", "live_from", "live_until"}
ASKING = {"filter", "exclude", "get", "Q", "When", "aget", "get_or_create", "update_or_create", "get_object_or_404"}
WRITING = {"update", "create", "acreate", "aupdate", "bulk_create", "bulk_update", "Article", "PublishedArticle"}
WRITING |= {"swap", "_move", "setattr", "get_or_create", "update_or_create"}
# What public code may know of the models; of the desk copy and its history it knows nothing.
READERS_MODELS = {
    "BreakingNews",
    "Correction",
    "FrontLayout",
    "Imprint",
    "PublishedArticle",
    "PublishedTag",
    "PublishedByline",
    "Section",
    "Tag",
    "Topic",
    "ViewTotal",
}
PUBLIC = [name for name in modules() if is_within(name, "articles.public")]


def facts_named(call: ast.Call) -> Iterator[str]:
    """The facts a call names: as a keyword with whatever lookup, in `**{...}`, or as a field's name in a string."""
    for keyword in call.keywords:
        names = [keyword.arg] if keyword.arg else [key.value for key in _keys(keyword.value)]
        yield from (str(name) for name in names if FACTS & set(str(name).split("__")))
    for node in (inner for argument in call.args for inner in ast.walk(argument)):
        if isinstance(node, ast.Constant) and node.value in FACTS:
            yield str(node.value)


def _keys(node: ast.AST) -> list[ast.Constant]:
    keys = node.keys if isinstance(node, ast.Dict) else []
    return [key for key in keys if isinstance(key, ast.Constant)]


def calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in names:
                yield node


def places(names: set[str]) -> set[str]:
    return {module for module, tree in modules().items() for call in calls(tree, names) for _fact in facts_named(call)}


def assigned(tree: ast.AST) -> list[str]:
    """Facts written as attributes: `story.status = ...`."""
    targets = [
        target
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    ]
    return [target.attr for target in targets if isinstance(target, ast.Attribute) and target.attr in FACTS]


def sql(tree: ast.AST) -> Iterator[str]:
    """Strings that look like a statement."""
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if re.search(r"\b(SELECT|UPDATE|INSERT|DELETE)\b", text):
            yield text


def test_only_querysets_ask_for_a_status_or_a_live_range() -> None:
    # Models name them in the conditions of their constraints.
    models = {"articles.models.article", "articles.models.published"}
    asking = {place for place in places(ASKING) if not is_within(place, "articles.querysets")}
    assert asking == models


def test_only_the_verbs_write_them() -> None:
    assert places(WRITING) == {"articles.workflow", "articles.publishing"}


def test_nobody_writes_them_on_a_row_to_save_it_later() -> None:
    assert {module: facts for module, tree in modules().items() if (facts := assigned(tree))} == {}


def test_no_statement_of_sql_names_them() -> None:
    pattern = re.compile(rf"\b({'|'.join(FACTS - {'status'})})\b")
    assert {name for name, tree in modules().items() for text in sql(tree) if pattern.search(text)} == set()


def test_the_scan_sees_what_it_is_to_find() -> None:
    tree = ast.parse(
        "Article.objects.filter(status='draft')\n"
        "rows.exclude(version__live_until__gt=now)\n"
        "rows.filter(**{'live_from__lte': now})\n"
        "Article.objects.bulk_update(rows, ['status'])\n"
        "story.status = 'published'\n"
    )
    assert [fact for call in calls(tree, ASKING) for fact in facts_named(call)] == [
        "status",
        "version__live_until__gt",
        "live_from__lte",
    ]
    assert [fact for call in calls(tree, WRITING) for fact in facts_named(call)] == ["status"]
    assert assigned(tree) == ["status"]


@pytest.mark.parametrize("module", PUBLIC)
def test_public_code_knows_published_versions_only(module: str) -> None:
    taken = {name.split(".")[-1] for name in imports(modules()[module]) if is_within(name, "articles.models")}
    assert taken <= READERS_MODELS
    verbs = ("articles.workflow", "articles.publishing", "articles.permissions", "articles.content")
    assert not [name for name in imports(modules()[module]) if any(is_within(name, verb) for verb in verbs)]


@pytest.mark.parametrize("module", [*PUBLIC, "articles.related"])
def test_public_code_does_not_reach_the_desk_copy_through_a_version(module: str) -> None:
    """`version.article.title` would be the unpublished title; only the count of reads is taken from there."""
    reached = {
        node.attr
        for node in ast.walk(modules()[module])
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute) and node.value.attr == "article"
    }
    assert reached <= {"view_total"}


def test_nor_do_its_templates() -> None:
    templates = sorted((ROOT / "templates" / "website").rglob("*.*"))
    assert templates
    assert [path.name for path in templates if re.search(r"\.article\.", path.read_text())] == []
