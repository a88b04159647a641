"""The verbs on the desk copy.

Each verb reads the story afresh, asks for the permission first and for the state second, moves the row only if nobody
moved it in between (compare and swap), and writes one log row, all in one transaction. A refused verb raises a Refusal
that says what is in the way, and changes nothing.
"""

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from articles import checklist, editing, notices, permissions, pictures, readiness, tags
from articles.content import Content
from articles.models import Article, LogEntry, Revision, Verb
from articles.querysets import ArticleQuerySet
from articles.refusals import (
    BadRequest,
    HeldBack,
    HeldByAnother,
    NotPermitted,
    Outrun,
    PassedOn,
    Refusal,
    StaleRevision,
    WrongState,
    WrongStatus,
)
from newsroom import vietnamese

Status = Article.Status

# The statuses from which a verb leads on.
STATUSES = {
    Verb.SUBMIT: {Status.DRAFT, Status.RETURNED},
    Verb.TAKE_BACK: {Status.SUBMITTED},
    Verb.CLAIM: {Status.SUBMITTED},
    Verb.RELEASE: {Status.SUBMITTED},
    Verb.HAND_OVER: {Status.SUBMITTED},
    Verb.SEND_BACK: {Status.SUBMITTED, Status.APPROVED},
    Verb.APPROVE: {Status.SUBMITTED},
    Verb.PLAN: set(Status),
}
# A draft that nobody has saved: the first change of a new story's form made it.
BEGUN_UNSAVED = {"begun_unsaved": True}
REASON_AT_LEAST = 5  # characters: "ok" tells a reporter nothing


