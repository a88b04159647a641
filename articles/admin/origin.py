"""The list a story was opened from, carried in the address under Django's own name for it.

So a save, a verb and a deletion lead back to the same list, and the next story of that list can be named. The address
of a list with its filters holds nothing else: `at`, the place of the story that was opened, is one of them.
"""

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from articles.models import Verb

NAME = "_changelist_filters"
LIST = "admin:articles_article_changelist"


def came_from(request: HttpRequest) -> QueryDict:
    """The filters of the list that the story was opened from; none where it was not."""
    return QueryDict(request.GET.get(NAME, ""))


def list_url(request: HttpRequest) -> str:
    """The list that the story was opened from."""
    return _with_query(reverse(LIST), came_from(request).urlencode())


def story_url(pk: int, filters: QueryDict | None, at: str = "") -> str:
    """A story's page, opened from a list with these filters, where it stands at the place `at`."""
    return carry(reverse("admin:articles_article_change", args=[pk]), filters, at)


def verb_url(request: HttpRequest, verb: Verb, pk: int) -> str:
    """Where a verb is posted to; its answer leads back to where the story was opened from."""
    return carry(reverse(f"admin:articles_article_{verb}", args=[pk]), came_from(request))


def carry(url: str, filters: QueryDict | None, at: str = "") -> str:
    """The address, which remembers the list."""
    if filters is None:
        return url
    remembered = filters.copy()
    if at:
        remembered["at"] = at
    return _with_query(url, urlencode({NAME: remembered.urlencode()}) if remembered else "")


def _with_query(url: str, query: str) -> str:
    return f"{url}?{query}" if query else url
