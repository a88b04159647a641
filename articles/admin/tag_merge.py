"""Merging tags: GET /admin/articles/tag/merge/?tag=<id>&tag=<id>&into=<id> shows what would happen, POST does it.

`name` adds a tag by a name of it. Without `into` the tag of most stories stays.
"""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import tags
from articles.models import Article, Tag
from articles.refusals import Refusal

AT_ONCE = 20
STORIES_SHOWN = 5


def address_of(chosen: Iterable[int], into: int | None = None) -> str:
    """The page that asks about merging these tags."""
    fields = [("tag", number) for number in chosen] + ([("into", into)] if into else [])
    return f"{reverse('admin:articles_tag_merge')}?{urlencode(fields)}"


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    if not request.user.may(tags.MERGE):
        raise PermissionDenied
    chosen = _chosen(request.POST if request.method == "POST" else request.GET)
    if len(chosen) < 2:
        messages.error(request, _("Choose at least two tags; one that was merged or deleted meanwhile does not count."))
        return HttpResponseRedirect(reverse("admin:articles_tag_changelist"))
    stays, *others = chosen
    if request.method == "POST":
        return _merge(request, stays, others)
    context = {
        **admin.site.each_context(request),
        "title": _("Merge tags"),
        "opts": Tag._meta,
        "stays": stays,
        "others": [
            {
                "tag": tag,
                "prospect": tags.prospect(tag, stays),
                "titles": _titles(request, tag),
                "swap": address_of([each.pk for each in chosen], tag.pk),
            }
            for tag in others
        ],
    }
    return TemplateResponse(request, "desk/tag_merge.html", context)


def _chosen(asked: QueryDict) -> list[Tag]:
    """The tags that were asked for and that there are: the one to stay first, then by stories."""
    numbers = {int(number) for number in asked.getlist("tag") if number.isascii() and number.isdigit()}
    named = Tag.objects.called([asked["name"]]).values() if asked.get("name") else []
    numbers |= {tag.pk for tag in named}
    found = list(Tag.objects.with_use().filter(pk__in=sorted(numbers)[:AT_ONCE]).order_by("-uses", "name"))
    into = asked.get("into", "")
    return sorted(found, key=lambda tag: str(tag.pk) != into)


def _titles(request: HttpRequest, tag: Tag) -> list[Article]:
    stories = Article.objects.visible_to(request.user).tagged([tag]).order_by("-modified_at", "-pk")
    return list(stories.only("title")[:STORIES_SHOWN])


def _merge(request: HttpRequest, stays: Tag, others: list[Tag]) -> HttpResponse:
    try:
        tags.merge(*others, into=stays, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:articles_tag_changelist"))
    names = ", ".join(f"“{tag.name}”" for tag in others)
    messages.success(request, _("%(names)s: merged into “%(tag)s”.") % {"names": names, "tag": stays.name})
    return HttpResponseRedirect(reverse("admin:articles_tag_change", args=[stays.pk]))
