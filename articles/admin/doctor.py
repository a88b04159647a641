"""The text doctor's panel: examines the form as it is typed, keeps what somebody ignores. See static/desk/doctor.js.

POST /admin/articles/article/<id>/doctor/ with the JSON {"kicker", "title", "lead", "blocks": [[HTML name, text], ...]}
answers {"marks": [...], "more": how many are not told, "ignored": [...]}; nothing is stored. Places are counted in
UTF-16 units, as the browser counts them.
"""

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import permissions, proofreading
from articles.admin.presence import answers_json
from articles.admin.reach import story_in_reach
from articles.doctor.copy import Block, Mark, Story
from articles.doctor.rules import BY_NAME, RULES
from articles.models import Article, IgnoredMark, Verb
from articles.refusals import BadRequest

MOST_MARKS = 300
MOST_CHARACTERS = 500_000
CAPTIONS = {"figcaption", "caption"}


@answers_json
def examine(request: HttpRequest, pk: int | None = None) -> JsonResponse:
    """The marks on what the form of this story, or of a new one, holds at this moment."""
    article = story_in_reach(request, pk) if pk is not None else None
    if article:
        permissions.require(request.user, Verb.EDIT, article)
    elif not request.user.may(permissions.PERMISSION[Verb.CREATE]):
        raise PermissionDenied(_("You may not write stories."))
    story = _typed(request, article)
    found = proofreading.examined(story, article)
    texts = {(block.field, block.place): block.text for block in story.blocks}
    return JsonResponse(
        {
            "marks": [_told(mark, texts[mark.field, mark.block]) for mark in found.marks[:MOST_MARKS]],
            "more": max(0, len(found.marks) - MOST_MARKS),
            "ignored": [_ignored(row) for row in found.ignored],
        }
    )


@answers_json
def ignore(request: HttpRequest, pk: int) -> JsonResponse:
    """Fields `rule`, `words`, and `around` unless it is for the whole story."""
    said = {name: request.POST.get(name, "") for name in ("rule", "words", "around")}
    row = proofreading.ignore(story_in_reach(request, pk), by=request.user, **said)
    return JsonResponse(_ignored(row))


@answers_json
def heed(request: HttpRequest, pk: int) -> JsonResponse:
    """Field `number`: what was ignored is marked again."""
    article = story_in_reach(request, pk)
    number = request.POST.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        raise BadRequest(_("The text doctor has no such mark."))
    proofreading.heed(article, number=int(number), by=request.user)
    return JsonResponse({})


def panel() -> dict[str, Any]:
    """What desk/_doctor.html shows before the first examination: each rule's name for people, and whether its fixes may
    all be taken at once."""
    return {rule.name: {"label": str(rule.label), "safe": rule.safe} for rule in RULES}


def _typed(request: HttpRequest, article: Article | None) -> Story:
    try:
        posted = json.loads(request.body)
        fields = [(name, str(posted.get(name, ""))) for name in ("kicker", "title", "lead")]
        blocks = [(str(kind), str(text)) for kind, text in posted["blocks"]]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadRequest(_("The text doctor could not read the form.")) from error
    if sum(len(text) for _name, text in [*fields, *blocks]) > MOST_CHARACTERS:
        raise BadRequest(_("The text is too long for the text doctor."))
    read = [Block(name, text) for name, text in fields if text.strip()]
    for place, (kind, text) in enumerate(blocks):
        read.append(Block("caption" if kind in CAPTIONS else "body", text, place, kind))
    return Story(tuple(read), proofreading.news_day(article))


def _told(mark: Mark, text: str) -> dict[str, Any]:
    return mark._asdict() | {
        "start": _units(text[: mark.start]),
        "end": _units(text[: mark.end]),
        "in_words": _units(mark.words[: mark.in_words]),
        "in_around": _units(mark.around[: mark.in_around]),
    }


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _ignored(row: IgnoredMark) -> dict[str, Any]:
    rule = BY_NAME.get(row.rule)
    return {
        "number": row.pk,
        "rule": str(rule.label) if rule else row.rule,
        "words": row.words,
        "everywhere": not row.around,
        "by": row.by_name,
        "at": date_format(timezone.localtime(row.at), "H:i d/m"),
    }
