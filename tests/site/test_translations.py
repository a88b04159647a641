"""The screen speaks Vietnamese: whatever the code says is in the catalogue, translated, and compiled as written."""

import ast
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import polib
import pytest
import unfold
from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation.template import templatize

from articles.models import Article
from tests import factories

ROOMS = [settings.BASE_DIR / room for room in ("accounts", "articles", "newsroom", "templates")]
OURS, PACKAGES = (Path(path) / "vi" / "LC_MESSAGES" for path in settings.LOCALE_PATHS)
CATALOGUES = [OURS / "django.po", PACKAGES / "django.po", PACKAGES / "djangojs.po"]
UNFOLD = Path(unfold.__file__).parent

# What the arguments of each function are: "s" the text, "p" its plural, "c" its context.
SIGNATURES = {"gettext": "s", "gettext_noop": "s", "ngettext": "sp", "pgettext": "cs", "npgettext": "csp"}
SIGNATURES |= {f"{name}_lazy": arguments for name, arguments in SIGNATURES.items()}


class Message(NamedTuple):
    text: str
    context: str | None = None
    plural: str = ""


# What the code says ---------------------------------------------------------------------------------------------------


def message_of(call: ast.Call, arguments: str) -> Message:
    parts = {"s": "", "c": None, "p": ""}
    for letter, node in zip(arguments, call.args, strict=False):
        # gettext's tools find literals only, so anything else would stay English unnoticed.
        assert isinstance(node, ast.Constant) and isinstance(node.value, str), f"not a literal: {ast.unparse(call)}"
        parts[letter] = node.value
    return Message(parts["s"], parts["c"], parts["p"])


def messages_in_tree(tree: ast.AST, names: dict[str, str]) -> Iterator[Message]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            if name in names:
                yield message_of(node, SIGNATURES[names[name]])


def messages_in_python(source: str) -> set[Message]:
    tree = ast.parse(source)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imported = [name for node in imports if node.module == "django.utils.translation" for name in node.names]
    aliases = {name.asname or name.name: name.name for name in imported if name.name in SIGNATURES}
    return set(messages_in_tree(tree, {name: name for name in SIGNATURES} | aliases))


def messages_in_template(source: str) -> set[Message]:
    """Django's own reading of a template for gettext's tools: calls, between blanked-out text that is no Python."""
    code = templatize(source)
    names = {name: name for name in SIGNATURES} | {"_": "gettext"}
    found: set[Message] = set()
    for start in re.finditer(r"(?<!\w)(?:_|n?p?gettext)\(", code):
        found.update(messages_in_tree(first_call(code[start.start() :]), names))
    return found


def first_call(code: str) -> ast.AST:
    """The shortest beginning of `code` that is a whole expression."""
    for end in re.finditer(r"\)", code):
        try:
            return ast.parse(code[: end.end()], mode="eval")
        except SyntaxError:
            continue
    raise AssertionError(f"no call: {code[:80]}")


def messages_under(folder: Path, wanted: Callable[[Path], bool] = lambda path: True) -> set[Message]:
    found: set[Message] = set()
    for path in filter(wanted, sorted(folder.rglob("*"))):
        if path.suffix == ".py":
            found |= messages_in_python(path.read_text(encoding="utf-8"))
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            found |= messages_in_template(path.read_text(encoding="utf-8"))
    return found


def test_messages_are_found_under_every_name() -> None:
    source = """
from django.utils.translation import gettext as _, gettext_lazy as later, ngettext
from django.utils import translation
_("one" " line"), later("two"), ngettext("day", "days", 2), translation.pgettext("sky", "light"), other("no")
"""
    assert messages_in_python(source) == {
        Message("one line"),
        Message("two"),
        Message("day", plural="days"),
        Message("light", context="sky"),
    }


