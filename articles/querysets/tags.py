"""Questions about tags."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Length

from articles import alike
from articles.querysets.expressions import CountOf
from newsroom import vietnamese

if TYPE_CHECKING:
    from articles.models import Tag  # noqa: F401 (named in strings)


# More stories than this are not counted where only an order is wanted.
MOST_COUNTED = 200


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
        return self.filter(slug=slug).first() or self.formerly_at(slug)

    def formerly_at(self, slug: str) -> Tag | None:
        """The tag whose address this was; 1 query."""
        alias = self._related("aliases").filter(slug=slug).select_related("tag")
        return next((former.tag for former in alias), None)

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
