"""The words in a story's field for tags: completed while typed, held against tags nearly the same, accepted."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles import tags
from articles.models import Tag
from articles.querysets import MOST_COUNTED
from articles.refusals import Refusal
from newsroom import vietnamese

COMPLETIONS = 10
NEAR = 3
WORDS = 30  # as many as anybody gives one story; more are not looked at


def _require_reader(request: HttpRequest) -> None:
    if not request.user.may("articles.view_tag"):
        raise PermissionDenied


@require_GET
def complete(request: HttpRequest) -> JsonResponse:
    """Tags for what was typed in `q`: {"tags": [{name, uses, former}]}, at most ten, the best first."""
    _require_reader(request)
    typed = vietnamese.one_line(request.GET.get("q", ""))
    found = Tag.objects.completing(typed)[:COMPLETIONS] if vietnamese.fold(typed) else []
    return JsonResponse({"tags": [_shown(tag) | {"former": tag.former} for tag in found]})


@require_GET
def look(request: HttpRequest) -> JsonResponse:
    """What each `name` is: {"words": [{typed, tag, near}]}; `tag` is its name now, null for a word that is none.

    `near` are tags that may mean the same as such a word, [{name, uses}]: a question, never an obstacle.
    """
    _require_reader(request)
    names = [name for typed in request.GET.getlist("name")[:WORDS] if (name := vietnamese.one_line(typed))]
    called = Tag.objects.called(names)
    known = {name: tag for name in names if (tag := called.get(vietnamese.key(name)))}
    near = Tag.objects.near([name for name in names if name not in known], NEAR)
    return JsonResponse(
        {
            "words": [
                {
                    "typed": name,
                    "tag": known[name].name if name in known else None,
                    "near": [_shown(tag) for tag in near.get(name, [])],
                }
                for name in names
            ]
        }
    )


def _shown(tag: Tag) -> dict[str, Any]:
    uses = f"{MOST_COUNTED}+" if tag.uses == MOST_COUNTED else tag.uses
    return {"name": tag.name, "uses": uses}


@require_POST
def accept(request: HttpRequest) -> JsonResponse:
    """Make `name` a tag, wherever it is proposed: {"tag": its name}, or {"error"} with 400, 403 or 409."""
    try:
        tag = tags.create(request.POST.get("name", ""), by=request.user)
    except Refusal as refusal:
        return JsonResponse({"error": str(refusal)}, status=refusal.status)
    return JsonResponse({"tag": tag.name, "message": _("“%(tag)s” is a tag now.") % {"tag": tag.name}})
