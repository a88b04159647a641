"""Why a verb was refused. Each says what is in the way, translated, for whoever asked."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.checklist import Finding
from articles.models import Article, Verb


class Refusal(Exception):
    """A verb that was not done. `status` is the HTTP answer it stands for; str() is a sentence for the screen."""

    status = 409


class NotPermitted(Refusal):
    """The user has no right to this verb on this story."""

    status = 403


class BadRequest(Refusal):
    """Something the verb needs is missing or makes no sense: a reason, a time, a colleague."""

    status = 400


class PastTime(BadRequest):
    """A moment `at` for publishing that has passed already. Who meant it can publish now instead."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        super().__init__(_("Choose a time in the future."))


class WrongState(Refusal):
    """The story is no longer, or not yet, where the verb can be done."""


class WrongStatus(WrongState):
    """The story's status is none from which the verb leads on; says who brought it there."""

    def __init__(self, verb: Verb, article: Article) -> None:
        super().__init__(
            _("This cannot be done now (%(verb)s): the story's status is “%(status)s” (%(name)s: %(done)s).")
            % {"verb": verb.label, **_standing(article)}
        )


class Outrun(WrongState):
    """Somebody else did something with the story between the look at it and the change."""

    def __init__(self, article: Article) -> None:
        super().__init__(
            _("%(name)s was quicker (%(done)s): the story's status is now “%(status)s”.") % _standing(article)
        )


class PassedOn(NotPermitted):
    """A story that the user may write on until it is passed on; says who did that."""

    def __init__(self, article: Article) -> None:
        super().__init__(
            _("You cannot change this story any more: its status is “%(status)s” (%(name)s: %(done)s).")
            % _standing(article)
        )


def _standing(article: Article) -> dict[str, Any]:
    """Words for a sentence: the story's status, and who brought it there by doing what."""
    # Not whoever did something that left the status as it was, but for an approval that was renewed.
    kept = Q(from_status=article.status) & ~Q(verb=Verb.APPROVE)
    last = article.log.filter(to_status=article.status).exclude(kept).first()
    return {
        "status": article.get_status_display(),
        "name": last.by_name if last else "?",
        "done": last.get_verb_display() if last else "?",
    }


class HeldByAnother(Refusal):
    """Another editor has claimed the story."""

    def __init__(self, article: Article) -> None:
        holder = article.claimed_by
        super().__init__(_("%(name)s is working on this story.") % {"name": holder.display_name if holder else "?"})


class StaleRevision(Refusal):
    """The story was saved by somebody after the version the user started from."""

    def __init__(self, article: Article) -> None:
        self.article = article
        newest = article.revisions.select_related("created_by").first()
        self.saved_by = newest.created_by if newest else None
        self.saved_at = newest.created_at if newest else article.modified_at
        name = self.saved_by.display_name if self.saved_by else ""
        super().__init__(
            _("%(name)s has saved a newer version (no. %(number)d) since you opened this story.")
            % {"name": name, "number": article.version}
        )


class HeldBack(Refusal):
    """Something on the checklist holds the story back: hard findings, or soft ones that nobody has acknowledged."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        self.hard = [finding for finding in findings if finding.hard]
        self.soft = [finding for finding in findings if not finding.hard]
        reason = _("To be mended first: %(findings)s") if self.hard else _("To be confirmed first: %(findings)s")
        super().__init__(reason % {"findings": " ".join(finding.message for finding in self.hard or self.soft)})

    def names_only(self, rule: str) -> bool:
        """Whether nothing but the findings of this rule is in the way."""
        return all(finding.rule.name == rule for finding in self.findings)
