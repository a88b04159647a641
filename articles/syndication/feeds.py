"""Feeds of the newest stories: of the whole site, of each section, tag, topic and author, as RSS and as Atom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Author
from articles.models import Correction, Imprint, PublishedArticle, Section, Tag, Topic
from articles.page_text import page_text
from articles.pictures import picture_url
from articles.public.caching import for_readers
from articles.public.family import section_family
from articles.public.frame import absolute, frame, page
from articles.public.templating import rendered
from articles.querysets import PublishedArticleQuerySet
from articles.syndication.formats import FORMATS, Atom, Rss
from articles.syndication.full_text import for_elsewhere

ENTRIES = 30
# How long a reader may wait before asking again; the shared caches hold a feed for less.
MINUTES = 5


@dataclass(frozen=True)
class Source:
    """What one feed is of: the stories, what it is called, and the page that shows the same."""

    stories: PublishedArticleQuerySet
    title: str
    page: str


@require_safe
@for_readers
def index(request: HttpRequest) -> HttpResponse:
    """The page that lists the feeds."""
    return page(request, "syndication/feeds.html", {})


@require_safe
@for_readers
def newest(request: HttpRequest, kind: str) -> HttpResponse:
    return _feed(request, kind, Source(PublishedArticle.objects.live(), "", "/"))


@require_safe
@for_readers
def section(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    top, _subsections = section_family(slug)
    stories = PublishedArticle.objects.live().in_section(top)
    return _feed(request, kind, Source(stories, top.name, top.get_absolute_url()))


@require_safe
@for_readers
def subsection(request: HttpRequest, slug: str, subslug: str, kind: str) -> HttpResponse:
    found = get_object_or_404(Section.objects.select_related("parent"), parent__slug=slug, slug=subslug)
    stories = PublishedArticle.objects.live().in_section(found)
    return _feed(request, kind, Source(stories, found.name, found.get_absolute_url()))


@require_safe
@for_readers
def tag(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    return _feed_or_moved(request, kind, slug, Tag.objects.at(slug), PublishedArticle.objects.live().tagged)


@require_safe
@for_readers
def topic(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The newest stories of a topic, whatever stands first on its page."""
    return _feed_or_moved(request, kind, slug, Topic.objects.at(slug), PublishedArticle.objects.live().in_topic)


