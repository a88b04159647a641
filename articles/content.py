"""The content of a story as one value: what a save carries in, whichever way it comes."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self, TypeVar

from accounts.models import Author
from articles import body, body_policy, shingling
from articles.models import Article, Byline, Photo, RelatedPick, SecondarySection, Section, Tag
from newsroom import vietnamese

Item = TypeVar("Item")

_LONGEST_ADDRESS = 500  # what Article.source_url holds


@dataclass(frozen=True)
class BylineContent:
    """One name under the story."""

    author: Author
    role: str = Byline.Role.WRITER
    affiliation: str = ""


@dataclass(frozen=True)
class PickContent:
    """One story picked by hand: a story of ours, or only its title while we do not have it."""

    article: Article | None = None
    title: str = ""


@dataclass(frozen=True)
class Content:
    """Everything a person writes in a story. Text enters the database through cleaned() only."""

    title: str
    kicker: str = ""
    lead: str = ""
    body: str = ""
    section: Section | None = None
    secondary_sections: tuple[Section, ...] = ()
    source_name: str = ""
    source_url: str = ""
    lead_photo: Photo | None = None
    kind: str = Article.Kind.NEWS
    tags: tuple[str, ...] = ()  # names, those of no tag among them: see articles.tags
    bylines: tuple[BylineContent, ...] = ()
    related: tuple[PickContent, ...] = ()

    def cleaned(self, *, known_tags: bool = False) -> Self:
        """The same content with its text normalised and its markup sanitised. Raises body.BodyRefused.

        A name that a tag has had, or took over from another, becomes the name it has now; 1 or 2 queries for the tags,
        none where they are `known_tags`, in their own words already.
        """
        tags = tuple(map(vietnamese.one_line, self.tags))
        return replace(
            self,
            title=vietnamese.one_line(self.title),
            kicker=vietnamese.one_line(self.kicker),
            lead=vietnamese.one_line(self.lead),
            body=body.clean(self.body),
            secondary_sections=_beside(self.section, self.secondary_sections),
            source_name=vietnamese.one_line(self.source_name),
            source_url=_web_address(self.source_url),
            tags=_first_of_each(
                tags if known_tags else Tag.objects.in_their_words(tags),
                key=lambda tag: vietnamese.slugify(tag) and vietnamese.key(tag),
            ),
            bylines=_first_of_each(
                (replace(line, affiliation=vietnamese.one_line(line.affiliation)) for line in self.bylines),
                key=lambda line: (line.author, line.role),
            ),
            related=_first_of_each(
                (replace(pick, title=vietnamese.one_line(pick.title)) for pick in self.related),
                key=lambda pick: pick.article or vietnamese.key(pick.title),
            ),
        )

    def columns(self) -> dict[str, Any]:
        """What stands on the story's own row."""
        return {
            "title": self.title,
            "title_key": vietnamese.key(self.title)[:250],
            "kicker": self.kicker,
            "lead": self.lead,
            "body": self.body,
            "section": self.section,
            "source_name": self.source_name,
            "source_url": self.source_url,
            "lead_photo": self.lead_photo,
            "kind": self.kind,
            "word_count": body.word_count(self.body) + len(self.lead.split()),
            "picture_count": len({*body.photo_names(self.body), *([self.lead_photo.file] if self.lead_photo else [])}),
        }

    def write_rows(self, article: Article) -> None:
        """Replace the story's other sections, bylines, picks and shingles by these.

        Call it inside the transaction of the save. `article` is the story's row with columns() in it already. Its tags
        are written by articles.tags, for not everybody may make one.
        """
        sections, bylines, picks = self.rows(article)
        article.secondary_sections.all().delete()
        SecondarySection.objects.bulk_create(sections)
        article.bylines.all().delete()
        Byline.objects.bulk_create(bylines)
        article.picks.all().delete()
        RelatedPick.objects.bulk_create(picks)
        shingling.keep_shingles(article)

    def rows(self, article: Article) -> tuple[list[SecondarySection], list[Byline], list[RelatedPick]]:
        """The story's other sections, bylines and picks as rows that are not stored yet."""
        sections = [
            SecondarySection(article_id=article.pk, section_id=section.pk, position=position)
            for position, section in enumerate(self.secondary_sections)
        ]
        bylines = [
            Byline(
                article_id=article.pk,
                author_id=line.author.pk,
                role=line.role,
                affiliation=line.affiliation,
                position=position,
            )
            for position, line in enumerate(self.bylines)
        ]
        picks = [
            RelatedPick(
                article_id=article.pk,
                related_id=pick.article.pk if pick.article else None,
                title=pick.title,
                title_key=vietnamese.key(pick.title)[:250],
                position=position,
            )
            for position, pick in enumerate(self.related)
        ]
        return sections, bylines, picks

    def snapshot(self) -> dict[str, Any]:
        """The whole content as plain data: what a revision keeps, and from_snapshot() reads."""
        return {
            "kicker": self.kicker,
            "title": self.title,
            "lead": self.lead,
            "body": self.body,
            "section": self.section.pk if self.section else None,
            "secondary_sections": [section.pk for section in self.secondary_sections],
            "source_name": self.source_name,
            "source_url": self.source_url,
            "lead_photo": self.lead_photo.pk if self.lead_photo else None,
            "kind": str(self.kind),
            "tags": list(self.tags),
            "bylines": [
                {"author": line.author.pk, "name": line.author.name, "role": line.role, "affiliation": line.affiliation}
                for line in self.bylines
            ],
            "related": [
                {"article": pick.article.pk if pick.article else None, "title": pick.title} for pick in self.related
            ],
        }

    @classmethod
    def from_snapshot(cls, kept: Mapping[str, Any]) -> Self:
        """The content that snapshot() gave; 4 queries. A section, picture, author or story that is gone is left out."""
        authors = Author.objects.in_bulk([line["author"] for line in kept["bylines"]])
        stories = Article.objects.in_bulk([pick["article"] for pick in kept["related"] if pick["article"]])
        others = kept.get("secondary_sections", [])  # a list since stories can have more than one section
        sections = Section.objects.select_related("parent").in_bulk([kept["section"], *others])
        picks = (PickContent(stories.get(pick["article"]), pick["title"]) for pick in kept["related"])
        return cls(
            **{name: kept[name] for name in ("title", "kicker", "lead", "body", "source_name", "source_url")},
            section=sections.get(kept["section"]),
            secondary_sections=tuple(sections[section] for section in others if section in sections),
            lead_photo=Photo.objects.filter(pk=kept["lead_photo"]).first(),
            kind=kept.get("kind", Article.Kind.NEWS),  # what was kept before stories had kinds
            tags=tuple(kept["tags"]),
            bylines=tuple(
                BylineContent(authors[line["author"]], line["role"], line["affiliation"])
                for line in kept["bylines"]
                if line["author"] in authors
            ),
            related=tuple(pick for pick in picks if pick.article or pick.title),
        )

    @classmethod
    def of(cls, article: Article) -> Self:
        """The content of the desk copy as it stands."""
        return cls(
            title=article.title,
            kicker=article.kicker,
            lead=article.lead,
            body=article.body,
            section=article.section,
            secondary_sections=tuple(
                row.section for row in article.secondary_sections.select_related("section__parent")
            ),
            source_name=article.source_name,
            source_url=article.source_url,
            lead_photo=article.lead_photo,
            kind=article.kind,
            tags=tuple(item.name for item in article.tagged_items.select_related("tag")),
            bylines=tuple(
                BylineContent(line.author, line.role, line.affiliation)
                for line in article.bylines.select_related("author")
            ),
            related=tuple(PickContent(pick.related, pick.title) for pick in article.picks.select_related("related")),
        )


def _beside(main: Section | None, others: Iterable[Section]) -> tuple[Section, ...]:
    """The other sections less those whose lists have the story already: its main one, and the one above that."""
    there = {main, main.parent} if main else set()
    return tuple(section for section in dict.fromkeys(others) if section not in there)


def _web_address(text: str) -> str:
    """The address, or nothing where it is not one of the web or does not fit: readers get it as a link."""
    address = body_policy.web_address(vietnamese.normalise(text))
    return address if len(address) <= _LONGEST_ADDRESS else ""


def _first_of_each(items: Iterable[Item], key: Callable[[Item], Hashable]) -> tuple[Item, ...]:
    """The items less those that repeat an earlier one or say nothing (an empty key)."""
    firsts: dict[Hashable, Item] = {}
    for item in items:
        firsts.setdefault(key(item), item)
    return tuple(item for identity, item in firsts.items() if identity)
