"""Our own code as syntax trees, for the tests that hold the layout of the rooms."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUR_CODE = ("newsroom", "accounts", "articles")


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of ours by its dotted name, less migrations, which keep what is history."""
    found = {}
    for package in OUR_CODE:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                found[dotted_name(path)] = ast.parse(path.read_text())
    return found


def dotted_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.AST) -> Iterator[str]:
    """What a module imports when it runs, dotted, with the name taken from it: "articles.models.Article"."""
    for node in running(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module and not node.level, "imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def running(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node below `tree` but those under `if TYPE_CHECKING:`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        yield node
        yield from running(node)


def is_within(module: str, package: str) -> bool:
    """Whether the dotted name is the package, or something in it."""
    return module == package or module.startswith(f"{package}.")
