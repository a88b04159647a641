"""What is kept of which story fits beside which: when it is found, and that nothing of it is lost or in the way."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from articles import publishing, relating, tags, workflow
from articles.models import Article, PublishedArticle, RelatedStory, StoryShingle, StorySubject, StoryTerm, Tag
from articles.querysets.related import PARAMS
from articles.related import beside
from tests import factories
from tests.public.stories import MARCH_11, live_story
from tests.rules.at_once import Racer, outcomes

pytestmark = pytest.mark.django_db

CommitHooks = Callable[..., Any]
FIRE = "Cháy rừng thông trên núi Đại Huệ"
REPLANTING = "Trồng lại rừng thông trên núi Đại Huệ"
COURT = "Xét xử người làm cháy rừng thông trên núi Đại Huệ"
SUGAR = "Nhà máy đường tranh mua mía"
TEXT = """<p>Bà con dậy từ tinh mơ để kịp con nước, người vớt bèo, người đắp bờ, ai cũng mong vụ này được mùa.</p>
<p>Hợp tác xã chia nhau từng cánh đồng, máy cày chạy suốt đêm, đèn pha quét qua những thửa ruộng còn loang nước.</p>
<p>Đến trưa, cống đầu kênh đã mở hết cửa, mực nước lên thêm một gang tay so với buổi sáng hôm trước ở cuối nguồn.</p>"""


def told(title: str, **parts: object) -> PublishedArticle:
    """A live story of this title and no other words."""
    return live_story(**({"title": title, "lead": "Tin.", "body": "<p>Tin.</p>"} | parts))


def related(title: str, **parts: object) -> PublishedArticle:
    story = told(title, **parts)
    relating.relate([story.article_id])
    return story


def fitting(story: PublishedArticle) -> list[str]:
    """What readers see beside it because it fits."""
    kept = set(RelatedStory.objects.filter(article=story.article_id).values_list("other", flat=True))
    return [other.title for other in beside(story).related if other.article_id in kept]


def test_the_same_subject_fits_and_the_same_moment_does_not() -> None:
    fire, court = related(FIRE), related(COURT)
    related(SUGAR)
    assert (fitting(fire), fitting(court)) == ([COURT], [FIRE])


def test_what_few_stories_have_in_common_counts_for_more() -> None:
    for number in range(6):
        related(f"Số {number}", tags=("Nghệ An",))
    rare = related("Số mười", tags=("rừng thông",), at=MARCH_11 - timedelta(days=3))
    story = related("Số trăm", tags=("Nghệ An", "rừng thông"))
    assert fitting(story)[0] == rare.title


def test_what_is_nearer_in_time_comes_first() -> None:
    related("Rừng thông Đại Huệ hai trăm ngày trước", at=MARCH_11 - timedelta(days=200))
    related("Hôm trước nữa trong rừng thông Đại Huệ", at=MARCH_11 - timedelta(days=2))
    related("Tìm thấy ai trong rừng thông Đại Huệ", at=MARCH_11 + timedelta(days=1))
    assert [title.split()[0] for title in fitting(related(FIRE))] == ["Tìm", "Hôm", "Rừng"]


def test_near_duplicates_are_neither_beside_the_story_nor_beside_each_other() -> None:
    fire = related(FIRE)
    one = related(COURT, body=TEXT)
    other = related(f"{COURT} mười năm trước", body=TEXT)
    assert [found.title for found in beside(one).related] == [fire.title]
    assert fitting(fire) in ([one.title], [other.title])


def test_stories_alike_through_a_third_one_are_near_duplicates_too() -> None:
    """Fails where each is told of those alike to itself alone."""
    first, last, between = (told(title).article_id for title in (FIRE, COURT, REPLANTING))
    StoryShingle.objects.all().delete()
    runs = {first: range(10), last: range(5, 15), between: range(10, 20)}
    StoryShingle.objects.bulk_create(
        StoryShingle(fingerprint=key, article_id=story) for story, keys in runs.items() for key in keys
    )
    relating.relate([first])
    relating.relate([between])
    relating.relate([last])
    assert set(StorySubject.objects.values_list("twin", flat=True)) == {first}


def test_a_withdrawn_story_is_gone_at_once_and_is_back_when_it_is_published_again(
    django_capture_on_commit_callbacks: CommitHooks,
) -> None:
    fire, court = related(FIRE), related(COURT)
    publishing.withdraw(court.article, by=factories.managing_editor(), reason="Chờ kiểm chứng lại nguồn tin.")
    assert fitting(fire) == []
    with django_capture_on_commit_callbacks(execute=True):
        factories.republished(court.article, title=COURT)
    assert fitting(fire) == [COURT]


def test_a_scheduled_story_is_kept_before_anybody_sees_it(django_capture_on_commit_callbacks: CommitHooks) -> None:
    fire = related(FIRE)
    with django_capture_on_commit_callbacks(execute=True):
        later = factories.scheduled(title=COURT)
    assert fitting(fire) == []
    assert RelatedStory.objects.filter(article=fire.article_id, other=later).exists()


def test_a_correction_is_judged_by_its_own_words(django_capture_on_commit_callbacks: CommitHooks) -> None:
    fire, sugar = related(FIRE), related(SUGAR)
    with django_capture_on_commit_callbacks(execute=True):
        factories.republished(sugar.article, title=COURT)
    assert fitting(fire) == [COURT]
    assert set(StoryTerm.objects.filter(article=sugar.article_id).values_list("term", flat=True)) == set(
        StorySubject.objects.get(article=sugar.article_id).terms
    )


def test_a_story_keeps_so_many_and_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PARAMS, "kept", 3)
    first = related(FIRE)
    for number in range(5):
        related(f"Kiểm lâm gác rừng thông, chòi {number}")
    best = related(COURT)
    kept = RelatedStory.objects.filter(article=first.article_id)
    assert kept.count() == 3
    assert kept.order_by("-score").values_list("other", flat=True)[0] == best.article_id


def test_a_merged_tag_is_one_tag(django_capture_on_commit_callbacks: CommitHooks) -> None:
    one, other = related("Số một", tags=("lũ",)), related("Số hai", tags=("lụt",))
    assert fitting(one) == []
    away, stays = Tag.objects.get(name="lụt"), Tag.objects.get(name="lũ")
    with django_capture_on_commit_callbacks(execute=True):
        tags.merge(away, into=stays, by=factories.managing_editor())
    assert fitting(one) == [other.title]


def test_a_verb_does_not_fail_because_of_it(
    django_capture_on_commit_callbacks: CommitHooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_numbers: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(relating, "keep_subjects", broken)
    with django_capture_on_commit_callbacks(execute=True):
        story = factories.published()
    assert _is_live(story)


# Making up for it, and races ------------------------------------------------------------------------------------------


def test_the_command_finds_what_is_missing_and_nothing_twice(capsys: pytest.CaptureFixture[str]) -> None:
    fire, court, sugar = told(FIRE), told(COURT), told(SUGAR)
    call_command("index_related", batch=2)
    assert (fitting(fire), fitting(court), fitting(sugar)) == ([COURT], [FIRE], [])
    call_command("index_related")
    replanting = told(REPLANTING)
    call_command("index_related")
    assert capsys.readouterr().out.split("\n") == ["3 stories related", "0 stories related", "1 stories related", ""]
    assert set(fitting(fire)) == {COURT, replanting.title}


def test_the_command_and_a_publication_come_to_the_same() -> None:
    stories = [related(title) for title in (FIRE, COURT, REPLANTING, SUGAR)]
    before = {story.title: fitting(story) for story in stories}
    call_command("index_related", all=True)
    assert {story.title: fitting(story) for story in stories} == before


@pytest.mark.django_db(transaction=True)
def test_processes_that_share_the_command_come_to_the_same() -> None:
    """Fails where a process writes into a list that is another's to write, or finds half the subjects."""
    stories = [told(f"{title} {number}") for number in range(3) for title in (FIRE, COURT, REPLANTING, SUGAR)]
    call_command("index_related", all=True)
    before = list(RelatedStory.objects.order_by("article", "other").values_list("article", "other"))
    assert len(before) > len(stories)
    call_command("index_related", all=True, batch=2, processes=2)
    assert list(RelatedStory.objects.order_by("article", "other").values_list("article", "other")) == before
    assert not StorySubject.objects.waiting().exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_published_at_once_each_finds_the_other() -> None:
    """Fails where each looks for neighbours before the other's words are there for it to see."""
    fire, court = told(FIRE), told(COURT)
    _forget()
    with transaction.atomic():
        relating.relate([fire.article_id])
        racer = Racer(partial(relating.relate, [court.article_id]))
        racer.start_and_block()
    assert outcomes([racer]) == [None]
    assert (fitting(fire), fitting(court)) == ([COURT], [FIRE])


