"""Every question about many rows, named once. Imports no model, so models import it.

Nothing else in the code filters on a status or on a live range (a test reads the code and says so).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import connection, models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Concat, JSONObject, Length, Now

from accounts.roles import Role
from articles import alike
from newsroom import vietnamese

if TYPE_CHECKING:
    from accounts.models import Author, User
    from articles.models import (  # noqa: F401 (named in strings)
        Article,
        BreakingNews,
        Byline,
        Correction,
        EditingSession,
        FrontLayout,
        Notice,
        Photo,
        PreviewLink,
        PublishedArticle,
        Section,
        StoryShingle,
        Tag,
        Topic,
    )


# Sections with their sub-sections behind them, as a menu shows them.
SECTIONS_GROUPED: list[str | Combinable] = [
    Coalesce("parent__position", "position"),
    Coalesce("parent__name", "name"),
    F("parent").asc(nulls_first=True),
    "position",
    "name",
]

# Where a story without a deadline stands among those with one.
NO_DEADLINE = datetime(9999, 1, 1, tzinfo=UTC)
# For StoryShingleQuerySet.sharing().
STORIES_SHARING = """
    SELECT story
    FROM unnest(%s::integer[]) AS mine (fingerprint)
    CROSS JOIN LATERAL (
        SELECT array_agg(few.article_id) AS stories
        FROM (
            SELECT article_id
            FROM articles_storyshingle
            WHERE fingerprint = mine.fingerprint AND article_id <> %s
            LIMIT %s
        ) AS few
    ) AS found
    CROSS JOIN LATERAL unnest(found.stories) AS story
    WHERE cardinality(found.stories) <= %s
    GROUP BY story
    HAVING count(*) > 1
    ORDER BY sum(1.0 / cardinality(found.stories)) DESC, story DESC
    LIMIT %s
"""
# More stories than any archive has.
MOST_FOUND = 100_000_000


# The kinds of story that are told in pictures.
IN_PICTURES = ("photo", "video")

# More stories than this are not counted where only an order is wanted.
MOST_COUNTED = 200


class CountOf(Subquery):
    """How many rows a query gives, its limit included."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = models.IntegerField()


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


class SectionQuerySet(models.QuerySet["Section"]):
    def grouped(self) -> Self:
        return self.select_related("parent").order_by(*SECTIONS_GROUPED)

    def top_level(self) -> Self:
        return self.filter(parent__isnull=True)

    def at(self, slug: str, subslug: str | None = None) -> Self:
        """The section at one address: `/slug/` or `/slug/subslug/`."""
        if subslug is None:
            return self.filter(parent__isnull=True, slug=slug)
        return self.filter(parent__slug=slug, slug=subslug)

    def with_layout(self) -> Self:
        """Adds `layout`, the arrangement of the section's front as it is stored, or null, and `now`, the clock."""
        layouts: Any = self.model._meta.get_field("layouts").related_model
        return self.annotate(layout=layouts.objects.newest_of(OuterRef("pk")), now=Now())

    def within(self, section: int) -> Self:
        """A section and its sub-sections."""
        return self.filter(Q(pk=section) | Q(parent=section))

    def held(self, sections: Iterable[int]) -> dict[int, Section]:
        """These sections by key; none of them moves below another until the transaction ends. One query."""
        statement = "SELECT * FROM articles_section WHERE id = ANY(%s) ORDER BY id FOR SHARE"
        return {section.pk: section for section in self.raw(statement, [sorted(set(sections))])}


