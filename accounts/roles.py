"""Who may do what: one table, role -> permissions, written to Django's groups after every migrate.

Permissions are codenames of the models' own permissions. What else a verb asks for (whose story, which section, which
status, whose approval) is decided in articles.permissions, which is the only reader of this table for stories.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The value is the name of the role's group."""

    REPORTER = "reporter", _("Reporter")
    EDITOR = "editor", _("Editor")
    MANAGING_EDITOR = "managing_editor", _("Managing editor")
    ADMINISTRATOR = "administrator", _("Administrator")


_WRITE = {
    "articles.add_article",
    "articles.view_article",
    "articles.change_article",
    "articles.delete_article",
    "articles.submit_article",
    "articles.take_back_article",
    "articles.add_photo",
    "articles.view_photo",
    "articles.view_tag",
    "articles.view_section",
    "accounts.view_author",
}
_EDIT = _WRITE | {
    "articles.claim_article",
    "articles.release_article",
    "articles.hand_over_article",
    "articles.send_back_article",
    "articles.approve_article",
    "articles.publish_article",
    "articles.schedule_article",
    "articles.cancel_schedule_article",
    "articles.plan_article",
    "articles.share_article",
    "articles.change_photo",
    "articles.add_tag",
    "articles.change_tag",
    "articles.view_topic",
    "articles.curate_topic",
    "accounts.add_author",
    "accounts.change_author",
}
_MANAGE = _EDIT | {
    "articles.withdraw_article",
    "articles.correct_article",
    "articles.rank_article",
    "articles.force_release_article",
    "articles.override_four_eyes_article",
    "articles.add_section",
    "articles.change_section",
    "articles.delete_section",
    "articles.delete_tag",
    "articles.merge_tag",
    "articles.add_topic",
    "articles.change_topic",
    "articles.delete_topic",
    "articles.arrange_frontlayout",
    "articles.announce_breakingnews",
    "articles.view_housestyle",
    "articles.view_imprint",
    "articles.change_imprint",
    "articles.view_oldaddress",
    "articles.add_oldaddress",
    "articles.change_oldaddress",
    "articles.delete_oldaddress",
    "articles.view_oldaddresspattern",
    "articles.add_oldaddresspattern",
    "articles.change_oldaddresspattern",
    "articles.delete_oldaddresspattern",
}
_ADMINISTER = {
    "accounts.add_user",
    "accounts.change_user",
    "accounts.view_user",
    "accounts.add_author",
    "accounts.change_author",
    "accounts.view_author",
    "articles.view_housestyle",
    "articles.change_housestyle",
    "articles.view_imprint",
    "articles.change_imprint",
}

ROLE_PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.REPORTER: frozenset(_WRITE),
    Role.EDITOR: frozenset(_EDIT),
    Role.MANAGING_EDITOR: frozenset(_MANAGE),
    Role.ADMINISTRATOR: frozenset(_ADMINISTER),
}


def permissions_of(roles: frozenset[Role]) -> frozenset[str]:
    """Everything the roles grant together, as "app_label.codename"."""
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))
