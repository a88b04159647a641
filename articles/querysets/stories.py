"""Questions about the desk copies of stories, and about the names under them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.roles import Role
from articles.querysets.published import PublishedArticleQuerySet
from articles.querysets.shingles import MOST_FOUND
from newsroom import vietnamese

if TYPE_CHECKING:
    from accounts.models import Author, User
    from articles.models import Article, Byline, Tag  # noqa: F401 (named in strings)


# Where a story without a deadline stands among those with one.
NO_DEADLINE = datetime(9999, 1, 1, tzinfo=UTC)


class StoryWords(models.Func):
    """The words of a story's kicker and title without marks: what the index article_words holds.

    PostgreSQL reads a sign between letters as part of an address, a file name or a number, and "<b>" or "&lt;" as
    markup: as spaces they part words, as matching() parts them.
    """

    template = (
        "to_tsvector('simple'::regconfig, translate(newsroom_fold(%(expressions)s), '-./:@_+<>&=?~', '             '))"
    )
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()


def sections_edited_by(user: User) -> set[int]:
    """The keys of the sections that are set for an editor; none: all of them are theirs.

    Costs a query once per user object, like its roles: a page of the desk asks for it again and again.
    """
    models.prefetch_related_objects([user], "edited_sections")
    return {section.pk for section in user.edited_sections.all()}


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible_to(self, user: User) -> Self:
        """Stories a person may open at the desk. A reporter: own ones. Editors: those of their sections.

        A story is a reporter's own when they started it or their name stands under it. An editor who is set for no
        section edits all of them; a story without a section belongs to every editor, and an editor's own story to
        that editor whatever its section. The managing editor sees everything, the administrator no story at all.
        permissions.can_see() is the same rule for one story; one table of cases holds the two together.
        """
        if Role.MANAGING_EDITOR in user.roles:
            return self
        if Role.EDITOR in user.roles:
            within = self.within_sections_of(user)
            # "own | Q()" would be own alone.
            return self.filter(self._own(user) | within) if within else self
        if Role.REPORTER in user.roles:
            return self.own(user)
        return self.none()

    def own(self, user: User) -> Self:
        """Stories the user started or signs."""
        return self.filter(self._own(user))

    def _own(self, user: User) -> Q:
        # Two small sets, each by its own index: "owner OR a byline" would ask every story of the archive.
        signed = self._related("bylines").own_lines(user).values("article")
        return Q(pk__in=self.model.objects.filter(owner=user).values("pk").union(signed, all=True))

    @staticmethod
    def within_sections_of(user: User) -> Q:
        """Stories in an editor's sections, by their main section alone: a secondary one is a place in a list and makes
        nobody its editor. permissions.edits_section_of() is the same rule for one story."""
        sections = sections_edited_by(user)
        if not sections:
            return Q()
        return Q(section__isnull=True) | Q(section__in=sections) | Q(section__parent__in=sections)

    def in_section(self, section: int) -> Self:
        """Stories of a section and of its sub-sections, as the desk divides its work: by their main section."""
        return self.filter(section__in=self._related("section").within(section).values("pk"))

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def written_by(self, authors: models.QuerySet[Author]) -> Self:
        """Stories under which one of the names stands."""
        return self.filter(pk__in=self._related("bylines").filter(author__in=authors).values("article"))

    def tagged(self, tags: Iterable[Tag]) -> Self:
        """Stories whose desk copy carries one of the tags."""
        return self.filter(pk__in=self._related("tagged_items").filter(tag__in=tags).values("content_object"))

    def awaiting(self, user: User) -> Self:
        """The queue: submitted stories that the user could take up or has taken up, the longest waiting first."""
        return (
            self._edited_by(user)
            .filter(Q(claimed_by__isnull=True) | Q(claimed_by=user), status=self.model.Status.SUBMITTED)
            .order_by("status_since", "pk")
        )

    def _edited_by(self, user: User) -> Self:
        """Stories on which the user may do an editor's verbs, as permissions.may() says for one story."""
        if Role.MANAGING_EDITOR in user.roles:
            return self
        return self.filter(self.within_sections_of(user)) if Role.EDITOR in user.roles else self.none()

    def unclaimed(self) -> Self:
        return self.filter(claimed_by__isnull=True)

    def claimed(self) -> Self:
        return self.filter(claimed_by__isnull=False)

    def claimed_by_user(self, user: User) -> Self:
        return self.filter(claimed_by=user)

    def in_status(self, status: str) -> Self:
        return self.filter(status=status)

    def being_written(self) -> Self:
        """Drafts; what was withdrawn and not touched since waits for nobody."""
        touched = Q(approved_version__isnull=True) | ~Q(approved_version=F("version"))
        return self.filter(touched, status=self.model.Status.DRAFT)

    def live(self) -> Self:
        """Stories that readers see now, in whatever version."""
        return self.filter(self._versions().live().exists_for(OuterRef("pk")))

    def first_published(self, since: datetime, until: datetime | None = None) -> Self:
        """Stories that readers see now and saw first at or after `since`, and before `until`."""
        versions = self._versions().live().filter(first_published_at__gte=since)
        if until:
            versions = versions.filter(first_published_at__lt=until)
        return self.filter(pk__in=versions.values("article"))

    def saved(self, since: datetime | None, until: datetime | None) -> Self:
        """Stories saved last at or after `since` and before `until`."""
        found = self.filter(modified_at__gte=since) if since else self
        return found.filter(modified_at__lt=until) if until else found

    def scheduled(self) -> Self:
        """Stories of which a version waits for its moment, the next one first."""
        pending = self._versions().pending().values("article")
        return self.with_publication().filter(pk__in=pending).order_by("scheduled_for", "pk")

    def withdrawn(self) -> Self:
        """Stories that readers have seen, see no more, and are not about to see again."""
        versions = self._versions()
        return self._not_as_published().filter(
            versions.ever_public().exists_for(OuterRef("pk")), ~versions.live().exists_for(OuterRef("pk"))
        )

    def with_unpublished_changes(self) -> Self:
        """Stories that readers see, or are about to see, in another version than the desk's."""
        versions = self._versions()
        public = Q(versions.live().exists_for(OuterRef("pk"))) | Q(versions.pending().exists_for(OuterRef("pk")))
        return self._not_as_published().filter(public)

    def _not_as_published(self) -> Self:
        # A withdrawal and an edit take this status away, so the few that lack it are enough to look at.
        return self.exclude(status=self.model.Status.PUBLISHED)

    def overdue(self, at: datetime) -> Self:
        """Stories whose deadline had passed at `at` without readers having seen them: Article.is_overdue() for many."""
        return self.filter(self._overdue(at))

    def _overdue(self, at: datetime) -> Q:
        unseen = ~self._versions().ever_public().exists_for(OuterRef("pk"))
        return Q(unseen, ~Q(status=self.model.Status.PUBLISHED), deadline__lte=at)

    def with_urgency(self, at: datetime) -> Self:
        """Adds what urgency is told by: `late` (1: overdue at the moment `at`) and `due`, after `priority` itself."""
        late = Case(When(self._overdue(at), then=Value(1)), default=Value(0), output_field=models.SmallIntegerField())
        return self.annotate(late=late, due=Coalesce("deadline", Value(NO_DEADLINE)))

    def matching(self, words: str, *, unfinished: bool = False) -> Self:
        """Stories with all these words in kicker and title, typed with or without accents, or with this number.

        "#123" asks for story 123 alone, "123" for that story and for the number among the words. `unfinished`: the last
        word may be the beginning of one.
        """
        typed = vietnamese.one_line(words)
        number = re.fullmatch("#?([0-9]{1,17})", typed)
        if number and typed.startswith("#"):
            return self.filter(pk=number[1])
        parts = re.findall(r"[^\W_]+", vietnamese.fold(typed))
        if not parts:
            return self.none()
        query = SearchQuery(" & ".join(parts) + (":*" if unfinished else ""), config="simple", search_type="raw")
        # The limit changes nothing but this: the database answers for the words first, by their index. Left to itself
        # it walks from the newest story and reads title after title until a page is full: for rare words, all of them.
        titled = self.model.objects.alias(words=StoryWords("kicker", "title")).filter(words=query).order_by()
        found = titled.values("pk")[:MOST_FOUND]
        if number:
            found = found.union(self.model.objects.filter(pk=number[1]).order_by().values("pk"), all=True)
        return self.filter(pk__in=found)

    def titled(self, title: str) -> Self:
        """Stories of this very title, accents counting, capitals and tone placement not."""
        return self.filter(title_key=vietnamese.key(title)[:250])

    def pickable_by(self, user: User) -> Self:
        """Stories that may be picked as related: those the user sees, and those readers see just as the desk does."""
        same_text = self._versions().live().filter(article=OuterRef("pk"), revision__number=OuterRef("version"))
        return self.filter(Q(pk__in=self.model.objects.visible_to(user).values("pk")) | Q(Exists(same_text)))

    def with_title_for(self, user: User) -> Self:
        """Adds `shown_title`: the desk's title of stories the user may open, readers' title of others, or ''."""
        visible = self.model.objects.visible_to(user).values("pk")
        live = self._versions().live().filter(article=OuterRef("pk")).values("title")[:1]
        title = Case(When(pk__in=visible, then="title"), default=Coalesce(Subquery(live), Value("")))
        return self.annotate(shown_title=title)

    def with_publication(self) -> Self:
        """Adds what published versions say of each story: `is_live`, `was_public`, `scheduled_for`, `published_at`.

        `published_at` is the moment readers first saw the story, null while they have not.
        """
        versions = self._versions()
        return self.annotate(
            is_live=versions.live().exists_for(OuterRef("pk")),
            was_public=versions.ever_public().exists_for(OuterRef("pk")),
            scheduled_for=Subquery(versions.pending().filter(article=OuterRef("pk")).values("live_from")[:1]),
            published_at=Subquery(
                versions.ever_public().filter(article=OuterRef("pk")).values("first_published_at")[:1]
            ),
        )

    def without_shingles(self) -> Self:
        """Stories that nothing is kept of yet by which they would be recognised in others."""
        return self.filter(~Exists(self._related("shingles").filter(article=OuterRef("pk"))))

    def with_parts(self) -> Self:
        """Adds `has_tags`, `has_proposals`, `has_writer`: whether there is a tag, a word that is none yet, a name."""
        tagged, named = self._related("tagged_items").filter(content_object=OuterRef("pk")), self._related("bylines")
        return self.annotate(
            has_tags=Exists(tagged.filter(tag__isnull=False)),
            has_proposals=Exists(tagged.filter(tag__isnull=True)),
            has_writer=Exists(named.filter(article=OuterRef("pk"))),
        )

    def still_as(self, article: Article) -> Self:
        """The row of `article` if its version, status and claim are still those of `article`: for compare-and-swap."""
        return self.filter(
            pk=article.pk, version=article.version, status=article.status, claimed_by=article.claimed_by_id
        )

    def _versions(self) -> PublishedArticleQuerySet:
        return self._related("published_versions")

    def _related(self, name: str) -> Any:
        """The rows of the model behind a relation, for this file imports no model."""
        model: Any = self.model._meta.get_field(name).related_model
        return model.objects.all()


class BylineQuerySet(models.QuerySet["Byline"]):
    def own_lines(self, user: User) -> Self:
        """Bylines under the user's own pen name."""
        return self.filter(author__user=user)