class TagQuerySet(models.QuerySet["Tag"]):
    def matching(self, words: str) -> Self:
        """Tags whose name, or one they had, contains `words`, typed with or without accents."""
        folded = vietnamese.fold(vietnamese.one_line(words))
        return self.filter(Q(folded__contains=folded) | Q(pk__in=self._aliases_with(folded).values("tag")))

    def _aliases_with(self, folded: str) -> Any:
        name = models.Func("name", function="newsroom_fold", output_field=models.TextField())
        return self._related("aliases").alias(folded=name).filter(folded__contains=folded)

    def with_use(self) -> Self:
        """Adds `uses`, the stories at the desk that carry the tag, and `last_used`, when readers first saw the newest.

        Asked for row by row, so that a page of a list pays for its own rows only.
        """
        carried: Any = self._related("tagged_items").filter(tag=OuterRef("pk")).order_by().values("tag")
        public = self._related("published_rows").filter(tag=OuterRef("pk")).order_by("-first_published_at")
        return self.annotate(
            uses=Coalesce(Subquery(carried.annotate(n=Count("pk")).values("n")), 0),
            last_used=Subquery(public.values("first_published_at")[:1]),
        )

    def completing(self, typed: str) -> Self:
        """Tags for what somebody has begun to type, accents optional, the best first.

        A name that begins with it, as typed, comes before one that does without accents; then one with such a word
        further on, then another name of a tag, then the rest. Within each the tags of many stories come first. Adds
        `uses`, counted as far as MOST_COUNTED, and `former`, the other name that fits, or null.
        """
        folded = vietnamese.fold(vietnamese.one_line(typed))
        former = self._aliases_with(folded).filter(tag=OuterRef("pk")).values("name")[:1]
        carried = self._related("tagged_items").filter(tag=OuterRef("pk")).order_by().values("pk")[:MOST_COUNTED]
        rank = Case(
            When(key__startswith=vietnamese.key(typed), then=Value(0)),
            When(folded__startswith=folded, then=Value(1)),
            When(folded__contains=" " + folded, then=Value(2)),
            When(folded__contains=folded, then=Value(4)),
            default=Value(3),
            output_field=models.IntegerField(),
        )
        found = self.annotate(former=Case(When(folded__contains=folded, then=None), default=Subquery(former)))
        found = found.filter(Q(folded__contains=folded) | Q(former__isnull=False))
        return found.annotate(uses=CountOf(carried)).order_by(rank, "-uses", "name")

    def public_beginning(self, typed: str) -> Self:
        """Tags of live stories whose name begins so, accents optional: as typed first, then the shortest."""
        as_typed = Case(When(key__startswith=vietnamese.key(typed), then=0), default=1)
        carried: Any = self._related("published_rows").filter(tag=OuterRef("pk"))
        live = carried.model._meta.get_field("version").related_model.objects.live()
        found = self.filter(Exists(carried.filter(version__in=live)), folded__startswith=vietnamese.fold(typed))
        return found.order_by(as_typed, Length("name"), "name")

    def near(self, names: Iterable[str], limit: int) -> dict[str, list[Tag]]:
        """{name: tags of another name that may mean the same, see alike()}, those of many stories first; 2 queries."""
        sounds = [(number, alike.plain(name)) for number, name in self.values_list("pk", "name")]
        near = {
            name: {number for number, sound in sounds if alike.alike(plain, sound)}
            for name in names
            if (plain := alike.plain(name))
        }
        tags = list(self.filter(pk__in=set().union(*near.values())).with_use().order_by("-uses", "name"))
        return {name: [tag for tag in tags if tag.pk in near.get(name, ())][:limit] for name in names}

    def unused(self) -> Self:
        """Tags that no story carries, at the desk or in any version readers have seen."""
        rows = (self._related(name).filter(tag=OuterRef("pk")) for name in ("tagged_items", "published_rows"))
        return self.filter(*(~Exists(each) for each in rows))

    def _related(self, name: str) -> Any:
        """The rows of the model behind a relation, for this file imports no model."""
        model: Any = self.model._meta.get_field(name).related_model
        return model._default_manager.all()

    def called(self, names: Iterable[str]) -> dict[str, Tag]:
        """{key: the tag} for each of the names that a tag has, has had, or took over from another; 1 or 2 queries.

        `key` is vietnamese.key() of the name that was asked for. A name that no tag has is left out.
        """
        keys = {vietnamese.key(name) for name in names}
        found = {tag.key: tag for tag in self.filter(key__in=keys)} if keys else {}
        if former := keys - found.keys():
            aliases = self._related("aliases").filter(key__in=former).select_related("tag")
            found |= {alias.key: alias.tag for alias in aliases}
        return found

    def at(self, slug: str) -> Tag | None:
        """The tag whose address this is or was; 1 or 2 queries."""
        alias = self._related("aliases").filter(slug=slug).select_related("tag")
        return self.filter(slug=slug).first() or next((former.tag for former in alias), None)

    def held(self, names: Iterable[str]) -> dict[str, Tag]:
        """What called() gives; none of these tags is renamed, merged or deleted until the transaction ends.

        Others may hold them too: this is the lock that a foreign key takes, only before the names are acted on.
        """
        names = list(names)
        while True:
            found = self.called(names)
            wanted = sorted({tag.pk for tag in found.values()})
            statement = "SELECT * FROM articles_tag WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"
            there = {tag.pk: tag for tag in self.raw(statement, [wanted])} if wanted else {}
            if len(there) == len(wanted):
                return {key: there[tag.pk] for key, tag in found.items()}
            # One was merged away while we waited for it: its name means another tag now.

    def in_their_words(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names, those that mean a tag as that tag is called now; the others as they are."""
        names = tuple(names)
        found = self.called(names)
        return tuple(found[key].name if (key := vietnamese.key(name)) in found else name for name in names)


class TopicQuerySet(models.QuerySet["Topic"]):
    def at(self, slug: str) -> Topic | None:
        """The topic whose address this is or was, with its banner; 1 or 2 queries."""
        topics = self.select_related("banner")
        former = Q(pk__in=self._related("aliases").filter(slug=slug).values("topic"))
        return topics.filter(slug=slug).first() or topics.filter(former).first()

    def matching(self, words: str) -> Self:
        """Topics whose name contains `words`, typed with or without accents."""
        name = models.Func("name", function="newsroom_fold", output_field=models.TextField())
        return self.alias(folded=name).filter(folded__contains=vietnamese.fold(vietnamese.one_line(words)))

    def open(self) -> Self:
        """Topics that take stories in."""
        return self.filter(closed_at=None)

    def open_or_with(self, article: Article) -> Self:
        """Topics that take stories in or have this one, by name; adds `has_story`, whether it stands there."""
        rows = self._related("story_rows").filter(topic=OuterRef("pk"), article=article)
        topics = self.annotate(has_story=Exists(rows)).filter(Q(closed_at=None) | Q(has_story=True))
        return topics.order_by("name")

    def closed(self) -> Self:
        return self.exclude(closed_at=None)

    def public(self) -> Self:
        """Topics that readers see, for one of their stories is live."""
        return self.filter(Exists(self._live_rows()))

    def with_newest(self) -> Self:
        """Adds `newest_at`, when readers first saw its newest live story; those with the latest come first."""
        newest = self._live_rows().order_by("-first_published_at", "-article").values("first_published_at")
        return self.annotate(newest_at=Subquery(newest[:1])).order_by(F("newest_at").desc(nulls_last=True), "-pk")

    def with_size(self) -> Self:
        """Adds `stories`, the number of those that stand in it, whether readers see them or not."""
        return self.annotate(stories=CountOf(self._related("story_rows").filter(topic=OuterRef("pk"))))

    def _live_rows(self) -> Any:
        rows = self._related("story_rows")
        stories: Any = rows.model._meta.get_field("article").related_model
        live = stories._meta.get_field("published_versions").related_model.objects.live()
        return rows.filter(live.exists_for(OuterRef("article")), topic=OuterRef("pk"))

    def _related(self, name: str) -> Any:
        """The rows of the model behind a relation, for this file imports no model."""
        model: Any = self.model._meta.get_field(name).related_model
        return model.objects.all()


class PhotoQuerySet(models.QuerySet["Photo"]):
    def matching(self, words: str) -> Self:
        """Pictures whose caption, credit or original file name contains `words`, typed with or without accents."""
        text = models.Func(
            Concat("caption", Value(" "), "credit", Value(" "), "original_name"),
            function="newsroom_fold",
            output_field=models.TextField(),
        )
        return self.alias(folded=text).filter(folded__contains=vietnamese.fold(vietnamese.one_line(words)))

    def visible_to(self, user: User) -> Self:
        """Pictures a person may choose from: a reporter's own; all of them for editors."""
        if user.roles & {Role.EDITOR, Role.MANAGING_EDITOR}:
            return self
        if Role.REPORTER in user.roles:
            return self.filter(uploaded_by=user)
        return self.none()


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


class StoryShingleQuerySet(models.QuerySet["StoryShingle"]):
    def replace(self, article: Article, fingerprints: set[int]) -> None:
        """Keep exactly these hashes of the story; call in the transaction of the save that changed its words."""
        rows = self.filter(article=article)
        before = set(rows.values_list("fingerprint", flat=True))
        if gone := before - fingerprints:
            rows.filter(fingerprint__in=gone).delete()
        self.bulk_create(self.model(article=article, fingerprint=each) for each in sorted(fingerprints - before))

    def sharing(self, fingerprints: set[int], *, but: Article, most_stories: int, most_found: int) -> list[int]:
        """The stories but one that have two or more of these hashes, by how many and how rare they are; one query.

        A hash in more than `most_stories` stories is a form of words and says nothing. So few of each are read however
        large the archive, by the table's key alone.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                STORIES_SHARING, [sorted(fingerprints), but.pk or 0, most_stories + 1, most_stories, most_found]
            )
            return [story for (story,) in cursor.fetchall()]


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def working(self) -> Self:
        """Links that still open: not expired, not revoked, and made since the story was last withdrawn, if it ever was.

        A story that was withdrawn opens by no link at all until readers see it again.
        """
        revision: Any = self.model._meta.get_field("revision").related_model
        stories: Any = revision._meta.get_field("article").related_model
        story = stories.objects.filter(pk=OuterRef("revision__article"))
        return self.filter(
            ~Exists(story.filter(log__verb="withdraw", log__at__gte=OuterRef("created_at"))),
            ~Exists(story.withdrawn()),
            revoked_at=None,
            expires_at__gt=Now(),
        )


class EditingSessionQuerySet(models.QuerySet["EditingSession"]):
    def in_tab(self, user: User, tab: UUID) -> Self:
        return self.filter(user=user, tab=tab)

    def unsaved(self) -> Self:
        """Forms that hold something typed and not saved."""
        return self.filter(typed__isnull=False)

    def not_saved(self) -> Self:
        """Those of unsaved() that have not become the story's newest version since, word for word."""
        story: Any = self.model._meta.get_field("article").related_model
        versions: Any = story._meta.get_field("revisions").related_model
        saved = versions.objects.filter(
            article=OuterRef("article"),
            number=OuterRef("article__version"),
            number__gt=OuterRef("base_version"),
            content=OuterRef("content"),
        )
        return self.unsaved().filter(~Exists(saved))

    def latest_typed(self) -> EditingSession | None:
        return self.order_by("-typed_at").first()

    def present(self, within: timedelta) -> Self:
        """Forms that somebody has open now: they have spoken within that time."""
        return self.filter(seen_at__gt=Now() - within)

    def not_seen_for(self, time: timedelta) -> Self:
        return self.filter(seen_at__lt=Now() - time)

    def over_first_versions(self) -> Self:
        """Forms over stories that have never been saved since they were begun."""
        stories: Any = self.model._meta.get_field("article").related_model
        return self.filter(article__in=stories.objects.being_written().filter(version=1))


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def standing(self) -> Self:
        """Corrections that nobody has taken back."""
        return self.filter(ended_at=None)

    def public(self) -> Self:
        """Standing corrections of stories that readers see: with a withdrawn story goes what quotes it."""
        stories: Any = self.model._meta.get_field("article").related_model
        versions = stories._meta.get_field("published_versions").related_model.objects
        return self.standing().filter(versions.live().exists_for(OuterRef("article")))

    def rows_of(self, article: OuterRef) -> ArraySubquery:
        """The standing corrections of a story as plain data, oldest first: for whoever asks for both in one query."""
        names = ("id", "kind", "wrong", "right", "apology", "document", "at")
        row = JSONObject(**{name: name for name in names})
        return ArraySubquery(self.standing().filter(article=article).order_by("at", "pk").values_list(row))


class PublishedArticleQuerySet(models.QuerySet["PublishedArticle"]):
    def live(self, at: datetime | None = None) -> Self:
        """What readers see: now by the database's own clock, or at the moment `at`."""
        moment = at or Now()
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=moment), live_from__lte=moment)

    def not_over(self) -> Self:
        """What readers see or are about to see."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=Now()) & Q(live_until__gt=F("live_from")))

    def pending(self) -> Self:
        """Scheduled and not called off: its moment has yet to come."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")), live_from__gt=Now())

    def ever_public(self) -> Self:
        """Versions that readers see or have seen at some time."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")), live_from__lte=Now())

    def on_calendar(self, since: datetime, until: datetime) -> Self:
        """What readers see and first saw in these days, and what they are to see in them.

        Adds `moment`: when a pending version goes live, when readers first saw a live one.
        """
        published = Q(first_published_at__gte=since, first_published_at__lt=until, live_from__lte=Now())
        published &= Q(live_until__isnull=True) | Q(live_until__gt=Now())
        pending = Q(live_until__isnull=True) | Q(live_until__gt=F("live_from"))
        pending &= Q(live_from__gte=since, live_from__lt=until, live_from__gt=Now())
        moment = Case(When(live_from__gt=Now(), then=F("live_from")), default=F("first_published_at"))
        return self.filter(published | pending).annotate(moment=moment)

    def ending_at(self, moment: datetime) -> Self:
        """Versions that give way at exactly `moment`, after having been live before it."""
        return self.filter(live_until=moment, live_from__lt=moment)

    def exists_for(self, article: OuterRef) -> Exists:
        return Exists(self.filter(article=article))

    def in_section(self, section: Section | OuterRef) -> Self:
        """The list of a section: stories of it and of its sub-sections, each once, by whichever of their sections."""
        return self.filter(section_rows__section=section)._listed_by("section_rows")

    def with_place_in(self, section: Section) -> Self:
        """Adds `is_listed`: whether the story stands in the section's list."""
        rows = self._related("section_rows").filter(version=OuterRef("pk"), section=section)
        return self.annotate(is_listed=Exists(rows))

    def tagged(self, tag: Tag) -> Self:
        return self.filter(tag_rows__tag=tag)._listed_by("tag_rows")

    def by_author(self, author: Author) -> Self:
        return self.filter(byline_rows__author=author)._listed_by("byline_rows")

    def in_topic(self, topic: Topic) -> Self:
        """Stories of a topic; newest() and the like go by the date alone, arranged() begins with those put first."""
        stories = self.filter(article__topic_rows__topic=topic)._listed_by("article__topic_rows")
        return stories.alias(topic_place=F("article__topic_rows__place"))

    def arranged(self) -> Self:
        """Those of in_topic(): what editors put first, in their order, then the newest."""
        return self.order_by(F("topic_place").asc(nulls_last=True), "-listed_at", "-listed_as")

    def unarranged(self) -> Self:
        """Those of in_topic() that nobody put first."""
        return self.filter(topic_place=None)

    def _listed_by(self, rows: str) -> Self:
        """Lets the order and the paging of newest() go by the rows that the list is of.

        They repeat both columns beside the key they are chosen by, in one index: the database walks it, and reads no
        more stories than a page shows, however many there are of the tag and in the archive.
        """
        return self.alias(listed_at=F(f"{rows}__first_published_at"), listed_as=F(f"{rows}__article_id"))

    @property
    def _order(self) -> tuple[str, str]:
        """The columns that a list goes by: the moment readers first saw the story, and its number."""
        is_listed = "listed_at" in self.query.annotations
        return ("listed_at", "listed_as") if is_listed else ("first_published_at", "article_id")

    def of_articles(self, articles: Iterable[int]) -> Self:
        return self.filter(article__in=articles)

    def in_pictures(self) -> Self:
        """Stories to look at. PublishedArticle.is_in_pictures is the same rule for one of them."""
        return self.filter(kind__in=IN_PICTURES)

    def newest(self) -> Self:
        """Newest first; many imported stories share a moment, so the story's number decides then."""
        return self.order_by(*(f"-{name}" for name in self._order))

    def older_than(self, first_published_at: datetime, article_id: int) -> Self:
        """The rows after one row of newest(): keyset paging, as cheap on the last page as on the first."""
        at, number = self._order
        return self.filter(
            Q(**{f"{at}__lt": first_published_at}) | Q(**{at: first_published_at, f"{number}__lt": article_id}),
            # Implied, but in a form that lets the database enter the index at that moment instead of walking to it from
            # the newest row: 10 ms instead of 1 s deep in an archive of 200,000.
            **{f"{at}__lte": first_published_at},
        )

    def with_sections(self) -> Self:
        """Adds `sections_now`: [{name, slug, parent}] of the other sections in order, as they are called today."""
        rows = self._related("section_rows").filter(version=OuterRef("pk"), position__gt=0).order_by("position")
        row = JSONObject(name="section__name", slug="section__slug", parent="section__parent__slug")
        return self.annotate(sections_now=ArraySubquery(rows.values(json=row)))

    def not_older_than(self, first_published_at: datetime, article_id: int) -> Self:
        """The rows of newest() down to one row and that row itself: what older_than() leaves out."""
        at, number = self._order
        return self.filter(
            Q(**{f"{at}__gt": first_published_at}) | Q(**{at: first_published_at, f"{number}__gte": article_id}),
            **{f"{at}__gte": first_published_at},  # see older_than()
        )

    def with_tags(self) -> Self:
        """Adds `tags_now`: [{name, slug}] in order, as the version's tags are called today."""
        rows = self._related("tag_rows").filter(version=OuterRef("pk")).order_by("pk")
        return self.annotate(tags_now=ArraySubquery(rows.values(json=JSONObject(name="tag__name", slug="tag__slug"))))

    def for_list(self) -> Self:
        """With what a teaser shows, and without the text."""
        return self.select_related("section__parent").defer("body")

    def for_page(self) -> Self:
        """With everything an article page shows of the story itself, in one query."""
        stories = self.select_related("section__parent", "article__view_total").with_tags().with_sections()
        return stories.with_corrections().with_topics()

    def with_topics(self) -> Self:
        """Adds `topics`: [{name, slug}] of the topics that the story stands in, the latest it was put into last."""
        stories: Any = self.model._meta.get_field("article").related_model
        rows = stories._meta.get_field("topic_rows").related_model.objects
        found = rows.filter(article=OuterRef("article")).order_by("pk")
        return self.annotate(
            topics=ArraySubquery(found.values(json=JSONObject(name="topic__name", slug="topic__slug")))
        )

    def with_corrections(self) -> Self:
        """Adds `corrections`: what the paper set right in the story, as CorrectionQuerySet.rows_of() gives it."""
        stories: Any = self.model._meta.get_field("article").related_model
        rows = stories._meta.get_field("corrections").related_model.objects.rows_of(OuterRef("article"))
        return self.annotate(corrections=rows)

    def _related(self, name: str) -> Any:
        """The rows of the model behind a relation, for this file imports no model."""
        model: Any = self.model._meta.get_field(name).related_model
        return model.objects.all()


