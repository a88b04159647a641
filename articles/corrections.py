"""The verbs that set a story right in public. The text itself is mended and published like every change."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from articles import permissions, renewal
from articles.models import Article, Correction, Verb
from articles.refusals import BadRequest, WrongState
from articles.workflow import as_kept, database_now, locked, log, require_reason

Kind = Correction.Kind

# What each kind cannot do without (Press Law 2016, article 42, for the first three).
NEEDED = {
    Kind.CORRECTION: ("wrong", "right"),
    Kind.RECTIFICATION: ("wrong", "right", "apology"),
    Kind.APOLOGY: ("apology",),
    Kind.UPDATE: ("right",),
}


@transaction.atomic
def correct(
    article: Article, *, by: User, kind: str, wrong: str = "", right: str = "", apology: str = "", document: str = ""
) -> Correction:
    """Set right, from now on and in public, what readers were told by a story they see.

    Raises NotPermitted, WrongState where readers do not see it, BadRequest where the kind needs more than was given.
    """
    current = locked(article)
    permissions.require(by, Verb.CORRECT, current)
    live = current.published_versions.live().select_related("section__parent").first()
    if live is None:
        raise WrongState(_("Readers do not see this story, so there is nothing to set right in public."))
    words = {"wrong": as_kept(wrong), "right": as_kept(right), "apology": as_kept(apology)}
    _require_words(kind, words)
    correction = Correction.objects.create(
        article=current,
        kind=kind,
        title=live.title,
        section_name=str(live.section),
        first_published_at=live.first_published_at,
        document=as_kept(document)[:250],
        at=database_now(),
        by=by,
        **words,
    )
    log(current, Verb.CORRECT, by, from_status=current.status, details={"correction": correction.pk, "kind": kind})
    renewal.of_story(live)
    return correction


@transaction.atomic
def end_correction(article: Article, *, by: User, number: int, reason: str) -> Correction:
    """Take a correction back that should not stand; it stays on record. Raises NotPermitted, WrongState, BadRequest."""
    current, reason = locked(article), as_kept(reason)
    permissions.require(by, Verb.END_CORRECTION, current)
    correction = current.corrections.standing().filter(pk=number).first()
    if correction is None:
        raise WrongState(_("This correction no longer stands."))
    require_reason(reason)
    correction.ended_at = database_now()
    correction.save(update_fields=["ended_at"])
    details = {"correction": correction.pk}
    log(current, Verb.END_CORRECTION, by, from_status=current.status, reason=reason, details=details)
    renewal.of_story(*current.published_versions.live())
    return correction


def available(article: Article, user: User) -> list[Verb]:
    """The verbs of this module that the user could do with this story now."""
    possible = {
        Verb.CORRECT: article.published_versions.live().exists,
        Verb.END_CORRECTION: article.corrections.standing().exists,
    }
    # The right first: it costs no query.
    return [verb for verb, is_possible in possible.items() if permissions.may(user, verb, article) and is_possible()]


def _require_words(kind: str, words: dict[str, str]) -> None:
    if kind not in Kind.values:
        raise BadRequest(_("Choose what kind of correction it is."))
    labels = {"wrong": _("what was wrong"), "right": _("what is right"), "apology": _("apology")}
    if missing := [labels[name] for name in NEEDED[Kind(kind)] if not words[name]]:
        raise BadRequest(_("This correction still needs: %(parts)s.") % {"parts": ", ".join(missing)})
