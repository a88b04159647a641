"""One reader counts once for one story in half an hour."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db.models import F

from articles.counting.fold import fold_all
from articles.counting.marks import WINDOW
from articles.counting.readers import readers_of
from articles.models import HourlyViews, RecentView
from tests.factories import published
from tests.readership.reading import CHROME, counted, read_by, report

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"


def minutes_pass(minutes: int) -> None:
    fold_all()
    RecentView.objects.update(counted_at=F("counted_at") - timedelta(minutes=minutes))


def test_a_reader_is_counted() -> None:
    story = published()

    report(story.pk)

    assert counted(story) == 1


def test_reading_again_within_half_an_hour_is_not_counted() -> None:
    story = published()

    report(story.pk)
    minutes_pass(29)
    report(story.pk)

    assert counted(story) == 1


def test_reading_again_after_half_an_hour_is_counted() -> None:
    story = published()

    report(story.pk)
    minutes_pass(30)
    report(story.pk)

    assert counted(story) == 2


def test_reloading_does_not_put_the_next_count_off() -> None:
    story = published()

    report(story.pk)
    minutes_pass(20)
    report(story.pk)
    minutes_pass(10)
    report(story.pk)

    assert counted(story) == 2


def test_each_story_counts_for_itself() -> None:
    one, other = published(), published()

    report(one.pk)
    report(other.pk)

    assert (counted(one), counted(other)) == (1, 1)


@pytest.mark.parametrize("other", [{"address": "203.0.113.78"}, {"browser": FIREFOX}])
def test_another_address_or_browser_is_another_reader(other: dict[str, str]) -> None:
    story = published()

    report(story.pk)
    report(story.pk, **other)

    assert counted(story) == 2


def test_the_many_ipv6_addresses_of_one_household_are_one_reader() -> None:
    story = published()

    report(story.pk, address="2001:db8:1:2::17")
    report(story.pk, address="2001:db8:1:2:aaaa:bbbb:cccc:dddd")
    report(story.pk, address="2001:db8:1:3::17")

    assert counted(story) == 2


def test_an_ipv4_address_written_as_ipv6_is_the_same_reader() -> None:
    story = published()

    report(story.pk, address="203.0.113.77")
    report(story.pk, address="::ffff:203.0.113.77")
    report(story.pk, address="::ffff:203.0.113.78")

    assert counted(story) == 2


def test_a_made_up_forwarding_header_makes_no_new_reader() -> None:
    story = published()

    report(story.pk)
    report(story.pk, x_forwarded_for="198.51.100.1")

    assert counted(story) == 1


def test_readers_behind_our_proxy_are_told_apart(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = 1
    story = published()

    report(story.pk, x_forwarded_for="198.51.100.1")
    report(story.pk, x_forwarded_for="198.51.100.2")

    assert counted(story) == 2


def test_reads_are_kept_by_the_hour() -> None:
    story = published()
    reader = [b"r" * 16]
    report(story.pk)
    fold_all()
    start = HourlyViews.objects.get().hour

    for minutes in (-60, -20, 100):
        read_by(story.pk, reader, at=start + timedelta(minutes=minutes))

    hours = HourlyViews.objects.filter(article=story).order_by("hour").values_list("hour", "count")
    assert list(hours) == [
        (start - timedelta(hours=1), 2),
        (start, 1),
        (start + timedelta(hours=1), 1),
    ]


def test_the_window_starts_anew_with_each_count() -> None:
    story = published()
    report(story.pk)
    fold_all()
    start = RecentView.objects.earliest("counted_at").counted_at  # two rows just after midnight
    readers = readers_of("198.51.100.9", CHROME, start)

    moments = [start + WINDOW * share for share in (0, 0.9, 1, 1.9, 2)]

    assert [read_by(story.pk, readers, at=moment) for moment in moments] == [True, False, True, False, True]
