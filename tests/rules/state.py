"""What the tests of the rules look at and turn: the whole state of the stories, and the time that has passed."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import F

from articles import models

STORED = (
    models.Article,
    models.Revision,
    models.TaggedArticle,
    models.Byline,
    models.RelatedPick,
    models.PublishedArticle,
    models.PublishedSection,
    models.PublishedTag,
    models.PublishedByline,
    models.LogEntry,
    models.PreviewLink,
)

TRIGGER = "ALTER TABLE articles_publishedarticle {} TRIGGER published_version_is_kept"


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row that a verb could touch."""
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in STORED}


def let_pass(hours: float) -> None:
    """Make `hours` pass for every published version, by moving its times into the past.

    The database's clock decides what is live and cannot be set, and the trigger that keeps versions as they are would
    refuse the move: it is off for that, as the owner of a table may have it.
    """
    time = timedelta(hours=hours)
    moved = {name: F(name) - time for name in ("live_from", "live_until", "first_published_at")}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; " + TRIGGER.format("DISABLE"))
        # The oldest first: moved before it, a version would overlap the one it followed.
        for number in models.PublishedArticle.objects.order_by("live_from").values_list("pk", flat=True):
            models.PublishedArticle.objects.filter(pk=number).update(**moved)
        cursor.execute(TRIGGER.format("ENABLE") + "; SET CONSTRAINTS ALL DEFERRED")
