"""Live stories for the tests of the website, made by the real verbs, with the date and the parts a test asks for."""

from datetime import datetime, timedelta

from articles import publishing, workflow
from articles.models import Article, Photo, PublishedArticle, Section
from tests.factories import SectionFactory, content, managing_editor, reporter

MARCH_11 = datetime.fromisoformat("2021-03-11T00:00:00+07:00")


def live_story(section: Section | None = None, *, at: datetime = MARCH_11, **parts: object) -> PublishedArticle:
    """A story that readers see, first published at the moment `at`."""
    story = workflow.create(content(section=section, **parts), by=reporter())
    publishing.publish_import(story, by=managing_editor(), first_published_at=at)
    return version_of(story)


def live_stories(number: int, section: Section | None = None, **parts: object) -> list[PublishedArticle]:
    """`number` live stories a minute apart, newest first."""
    section = section or SectionFactory()
    moments = [MARCH_11 - timedelta(minutes=minute) for minute in range(number)]
    return [
        live_story(section, at=at, **({"title": f"Tin số {number} trong ngày"} | parts))
        for number, at in enumerate(moments, start=1)
    ]


def version_of(article: Article) -> PublishedArticle:
    return PublishedArticle.objects.live().for_page().get(article=article)


def photo(**kwargs: object) -> Photo:
    """The row of a picture; tests of pages need no file behind it."""
    number = Photo.objects.count()
    fields = {"file": f"photos/00000000-0000-4000-8000-{number:012d}.jpg", "width": 1920, "height": 1280}
    return Photo.objects.create(**(fields | kwargs))
