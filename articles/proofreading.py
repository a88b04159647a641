"""A story examined by the text doctor: by the rules the house has on, less what somebody has told it to leave alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.content import Content
from articles.doctor.copy import Mark, Story
from articles.doctor.reading import story_of
from articles.doctor.rules import BY_NAME, count_by_rule, examine
from articles.models import Article, HouseStyle, IgnoredMark, Verb
from articles.permissions import require
from articles.publishing import first_published
from articles.refusals import BadRequest

_LONGEST = 200  # characters of a mark by which it is known again


@dataclass(frozen=True)
class Examined:
    marks: Sequence[Mark]
    ignored: Sequence[IgnoredMark]  # of the whole story, the newest first


def examined(story: Story, article: Article | None) -> Examined:
    """The marks on a text, less those ignored in `article`; 2 queries, 1 for a story that was never saved."""
    marks = examine(story, off=HouseStyle.current().doctor_rules_off)
    rows = list(article.ignored_marks.all()) if article else []
    known = {(row.rule, row.words, row.around) for row in rows}
    left = [mark for mark in marks if not known & {_key(mark), (mark.rule, _short(mark.words), "")}]
    return Examined(left, rows)


def marks_by_rule(content: Content) -> dict[str, int]:
    """How many likely slips a content has, by the name of the rule; for reports. 1 query. Raises markup.TooDeep."""
    story = story_of(kicker=content.kicker, title=content.title, lead=content.lead, body=content.body)
    return count_by_rule(examine(story, off=HouseStyle.current().doctor_rules_off))


def news_day(article: Article | None) -> date:
    """The day of the news, to which dates without a year belong: of the first publication, or else today."""
    now = timezone.now()
    return timezone.localdate(first_published(article, now) if article else now)


@transaction.atomic
def ignore(article: Article, *, rule: str, words: str, around: str, by: User) -> IgnoredMark:
    """Leave a mark alone from now on; with an empty `around` wherever in the story the words are.

    Who ignored it first stays. Raises NotPermitted, BadRequest for a rule that does not exist.
    """
    require(by, Verb.EDIT, article)
    if rule not in BY_NAME or not words:
        raise BadRequest(_("The text doctor has no such mark."))
    first = {"by": by, "by_name": by.display_name, "at": Now()}
    known = {"rule": rule, "words": _short(words), "around": _short(around)}
    row, created = article.ignored_marks.get_or_create(**known, defaults=first)
    if created:
        row.refresh_from_db(fields=["at"])
    return row


def heed(article: Article, *, number: int, by: User) -> None:
    """Mark again what was ignored under this number. Raises NotPermitted."""
    require(by, Verb.EDIT, article)
    article.ignored_marks.filter(pk=number).delete()


def _key(mark: Mark) -> tuple[str, str, str]:
    return (mark.rule, _short(mark.words), _short(mark.around))


def _short(text: str) -> str:
    return text.replace("\0", "")[:_LONGEST]
