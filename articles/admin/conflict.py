"""The conversation after a save that met a story which had moved on: both texts, and the ways out.

The page answers the post itself (409) and carries everything typed, so nothing is stored between its steps. Fields of a
merge: `_merge`, the newer version that the person has seen; `merge-<key>`, a side for each collision.
"""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from articles import body, workflow
from articles.admin.article_form import StoryForm
from articles.admin.reach import pick_titles
from articles.compare import Row, block_rows, differences, field_labels
from articles.content import Content
from articles.merge import Collision, merge
from articles.models import Article, Revision
from articles.refusals import BadRequest, Refusal, StaleRevision

CHOICE = "merge-"


@dataclass(frozen=True)
class Option:
    """One way to decide a collision, with what it makes of the text both began with."""

    side: str
    label: str
    rows: list[Row]
    chosen: bool


@dataclass(frozen=True)
class Question:
    """One collision as the page asks about it. `unanswered`: a merge was asked for without deciding it."""

    name: str
    label: str
    options: list[Option]
    unanswered: bool


def context(form: StoryForm, stored: Article, refusal: Refusal) -> dict[str, Any]:
    """What desk/_conflict.html shows: why the save was refused, both texts, and what can be done."""
    theirs, mine = Content.of(stored).cleaned(), form.content().cleaned()
    shown = {
        "refusal": refusal,
        "stored": stored,
        # Only a newer text can be met half-way; a claim or a status cannot be talked away.
        "may_save_over": isinstance(refusal, StaleRevision),
        "differences": differences(theirs, mine, title_of=pick_titles(form.request, theirs, mine)),
    }
    base = _base(form, stored) if shown["may_save_over"] else None
    if base is None:
        return shown
    merged = merge(Content.from_snapshot(base.content), mine, theirs, _choices(form.request.POST, stored))
    asked = "_merge" in form.request.POST
    return shown | {
        "base": base,
        "saves": stored.revisions.filter(number__gt=base.number).select_related("created_by").defer("content"),
        "questions": [_question(collision, asked, refusal.saved_by) for collision in merged.collisions],
        "own_save": refusal.saved_by == form.request.user,
        "asked": asked,
        "moved_on_again": asked and form.request.POST["_merge"] != str(stored.version),
        "mergeable": True,
    }


def merged(form: StoryForm, stored: Article) -> tuple[Content, int, dict[str, Any]]:
    """What was typed, merged with the newer version as the post asks: for workflow.edit(), with revision and details.

    Raises StaleRevision where something has to be asked first: a collision is not decided, or there is a version newer
    still; and BadRequest where both texts together are too much.
    """
    workflow.require_editable(stored, form.request.user)
    base = _base(form, stored)
    if base is None or form.request.POST["_merge"] != str(stored.version):
        raise StaleRevision(stored)
    mine, theirs = form.content().cleaned(), Content.of(stored).cleaned()
    outcome = merge(Content.from_snapshot(base.content), mine, theirs, _choices(form.request.POST, stored))
    if not outcome.is_decided:
        raise StaleRevision(stored)
    try:
        content = outcome.content.cleaned()
    except body.BodyRefused as refused:
        raise BadRequest(refused.message) from refused
    return content, stored.version, {"merged": {"base": base.number, "with": stored.version}}


def _base(form: StoryForm, stored: Article) -> Revision | None:
    """The version the person started from, if there is such a one before the stored version."""
    number = form.cleaned_data["revision"]
    return stored.revisions.filter(number=number).first() if 0 < number < stored.version else None


def _choices(post: QueryDict, stored: Article) -> dict[str, str]:
    """The decisions by key; none where they were made about another version than the stored one."""
    if post.get("_merge") != str(stored.version):
        return {}
    return {name.removeprefix(CHOICE): post[name] for name in post if name.startswith(CHOICE)}


def _question(collision: Collision, asked: bool, saved_by: User | None) -> Question:
    stored = _("The stored text (%(name)s)") % {"name": saved_by.display_name} if saved_by else _("The stored text")
    labels = {"mine": _("My text"), "theirs": stored, "both": _("Both, mine first")}
    texts = {"mine": collision.mine, "theirs": collision.theirs}
    options = [
        Option(
            side,
            labels[side],
            list(block_rows(collision.base, texts[side])) if side in texts else [],
            collision.chosen == side,
        )
        for side in collision.sides
    ]
    return Question(CHOICE + collision.key, _place(collision), options, asked and not collision.chosen)


def _place(collision: Collision) -> str:
    """Where the two collide: a field's name, or the number of the paragraph in the text both began with."""
    if collision.field != "body":
        return field_labels()[collision.field]
    number = int(collision.key.rpartition("-")[2])
    if len(collision.base) > 1:
        return _("Body, paragraphs %(first)d to %(last)d") % {"first": number + 1, "last": number + len(collision.base)}
    if collision.base:
        return _("Body, paragraph %(number)d") % {"number": number + 1}
    if number == 0:
        return _("Body, new text at the beginning")
    return _("Body, new text after paragraph %(number)d") % {"number": number}
