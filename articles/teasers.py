"""A live story as lists show it: plain rows, since a page has up to a hundred and each model instance has its price."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from newsroom.addresses import address_of


class Teaser(NamedTuple):
    """What PublishedArticleQuerySet.for_teasers() reads, in its order."""

    pk: int
    article_id: int
    first_published_at: datetime
    kind: str
    slug: str
    kicker: str
    title: str
    lead: str
    photo: str | None
    """The JSON of Photo.as_shown(): most lists show fewer pictures than stories."""
    section_name: str
    top: str
    """The word in the address of its section, or of the one above it."""

    def get_absolute_url(self) -> str:
        return address_of("public:article", section=self.top, slug=self.slug, article_id=self.article_id)

    @property
    def lead_photo(self) -> dict[str, Any] | None:
        """As PublishedArticle has it."""
        return json.loads(self.photo) if self.photo else None


# A row may have more behind what a teaser shows.
_LENGTH = len(Teaser._fields)


def teasers(rows: Iterable[tuple[Any, ...]]) -> list[Teaser]:
    """The stories of rows that begin as for_teasers() gives them."""
    return [Teaser._make(row[:_LENGTH]) for row in rows]