def database_now() -> Any:
    """The database's clock, which also decides what is live, so that two clocks never disagree."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0]


# Writing --------------------------------------------------------------------------------------------------------------


@transaction.atomic
def create(
    content: Content,
    *,
    by: User,
    owner: User | None = None,
    log_as: Verb = Verb.CREATE,
    details: dict[str, Any] | None = None,
) -> Article:
    """A new draft with its first revision; it belongs to `owner`, or to whoever creates it.

    `details` say more in the log: an autosave creates with BEGUN_UNSAVED. Raises NotPermitted, body.BodyRefused. An
    import (log_as=Verb.IMPORT) is made by the importer, which has no role.
    """
    if log_as == Verb.CREATE and not by.may(permissions.PERMISSION[Verb.CREATE]):
        raise NotPermitted(_("You may not write stories."))
    content, now = _whole(content), database_now()
    article = Article.objects.create(
        owner=owner or by, status=Status.DRAFT, status_since=now, modified_at=now, version=1, **content.columns()
    )
    content.write_rows(article)
    # An import brings words that readers have known as tags.
    tags.give(article, content.tags, by=by, may_make=log_as == Verb.IMPORT or by.may(tags.ADD))
    _keep_revision(article, by, now)
    log(article, log_as, by, at=now, details=details)
    return article


@transaction.atomic
def edit(
    article: Article,
    content: Content,
    *,
    by: User,
    revision: int,
    log_as: Verb | None = None,
    details: dict[str, Any] | None = None,
) -> Article:
    """Save `content` over version `revision` of the story as its next version; an unchanged story stays as it is.

    Editing a submitted story claims it, editing an approved one takes the approval away, editing a published one begins
    a new draft beside what readers go on seeing. `log_as` and `details` say more in the log of where the content came
    from. Raises NotPermitted, HeldByAnother, StaleRevision, BadRequest, body.BodyRefused.
    """
    current = _fresh(article)
    require_editable(current, by)
    if current.version != revision:
        raise StaleRevision(current)
    content = _whole(content)
    if any(pick.article == current for pick in content.related):
        raise BadRequest(_("A story cannot be related to itself."))
    if content == Content.of(current).cleaned():
        return current
    now = database_now()
    status, claimed_by = _after_edit(current, by)
    changed = swap(
        current,
        **content.columns(),
        version=current.version + 1,
        status=status,
        claimed_by=claimed_by,
        modified_at=now,
    )
    content.write_rows(changed)
    # Whoever restores a text types no new tag.
    tags.give(changed, content.tags, by=by, may_make=log_as != Verb.RESTORE and by.may(tags.ADD))
    _keep_revision(changed, by, now)
    verb = log_as or _edit_verb(current)
    log(changed, verb, by, at=now, from_status=current.status, details=details)
    return changed


@transaction.atomic
def restore(article: Article, *, by: User, number: int, revision: int) -> Article:
    """Save what revision `number` held as the story's next version; nothing in between is lost.

    Raises BadRequest where there is no such revision, and what edit() raises.
    """
    kept = article.revisions.filter(number=number).first()
    if kept is None:
        raise BadRequest(_("There is no version %(number)d of this story.") % {"number": number})
    content = Content.from_snapshot(kept.content)
    return edit(article, content, by=by, revision=revision, log_as=Verb.RESTORE, details={"restored": number})


def require_editable(article: Article, by: User) -> None:
    """Raise the Refusal that stands between the user and editing this story now, if one does."""
    verb = _edit_verb(article)
    if permissions.can_see(by, article) and not permissions.may(by, verb, article):
        raise PassedOn(article)
    permissions.require(by, verb, article)
    _require_not_held_by_another(article, by)


def _edit_verb(article: Article) -> Verb:
    return Verb.EDIT_LIVE if article.status == Status.PUBLISHED else Verb.EDIT


def _after_edit(article: Article, by: User) -> tuple[str, User | None]:
    if article.status in {Status.SUBMITTED, Status.APPROVED}:
        return Status.SUBMITTED, by
    if article.status == Status.PUBLISHED:
        return Status.DRAFT, None
    return article.status, None


@transaction.atomic
def delete(article: Article, *, by: User) -> None:
    """Delete a draft that readers never saw; its log stays. Raises NotPermitted, WrongState."""
    # Django deletes by key alone, so a save or a submission must not come in between.
    current = locked(article, to_delete=True)
    permissions.require(by, Verb.DELETE, current)
    require_deletable(current)
    log(current, Verb.DELETE, by, from_status=current.status, details={"content": Content.of(current).snapshot()})
    current.delete()


def delete_emptied_drafts() -> int:
    """Delete what became a draft by itself and was emptied again, a day after its form was left; answers how many."""
    deleted = 0
    for session in editing.left_empty():
        if session.article.log.filter(verb=Verb.CREATE, by=session.user, details__contains=BEGUN_UNSAVED).exists():
            with suppress(Refusal):  # picked by another story, or saved in this very moment
                delete(session.article, by=session.user)
                deleted += 1
    return deleted


# Planning -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def plan(article: Article, *, by: User, deadline: datetime | None, priority: int) -> Article:
    """Set by when the story is wanted and how urgently, in any status, whoever holds it; the text stays as it is.

    Raises NotPermitted, BadRequest (a priority that does not exist).
    """

    def check(_current: Article) -> None:
        if priority not in Article.Priority.values:
            raise BadRequest(_("There is no such priority."))

    details = {"deadline": deadline.isoformat() if deadline else None, "priority": priority}
    return _move(article, Verb.PLAN, by, None, check, details=details, deadline=deadline, priority=priority)


# Passing on -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def submit(article: Article, *, by: User, revision: int, acknowledged: Collection[str] = ()) -> Article:
    """Hand the story to the editors, once nothing on the checklist holds it back.

    `acknowledged` are the keys of the soft findings that the person has seen and sends the story with; the log keeps
    them. A finding that has become another one since has another key, and is asked for again.

    Raises NotPermitted, WrongState, StaleRevision, HeldBack.
    """
    kept: list[dict[str, Any]] = []

    def check(current: Article) -> None:
        found = readiness.findings(current, by, on_sending=True)
        if in_the_way := [finding for finding in found if finding.hard or finding.key not in acknowledged]:
            raise HeldBack(in_the_way)
        kept.extend(finding.as_kept() for finding in found)

    def details() -> dict[str, Any]:
        return {"acknowledged": kept} if kept else {}

    return _move(article, Verb.SUBMIT, by, revision, check, details=details, status=Status.SUBMITTED)


@transaction.atomic
def take_back(article: Article, *, by: User, revision: int | None = None) -> Article:
    """Take the story back while nobody has claimed it. Raises NotPermitted, WrongState, HeldByAnother."""
    return _move(article, Verb.TAKE_BACK, by, revision, status=Status.DRAFT)


@transaction.atomic
def claim(article: Article, *, by: User, revision: int | None = None) -> Article:
    """Take the story up, so that nobody else edits it. Of two who try at once one gets it, the other HeldByAnother."""
    return _move(article, Verb.CLAIM, by, revision, claimed_by=by)


@transaction.atomic
def release(article: Article, *, by: User, revision: int | None = None) -> Article:
    """Give a claimed story back to the queue; a managing editor may do it for somebody else.

    What the holder has typed and not saved is then saved first, as the holder's own next version.
    """
    current, revision = _with_holders_text(article, Verb.RELEASE, by, revision)
    return _move(current, Verb.RELEASE, by, revision, claimed_by=None)


@transaction.atomic
def hand_over(article: Article, *, by: User, to: User | None, revision: int | None = None) -> Article:
    """Give the story one has claimed to a colleague who could claim it. Raises BadRequest for anybody else.

    Where a managing editor does it for the holder, the holder's unsaved text is saved first, as by release().
    """

    def check(current: Article) -> None:
        if to is None or to == current.claimed_by or not permissions.may(to, Verb.CLAIM, current):
            raise BadRequest(_("Choose a colleague who may edit this story."))

    details = {"to": to.username if to else ""}
    current, revision = _with_holders_text(article, Verb.HAND_OVER, by, revision)
    return _move(current, Verb.HAND_OVER, by, revision, check, details=details, claimed_by=to)


def _with_holders_text(article: Article, verb: Verb, by: User, revision: int | None) -> tuple[Article, int | None]:
    """The story once the unsaved text of a holder who is not asked is a version of it, and the revision to expect."""
    current = _fresh(article)
    holder = current.claimed_by
    if holder is None or holder == by:
        return current, revision
    permissions.require(by, verb, current)
    require_state(verb, current, by)
    if revision is not None and revision != current.version:
        raise StaleRevision(current)
    typed = editing.newest_unsaved(current, holder)
    # Who may no longer write is not made to: the text stays where it was kept.
    if typed is None or typed.content is None or not permissions.may(holder, Verb.EDIT, current):
        return current, revision
    details = {"kept_unsaved": True, "for": by.username}
    kept = edit(current, Content.from_snapshot(typed.content), by=holder, revision=current.version, details=details)
    editing.finish(kept, holder, typed.tab, turn=typed.turn)
    return kept, kept.version


@transaction.atomic
def send_back(article: Article, *, by: User, reason: str, revision: int | None = None) -> Article:
    """Return the story to its writer with a reason. Raises BadRequest without one."""
    reason = as_kept(reason)

    def check(_current: Article) -> None:
        require_reason(reason)

    return _move(article, Verb.SEND_BACK, by, revision, check, reason=reason, status=Status.RETURNED, claimed_by=None)


@transaction.atomic
def approve(
    article: Article, *, by: User, revision: int, reason: str = "", pictures_seen: str | None = None
) -> Article:
    """Sign this very revision, with the words of its pictures as they are now: photos have no revisions, so the log
    keeps them. `pictures_seen`, a pictures.digest(), refuses others than those the person had before them.

    Nobody signs what they alone wrote since the last approval; a managing editor may, with a reason that is logged.
    What is hard on the checklist holds here too: the text may have been edited since it was submitted.
    Raises NotPermitted, HeldByAnother, WrongState, StaleRevision, HeldBack, BadRequest.
    """
    current, reason = locked(article), as_kept(reason)
    alone = []
    # They stay so until the approval is written.
    photos = list(pictures.of_story(current).order_by("pk").select_for_update(no_key=True))
    words = pictures.words(photos)

    def check(current: Article) -> None:
        if pictures_seen is not None and pictures_seen != pictures.digest(words):
            raise WrongState(_("The words of a picture have changed since you opened the story: look at them again."))
        if hard := [finding for finding in readiness.findings(current, by, photos=photos) if finding.hard]:
            raise HeldBack(hard)
        if lacks_second_person(current, by):
            require_reason(reason)
            alone.append(True)

    def details() -> dict[str, Any]:
        return ({"four_eyes_overridden": True} if alone else {}) | ({"pictures": words} if words else {})

    return _move(
        current,
        Verb.APPROVE,
        by,
        revision,
        check,
        reason=reason,
        details=details,
        status=Status.APPROVED,
        claimed_by=None,
        approved_version=revision,
    )


def lacks_second_person(article: Article, by: User) -> bool:
    """Whether the user's approval would let text out on one person's word.

    Everybody who saved since the last approval counts, but not the import, which is nobody's word. By default one other
    person among them is enough, so an editor may mend a reporter's text and approve it; FOUR_EYES_FOR_EVERY_CHANGE asks
    for an editor who saved nothing and wrote no words of its pictures.
    """
    # The row of an import that came in, not of one that was published by it: that is no writing.
    imported = article.log.filter(verb=Verb.IMPORT, from_status="").values("revision")
    since = article.revisions.filter(number__gt=_approved_before(article)).exclude(number__in=imported)
    writers = set(since.values_list("created_by", flat=True).distinct().order_by())
    if settings.FOUR_EYES_FOR_EVERY_CHANGE:
        return by.pk in writers or _reworded_a_picture(article, by)
    return writers == {by.pk}


def _reworded_a_picture(article: Article, by: User) -> bool:
    """Whether words by this person stand at a picture of the story that were not there at its last approval."""
    words = pictures.words(pictures.of_story(article).filter(words_by=by))
    approval = article.log.filter(verb=Verb.APPROVE).first() if words else None
    approved = approval.details.get("pictures", {}) if approval else {}
    return any(approved.get(number) != written for number, written in words.items())


def pictures_changed(article: Article, *, lock: bool = False) -> bool:
    """Whether an approved story's pictures have other words now than those approved with this version; 2 queries.

    `lock`: the words then stay as they are until the transaction ends.
    """
    if article.status != Status.APPROVED:
        return False
    photos = pictures.of_story(article)
    if lock:
        photos = photos.order_by("pk").select_for_update(no_key=True)
    approval = article.log.filter(verb=Verb.APPROVE, revision=article.version).first()
    return pictures.words(photos) != (approval.details.get("pictures", {}) if approval else {})


def _approved_before(article: Article) -> int:
    """The newest version before this one that was approved, 0 if none was.

    An approval of this very version does not count: where the same text has to be approved again, it was sent back or
    withdrawn, and whoever wrote it alone needs a second person as much as the first time.
    """
    return newest_approved(article, before=article.version)


def newest_approved(article: Article, *, before: int | None = None) -> int:
    """The newest version that was ever approved, of all or of those before one; 0 if none was."""
    approvals = article.log.filter(to_status__in=[Status.APPROVED, Status.PUBLISHED])
    if before is not None:
        approvals = approvals.filter(revision__lt=before)
    return approvals.aggregate(newest=Max("revision"))["newest"] or 0


# What the user can do now ---------------------------------------------------------------------------------------------


def available(article: Article, user: User) -> list[Verb]:
    """The verbs on the desk copy that the user could do with this story now, editing and deleting included.

    Asks what the verbs themselves ask. A verb that still needs something (a reason, something on the checklist)
    is available.
    """
    return [verb for verb in (Verb.EDIT, Verb.RESTORE, *STATUSES, Verb.DELETE) if is_available(verb, article, user)]


def is_available(verb: Verb, article: Article, user: User) -> bool:
    """Whether available() has this verb."""
    is_editing = verb in {Verb.EDIT, Verb.RESTORE}
    # First what needs no Refusal: some look up in the log whom to name.
    if not permissions.may(user, _edit_verb(article) if is_editing else verb, article):
        return False
    if verb in STATUSES and not _leads_on(verb, article):
        return False
    try:
        if is_editing:
            require_editable(article, user)
        else:
            require_state(verb, article, user)
    except Refusal:
        return False
    return True


def _leads_on(verb: Verb, article: Article) -> bool:
    """Whether the story stands where the verb can be done; an approval is renewed only where it does not hold."""
    return article.status in STATUSES[verb] or (verb == Verb.APPROVE and pictures_changed(article))


def require_state(verb: Verb, article: Article, by: User) -> None:
    """Raise the Refusal that stands between the story as it is now and the verb by this user, if one does."""
    if verb == Verb.DELETE:
        return require_deletable(article)
    if not _leads_on(verb, article):
        raise WrongStatus(verb, article)
    forced = verb in {Verb.RELEASE, Verb.HAND_OVER} and permissions.may_force_release(by)
    if verb != Verb.PLAN and not forced:
        _require_not_held_by_another(article, by)
    _require_claim_as_needed(verb, article, by)
    if verb == Verb.APPROVE and not permissions.may_override_four_eyes(by) and lacks_second_person(article, by):
        raise NotPermitted(_("A second person must approve what only you have written."))


def require_deletable(article: Article) -> None:
    """Raise WrongState for anything but a draft that readers never saw and no other story names."""
    if article.status not in permissions.REPORTERS_STATUSES or article.published_versions.exists():
        raise WrongState(_("Only a draft that was never published can be deleted."))
    if article.picked_by.exists():
        raise WrongState(_("Other stories name this one as related, so it cannot be deleted."))


def _require_claim_as_needed(verb: Verb, article: Article, by: User) -> None:
    if verb == Verb.TAKE_BACK and article.claimed_by_id:  # by this very person: see require_state()
        raise WrongState(_("You have claimed this story; release it first."))
    if verb == Verb.CLAIM and article.claimed_by_id == by.pk:
        raise WrongState(_("You have claimed this story already."))
    if verb in {Verb.RELEASE, Verb.HAND_OVER} and not article.claimed_by_id:
        raise WrongState(_("Nobody has claimed this story."))


def as_kept(reason: str) -> str:
    """The reason as the log keeps it for ever: in the one spelling, and without what nobody sees."""
    return vietnamese.normalise(reason).strip()


def require_reason(reason: str) -> None:
    """Raise BadRequest unless somebody has written a reason, given as_kept(), that tells something."""
    if len(reason) < REASON_AT_LEAST:
        raise BadRequest(_("Please give a reason your colleagues can use."))


def _require_not_held_by_another(article: Article, by: User) -> None:
    if article.claimed_by_id and article.claimed_by_id != by.pk:
        raise HeldByAnother(article)


# The common course of a verb ------------------------------------------------------------------------------------------


def _fresh(article: Article, rows: ArticleQuerySet | None = None) -> Article:
    rows = Article.objects.all() if rows is None else rows
    found = (
        rows.with_parts()
        .select_related("claimed_by", "section__parent", "lead_photo", "owner")
        .filter(pk=article.pk)
        .first()
    )
    if found is None:
        raise WrongState(_("This story has been deleted."))
    return found


def locked(article: Article, *, to_delete: bool = False) -> Article:
    """The story as it stands, its row locked till the transaction ends: for verbs that change other rows than this.

    Rows that point to it may be written meanwhile, the counts of readers' views above all, unless it is to be deleted.
    """
    return _fresh(article, Article.objects.select_for_update(of=("self",), no_key=not to_delete))


def _whole(content: Content) -> Content:
    content = content.cleaned()
    if not content.title:
        raise HeldBack([checklist.finding("title_missing")])
    return content


def _move(
    article: Article,
    verb: Verb,
    by: User,
    revision: int | None,
    check: Callable[[Article], None] = lambda _current: None,
    *,
    reason: str = "",
    details: dict[str, Any] | Callable[[], dict[str, Any]] | None = None,
    **changes: Any,
) -> Article:
    """Permission, state, revision, the verb's own check; then the swap and the log row."""
    current = _fresh(article)
    permissions.require(by, verb, current)
    require_state(verb, current, by)
    if revision is not None and revision != current.version:
        raise StaleRevision(current)
    check(current)
    moved = swap(current, **changes)
    passed_on = verb in {Verb.RELEASE, Verb.HAND_OVER}
    log(
        moved,
        verb,
        by,
        from_status=current.status,
        reason=reason,
        details=details() if callable(details) else details or {},
        holders=[holder for holder in (current.claimed_by, moved.claimed_by) if holder] if passed_on else [],
    )
    return moved


