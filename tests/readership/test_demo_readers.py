"""The demo newspaper has readers of the last weeks, counted as readers are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.counting.fold import fold_all
from articles.demo import readers
from articles.models import HourlyViews, RefusedViews, ViewSource
from tests.factories import published
from tests.readership.reading import counted

pytestmark = pytest.mark.django_db


def test_they_are_counted_and_some_of_them_are_not() -> None:
    now = timezone.now()
    stories = {days: published() for days in (0.1, 3, 400)}

    for days, story in stories.items():
        reported = readers.report(story.pk, f"bai-{days}", 800, now - timedelta(days=days), now)
        fold_all(wait=True)

        assert counted(story) == reported == 100

    assert set(RefusedViews.objects.values_list("reason", flat=True)) >= {"robot", "ahead", "staff", "repeated"}
    assert ViewSource.objects.filter(came_back__gt=0).exists()
    hours = list(HourlyViews.objects.order_by("hour").values_list("hour", flat=True))
    assert now - readers.WEEKS - timedelta(hours=1) <= hours[0] <= hours[-1] <= now
