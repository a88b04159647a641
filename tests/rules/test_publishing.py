"""Publishing: readers see the approved text from this instant on, and the one before it until then."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from articles import publishing, workflow
from articles.content import BylineContent, PickContent
from articles.models import Article, LogEntry, PublishedArticle, Verb
from articles.refusals import WrongState
from tests import factories
from tests.rules.state import let_pass

pytestmark = pytest.mark.django_db


def live(story: Article) -> PublishedArticle | None:
    return PublishedArticle.objects.live().filter(article=story).first()


def versions(story: Article) -> list[PublishedArticle]:
    return list(PublishedArticle.objects.filter(article=story).order_by("pk"))


def reapproved(story: Article, title: str, by: User | None = None) -> Article:
    """The story changed by one person and approved by another."""
    writer = by or factories.editor()
    story = Article.objects.get(pk=story.pk)
    content = factories.content(section=story.section, title=title)
    story = workflow.edit(story, content, by=writer, revision=story.version)
    if story.status == "draft":
        story = factories.submit(story, writer)
    if story.claimed_by:
        story = workflow.release(story, by=writer)
    return workflow.approve(story, by=factories.managing_editor(), revision=story.version)


def republished(story: Article, title: str) -> PublishedArticle:
    story = reapproved(story, title)
    return publishing.publish(story, by=factories.editor(), revision=story.version)


def test_an_approved_story_is_live_at_once_and_open_ended() -> None:
    story = factories.approved(title="Đê mới đã khép kín")
    before = workflow.database_now()
    version = publishing.publish(story, by=factories.editor(), revision=1)
    assert live(story) == version
    assert before < version.live_from <= workflow.database_now()
    assert (version.live_until, version.first_published_at) == (None, version.live_from)
    assert Article.objects.get(pk=story.pk).status == "published"


def test_a_version_carries_all_it_shows() -> None:
    writer = factories.AuthorFactory(name="Hồng Hà")
    pick = factories.published(title="Bài chọn kèm")
    story = factories.approved(
        kicker="Đê điều",
        tags=("đê", "lũ"),
        bylines=(BylineContent(writer, affiliation="Văn phòng huyện"), BylineContent(writer, role="photographer")),
        related=(PickContent(article=pick), PickContent(title="Bài chưa có trong kho")),
        source_name="Bản tin huyện",
        source_url="https://ban-tin.example/de",
    )
    version = publishing.publish(story, by=factories.editor(), revision=1)
    assert (version.kicker, version.title, version.lead) == (story.kicker, story.title, story.lead)
    assert (version.source_name, version.source_url) == ("Bản tin huyện", "https://ban-tin.example/de")
    assert version.tags == [{"name": "đê", "slug": "de"}, {"name": "lũ", "slug": "lu"}]
    assert [(line["name"], line["role"]) for line in version.bylines] == [
        ("Hồng Hà", "writer"),
        ("Hồng Hà", "photographer"),
    ]
    assert [line["article"] for line in version.related] == [pick.pk, None]
    assert [row.tag.name for row in version.tag_rows.order_by("tag__name")] == ["lũ", "đê"]
    assert [row.author for row in version.byline_rows.all()] == [writer]


def test_a_new_version_takes_over_at_the_same_instant() -> None:
    story = factories.published(title="Bản đầu")
    republished(story, "Bản sau")
    first, second = versions(story)
    assert first.live_until == second.live_from
    assert (live(story), second.title) == (second, "Bản sau")


def test_an_update_keeps_the_first_date_and_the_address_whatever_its_title() -> None:
    story = factories.published(title="Mưa lớn đầu mùa")
    let_pass(hours=5)
    [first] = versions(story)
    second = republished(story, "Mưa lớn gây ngập nhiều nơi")
    assert second.first_published_at == first.first_published_at < second.live_from
    assert second.slug == first.slug == "mua-lon-dau-mua"
    assert second.get_absolute_url() == first.get_absolute_url()


def test_a_title_without_letters_still_has_an_address() -> None:
    assert versions(factories.published(title="2+2=?"))[0].slug == "2-2"
    assert versions(factories.published(title="?!…"))[0].slug == "tin"


def test_a_published_story_is_not_published_again() -> None:
    story = factories.published()
    with pytest.raises(WrongState):
        publishing.publish(story, by=factories.editor(), revision=1)
    assert len(versions(story)) == 1


@pytest.mark.parametrize(
    "state", [factories.draft, factories.submitted, factories.claimed, factories.returned, factories.withdrawn]
)
def test_nothing_goes_out_unapproved(state: type) -> None:
    story, chief = state(), factories.managing_editor()
    for verb in (publishing.publish, publishing.schedule):
        at = {"at": timezone.now() + timedelta(hours=1)} if verb is publishing.schedule else {}
        with pytest.raises(WrongState):
            verb(story, by=chief, revision=1, **at)
    assert live(story) is None


def test_publishing_now_calls_off_what_was_scheduled() -> None:
    story = factories.scheduled(title="Hẹn chiều nay")
    version = republished(story, "Ra ngay bây giờ")
    called_off, now_live = versions(story)
    assert (live(story), now_live) == (version, version)
    assert called_off.live_until == called_off.live_from
    assert not PublishedArticle.objects.pending().exists()
    let_pass(hours=5)
    assert live(story) == version
    assert version.first_published_at == version.live_from


def test_publishing_now_over_a_live_story_with_an_update_scheduled() -> None:
    story = factories.published(title="Bản một")
    later = reapproved(story, "Bản hai, hẹn giờ")
    at = timezone.now() + timedelta(hours=3)
    publishing.schedule(later, by=factories.editor(), revision=later.version, at=at)
    third = republished(story, "Bản ba, ra ngay")
    first, second, last = versions(story)
    assert last == third == live(story)
    assert first.live_until == third.live_from
    assert second.live_until == second.live_from == at
    let_pass(hours=4)
    assert live(story) == third


def test_what_is_live_stays_when_publishing_is_refused() -> None:
    story = factories.published(title="Bản đang đăng")
    changed = workflow.edit(story, factories.content(section=story.section), by=factories.editor(), revision=1)
    with pytest.raises(WrongState):
        publishing.publish(changed, by=factories.managing_editor(), revision=2)
    version = live(story)
    assert version is not None
    assert (version.title, version.live_until) == ("Bản đang đăng", None)


# Imports -------------------------------------------------------------------------------------------------------------


def test_an_imported_story_keeps_the_date_of_the_old_site_and_is_live_from_now() -> None:
    story, then = factories.draft(), timezone.now() - timedelta(days=4000)
    version = publishing.publish_import(story, by=factories.administrator(), first_published_at=then)
    assert (live(story), version.first_published_at) == (version, then)
    assert version.live_from > then + timedelta(days=3999)
    assert story.log.first().verb == Verb.IMPORT


def test_an_imported_date_in_the_future_is_not_believed() -> None:
    then = timezone.now() + timedelta(days=40)
    version = publishing.publish_import(factories.draft(), by=factories.administrator(), first_published_at=then)
    assert version.first_published_at == version.live_from < then


@pytest.mark.parametrize("state", [factories.submitted, factories.approved, factories.published, factories.withdrawn])
def test_an_import_publishes_nothing_but_untouched_drafts(state: type) -> None:
    story = state()
    rows = LogEntry.objects.count()
    with pytest.raises(WrongState):
        publishing.publish_import(story, by=factories.administrator(), first_published_at=timezone.now())
    assert LogEntry.objects.count() == rows


# What readers are told of a change -----------------------------------------------------------------------------------


def test_readers_are_told_when_the_words_were_last_changed() -> None:
    story = factories.published()
    first = story.published_versions.get()
    assert first.updated_at is None
    story = factories.republished(story, lead="Số liệu mới")
    second = story.published_versions.live().get()
    assert (second.updated_at, second.first_published_at) == (second.live_from, first.first_published_at)


def test_a_minor_change_and_a_new_tag_are_no_update() -> None:
    story = factories.republished(factories.published(), lead="Số liệu mới")
    updated = story.published_versions.live().get().updated_at
    tagged = factories.republished(story, tags=("lúa",))
    assert tagged.published_versions.live().get().updated_at == updated
    corrected = factories.republished(tagged, minor=True, lead="Số liệu mới nhất")
    assert corrected.published_versions.live().get().updated_at == updated
    assert corrected.log.filter(verb="publish").first().details["minor"] is True


def test_a_scheduled_version_was_updated_when_it_goes_live() -> None:
    story, chief = factories.published(), factories.managing_editor()
    story = workflow.edit(story, factories.content(section=story.section, lead="Khác"), by=chief, revision=1)
    story = factories.submit(story, chief)
    story = workflow.approve(story, by=factories.editor(), revision=2)
    at = timezone.now() + timedelta(hours=3)
    version = publishing.schedule(story, by=chief, revision=2, at=at)
    assert version.updated_at == at