@require_safe
@for_readers
def author(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    found = get_object_or_404(Author, slug=slug)
    stories = PublishedArticle.objects.live().by_author(found)
    return _feed(request, kind, Source(stories, found.name, found.get_absolute_url()), needs_stories=True)


@require_safe
@for_readers
def corrections(request: HttpRequest, kind: str) -> HttpResponse:
    """What was set right, newest first; 1 query."""
    rows = Correction.objects.public()[:ENTRIES]
    with translation.override(settings.LANGUAGE_CODE):
        about = _("What we got wrong, and what is right.")
        feed = _new_feed(request, kind, _("Corrections"), reverse("public:corrections"), about)
        for row in rows:
            feed.add_item(
                title=f"{row.get_kind_display()}: {row.title}",
                link=f"{absolute(request, reverse('public:corrections'))}#dinh-chinh-{row.pk}",
                description=rendered("syndication/correction.html", {"correction": row}).strip(),
                author_name=settings.SITE_NAME,
                pubdate=timezone.localtime(row.at),
                updateddate=timezone.localtime(row.at),
                unique_id=_tag_uri(request, f"correction/{row.pk}"),
                unique_id_is_permalink=False,
                text="",
                picture=None,
            )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _feed(request: HttpRequest, kind: str, source: Source, *, needs_stories: bool = False) -> HttpResponse:
    """The feed as `kind`, rss or atom; 1 query. `needs_stories`: as its page, it is not there while it has none."""
    rows = (
        source.stories.select_related("section__parent")
        .with_tags()
        .with_sections()
        .with_corrections()
        .newest()[:ENTRIES]
    )
    stories = list(rows if settings.FEED_FULL_TEXT else rows.defer("body"))
    if needs_stories and not stories:
        raise Http404("no live story")
    with translation.override(settings.LANGUAGE_CODE):
        feed = _new_feed(request, kind, source.title, source.page)
        for story in stories:
            feed.add_item(**_entry(request, story))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _feed_or_moved(
    request: HttpRequest,
    kind: str,
    slug: str,
    found: Tag | Topic | None,
    stories_of: Callable[[Any], PublishedArticleQuerySet],
) -> HttpResponse:
    """The feed of what is, or was, called `slug`; from an earlier name in one step to the present one."""
    if found is None:
        raise Http404("nothing of this name")
    stories = stories_of(found)
    if found.slug != slug and stories.exists():
        name = f"syndication:{found._meta.model_name}"
        return HttpResponsePermanentRedirect(reverse(name, kwargs={"slug": found.slug, "kind": kind}))
    return _feed(request, kind, Source(stories, found.name, found.get_absolute_url()), needs_stories=True)


def _new_feed(request: HttpRequest, kind: str, title: str, page: str, about: str = "") -> Rss | Atom:
    """A feed without items, called after the site where `title` is empty; of stories unless `about` says otherwise."""
    name = f"{title} | {settings.SITE_NAME}" if title else settings.SITE_NAME
    imprint = frame().imprint
    about = about or _("The newest stories of %(name)s.") % {"name": name}
    return FORMATS[kind](
        title=name,
        link=absolute(request, page),
        description=about,
        subtitle=about,
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(request, request.path),
        feed_guid=_tag_uri(request, request.path.strip("/")),
        author_name=settings.SITE_NAME,
        ttl=MINUTES,
        feed_copyright=_rights(imprint),
        # RSS takes an address with a name behind it, and nothing without an address.
        managing_editor=f"{imprint.email} ({imprint.editor_in_chief or settings.SITE_NAME})" if imprint.email else "",
    )


def _rights(imprint: Imprint) -> str:
    return " · ".join(filter(None, (f"© {imprint.legal_name or settings.SITE_NAME}", imprint.source_notice)))


def _entry(request: HttpRequest, story: PublishedArticle) -> dict[str, Any]:
    """What add_item() takes of one story. The id never changes: not with the title, the section or the address."""
    names = [line["name"] for line in story.bylines]
    return {
        "title": story.title,
        "link": absolute(request, story.get_absolute_url()),
        "description": "".join([escape(story.lead), *map(_set_right, story.shown_corrections)]),
        "author_name": ", ".join(names) or story.source_name or settings.SITE_NAME,
        "pubdate": timezone.localtime(story.first_published_at),
        "updateddate": timezone.localtime(story.updated_at or story.first_published_at),
        "unique_id": _tag_uri(request, f"article/{story.article_id}"),
        "unique_id_is_permalink": False,
        "categories": [
            story.section.name,
            *(each["name"] for each in (*story.shown_sections, *story.shown_tags)),
        ],
        "text": for_elsewhere(page_text(story.body).whole, absolute(request, "/")) if settings.FEED_FULL_TEXT else "",
        "picture": _picture(request, story.lead_photo),
    }


def _set_right(row: dict[str, Any]) -> str:
    """What was set right, behind the lead: whoever took the story over from the feed is to know."""
    return format_html("<p><strong>{}:</strong> {}</p>", row["label"], row["right"] or row["apology"])


def _picture(request: HttpRequest, photo: dict[str, Any] | None) -> dict[str, str] | None:
    if photo is None:
        return None
    words = {"description": photo.get("caption") or "", "credit": photo.get("credit") or ""}
    return {"url": absolute(request, picture_url(photo)), **words}


def _tag_uri(request: HttpRequest, name: str) -> str:
    """RFC 4151: a name that stays the same for ever, whatever becomes of addresses."""
    return f"tag:{urlsplit(absolute(request, '/')).hostname},2021:{name}"
