"""What search engines read: an index, one sitemap a month, one of lists, the news sitemap, and robots.txt.

Limits by sitemaps.org (50,000 addresses a file) and by Google News (two days, 1,000 stories).
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import PublishedArticle, Section, Topic
from articles.public.caching import for_readers
from articles.public.frame import absolute
from articles.public.rankings import WINDOWS
from articles.public.templating import rendered
from newsroom.vietnamese import midnight

NEWS_FOR = timedelta(days=2)
NEWS_AT_MOST = 1000
AT_MOST = 50_000
TOPICS_AT_MOST = 10_000
# Which months have stories takes a walk over the whole archive, and changes once a month.
MONTHS_HELD = 600


@require_safe
@for_readers
def index(request: HttpRequest) -> HttpResponse:
    """The sitemaps there are, months newest first."""
    months = [reverse("syndication:month", args=[month.year, f"{month:%m}"]) for month in _months()]
    places = [reverse("syndication:pages"), *months]
    return _xml("syndication/sitemap_index.xml", {"addresses": [absolute(request, place) for place in places]})


@require_safe
@for_readers
def pages(request: HttpRequest) -> HttpResponse:
    """The front page, the lists of all sections, every section and topic, and the page of the newsroom."""
    sections = Section.objects.select_related("parent").order_by("position", "name")
    topics = Topic.objects.public().order_by("-pk")[:TOPICS_AT_MOST]
    lists = [reverse("public:newest"), *(window.address(None) for window in WINDOWS), reverse("public:topics")]
    places = [section.get_absolute_url() for section in sections] + [topic.get_absolute_url() for topic in topics]
    addresses = ["/", *lists, *places, reverse("public:newsroom")]
    return _xml("syndication/sitemap.xml", {"entries": [{"loc": absolute(request, place)} for place in addresses]})


@require_safe
@for_readers
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """The live stories first published in one month. Raises Http404 for one without any."""
    try:
        first = date(int(year), int(month), 1)
        begin, end = midnight(first), midnight((first + timedelta(days=31)).replace(day=1))
    except (ValueError, OverflowError):
        raise Http404("no such month") from None
    stories = _stories().filter(first_published_at__gte=begin, first_published_at__lt=end)[:AT_MOST]
    entries = [_entry(request, story) for story in stories]
    if not entries:
        raise Http404("no story in this month")
    return _xml("syndication/sitemap.xml", {"entries": entries})


@require_safe
@for_readers
def news(request: HttpRequest) -> HttpResponse:
    """What was first published within two days. It may be empty."""
    stories = _stories().filter(first_published_at__gt=timezone.now() - NEWS_FOR)[:NEWS_AT_MOST]
    context = {
        "name": settings.SITE_NAME,
        "language": settings.LANGUAGE_CODE,
        "entries": [_entry(request, story) | {"title": story.title} for story in stories],
    }
    return _xml("syndication/sitemap_news.xml", context)


@require_safe
@for_readers
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where the sitemaps are."""
    sitemaps = [absolute(request, reverse(f"syndication:{name}")) for name in ("sitemap", "sitemap_news")]
    text = rendered("syndication/robots.txt", {"sitemaps": sitemaps})
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _stories() -> Any:
    columns = ("article_id", "slug", "title", "first_published_at", "updated_at", "section")
    return (
        PublishedArticle.objects.live()
        .select_related("section__parent")
        .only(*columns, "section__slug", "section__parent__slug")
        .newest()
    )


def _entry(request: HttpRequest, story: PublishedArticle) -> dict[str, Any]:
    return {
        "loc": absolute(request, story.get_absolute_url()),
        "published": story.first_published_at,
        "changed": story.updated_at or story.first_published_at,
    }


def _months() -> list[datetime]:
    """The first moments of the months with live stories, newest first."""
    months: list[datetime] | None = cache.get("sitemap-months")
    if months is None:
        months = list(PublishedArticle.objects.live().datetimes("first_published_at", "month", order="DESC"))
        cache.set("sitemap-months", months, MONTHS_HELD)
    return months


def _xml(template: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(rendered(template, context), content_type="application/xml; charset=utf-8")
