"""Which pages the built-in page cache forgets at once when readers are to see something else there.

Those that a change is looked for on: the story's own, the fronts and the lists that it stands in, their feeds. Others
that name it (related stories, search, most read) follow within the time that articles.public.caching promises; so do
caches in front of the built-in one, and stories that go live by their schedule.
"""

from django.urls import reverse

from articles.models import PublishedArticle, Section
from newsroom import page_cache


def of_story(*versions: PublishedArticle) -> None:
    """What shows these versions is rendered anew, once the transaction is through; at most 2 queries each."""
    page_cache.drop({address for version in versions for address in _pages_of(version)})


def of_front(section: Section | None) -> None:
    """The same for the front of a section, or for the home page."""
    page_cache.drop([section.get_absolute_url() if section else reverse("public:home")])


def _pages_of(version: PublishedArticle) -> set[str]:
    sections = [row.section for row in version.section_rows.select_related("section__parent")]
    lists = [section.get_absolute_url() for section in sections]
    lists += [reverse("public:tag", kwargs={"slug": tag["slug"]}) for tag in version.tags]
    lists += [reverse("public:author", kwargs={"slug": author["slug"]}) for author in version.bylines]
    pages = {version.get_absolute_url(), reverse("public:home"), reverse("public:newest"), *lists}
    feeds = {f"/rss{address.rstrip('/')}.{kind}" for address in (*lists, "/tin-moi/") for kind in ("rss", "atom")}
    return pages | feeds | {reverse("public:corrections"), reverse("syndication:sitemap_news")}
