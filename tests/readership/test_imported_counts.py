"""What an old site had counted is shown on top of our own count and kept apart from it."""

import pytest

from articles.counting.fold import fold_all
from articles.models import PublishedArticle, ViewTotal
from articles.readership import set_imported_views
from tests.factories import published
from tests.readership.reading import counted, report

pytestmark = pytest.mark.django_db


def test_readers_see_the_sum() -> None:
    story = published()

    set_imported_views(story, 1672)
    report(story.pk)
    fold_all()

    assert PublishedArticle.objects.live().for_page().get(article=story).views == 1673
    assert counted(story) == 1


def test_reads_before_the_import_stay() -> None:
    story = published()
    report(story.pk)
    fold_all()

    set_imported_views(story, 40)

    total = ViewTotal.objects.get(article=story)
    assert (total.counted, total.imported, total.displayed) == (1, 40, 41)


def test_importing_again_replaces() -> None:
    story = published()

    set_imported_views(story, 40)
    set_imported_views(story, 7)

    assert ViewTotal.objects.get(article=story).imported == 7


def test_a_negative_count_is_refused() -> None:
    story = published()

    with pytest.raises(ValueError, match="-1"):
        set_imported_views(story, -1)

    assert not ViewTotal.objects.exists()
