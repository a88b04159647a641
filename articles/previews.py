"""A story shown before it is published: what readers would see of it, and secret links for somebody outside.

A link shows one revision, to whoever has its address, until it expires, is revoked, or the story is withdrawn.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import permissions, publishing, versions, workflow
from articles.content import Content
from articles.models import Article, PreviewLink, PublishedArticle, Revision, Verb
from articles.querysets import PreviewLinkQuerySet
from articles.refusals import BadRequest, WrongState

LIFETIMES = (1, 3, 7)  # days
LONGEST_SECRET = 100  # characters of an address that are worth a look


def version_of(content: Content, article: Article | None = None) -> PublishedArticle:
    """The version that publishing this content would make, with the date readers would see; it is not stored.

    `article` is None for a story that has not been saved yet. Raises body.BodyRefused.
    """
    moment = workflow.database_now()
    if article:
        pending = article.published_versions.pending().first()
        moment = publishing.first_published(article, pending.live_from if pending else moment)
    return PublishedArticle(article=article or Article(), first_published_at=moment, **versions.fields(content))


def content_of(revision: Revision) -> Content:
    """What the revision holds, ready to be shown."""
    return Content.from_snapshot(revision.content)


# Links ----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def share(article: Article, *, by: User, revision: int, days: int) -> tuple[PreviewLink, str]:
    """A new link to revision number `revision`, and its secret, which is stored nowhere and cannot be shown again.

    Raises NotPermitted, WrongState for a withdrawn story, BadRequest for another lifetime or no such revision.
    """
    current = workflow.locked(article)
    permissions.require(by, Verb.SHARE, current)
    if _is_withdrawn(current):
        raise WrongState(_("The story is withdrawn: it is shown to nobody outside the newsroom."))
    if days not in LIFETIMES:
        raise BadRequest(_("Choose how long the link works."))
    shown = current.revisions.filter(number=revision).first()
    if shown is None:
        raise BadRequest(_("This story has no version %(number)d.") % {"number": revision})
    secret, now = secrets.token_urlsafe(32), workflow.database_now()
    link = PreviewLink.objects.create(
        revision=shown, digest=_digest(secret), created_by=by, created_at=now, expires_at=now + timedelta(days=days)
    )
    details = {"link": link.pk, "shown_revision": revision, "expires_at": link.expires_at.isoformat()}
    workflow.log(current, Verb.SHARE, by, from_status=current.status, details=details)
    return link, secret


@transaction.atomic
def unshare(article: Article, *, by: User, link: int) -> None:
    """Revoke the link number `link` of this story. Raises NotPermitted, WrongState where it does not work any more."""
    current = workflow.locked(article)
    permissions.require(by, Verb.UNSHARE, current)
    if not links_of(current).filter(pk=link).update(revoked_at=workflow.database_now()):
        raise WrongState(_("This link does not work any more."))
    workflow.log(current, Verb.UNSHARE, by, from_status=current.status, details={"link": link})


def links_of(article: Article) -> PreviewLinkQuerySet:
    """The story's links that still open, the newest first."""
    return PreviewLink.objects.working().filter(revision__article=article)


def find(secret: str) -> PreviewLink | None:
    """The link with this secret, with its revision and story, while it opens; 1 query."""
    if len(secret) > LONGEST_SECRET:
        return None
    links = PreviewLink.objects.working().select_related("revision__article")
    return links.filter(digest=_digest(secret)).first()


def available(article: Article, user: User, links: Collection[PreviewLink]) -> list[Verb]:
    """Which of the two verbs the user could do with this story now; `links` are links_of(article)."""
    if not permissions.may(user, Verb.SHARE, article) or _is_withdrawn(article):
        return []
    return [Verb.SHARE, Verb.UNSHARE] if links else [Verb.SHARE]


def _is_withdrawn(article: Article) -> bool:
    return Article.objects.withdrawn().filter(pk=article.pk).exists()


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
