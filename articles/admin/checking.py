"""The checklist on a story's pages: what holds it back now, and with what it was sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from articles import permissions, readiness
from articles.checklist import Finding, key_of, sentence
from articles.content import Content
from articles.models import Article, Photo, Verb


@dataclass(frozen=True)
class Line:
    """One finding as a page shows it. `url`: where it is mended, if not in the form."""

    finding: Finding
    url: str = ""


def in_panel(
    request: HttpRequest, article: Article, verbs: Sequence[Verb], photos: Iterable[Photo], *, editing: bool
) -> dict[str, Any]:
    """Context of desk/_checklist.html. `sent`, for everybody: with what acknowledged the story was sent.

    The rest is for who could submit or approve it. `asks`: the page's form can submit, so what is soft has a box to
    tick; `fields`: it has the fields that mend it.
    """
    sent = _sent(article)
    if not {Verb.SUBMIT, Verb.APPROVE} & set(verbs):
        return {"sent": sent}
    found = readiness.findings(article, request.user, photos=photos)
    return {"shown": True, "sent": sent, "for_submission": Verb.SUBMIT in verbs} | _listed(
        found, article.lead_photo, asks=editing and Verb.SUBMIT in verbs, fields=editing, sent=sent
    )


def typed(request: HttpRequest, article: Article, content: Content) -> str:
    """The lines of desk/_checklist.html for what stands in the page's form, though nothing of it is saved."""
    found = readiness.findings_of(content, article, request.user)
    asks = article.status in permissions.REPORTERS_STATUSES
    context = _listed(found, content.lead_photo, asks=asks, fields=True, sent=_sent(article))
    return render_to_string("desk/_findings.html", {"checklist": context})


def _listed(
    found: list[Finding], lead_photo: Photo | None, *, asks: bool, fields: bool, sent: dict[str, Any] | None
) -> dict[str, Any]:
    # What was acknowledged is said already, above.
    known = sent["keys"] if sent else set()
    lines = [Line(each, _place(each, lead_photo)) for each in found if each.hard or each.key not in known]
    return {
        "asks": asks,
        "fields": fields,
        "hard": [line for line in lines if line.finding.hard],
        "soft": [line for line in lines if not line.finding.hard],
    }


def _place(finding: Finding, lead_photo: Photo | None) -> str:
    """The words of a chosen picture are not in the story's form."""
    if lead_photo is None or not finding.rule.name.startswith("lead_picture_"):
        return ""
    return reverse("admin:articles_photo_change", args=[lead_photo.pk])


def _sent(article: Article) -> dict[str, Any] | None:
    """Who sent the story that waits now, and what they acknowledged; None where there was nothing."""
    if article.status not in {Article.Status.SUBMITTED, Article.Status.APPROVED}:
        return None
    entry = article.log.filter(verb=Verb.SUBMIT).first()
    kept = entry.details.get("acknowledged", []) if entry else []
    if not entry or not kept:
        return None
    keys = {key_of(each["rule"], each["figures"]) for each in kept}
    return {"name": entry.by_name, "at": entry.at, "messages": in_words(kept), "keys": keys}


def in_words(kept: Iterable[Mapping[str, Any]]) -> list[str]:
    """What the log keeps of acknowledged findings, in the language of who reads it."""
    return [sentence(each["rule"], each["figures"]) for each in kept]
