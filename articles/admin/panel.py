"""What stands above a story: where it is, what is in the way, and one button for each verb the person may do now."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles import blocking, body, corrections, permissions, pictures, publishing, workflow
from articles.admin import checking, sharing, signing, story_topics
from articles.admin.article_form import refusal_of
from articles.admin.origin import came_from, list_url, verb_url
from articles.admin.presence import others_in_words
from articles.admin.status_line import status_colour, status_line
from articles.admin.story_list import next_story
from articles.admin.summary import age, due
from articles.models import Article, Correction, ImportRecord, LogEntry, Verb


@dataclass(frozen=True)
class Button:
    """One verb. `fields` names what it asks for before it can be pressed; a verb without any is a plain button."""

    verb: Verb
    url: str
    label: Any
    hint: Any = ""
    fields: tuple[str, ...] = ()
    primary: bool = False
    danger: bool = False


LABELS = {
    Verb.SUBMIT: (_("Submit"), _("Sends the last saved version to the editors.")),
    Verb.CLAIM: (_("Claim"), _("While you have it, nobody else can change the story.")),
    Verb.RELEASE: (_("Release"), _("Puts the story back in the queue.")),
    Verb.HAND_OVER: (_("Hand over"), _("The story goes to the colleague you choose.")),
    Verb.TAKE_BACK: (_("Take back"), _("Makes the story a draft again, as long as no editor has claimed it.")),
    Verb.SEND_BACK: (_("Send back"), _("The writer reads the reason above the story.")),
    Verb.APPROVE: (_("Approve"), _("Approves exactly this version. Any later change needs a new approval.")),
    Verb.PUBLISH: (_("Publish now"), _("Readers see this version at once.")),
    Verb.SCHEDULE: (_("Schedule"), _("Readers see this version from that minute on (Hanoi time).")),
    Verb.CANCEL_SCHEDULE: (_("Cancel the schedule"), _("What readers see now stays as it is.")),
    Verb.WITHDRAW: (_("Withdraw"), _("Readers get a neutral notice instead. The text is kept.")),
    Verb.CORRECT: (
        _("Set right in public"),
        _("Stands in the story and in the list of corrections from now on. The text itself is mended by editing it."),
    ),
    Verb.BLOCK: (
        _("Keep out of “Most read”"),
        _("The story stays on the website and out of every list of the most read, until it is let in again."),
    ),
    Verb.UNBLOCK: (_("Let into “Most read” again"), _("By its reads, like every other story.")),
    Verb.PLAN: (_("Deadline and priority"), _("The writer and every editor see them. The text stays as it is.")),
}
FIELDS = {
    Verb.HAND_OVER: ("to",),
    Verb.SEND_BACK: ("reason",),
    Verb.SCHEDULE: ("at",),
    Verb.WITHDRAW: ("reason",),
    Verb.BLOCK: ("reason",),
    Verb.PLAN: ("deadline", "priority"),
    Verb.CORRECT: ("correction",),
}
# The step that leads on, where there is one: the first of these that is possible stands out.
LEADING = (Verb.PUBLISH, Verb.APPROVE, Verb.CLAIM, Verb.SUBMIT)
DANGEROUS = {Verb.WITHDRAW, Verb.SEND_BACK}


def panel(request: HttpRequest, article: Article, *, editing: bool) -> dict[str, Any]:
    """Context of desk/_panel.html. `editing`: the story form is on the page and has a submit button of its own."""
    user = request.user
    verbs = [
        *workflow.available(article, user),
        *publishing.available(article, user),
        *corrections.available(article, user),
        *blocking.available(article, user),
    ]
    live = article.published_versions.live().select_related("section__parent", "revision").first()
    # Beside two texts that are compared already, a third comparison would only confuse.
    changes = signing.changes(request, article, live) if Verb.APPROVE in verbs and not refusal_of(request) else None
    leading = next((verb for verb in LEADING if verb in verbs), None)
    # The step that leads on stands first; what takes a story back or away stands last.
    shown = sorted((verb for verb in LABELS if verb in verbs), key=lambda verb: (verb != leading, verb in DANGEROUS))
    buttons = [_button(verb, article, request, leading) for verb in shown]
    photos = list(pictures.of_story(article)) if {Verb.SUBMIT, Verb.APPROVE} & set(verbs) else []
    now = timezone.now()
    return {
        "story": article,
        "status_line": status_line(article),
        "status_colour": status_colour(article),
        "age": age(article, now),
        "due": due(article, now),
        "priorities": Article.Priority.choices,
        "next": next_story(request, article),
        "list_url": list_url(request) if came_from(request) else "",
        "buttons": [button for button in buttons if not (editing and button.verb == Verb.SUBMIT)],
        "verbs": verbs,
        "may_delete": Verb.DELETE in verbs and not refusal_of(request),
        "pictures_seen": pictures.digest(pictures.words(photos)) if Verb.APPROVE in verbs else "",
        "checklist": checking.in_panel(request, article, verbs, photos, editing=editing),
        "awaiting_captions": _awaiting_captions(article),
        "colleagues": _colleagues(article) if Verb.HAND_OVER in verbs else [],
        "last_word": _last_word(article),
        "most_read_block": blocking.block_of(article),
        "pictures_changed": workflow.pictures_changed(article),
        "live_version": live,
        "corrections": article.corrections.standing().select_related("by") if article.was_public else [],
        "may_end_corrections": Verb.END_CORRECTION in verbs,
        "kinds_of_correction": Correction.Kind.choices,
        "changes": changes,
        "schedule": signing.schedule(request, article, verbs),
        "import_record": ImportRecord.objects.filter(article=article).first(),
        "sharing": sharing.in_panel(request, article),
        "topics": story_topics.in_panel(request, article),
        "similar": _when_similar_is_asked(article, verbs),
        "presence": others_in_words(request, article),
    }


def _button(verb: Verb, article: Article, request: HttpRequest, leading: Verb | None) -> Button:
    label, hint = LABELS[verb]
    fields = FIELDS.get(verb, ())
    if verb in {Verb.PUBLISH, Verb.SCHEDULE} and article.was_public:
        fields += ("minor",)
    # Who may not override is not offered the verb at all then: asked once, not twice.
    may_override = permissions.may_override_four_eyes(request.user)
    if verb == Verb.APPROVE and may_override and workflow.lacks_second_person(article, request.user):
        fields, hint = ("reason",), _("You alone wrote this: approving it needs a written reason, which is logged.")
    return Button(
        verb=verb,
        url=verb_url(request, verb, article.pk),
        label=label,
        hint=hint,
        fields=fields,
        primary=verb == leading,
        danger=verb in DANGEROUS,
    )


def _colleagues(article: Article) -> list[User]:
    return [user for user in permissions.editors() if user.pk != article.claimed_by_id]


def _last_word(article: Article) -> LogEntry | None:
    """Why the story came back or was withdrawn, while that is what it waits for."""
    verbs = {Verb.SEND_BACK} if article.status == Article.Status.RETURNED else set()
    if article.was_public and not article.is_live:
        verbs.add(Verb.WITHDRAW)
    return article.log.filter(verb__in=verbs).first() if verbs else None


def _when_similar_is_asked(article: Article, verbs: list[Verb]) -> str:
    """Stories like this one are looked up by the page itself: "now" where an editor is to judge it, "later" once the
    writer asks; "" where nothing is to be decided any more."""
    if article.status == Article.Status.SUBMITTED:
        return "now"
    return "later" if Verb.SUBMIT in verbs else ""


def _awaiting_captions(article: Article) -> list[str]:
    try:
        return body.awaiting_captions(article.body)
    except ValueError:  # markup that nobody could read, written past body.clean()
        return []