def test_messages_are_found_in_templates() -> None:
    source = """{% load i18n %}{% translate "Go (on)" %} {% translate "May" context "month" %} {{ _("Now") }}
{% blocktranslate count days=2 %}{{ days }} day{% plural %}{{ days }} days{% endblocktranslate %}"""
    assert messages_in_template(source) == {
        Message("Go (on)"),
        Message("May", context="month"),
        Message("Now"),
        Message("%(days)s day", plural="%(days)s days"),
    }


# The catalogues -------------------------------------------------------------------------------------------------------


def entries(catalogue: polib.POFile | polib.MOFile) -> dict[tuple[str, str | None], polib.POEntry]:
    return {(entry.msgid, entry.msgctxt or None): entry for entry in catalogue if not entry.obsolete}


def words_of(entry: polib.POEntry) -> list[str]:
    """The translation, or each of its plural forms (Vietnamese has one)."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> set[str]:
    """%(name)s and %s, and {name} where there is no per cent sign."""
    return set(re.findall(r"%(?:\(\w+\))?[sdrf]", text)) or set(re.findall(r"\{\w*\}", text))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_everything_we_say_is_in_the_catalogue(room: Path) -> None:
    catalogue = entries(polib.pofile(str(OURS / "django.po")))
    said = messages_under(room)
    assert said
    missing = [
        message
        for message in sorted(said, key=str)
        if not (entry := catalogue.get((message.text, message.context))) or entry.msgid_plural != message.plural
    ]
    assert missing == [], "run `make messages` and translate what is new"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parents[2].name}-{path.stem}")
class TestCatalogue:
    def test_every_entry_is_translated(self, path: Path) -> None:
        untranslated = [
            entry.msgid
            for entry in entries(polib.pofile(str(path))).values()
            if entry.fuzzy or not all(word.strip() for word in words_of(entry) or [""])
        ]
        assert untranslated == []

    def test_vietnamese_has_one_plural_form(self, path: Path) -> None:
        catalogue = polib.pofile(str(path))
        assert catalogue.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
        assert all(list(entry.msgstr_plural) in ([], [0]) for entry in catalogue)

    def test_placeholders_are_kept(self, path: Path) -> None:
        broken = [
            (entry.msgid, word)
            for entry in entries(polib.pofile(str(path))).values()
            for word in words_of(entry)
            if placeholders(word) != placeholders(entry.msgid_plural or entry.msgid)
        ]
        assert broken == []

    def test_letters_are_composed_and_tones_stand_the_old_way(self, path: Path) -> None:
        new_way = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)
        words = [word for entry in polib.pofile(str(path)) for word in words_of(entry)]
        assert [word for word in words if not unicodedata.is_normalized("NFC", word) or new_way.search(word)] == []

    def test_the_compiled_form_says_the_same(self, path: Path) -> None:
        written = entries(polib.pofile(str(path)))
        compiled = entries(polib.mofile(str(path.with_suffix(".mo"))))
        assert {key: words_of(entry) for key, entry in compiled.items()} == {
            key: words_of(entry) for key, entry in written.items()
        }


def is_installed(path: Path) -> bool:
    """Whether a file of unfold belongs to an app of ours."""
    parts = path.relative_to(UNFOLD).parts
    return parts[0] != "contrib" or ".".join(["unfold", *parts[:2]]) in settings.INSTALLED_APPS


def test_unfold_speaks_vietnamese() -> None:
    """It ships no translations of its own, so a new release of it may bring new English."""
    english = []
    with translation.override("vi"):
        for message in sorted(messages_under(UNFOLD, is_installed), key=str):
            if message.plural:
                said = translation.ngettext(message.text, message.plural, 2)
            elif message.context:
                said = translation.pgettext(message.context, message.text)
            else:
                said = translation.gettext(message.text)
            if said in {message.text, message.plural}:
                english.append(message)
    assert english == []


# The pages ------------------------------------------------------------------------------------------------------------

ENGLISH = re.compile(
    r"\b(Log (?:in|out)|Search|Filters?|Save|Home|Add|Delete|Change|Remove|Cancel|Select|Choose|Submit|Apply|Username|"
    r"Password|Welcome|History|View|Light|Dark|System|Return|Today|Now|Type|Stor(?:y|ies)|Tags?|Photos?|Sections?|"
    r"Title|Status|Draft|Version|Author|Published|Readers?|Most|Newest|results?|No|The|of)\b"
)
ROLES = [factories.reporter, factories.editor, factories.managing_editor, factories.administrator]
SPOKEN = ("title", "aria-label", "placeholder", "alt", "data-placeholder")


def english_on(page: bytes) -> list[str]:
    """The English words among what a page shows or a screen reader says; an icon's name is neither."""
    soup = BeautifulSoup(page, "html.parser")
    assert soup.html and soup.html["lang"] == "vi"
    for silent in soup.select("script, style, .material-symbols-outlined"):
        silent.decompose()
    said = [soup.get_text(" "), *(str(tag[name]) for tag in soup.find_all() for name in SPOKEN if tag.has_attr(name))]
    return [word for text in said for word in ENGLISH.findall(text)]


