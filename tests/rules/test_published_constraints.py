"""What the database itself refuses of published versions: two at one instant, and any change to what readers saw."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from articles import publishing
from articles.models import Article, PublishedArticle
from tests import factories
from tests.rules.state import let_pass

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def version() -> PublishedArticle:
    """A version that has been live for an hour."""
    story = factories.published()
    let_pass(hours=1)
    return PublishedArticle.objects.get(article=story)


def another(version: PublishedArticle, live_from: datetime, live_until: datetime | None = None) -> PublishedArticle:
    """A second version of the same story, written past all verbs."""
    values = PublishedArticle.objects.values().get(pk=version.pk)
    del values["id"]
    return PublishedArticle.objects.create(**(values | {"live_from": live_from, "live_until": live_until}))


def end(version: PublishedArticle, at: datetime) -> None:
    PublishedArticle.objects.filter(pk=version.pk).update(live_until=at)


# One at a time -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hours", [-0.5, 0, 24, 24 * 365])
def test_a_second_version_beside_an_open_ended_one_is_refused(version: PublishedArticle, hours: float) -> None:
    with pytest.raises(IntegrityError, match="one_live_version_at_any_instant"), transaction.atomic():
        another(version, version.live_from + HOUR + timedelta(hours=hours))


def test_ranges_that_overlap_in_the_future_are_refused(version: PublishedArticle) -> None:
    end(version, timezone.now() + 2 * HOUR)
    with pytest.raises(IntegrityError, match="one_live_version_at_any_instant"), transaction.atomic():
        another(version, timezone.now() + HOUR, timezone.now() + 3 * HOUR)


def test_ranges_that_touch_are_not_an_overlap(version: PublishedArticle) -> None:
    at = timezone.now() + HOUR
    end(version, at)
    assert another(version, at)


def test_a_version_cannot_be_opened_again_over_its_successor(version: PublishedArticle) -> None:
    at = timezone.now() + HOUR
    end(version, at)
    another(version, at)
    with pytest.raises(IntegrityError, match="one_live_version_at_any_instant"), transaction.atomic():
        PublishedArticle.objects.filter(pk=version.pk).update(live_until=None)


def test_other_stories_do_not_count(version: PublishedArticle) -> None:
    assert factories.published().published_versions.live().count() == 1
    assert PublishedArticle.objects.live().count() == 2


def test_called_off_versions_take_no_time(version: PublishedArticle) -> None:
    at = timezone.now() + HOUR
    assert another(version, at, at)
    assert another(version, at, at)


def test_a_range_does_not_end_before_it_begins(version: PublishedArticle) -> None:
    # Which of the two answers first is PostgreSQL's affair: the CHECK, or the range that cannot be made.
    with (
        pytest.raises(Exception, match="published_ends_after_it_begins|lower bound must be less"),
        transaction.atomic(),
    ):
        another(factories.published().published_versions.get(), version.live_from, version.live_from - HOUR)


def test_the_first_publication_is_no_later_than_the_version(version: PublishedArticle) -> None:
    end(version, timezone.now() + HOUR)
    values = PublishedArticle.objects.values().get(pk=version.pk)
    del values["id"]
    moved = {"live_from": timezone.now() + HOUR, "live_until": None, "first_published_at": timezone.now() + 2 * HOUR}
    with pytest.raises(IntegrityError, match="published_first_no_later_than_live"), transaction.atomic():
        PublishedArticle.objects.create(**(values | moved))


# Never altered -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Đầu đề khác"},
        {"body": "<p>Nội dung khác.</p>"},
        {"bylines": [{"name": "Người khác"}]},
        {"slug": "dia-chi-khac"},
        {"live_from": F("live_from") + timedelta(seconds=1)},
        {"first_published_at": F("first_published_at") - HOUR},
        {"updated_at": F("live_from")},
    ],
    ids=lambda change: next(iter(change)),
)
def test_nothing_of_a_version_changes(version: PublishedArticle, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match="never altered"), transaction.atomic():
        PublishedArticle.objects.filter(pk=version.pk).update(**change)


def test_a_version_does_not_move_to_another_story_or_revision(version: PublishedArticle) -> None:
    other = factories.published()
    for change in ({"article": other}, {"revision": other.revisions.get()}):
        with pytest.raises(IntegrityError, match="never altered"), transaction.atomic():
            PublishedArticle.objects.filter(pk=version.pk).update(**change)


def test_what_has_ended_stays_ended(version: PublishedArticle) -> None:
    publishing.withdraw(version.article, by=factories.managing_editor(), reason="Chờ kiểm chứng.")
    for at in (None, timezone.now() + HOUR, version.live_from):
        with pytest.raises(IntegrityError, match="never altered"), transaction.atomic():
            PublishedArticle.objects.filter(pk=version.pk).update(live_until=at)


@pytest.mark.parametrize("minutes", [0, 30])
def test_a_version_readers_have_seen_does_not_end_in_the_past(version: PublishedArticle, minutes: int) -> None:
    """As if they had not seen it; zero minutes would turn it into one that was called off."""
    with pytest.raises(IntegrityError, match="never altered"), transaction.atomic():
        end(version, version.live_from + timedelta(minutes=minutes))


def test_a_version_is_never_deleted(version: PublishedArticle) -> None:
    with pytest.raises(IntegrityError, match="published versions are kept"), transaction.atomic():
        PublishedArticle.objects.filter(pk=version.pk)._raw_delete("default")


def test_a_published_revision_and_its_story_are_never_deleted(version: PublishedArticle) -> None:
    for rows in (version.article.revisions.all(), Article.objects.filter(pk=version.article_id)):
        with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic():
            rows._raw_delete("default")
            from_now_on_checked()


def from_now_on_checked() -> None:
    """Foreign keys are checked at commit, which a test never reaches."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
