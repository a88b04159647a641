"""Live stories for the tests of the website, with the date and the parts a test asks for; a few or thousands."""

from datetime import datetime, timedelta

from django.db import connection

from articles import publishing, workflow
from articles.models import (
    Article,
    Photo,
    PublishedArticle,
    PublishedByline,
    PublishedSection,
    PublishedTag,
    PublishedWords,
    Revision,
    Section,
    TopicStory,
    ViewTotal,
)
from tests.factories import SectionFactory, content, managing_editor, reporter

MARCH_11 = datetime.fromisoformat("2021-03-11T00:00:00+07:00")


def live_story(section: Section | None = None, *, at: datetime = MARCH_11, **parts: object) -> PublishedArticle:
    """A story that readers see, first published at the moment `at`."""
    bare: dict[str, object] = {"tags": (), "bylines": (), "lead_photo": None}
    story = workflow.create(content(section=section, **(bare | parts)), by=reporter())
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
    fields = {"file": f"photos/00000000-0000-4000-9000-{number:012d}.jpg", "width": 1920, "height": 1280}
    return Photo.objects.create(**(fields | kwargs))


def fill_archive(number: int, model: PublishedArticle) -> None:
    """`number` more live stories like `model`, with its section, tags, authors and topics, each a minute older.

    Written straight into the tables, since the verbs would take minutes for thousands.
    """
    desk = model.article
    moments = [model.first_published_at - timedelta(minutes=minute) for minute in range(1, number + 1)]
    stories = Article.objects.bulk_create(
        Article(
            title=f"{desk.title} {n}",
            section=desk.section,
            owner=desk.owner,
            status=desk.status,
            status_since=at,
            modified_at=at,
            version=1,
            approved_version=1,
        )
        for n, at in enumerate(moments)
    )
    revisions = Revision.objects.bulk_create(
        Revision(article=story, number=1, content={}, created_by=desk.owner, created_at=story.modified_at)
        for story in stories
    )
    copied = {
        field.name: getattr(model, field.name)
        for field in PublishedArticle._meta.concrete_fields
        if not field.primary_key
    }
    versions = PublishedArticle.objects.bulk_create(
        PublishedArticle(**copied | {"article": story, "revision": revision, "live_from": at, "first_published_at": at})
        for story, revision, at in zip(stories, revisions, moments, strict=True)
    )
    lists = (
        (PublishedTag, ["tag_id"]),
        (PublishedByline, ["author_id"]),
        (PublishedSection, ["section_id", "position"]),
    )
    for rows, names in lists:
        copies = list(rows.objects.filter(version=model).values(*names))
        rows.objects.bulk_create(
            rows(
                version=version,
                article_id=version.article_id,
                first_published_at=version.first_published_at,
                **copy,
            )
            for version in versions
            for copy in copies
        )
    TopicStory.objects.bulk_create(
        TopicStory(
            topic_id=row.topic_id,
            article_id=version.article_id,
            first_published_at=version.first_published_at,
            added_by=desk.owner,
            added_at=version.first_published_at,
        )
        for row in desk.topic_rows.all()
        for version in versions
    )
    ViewTotal.objects.bulk_create(ViewTotal(article=story) for story in stories)
    # Its words, too: to read each text would take longest.
    PublishedWords.objects.bulk_create(
        PublishedWords(
            version=version,
            article_id=version.article_id,
            first_published_at=version.first_published_at,
            title=model.words.title,
            text=model.words.text,
        )
        for version in versions
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