def assert_vietnamese(page: HttpResponse) -> None:
    assert page.status_code == 200
    assert english_on(page.content) == []


@pytest.fixture
def story(db: None) -> Article:
    return factories.claimed(factories.editor(username="bientap"))


@pytest.fixture
def editor_client(client: Client, story: Article) -> Client:
    assert story.claimed_by
    client.force_login(story.claimed_by)
    return client


def test_english_is_noticed() -> None:
    page = '<html lang="vi"><p>Tin mới</p><button title="Save">Lưu</button><a>Log in</a><i>Tagalog</i></html>'
    assert english_on(page.encode()) == ["Log in", "Save"]


@pytest.mark.django_db
def test_the_login_page_is_vietnamese(client: Client) -> None:
    address = reverse("admin:login")
    assert_vietnamese(client.get(address))
    assert_vietnamese(client.post(address, {"username": "ai-do", "password": "sai"}))


@pytest.mark.parametrize("query", ["", "?q=khong-co-gi"])
@pytest.mark.parametrize("model", ["articles_article", "articles_photo", "articles_tag", "accounts_author"])
def test_the_lists_of_the_desk_are_vietnamese(editor_client: Client, model: str, query: str) -> None:
    assert_vietnamese(editor_client.get(reverse(f"admin:{model}_changelist") + query))


@pytest.mark.parametrize("name", ["password_change", "articles_article_add", "articles_photo_add"])
def test_the_forms_of_the_desk_are_vietnamese(editor_client: Client, name: str) -> None:
    assert_vietnamese(editor_client.get(reverse(f"admin:{name}")))


@pytest.mark.parametrize("name", ["change", "history"])
def test_a_story_at_the_desk_is_vietnamese(editor_client: Client, story: Article, name: str) -> None:
    assert_vietnamese(editor_client.get(reverse(f"admin:articles_article_{name}", args=[story.pk])))


@pytest.mark.parametrize("role", ROLES)
def test_every_role_starts_in_vietnamese(db: None, client: Client, role: Callable[[], object]) -> None:
    client.force_login(role())
    assert_vietnamese(client.get(reverse("admin:index")))


@pytest.mark.parametrize("name", ["changelist", "add"])
def test_accounts_are_vietnamese(db: None, client: Client, name: str) -> None:
    client.force_login(factories.administrator())
    assert_vietnamese(client.get(reverse(f"admin:accounts_user_{name}")))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/khong-co-trang-nay/"])
def test_readers_see_vietnamese(client: Client, address: str) -> None:
    assert english_on(client.get(address).content) == []


def test_the_desks_scripts_speak_vietnamese(editor_client: Client) -> None:
    script = editor_client.get(reverse("admin:jsi18n")).content.decode()
    assert f"{json.dumps('Sunday')}: {json.dumps('Chủ nhật')}" in script
