"""Keeps what fits beside each story: derived when a version is made or ended; articles.related reads it.

What two stories have in common decides: tags and words, each the more the fewer stories have it, then the section, and
how near they are in time. The rule is the statement in articles.querysets.related; its weights were chosen on one half
of a labelled set (tests/related), and docs/related-news.md says how well it does on the other.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from html import unescape

from django.db import connection, transaction
from django.db.models.functions import Now

from articles import subjects
from articles.models import PublishedArticle, RelatedStory, StorySubject
from articles.querysets import Near

# "related news" to PostgreSQL; any number that no other advisory lock here uses.
_LOCK = 7_120_451_184
_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
_BEGINNING = 2000
_TAG = re.compile("<[^>]*(?:>|$)")


def relate_on_commit(*articles: int) -> None:
    """Find anew what fits beside the stories, and what they fit beside, once what was done with them is done.

    Then in a transaction of its own: no verb fails, and no other waits, because of it. Were it to be cut off, then
    index_related makes up for it.
    """
    transaction.on_commit(lambda: relate(articles), robust=True)


def relate(numbers: Iterable[int]) -> None:
    """Find what fits beside these stories, and what they fit beside, of the versions that readers see or are to see.

    One that is withdrawn is found no more from now on. It stays where it is kept already, where nobody sees it, in case
    it is published again.
    """
    numbers = sorted(numbers)
    with transaction.atomic():
        _wait_for_others()
        keep_subjects(numbers)
        subjects_kept = StorySubject.objects.filter(article__in=numbers)
        StorySubject.objects.join_twins(numbers)
        RelatedStory.objects.replace(list(subjects_kept.values_list("article", flat=True)))
        subjects_kept.update(related_at=Now())


# A run over the archive, in this order: each may be broken off and begun again ---------------------------------------


def keep_subjects_beside_others(numbers: Iterable[int]) -> None:
    """Keep what these stories are about; several processes may share the work."""
    with transaction.atomic():
        _wait_for_others(shared=True)
        keep_subjects(numbers)


def join_twins(numbers: Iterable[int]) -> None:
    """Find near-duplicates of stories whose subjects are kept."""
    with transaction.atomic():
        _wait_for_others()
        StorySubject.objects.join_twins(numbers)


def ask_about_all() -> bool:
    """Let all stories wait, where most of them do already: then nobody's list need take others in. Whether they do."""
    with transaction.atomic():
        _wait_for_others()
        waiting, found = StorySubject.objects.waiting().count(), StorySubject.objects.count()
        if 2 * waiting > found:
            StorySubject.objects.exclude(related_at=None).update(related_at=None)
        return 2 * waiting > found


def relate_kept(numbers: list[int], *, since: datetime | None) -> None:
    """The same for stories whose subjects are kept already, in a run over the archive that began at `since`.

    None: in a run that asks about all of them. Then each story's own list alone is written, and several processes may
    share the work.
    """
    with transaction.atomic():
        _wait_for_others(shared=since is None)
        RelatedStory.objects.replace(numbers, since=since or _BEFORE_ALL)
        StorySubject.objects.filter(article__in=numbers).update(related_at=Now())


def keep_subjects(numbers: Iterable[int]) -> None:
    """Keep what these stories are about; of one that readers neither see nor are about to see, nothing."""
    numbers = list(numbers)
    versions = PublishedArticle.objects.not_over().filter(article__in=numbers).order_by("article", "live_from")
    # By the names that tags have now: two tags may have become one since.
    versions = versions.only("article", "section", "first_published_at", "kicker", "title", "lead", "body").with_tags()
    # Of what readers see and what is to follow it: the latter.
    latest = {version.article_id: version for version in versions}
    StorySubject.objects.replace(numbers, map(subject_of, latest.values()))


def terms_of(version: PublishedArticle) -> dict[str, int]:
    """{term: weight} of a version, the heaviest first; it need not be stored."""
    return subjects.terms(
        kicker=version.kicker,
        title=version.title,
        lead=version.lead,
        tags=[tag["name"] for tag in version.shown_tags],
        text=_beginning(version.body),
    )


def subject_of(version: PublishedArticle) -> StorySubject:
    """What a version is about; it need not be stored."""
    weights = {subjects.number_of(term): weight for term, weight in terms_of(version).items()}
    return StorySubject(
        article_id=version.article_id,
        version_id=version.pk,
        section_id=version.section_id,
        first_published_at=version.first_published_at,
        twin=version.article_id,
        terms=list(weights),
        weights=list(weights.values()),
    )


def _beginning(html: str) -> str:
    """The first words of a published body: there a text says what it is about. To parse the whole takes ten times as
    long as everything else here."""
    return unescape(_TAG.sub(" . ", html[:_BEGINNING]))


def near_to(version: PublishedArticle) -> list[Near]:
    """What would stand beside a version that is not stored, best first; 1 query."""
    subject = subject_of(version)
    return RelatedStory.objects.near_to(
        article=version.article_id or 0,  # a preview may be of a story that has no number yet
        first_published_at=version.first_published_at,
        section=version.section_id,
        terms=dict(zip(subject.terms, subject.weights, strict=True)),
        tags=[tag["slug"] for tag in version.shown_tags],
    )


def _wait_for_others(*, shared: bool = False) -> None:
    """One at a time, until the transaction ends: of two stories that fit each other the later one finds the earlier,
    and no two write the same lists in opposite order. `shared`: beside others that write what is their own stories'."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{'_shared' if shared else ''}(%s)", [_LOCK])
