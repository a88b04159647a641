"""The addresses of an old site: taken in one by one at the desk or by thousands from a table, and looked up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import moved
from articles.models import Article, ImportRecord, OldAddress, OldAddressPattern

BATCH = 1000


@dataclass
class Tally:
    """What became of a table: how many addresses are new or lead elsewhere now, and what was wrong, by line."""

    taken: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


def pair(old: str, new: str) -> OldAddress:
    """An old address and what has taken it over, not saved: `new` is a story's number or address, a path, or a link.

    Raises ValidationError. Whether the story exists is not looked up.
    """
    row = OldAddress(path=moved.normalise(old), article_id=moved.article_number(new))
    if row.article_id is None:
        row.target = new
    row.clean_fields(exclude=["article"])
    row.clean()
    if not row.article_id and not row.target:
        raise ValidationError(_("The new address is missing."))
    return row


def take_in(pairs: Iterable[tuple[int, str, str]]) -> Tally:
    """Keep (line, old, new) of a table; an address that is known leads to its new place from now on.

    A wrong line is told and left out, and keeps no other line from coming in. Two queries for a thousand lines.
    """
    tally = Tally()
    waiting = iter(pairs)
    while lines := list(islice(waiting, BATCH)):
        rows: dict[str, tuple[int, OldAddress]] = {}
        for line, old, new in lines:
            try:
                row = pair(old, new)
            except ValidationError as error:
                tally.problems.append((line, " ".join(error.messages)))
            else:
                rows[row.path] = (line, row)
        wanted = {row.article_id for _line, row in rows.values() if row.article_id}
        known = set(Article.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        good = []
        for line, row in rows.values():
            if row.article_id and row.article_id not in known:
                tally.problems.append((line, _("There is no story %(number)d.") % {"number": row.article_id}))
            else:
                good.append(row)
        OldAddress.objects.bulk_create(
            good, update_conflicts=True, unique_fields=["path"], update_fields=["article", "target"]
        )
        tally.taken += len(good)
    return tally


def leads_to(path: str, query: str) -> int | str | None:
    """What has taken over an address that a reader asked for: a story's number, or a place; at most 3 queries."""
    if "\0" in path or "%00" in query:  # no address ever had one, and the database holds none
        return None
    path = "/" + path.lstrip("/")  # "//x/y" would read as the host x
    path, whole = moved.normalise(path), moved.normalise(f"{path}?{query}" if query else path)
    known = {row.path: row for row in OldAddress.objects.filter(path__in={path, whole})}
    if row := known.get(whole) or known.get(path):
        return row.article_id or row.target
    identities = [
        f"{family.site}/{number}"
        for family in OldAddressPattern.objects.all()
        if (number := moved.number_in(whole, family.pattern) or moved.number_in(path, family.pattern))
    ]
    records = ImportRecord.objects.filter(identity__in=identities, article__isnull=False)
    return records.values_list("article", flat=True).first()
