"""The list of what the paper set right."""

import re

from django.http import Http404

from articles.models import Correction, PublishedArticle
from articles.teasers import teasers

PER_PAGE = 20


def page_of(cursor: str | None) -> tuple[list[Correction], str]:
    """The corrections older than number `cursor`, newest first, and the cursor that leads on; 2 queries.

    Each carries `story`, a Teaser of what readers see. Raises Http404 for nonsense and for a page without any.
    """
    rows = Correction.objects.public().order_by("-pk")
    if cursor is not None:
        if not re.fullmatch(r"[0-9]{1,18}", cursor):
            raise Http404("no such page")
        rows = rows.filter(pk__lt=int(cursor))
    found = list(rows[: PER_PAGE + 1])
    if cursor is not None and not found:
        raise Http404("nothing older")
    shown = found[:PER_PAGE]
    versions = PublishedArticle.objects.live().of_articles(row.article_id for row in shown).for_teasers()
    stories = {story.article_id: story for story in teasers(versions)}
    for row in shown:
        row.story = stories.get(row.article_id)  # type: ignore[attr-defined]
    return [row for row in shown if row.story], str(shown[-1].pk) if len(found) > PER_PAGE else ""  # type: ignore[attr-defined]
