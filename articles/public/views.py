"""The pages of the website. Each asks a fixed number of queries, whatever the archive's size."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Author
from articles.models import Imprint, PublishedArticle, Section, Tag
from articles.most_read import box_without
from articles.public import by_date, corrected, structured_data
from articles.public.caching import for_readers
from articles.public.errors import gone
from articles.public.family import section_family, section_within
from articles.public.frame import page
from articles.public.front import home_front, section_front
from articles.public.front_pages import first_page_of_section, home_page
from articles.public.list_page import list_page
from articles.public.listing import StoryList, at_least_one, listing_of, moved
from articles.public.story_page import story_page
from articles.querysets import PublishedArticleQuerySet
from newsroom.prepared import EXAMPLE_KEY, EXAMPLE_SLUG, prepared

NEWEST = StoryList(lambda: PublishedArticle.objects.live())
IN_SECTION = StoryList(lambda section: PublishedArticle.objects.live().in_section(section), section=EXAMPLE_KEY)
TAGGED = StoryList(lambda tag: PublishedArticle.objects.live().tagged(tag), tag=EXAMPLE_KEY)
BY_AUTHOR = StoryList(lambda author: PublishedArticle.objects.live().by_author(author), author=EXAMPLE_KEY)


@require_safe
@for_readers
def home(request: HttpRequest) -> HttpResponse:
    return home_page(request, home_front())


@require_safe
@for_readers
def section(request: HttpRequest, slug: str) -> HttpResponse:
    top, subsections = section_family(slug)
    if "truoc" in request.GET:
        return _section_page(request, top, top, subsections)
    front = section_front(top, top.layout, top.now)
    return first_page_of_section(request, top, subsections, front)


@require_safe
@for_readers
def subsection(request: HttpRequest, slug: str, subslug: str) -> HttpResponse:
    return _section_page(request, *section_within(slug, subslug))


@prepared(article=EXAMPLE_KEY)
def _live_story(article: int) -> PublishedArticleQuerySet:
    return PublishedArticle.objects.live().filter(article=article).for_page()


@require_safe
@for_readers
def article(request: HttpRequest, section: str, slug: str, article_id: str) -> HttpResponse:
    """The id decides; any other slug or section is sent to the story's one address."""
    number = int(article_id)
    story = next(iter(_live_story(article=number)), None)
    if story is None:
        if PublishedArticle.objects.filter(article=number).ever_public().exists():
            return gone(request)
        raise Http404("never published")
    if request.path != story.get_absolute_url():
        return moved(request, story)
    return story_page(request, story, structured_data=structured_data.of_story(request, story))


@prepared(slug=EXAMPLE_SLUG)
def _tag_at(slug: str) -> QuerySet[Tag]:
    return Tag.objects.filter(slug=slug)


@prepared(slug=EXAMPLE_SLUG)
def _author_at(slug: str) -> QuerySet[Author]:
    return Author.objects.filter(slug=slug)


@require_safe
@for_readers
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = next(iter(_tag_at(slug=slug)), None) or Tag.objects.formerly_at(slug)
    if found is None:
        raise Http404("no such tag")
    listing = at_least_one(listing_of(TAGGED, request, tag=found.pk))
    if found.slug != slug:
        return moved(request, found)
    return list_page(request, "public/tag.html", found.get_absolute_url(), listing, {"tag": found})


@require_safe
@for_readers
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = next(iter(_author_at(slug=slug)), None)
    if found is None:
        raise Http404("no such author")
    listing = at_least_one(listing_of(BY_AUTHOR, request, author=found.pk))
    return list_page(request, "public/author.html", found.get_absolute_url(), listing, {"author": found})


@require_safe
@for_readers
def newest(request: HttpRequest) -> HttpResponse:
    """The stories of all sections."""
    listing = listing_of(NEWEST, request)
    return list_page(request, "public/newest.html", reverse("public:newest"), listing, {})


@require_safe
@for_readers
def corrections(request: HttpRequest) -> HttpResponse:
    cursor = request.GET.get("truoc")
    shown, older = corrected.page_of(cursor)
    address = reverse("public:corrections")
    context = {
        "corrections": shown,
        "older": older,
        "is_first": cursor is None,
        "canonical": address if cursor is None else f"{address}?truoc={cursor}",
        "most_read": box_without(()),
    }
    return page(request, "public/corrections.html", context)


@require_safe
@for_readers
def newsroom(request: HttpRequest) -> HttpResponse:
    """Who makes the paper and answers for it."""
    context = {"whole": Imprint.current(), "structured_data": structured_data.of_site(request)}
    return page(request, "public/newsroom.html", context)


@require_safe
@for_readers
def today(request: HttpRequest) -> HttpResponse:
    """The newest day that has stories."""
    newest = PublishedArticle.objects.live().newest().values_list("first_published_at", flat=True).first()
    if newest is None:
        raise Http404("no story yet")
    return HttpResponseRedirect(by_date.address_of(timezone.localdate(newest)))


@require_safe
@for_readers
def stories_of_day(request: HttpRequest, year: str, month: str, day: str) -> HttpResponse:
    asked = by_date.day_of(year, month, day)
    context = {"day": asked, "month": by_date.month_of(asked), "neighbours": by_date.neighbours_of(asked)}
    context["weekdays"] = by_date.weekdays()
    listing = listing_of(by_date.OF_DAY, request, **by_date.bounds_of(asked))
    return list_page(request, "public/by_date.html", by_date.address_of(asked), listing, context)


def _section_page(request: HttpRequest, section: Section, top: Section, subsections: list[Section]) -> HttpResponse:
    listing = listing_of(IN_SECTION, request, section=section.pk)
    context: dict[str, object] = {"section": section, "subsections": subsections, "current_top": top, "top": []}
    return list_page(request, "public/section.html", section.get_absolute_url(), listing, context, section)