@pytest.mark.django_db(transaction=True)
def test_many_at_once_neither_lock_each_other_out_nor_lose_anything() -> None:
    """Fails where the lists of the same neighbours are written in opposite order."""
    stories = [told(f"Rừng thông số {number}", body=f"<p>Tin {number}.</p>") for number in range(6)]
    numbers = [story.article_id for story in stories]
    racers = [Racer(partial(relating.relate, numbers if turn % 2 else numbers[::-1])) for turn in range(4)]
    racers += [Racer(partial(relating.relate, [number])) for number in numbers]
    for racer in racers:
        racer.start()
    assert set(outcomes(racers)) == {None}
    assert RelatedStory.objects.count() == 30


@pytest.mark.django_db(transaction=True)
def test_publishing_waits_for_nobody_who_finds_neighbours() -> None:
    """Fails where a publication finds its neighbours before it is committed."""
    story = workflow.create(factories.content(title=FIRE), by=factories.reporter())
    by = factories.managing_editor()
    with transaction.atomic():
        relating.relate([])
        racer = Racer(lambda: publishing.publish_import(story, by=by, first_published_at=MARCH_11))
        racer.start_and_block()
        assert _is_live(story)
    outcomes([racer])
    assert StorySubject.objects.filter(article=story.pk, related_at__isnull=False).exists()


def _is_live(story: Article) -> bool:
    return PublishedArticle.objects.live().filter(article=story.pk).exists()


def _forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE articles_storysubject, articles_storyterm, articles_relatedstory")
