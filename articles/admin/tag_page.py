"""What a tag's page shows beside its name: where it stands, what else it goes by, and what was done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import tags
from articles.models import PublishedArticle, Tag, TagLogEntry, TagVerb
from articles.refusals import Refusal


def context(request: HttpRequest, tag: Tag) -> dict[str, Any]:
    """What desk/tag_form.html shows; the log is for those who may change tags."""
    may_change = request.user.may(tags.CHANGE)
    return {
        "tag": tag,
        "stories": tag.tagged_items.count(),
        "stories_url": f"{reverse('admin:articles_article_changelist')}?{urlencode({'tag': tag.name})}",
        "live": PublishedArticle.objects.live().tagged(tag).count(),
        "aliases": list(tag.aliases.all()),
        "log": [(entry, _note(entry)) for entry in tags.log_of(tag)] if may_change else [],
        "may_change": may_change,
        "may_name": request.user.may(tags.ADD),
        "may_merge": request.user.may(tags.MERGE),
    }


def _note(entry: TagLogEntry) -> str:
    details = entry.details
    match entry.verb:
        case TagVerb.RENAME:
            return f"“{details['was']}” → “{entry.name}”"
        case TagVerb.ALIAS:
            return f"“{details['alias']}” → “{entry.name}”"
        case TagVerb.MERGE:
            moved = _("stories: %(stories)d") % {"stories": details["stories"]}
            return f"“{details['of']}” → “{entry.name}” ({moved})"
    return f"“{entry.name}”"


@require_POST
def also_called(request: HttpRequest, pk: int) -> HttpResponse:
    """Let `name` mean this tag, too."""
    tag = get_object_or_404(Tag, pk=pk)
    try:
        tags.also_called(tag, request.POST.get("name", ""), by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Whoever types this name gets the tag “%(tag)s” now.") % {"tag": tag.name})
    return HttpResponseRedirect(reverse("admin:articles_tag_change", args=[pk]))
