"""The topics of one story, on its page: POST .../<id>/topics/ with `topic` and `do`, add or remove."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import topics
from articles.admin import verbs
from articles.admin.reach import story_in_reach
from articles.models import Article, Topic
from articles.refusals import BadRequest, Refusal


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    article = story_in_reach(request, pk)
    raw, do = request.POST.get("topic", ""), request.POST.get("do", "")
    try:
        topic = Topic.objects.filter(pk=raw).first() if raw.isascii() and raw.isdigit() and len(raw) < 18 else None
        if topic is None or do not in {"add", "remove"}:
            raise BadRequest(_("Choose a topic."))
        if do == "add":
            topics.add(topic, article, by=request.user)
            done = _("The story stands in the topic “%(topic)s” now.")
        else:
            topics.remove(topic, article, by=request.user)
            done = _("The story does not stand in the topic “%(topic)s” any more.")
    except Refusal as refusal:
        return verbs.refused(request, article, refusal)
    messages.success(request, done % {"topic": topic.name})
    return HttpResponseRedirect(verbs.where_next(request, pk))


def in_panel(request: HttpRequest, article: Article) -> dict[str, Any]:
    """What desk/_topics.html shows: those the story stands in, and those that take it; 1 query, none for reporters."""
    if not request.user.may(topics.CURATE):
        return {}
    found = list(Topic.objects.open_or_with(article))
    return {
        "own": [topic for topic in found if topic.has_story],
        "open": [topic for topic in found if not topic.has_story],
    }
