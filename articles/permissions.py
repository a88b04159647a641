"""May this user do this verb on this story? The only reader of roles for stories.

It answers by role, by whose story it is and by section. Whether the story's state allows the verb now is the matter of
articles.workflow and articles.publishing.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Author, User
from accounts.roles import ROLE_PERMISSIONS, Role
from articles.models import Article, Section, Verb
from articles.querysets import sections_edited_by
from articles.refusals import NotPermitted

# The permission of accounts.roles that each verb asks for.
PERMISSION = {
    Verb.CREATE: "articles.add_article",
    Verb.EDIT: "articles.change_article",
    Verb.EDIT_LIVE: "articles.claim_article",
    Verb.SUBMIT: "articles.submit_article",
    Verb.TAKE_BACK: "articles.take_back_article",
    Verb.CLAIM: "articles.claim_article",
    Verb.RELEASE: "articles.release_article",
    Verb.HAND_OVER: "articles.hand_over_article",
    Verb.SEND_BACK: "articles.send_back_article",
    Verb.APPROVE: "articles.approve_article",
    Verb.PUBLISH: "articles.publish_article",
    Verb.SCHEDULE: "articles.schedule_article",
    Verb.CANCEL_SCHEDULE: "articles.cancel_schedule_article",
    Verb.WITHDRAW: "articles.withdraw_article",
    Verb.CORRECT: "articles.correct_article",
    Verb.END_CORRECTION: "articles.correct_article",
    Verb.DELETE: "articles.delete_article",
    Verb.RESTORE: "articles.change_article",
    Verb.PLAN: "articles.plan_article",
    Verb.SHARE: "articles.share_article",
    Verb.UNSHARE: "articles.share_article",
    Verb.BLOCK: "articles.rank_article",
    Verb.UNBLOCK: "articles.rank_article",
}
# Statuses in which a reporter may work on an own story.
REPORTERS_STATUSES = {Article.Status.DRAFT, Article.Status.RETURNED}


def owns(user: User, article: Article) -> bool:
    """A reporter's own story: they started it, or their name stands under it."""
    return article.owner_id == user.pk or article.bylines.filter(author__user=user).exists()


def edits_section_of(user: User, article: Article) -> bool:
    """The rule of ArticleQuerySet.within_sections_of() for one story, by what is loaded: a page asks it many times.

    By its main section alone: the others only list it.
    """
    sections, section = sections_edited_by(user), article.section
    return not sections or section is None or bool(sections & {section.pk, section.parent_id})


def can_see(user: User, article: Article) -> bool:
    """The rule of ArticleQuerySet.visible_to() for one story."""
    if Role.MANAGING_EDITOR in user.roles:
        return True
    if Role.EDITOR in user.roles:
        return edits_section_of(user, article) or owns(user, article)
    return Role.REPORTER in user.roles and owns(user, article)


def may(user: User, verb: Verb, article: Article) -> bool:
    """Whether the user has the right to the verb on this story, whatever state it is in."""
    if not user.may(PERMISSION[verb]):
        return False
    if verb in {Verb.EDIT, Verb.RESTORE, Verb.SUBMIT, Verb.TAKE_BACK, Verb.DELETE}:
        return _may_write(user, verb, article)
    return Role.MANAGING_EDITOR in user.roles or edits_section_of(user, article)


def _may_write(user: User, verb: Verb, article: Article) -> bool:
    if not can_see(user, article):
        return False
    is_editor = Role.MANAGING_EDITOR in user.roles or (Role.EDITOR in user.roles and edits_section_of(user, article))
    return is_editor or verb not in {Verb.EDIT, Verb.RESTORE} or article.status in REPORTERS_STATUSES


def require(user: User, verb: Verb, article: Article) -> None:
    """Raise NotPermitted unless the user has the right to the verb on this story."""
    if not may(user, verb, article):
        raise NotPermitted(_("You may not do this with this story: %(verb)s.") % {"verb": Verb(verb).label})


def may_force_release(user: User) -> bool:
    """A managing editor may release a story that somebody else holds."""
    return user.may("articles.force_release_article")


def may_override_four_eyes(user: User) -> bool:
    """A managing editor may approve own text, with a written reason."""
    return user.may("articles.override_four_eyes_article")


def sees_every_figure(user: User) -> bool:
    """Editors see how every story of the paper is read; a reporter, how own ones are."""
    return bool({Role.EDITOR, Role.MANAGING_EDITOR} & set(user.roles))


def editors() -> QuerySet[User]:
    """Everybody who may take up submitted stories in some section, in the order of their names."""
    roles = [role for role, granted in ROLE_PERMISSIONS.items() if PERMISSION[Verb.CLAIM] in granted]
    people = User.objects.filter(is_active=True, groups__name__in=roles).distinct()
    return people.order_by("first_name", "last_name", "username")


# The same rules asked the other way round: who, for one story. One table of cases holds them together. ----------------


def who_can_see(article: Article) -> QuerySet[User]:
    """Everybody for whom can_see() holds, in one question."""
    own = Q(pk=article.owner_id) | Q(Exists(Author.objects.filter(user=OuterRef("pk"), bylines__article=article)))
    writers = _has_role(Role.EDITOR) | _has_role(Role.REPORTER)
    return User.objects.filter(_edits(article) | writers & own, is_active=True)


def who_may_claim(article: Article) -> QuerySet[User]:
    """Everybody for whom may(user, Verb.CLAIM, article) holds, in one question."""
    return User.objects.filter(_edits(article), is_active=True)


def named_editors(article: Article) -> QuerySet[User]:
    """Those of who_may_claim() whom the section, or the one above it, names as its editors."""
    return who_may_claim(article).filter(Exists(_names_as_editor(article)))


def _edits(article: Article) -> Q:
    within = Q()
    if article.section:
        set_for_some = Exists(Section.editors.through.objects.filter(user=OuterRef("pk")))
        within = ~Q(set_for_some) | Q(Exists(_names_as_editor(article)))
    return _has_role(Role.MANAGING_EDITOR) | _has_role(Role.EDITOR) & within


def _has_role(role: Role) -> Q:
    return Q(Exists(User.groups.through.objects.filter(user=OuterRef("pk"), group__name=role)))


def _names_as_editor(article: Article) -> QuerySet:
    section = article.section
    here = [key for key in (section.pk, section.parent_id) if key] if section else []
    return Section.editors.through.objects.filter(user=OuterRef("pk"), section__in=here)
