"""The newspaper that is measured: its people, sections, tags, pictures, and the stories by number, always the same."""

import random
from bisect import bisect
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from itertools import accumulate, product

from accounts.models import Author
from articles.content import BylineContent, Content, PickContent
from articles.models import Article, Byline, Photo, Section, Tag
from benchmarks.words import NAMES, SENTENCES, Writer

TAGS = 1000
KINDS = {Article.Kind.PHOTO: 3, Article.Kind.VIDEO: 1, Article.Kind.INTERVIEW: 3, Article.Kind.LONG_READ: 3}
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
# A hundred stories a day, whatever the archive's size: a larger one goes back further.
APART = timedelta(minutes=14)
PICKS_WITHIN = 400


def tag_names() -> list[str]:
    return [f"{subject} {place}" for place, subject in product(NAMES["places"], NAMES["subjects"])][:TAGS]


def author_names() -> list[str]:
    return [f"{family} {given}" for family, given in product(NAMES["families"], NAMES["given"])]


class Archive:
    """Writes the stories: story(n) is the n-th oldest of them, from 1 on."""

    def __init__(self, stories: int, newest: datetime) -> None:
        self.stories, self.newest = stories, newest
        self.writer = Writer()
        self.sections = list(Section.objects.select_related("parent").order_by("pk"))
        self.authors = list(Author.objects.order_by("pk"))
        self.tags = list(Tag.objects.order_by("pk"))
        self.photos = list(Photo.objects.order_by("pk"))
        # The first tag is on one story in eight, the hundredth on one in a hundred, the last on some in a thousand.
        self.tag_weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.tags))))
        self.section_weights = list(accumulate(1 / (rank + 6) for rank in range(len(self.sections))))

    def first_published_at(self, number: int) -> datetime:
        seconds = random.Random(-number).randrange(int(APART.total_seconds())) if number < self.stories else 0
        return self.newest - APART * (self.stories - number) - timedelta(seconds=seconds)

    def story(self, number: int) -> Content:
        chance = random.Random(number)
        section = self.sections[_drawn(chance, self.section_weights)]
        kind = self._kind(chance)
        # One stands at the head. A story in pictures is held back at the desk if its text has fewer than three.
        photos = chance.sample(self.photos, chance.randint(4 if kind == Article.Kind.PHOTO else 2, 5))
        pick = number - chance.randint(1, PICKS_WITHIN)
        return Content(
            kicker=chance.choice(NAMES["kickers"]) if chance.random() < 0.6 else "",
            title=self._title(chance),
            lead=f"{self.writer.sentence(chance)} {self.writer.sentence(chance)}",
            body=self._body(chance, kind, photos[1:]),
            kind=kind,
            section=section,
            secondary_sections=self._secondary_sections(chance, section),
            lead_photo=photos[0],
            source_name="TTXVN" if chance.random() < 0.2 else "",
            tags=tuple(self.tags[place].name for place in self._tags(chance)),
            bylines=self._bylines(chance),
            related=(PickContent(Article(pk=pick)),) if pick > 0 and chance.random() < 0.1 else (),
        )

    def _title(self, chance: random.Random) -> str:
        return " ".join(self.writer.sentence(chance).rstrip(".").split()[: chance.randint(9, 16)])

    def _kind(self, chance: random.Random) -> str:
        return chance.choices([*KINDS, Article.Kind.NEWS], [*KINDS.values(), 90])[0]

    def _tags(self, chance: random.Random) -> list[int]:
        return list(dict.fromkeys(_drawn(chance, self.tag_weights) for _place in range(chance.randint(3, 6))))

    def _bylines(self, chance: random.Random) -> tuple[BylineContent, ...]:
        writer, photographer = chance.sample(self.authors, 2)
        lines = (BylineContent(writer), BylineContent(photographer, Byline.Role.PHOTOGRAPHER, "Ban Bạn đọc"))
        return lines if chance.random() < 0.25 else lines[:1]

    def _secondary_sections(self, chance: random.Random, main: Section) -> tuple[Section, ...]:
        other = chance.choice(self.sections)
        return (other,) if chance.random() < 0.15 and other not in {main, main.parent} else ()

    def _body(self, chance: random.Random, kind: str, photos: Sequence[Photo]) -> str:
        """3 to 8 kB of running text in the form that articles.body stores, and the pictures spread over it."""
        sentences = [self.writer.sentence(chance) for _place in range(chance.randint(*SENTENCES))]
        blocks = [f"<p>{' '.join(sentences[start : start + 3])}</p>" for start in range(0, len(sentences), 3)]
        link = f'<a href="/tim-kiem/?q={chance.randint(1, 9999)}" rel="noopener noreferrer">'
        blocks[1] = blocks[1].replace("</p>", f" {link}{sentences[0][:30].strip()}</a>.</p>")
        blocks.insert(4, f"<h2>{self._title(chance)}</h2>")
        if chance.random() < 0.2:
            blocks.insert(6, f"<blockquote><p>{self.writer.sentence(chance)}</p></blockquote>")
        for number, photo in enumerate(photos):
            blocks.insert(2 + (number * len(blocks)) // len(photos), _figure(photo, self._title(chance)))
        if kind == Article.Kind.VIDEO:
            blocks.insert(0, f"<oembed>{VIDEO}</oembed>")
        return "\n".join(blocks)


def _drawn(chance: random.Random, weights: Sequence[float]) -> int:
    """A place by weights that are summed up already."""
    return min(bisect(weights, chance.random() * weights[-1]), len(weights) - 1)


def _figure(photo: Photo, caption: str) -> str:
    return (
        f'<figure class="image"><img alt="{escape(photo.alt_text)}" height="{photo.height}" '
        f'src="/media/{photo.file}" width="{photo.width}"><figcaption>{caption}. {photo.credit}</figcaption></figure>'
    )
