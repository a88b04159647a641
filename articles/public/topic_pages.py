"""Topics on the website: the page of one, and the list of all of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import PublishedArticle, Topic
from articles.most_read import box_without
from articles.public.caching import for_readers
from articles.public.frame import page
from articles.public.link_preview import preview_picture
from articles.public.list_page import list_page
from articles.public.listing import StoryList, at_least_one, listing_of, moved
from newsroom.prepared import EXAMPLE_KEY

# With a picture and the newest date; the rest, and those that are closed, by name.
CARDS = 30
NAMES = 300

IN_TOPIC = StoryList(
    lambda topic: PublishedArticle.objects.live().in_topic(topic).unarranged(),
    begins=lambda topic: PublishedArticle.objects.live().in_topic(topic).arranged(),
    topic=EXAMPLE_KEY,
)


@require_safe
@for_readers
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """What editors put first, then the newest. Not there while readers see none of its stories."""
    found = Topic.objects.at(slug)
    if found is None:
        raise Http404("no such topic")
    listing = at_least_one(listing_of(IN_TOPIC, request, topic=found.pk))
    if found.slug != slug:
        return moved(request, found)
    context: dict[str, object] = {"topic": found, "preview_picture": preview_picture(request, found.shown_banner)}
    return list_page(request, "public/topic.html", found.get_absolute_url(), listing, context)


@require_safe
@for_readers
def topics(request: HttpRequest) -> HttpResponse:
    """All topics that readers see: those that go on, the latest news first, and those that are closed."""
    public = Topic.objects.public().with_newest().select_related("banner")
    going_on = list(public.open()[: CARDS + NAMES])
    context = {
        "cards": going_on[:CARDS],
        "more": going_on[CARDS:],
        "closed": public.closed()[:NAMES],
        "most_read": box_without(()),
        "canonical": reverse("public:topics"),
    }
    return page(request, "public/topics.html", context)