def swap(current: Article, **changes: Any) -> Article:
    """Change the row if it is still as `current` was read; otherwise raise the Refusal that says what happened."""
    if "status" in changes and changes["status"] != current.status:
        changes["status_since"] = database_now()
    if Article.objects.still_as(current).update(**changes):
        return _fresh(current)
    newer = _fresh(current)
    if newer.version != current.version:
        raise StaleRevision(newer)
    if newer.claimed_by_id and newer.claimed_by_id != current.claimed_by_id:
        raise HeldByAnother(newer)
    raise Outrun(newer)


def _keep_revision(article: Article, by: User, now: Any) -> None:
    Revision.objects.create(
        article=article, number=article.version, content=Content.of(article).snapshot(), created_by=by, created_at=now
    )


def log(
    article: Article,
    verb: Verb,
    by: User,
    *,
    at: Any = None,
    from_status: str = "",
    reason: str = "",
    details: dict[str, Any] | None = None,
    holders: Iterable[User] = (),
) -> None:
    """Write the one log row of a verb and tell those concerned; call in its transaction.

    `holders` are those who lose or get the story by it.
    """
    entry = LogEntry.objects.create(
        article=article,
        article_title=article.title,
        verb=verb,
        by=by,
        by_name=by.display_name,
        at=at or database_now(),
        from_status=from_status,
        to_status=article.status,
        revision=article.version,
        reason=reason,
        details=details or {},
    )
    notices.tell(entry, article, holders=holders)
