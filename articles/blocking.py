"""The verbs by which a managing editor keeps a story out of the lists of the most read, and lets it in again."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import permissions
from articles.models import Article, MostReadBlock, Verb
from articles.refusals import WrongState
from articles.workflow import as_kept, database_now, locked, log, require_reason


@transaction.atomic
def block(article: Article, *, by: User, reason: str) -> MostReadBlock:
    """Keep a story out of every list of the most read, until somebody lets it in again. Readers still see it.

    Raises NotPermitted, WrongState where it is kept out already or readers neither see it nor are about to, BadRequest
    without a reason.
    """
    current, reason = locked(article), as_kept(reason)
    permissions.require(by, Verb.BLOCK, current)
    if standing := block_of(current):
        raise WrongState(_("%(name)s keeps this story out of “Most read” already.") % {"name": standing.by_name})
    if not _is_public(current):
        raise WrongState(_("Readers neither see this story nor are about to, so it is in no list of theirs."))
    require_reason(reason)
    made = MostReadBlock.objects.create(
        article=current, reason=reason, by=by, by_name=by.display_name, at=database_now()
    )
    log(current, Verb.BLOCK, by, from_status=current.status, reason=reason)
    return made


@transaction.atomic
def unblock(article: Article, *, by: User) -> None:
    """Let a story into the lists of the most read again, by its reads. Raises NotPermitted, WrongState."""
    current = locked(article)
    permissions.require(by, Verb.UNBLOCK, current)
    if not MostReadBlock.objects.filter(article=current).delete()[0]:
        raise WrongState(_("Nobody keeps this story out of “Most read”."))
    log(current, Verb.UNBLOCK, by, from_status=current.status)


def block_of(article: Article) -> MostReadBlock | None:
    """By whom and why the story is kept out of the most read, if it is; a query where it was not selected along."""
    return getattr(article, "most_read_block", None)


def available(article: Article, user: User) -> list[Verb]:
    """The verbs of this module that the user could do with this story now."""
    # The right first: it costs no query.
    if not permissions.may(user, Verb.BLOCK, article):
        return []
    if block_of(article):
        return [Verb.UNBLOCK]
    return [Verb.BLOCK] if _is_public(article) else []


def _is_public(article: Article) -> bool:
    return article.published_versions.not_over().exists()