class FrontLayoutQuerySet(models.QuerySet["FrontLayout"]):
    def of(self, section: Section | None) -> Self:
        """The layouts of a section's front, or of the home page, the newest first."""
        return self.filter(section=section).order_by("-number")

    def in_force(self, section: Section | None) -> FrontLayout | None:
        """The newest layout with `now`, the database's clock, by which its stories have their times; 1 query."""
        return self.of(section).annotate(now=Now()).first()

    def newest_of(self, section: OuterRef) -> Subquery:
        """The arrangement in force on a section's front, or null: for whoever asks for both in one query."""
        return Subquery(self.filter(section=section).order_by("-number").values("arrangement")[:1])


class BreakingNewsQuerySet(models.QuerySet["BreakingNews"]):
    def in_force(self) -> Self:
        """What the bar shows now: the newest row that has begun, unless it is over or empty, or its story not live."""
        begun = self.model.objects.filter(starts_at__lte=Now()).order_by("-pk").values("pk")[:1]
        said = ~Q(text="") | Q(article__isnull=False)
        visible = Q(article__isnull=True) | Q(self._versions().live().exists_for(OuterRef("article")))
        return self.filter(said, visible, pk=Subquery(begun), ends_at__gt=Now())

    def as_row(self) -> Subquery:
        """What the bar shows now as plain data, {text, until, story}, or null: beside other rows.

        `story`: {title, slug, article, section} of the live version, `section` by its address; null without a story.
        """
        version = self._versions().live().filter(article=OuterRef("article"))
        top = Coalesce("section__parent__slug", "section__slug")
        story = JSONObject(title="title", slug="slug", article="article_id", section=top)
        row = JSONObject(text="text", until="ends_at", story=Subquery(version.values(json=story)[:1]))
        return Subquery(self.in_force().values(json=row)[:1])

    def _versions(self) -> PublishedArticleQuerySet:
        stories: Any = self.model._meta.get_field("article").related_model
        return stories._meta.get_field("published_versions").related_model.objects.all()


class NoticeQuerySet(models.QuerySet["Notice"]):
    def at_desk_of(self, user: User) -> Self:
        """What the user is shown at the desk, the newest first."""
        return self.filter(to=user, at_desk=True).order_by("-pk")

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def of_waiting(self, article: Article) -> Self:
        """Unread notices that the story waits for an editor."""
        return self.unread().filter(entry__article=article, entry__verb="submit")

    def forgettable(self, read: timedelta, unread: timedelta) -> Self:
        """Notices read longer ago than `read`, or told longer ago than `unread`, whose mail is not still to be sent."""
        old = Q(read_at__lt=Now() - read) | Q(entry__at__lt=Now() - unread)
        return self.filter(old | Q(at_desk=False, entry__at__lt=Now() - read), mail_due_at=None)

    def mail_due(self) -> Self:
        """Notices whose mail is to be tried now, the longest waiting first."""
        return self.filter(mail_due_at__lte=Now()).order_by("mail_due_at", "pk")
