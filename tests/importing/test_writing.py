"""From the neutral record to the desk: one story, once, with everything the record holds."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Author, User
from articles import body, publishing, workflow
from articles.content import Content
from articles.importing.record import Block, Byline, Related, Source, StoryRecord
from articles.importing.writer import Fate, write
from articles.models import Article, ImportRecord, LogEntry, PublishedArticle, RelatedPick, Revision, Tag, Verb
from articles.related import beside
from newsroom.vietnamese import HANOI
from tests.factories import (
    AuthorFactory,
    PhotoFactory,
    SectionFactory,
    UserFactory,
    draft,
    editor,
    managing_editor,
    published,
    reporter,
    submit,
)

pytestmark = pytest.mark.django_db

RECORD = StoryRecord(
    "lang/01.txt",
    title="Hội vật làng Hạ",
    published=datetime(2019, 2, 12, 14, 0, 5, tzinfo=HANOI),
    views=1015,
    lead="Mùng tám Tết, sới vật làng Hạ lại mở.",
    blocks=(
        Block("subhead", "Kỳ 1: Sới vật"),
        Block("paragraph", "Người xem ngồi kín đê, ai < ai > & ai."),
        Block("caption", "Sới vật đắp cát. Ảnh: Duy An", bare="Sới vật đắp cát.", credit="Duy An"),
        Block("paragraph", "Câu một\nCâu hai\nCâu ba"),
    ),
    bylines=(Byline("Tường Vi", "Đài huyện"), Byline("Duy An", role="ảnh")),
    source=Source("TTXVN", "https://example.vn/goc"),
    keywords=("hội làng", "Hội Làng", "vật"),
    related=(Related("Hội chùa mùa thu"), Related("Hội chèo bên sông")),
    source_url="http://www.baothaibinh.com.vn/tin-tuc/4/77001/hoi-vat",
    site="baothaibinh.com.vn",
    old_id=77001,
    problems=("Look at the second paragraph.",),
)


@pytest.fixture
def importer() -> User:
    return UserFactory(is_active=False)


def test_record_becomes_a_draft_with_all_its_parts(importer: User) -> None:
    section = SectionFactory()
    article = write(RECORD, by=importer, section=section).article
    assert article is not None

    assert (article.status, article.title, article.lead) == ("draft", RECORD.title, RECORD.lead)
    assert (article.section, article.owner) == (section, importer)
    assert (article.source_name, article.source_url) == ("TTXVN", "https://example.vn/goc")
    assert [(line.author.name, line.affiliation, line.role) for line in article.bylines.all()] == [
        ("Tường Vi", "Đài huyện", "writer"),
        ("Duy An", "", "photographer"),
    ]
    assert [item.tag.name for item in article.tagged_items.all()] == ["hội làng", "vật"]
    assert [pick.title for pick in article.picks.all()] == ["Hội chùa mùa thu", "Hội chèo bên sông"]
    assert article.view_total.imported == 1015
    assert article.view_total.counted == 0
    assert not PublishedArticle.objects.exists()


def test_body_keeps_order_kinds_and_signs_of_the_text(importer: User) -> None:
    article = write(RECORD, by=importer).article
    assert article is not None

    assert article.body.startswith("<h2>Kỳ 1: Sới vật</h2>\n<p>Người xem ngồi kín đê, ai &lt; ai &gt; &amp; ai.</p>")
    assert body.awaiting_captions(article.body) == ["Sới vật đắp cát. Ảnh: Duy An"]


def test_lines_of_verse_stay_lines(importer: User) -> None:
    article = write(RECORD, by=importer).article
    assert article is not None

    assert "Câu một<br>Câu hai<br>Câu ba" in article.body


def test_import_is_one_revision_and_one_log_row(importer: User) -> None:
    article = write(RECORD, by=importer).article

    assert [(row.verb, row.by) for row in LogEntry.objects.filter(article=article)] == [(Verb.IMPORT, importer)]
    assert Revision.objects.filter(article=article).count() == 1


def test_story_belongs_to_the_reporter_who_signed_it(importer: User) -> None:
    writer = AuthorFactory(name="Tường Vi", user=reporter()).user

    assert write(RECORD, by=importer).article.owner == writer


def test_import_record_keeps_origin_and_problems(importer: User) -> None:
    article = write(RECORD, by=importer).article
    kept = ImportRecord.objects.get(article=article)

    assert (kept.identity, kept.file_name) == ("baothaibinh.com.vn/77001", "01.txt")
    assert (kept.source_url, kept.problems) == (RECORD.source_url, ["Look at the second paragraph."])


def test_second_import_changes_nothing(importer: User) -> None:
    first = write(RECORD, by=importer)
    rows = (LogEntry.objects.count(), Revision.objects.count(), Author.objects.count(), Tag.objects.count())
    second = write(replace(RECORD, views=2000, file="other/name.txt"), by=importer)

    assert second.fate is Fate.UNCHANGED
    assert second.article == first.article
    assert rows == (LogEntry.objects.count(), Revision.objects.count(), Author.objects.count(), Tag.objects.count())
    assert Article.objects.get().view_total.imported == 1015


def test_changed_text_never_overwrites_the_desk(importer: User) -> None:
    article = write(RECORD, by=importer).article
    assert article is not None
    outcome = write(replace(RECORD, title="Hội vật làng Thượng"), by=importer)

    assert outcome.fate is Fate.DIFFERS
    article.refresh_from_db()
    assert article.title == "Hội vật làng Hạ"


@pytest.mark.parametrize("publish", [False, True])
def test_draft_deleted_at_the_desk_does_not_come_back(importer: User, publish: bool) -> None:
    section = SectionFactory()
    article = write(RECORD, by=importer, section=section).article
    assert article is not None
    workflow.delete(article, by=managing_editor())

    again = replace(RECORD, lead="Một đoạn mở đầu khác.")
    outcomes = [write(record, by=importer, section=section, publish=publish) for record in (RECORD, again)]

    assert [outcome.fate for outcome in outcomes] == [Fate.DELETED, Fate.DELETED]
    assert not Article.objects.exists()
    assert not PublishedArticle.objects.exists()


def test_text_changed_at_the_desk_is_not_a_change_of_the_page(importer: User) -> None:
    article = write(RECORD, by=importer).article
    assert article is not None
    chief = UserFactory(role="managing_editor")
    workflow.edit(article, replace(Content.of(article), title="Sửa ở bàn biên tập"), by=chief, revision=1)

    assert write(RECORD, by=importer).fate is Fate.UNCHANGED
    article.refresh_from_db()
    assert article.title == "Sửa ở bàn biên tập"


def test_refused_record_writes_nothing(importer: User) -> None:
    outcome = write(StoryRecord("a.txt", refused="The file is empty."), by=importer)

    assert (outcome.fate, outcome.reason) == (Fate.REFUSED, "The file is empty.")
    assert not Article.objects.exists()


def test_failure_half_way_leaves_nothing(importer: User) -> None:
    huge = replace(RECORD, blocks=(Block("paragraph", "chữ " * 400_000),))
    outcome = write(huge, by=importer)

    assert outcome.fate is Fate.REFUSED
    assert outcome.reason
    assert not Article.objects.exists()
    assert not Author.objects.exists()
    assert not ImportRecord.objects.exists()


def test_byline_finds_the_author_and_makes_no_account(importer: User) -> None:
    known = AuthorFactory(name="Tường Vi")
    accounts = User.objects.count()
    article = write(replace(RECORD, bylines=(Byline("TƯỜNG VI"), Byline("Duy An"))), by=importer).article
    assert article is not None

    assert article.bylines.all()[0].author == known
    assert User.objects.count() == accounts
    assert Author.objects.get(name="Duy An").user is None


def test_one_name_twice_in_a_byline_stands_once(importer: User) -> None:
    article = write(replace(RECORD, bylines=(Byline("Duy An"), Byline("Duy An"))), by=importer).article
    assert article is not None

    assert article.bylines.count() == 1


@pytest.mark.parametrize("name", ["Иван Петров", "Duy " * 40, "aß" * 50])
def test_name_that_no_author_can_have_is_left_out_and_told(importer: User, name: str) -> None:
    outcome = write(replace(RECORD, bylines=(Byline(name.strip()), Byline("Duy An"))), by=importer)
    assert outcome.article is not None

    assert [line.author.name for line in outcome.article.bylines.all()] == ["Duy An"]
    assert f"Left out because it fits no field: “{name.strip()[:80]}”." in outcome.problems


def test_what_fits_no_field_is_named_and_the_rest_comes_in(importer: User) -> None:
    odd = replace(
        RECORD,
        keywords=("…", "t" * 101, "vật"),
        related=(Related("T" * 251), Related("Hội vật làng Hạ")),
        blocks=(Block("media", "Video: hoi-vat.mp4"),),
    )
    outcome = write(odd, by=importer)
    assert outcome.article is not None

    assert [item.tag.name for item in outcome.article.tagged_items.all()] == ["vật"]
    assert not outcome.article.picks.exists()
    assert "Video" not in outcome.article.body
    assert "Not in the text; it must be uploaded again: Video: hoi-vat.mp4" in outcome.problems
    assert len(outcome.problems) == 5
    assert ImportRecord.objects.get().problems == list(outcome.problems)


def test_story_without_title_can_be_found_at_the_desk(importer: User) -> None:
    outcome = write(replace(RECORD, title=None, old_id=77002), by=importer, section=SectionFactory(), publish=True)
    assert outcome.article is not None

    assert outcome.article.title == "[No title] Mùng tám Tết, sới vật làng Hạ lại mở."
    assert (outcome.article.status, outcome.held_back) == ("draft", ("title",))


# Publishing ----------------------------------------------------------------------------------------------------------


def test_publish_keeps_the_original_date(importer: User) -> None:
    outcome = write(RECORD, by=importer, section=SectionFactory(), publish=True)
    live = PublishedArticle.objects.live().get()

    assert outcome.published
    assert live.article == outcome.article
    assert live.first_published_at == RECORD.published
    assert live.live_from > RECORD.published
    assert "Sới vật đắp cát" not in live.body


def submitted(article: Article) -> Article:
    """The imported draft with the picture that no page of text brings, sent on by a managing editor."""
    chief = managing_editor()
    illustrated = replace(Content.of(article), lead_photo=PhotoFactory())
    return submit(workflow.edit(article, illustrated, by=chief, revision=1), chief)


def test_draft_published_at_the_desk_keeps_the_old_sites_date(importer: User) -> None:
    article = write(RECORD, by=importer, section=SectionFactory()).article
    who = editor()
    article = workflow.approve(submitted(article), by=who, revision=2)

    assert publishing.publish(article, by=who, revision=2).first_published_at == RECORD.published


def test_date_in_doubt_never_reaches_readers(importer: User) -> None:
    article = write(replace(RECORD, date_in_doubt=True), by=importer, section=SectionFactory()).article
    who = editor()
    version = publishing.publish(workflow.approve(submitted(article), by=who, revision=2), by=who, revision=2)

    assert version.first_published_at == version.live_from


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ({"published": None}, "publication date"),
        ({"lead": None}, "lead"),
        ({"date_in_doubt": True}, "a certain publication date"),
        ({"published": timezone.now() + timedelta(days=2)}, "a certain publication date"),
    ],
)
def test_incomplete_story_stays_a_draft_and_says_why(importer: User, missing: dict, named: str) -> None:
    outcome = write(replace(RECORD, **missing), by=importer, section=SectionFactory(), publish=True)

    assert (outcome.fate, outcome.published, outcome.held_back) == (Fate.CREATED, False, (named,))
    assert not PublishedArticle.objects.exists()


def test_story_without_section_stays_a_draft(importer: User) -> None:
    assert write(RECORD, by=importer, publish=True).held_back == ("section",)


def test_without_publish_nothing_is_held_back(importer: User) -> None:
    outcome = write(RECORD, by=importer)

    assert (outcome.published, outcome.held_back) == (False, ())


# Related stories ------------------------------------------------------------------------------------------------------


def test_related_title_is_linked_to_the_story_in_the_house(importer: User) -> None:
    there = draft(title="Hội chùa Mùa Thu")
    write(RECORD, by=importer)

    assert RelatedPick.objects.get(title_key="hội chùa mùa thu").related == there
    assert RelatedPick.objects.get(title_key="hội chèo bên sông").related is None


def test_related_title_of_several_stories_stays_a_title(importer: User) -> None:
    draft(title="Hội chùa mùa thu")
    draft(title="Hội chùa mùa thu")
    write(RECORD, by=importer)

    assert RelatedPick.objects.get(title_key="hội chùa mùa thu").related is None


def test_story_that_names_another_is_left_alone_when_that_one_comes_later(importer: User) -> None:
    section = SectionFactory()
    first = write(RECORD, by=importer, section=section, publish=True).article
    assert first is not None
    log = list(LogEntry.objects.filter(article=first))
    write(replace(RECORD, title="Hội chèo bên sông", old_id=77003, related=()), by=importer, section=section)

    now = Article.objects.get(pk=first.pk)
    assert [pick.related for pick in now.picks.all()] == [None, None]
    assert (now.version, now.status) == (first.version, first.status)
    assert list(LogEntry.objects.filter(article=first)) == log
    # What stands at the desk is what the revision says, so a save of the same words changes nothing.
    assert workflow.edit(now, Content.of(now), by=managing_editor(), revision=now.version).version == now.version


def test_readers_see_a_related_story_that_is_imported_later(importer: User, client: Client) -> None:
    write(RECORD, by=importer, section=SectionFactory(), publish=True)
    shown = PublishedArticle.objects.live().get()
    later = replace(RECORD, title="Hội Chèo bên sông", old_id=77003, related=(), keywords=())
    outcome = write(later, by=importer, section=SectionFactory())

    assert beside(shown).related == []
    publishing.publish_import(outcome.article, by=importer, first_published_at=RECORD.published)
    found = PublishedArticle.objects.live().get(article=outcome.article)
    assert [story.pk for story in beside(shown).related] == [found.pk]
    assert found.get_absolute_url() in client.get(shown.get_absolute_url()).content.decode()


def test_related_titles_stand_in_the_order_of_the_page_before_other_stories(importer: User) -> None:
    section = SectionFactory()
    write(RECORD, by=importer, section=section, publish=True)
    shown = PublishedArticle.objects.live().get()
    same_section = published(title="Tin cùng chuyên mục", section=section).title
    titles = ["Hội chèo bên sông", "Hội chùa mùa thu"]
    for number, title in enumerate(titles, start=77003):
        record = replace(RECORD, title=title, old_id=number, related=(), keywords=())
        write(record, by=importer, section=SectionFactory(), publish=True)

    assert [story.title for story in beside(shown).related] == [*reversed(titles), same_section]


def test_reporters_own_draft_is_untouched_by_an_import_of_the_same_title(importer: User) -> None:
    own = draft(reporter(), title="Hội vật làng Hạ")
    write(RECORD, by=importer)

    own.refresh_from_db()
    assert own.version == 1
    assert Article.objects.titled("Hội vật làng Hạ").count() == 2
