"""The house's own rules for a story's text, as far as they are figures and switches: one row, and who changed it."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.one_row import ONLY, OneRow, OneRowChange


def _limit(label: Any, default: int, least: int, most: int, help_text: Any = "") -> models.PositiveSmallIntegerField:
    between = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, default=default, validators=between, help_text=help_text)


class HouseStyle(OneRow):
    """What the checklist and the text doctor measure a story by. Without a row the defaults hold.

    Words are what the house asks for, and a writer may deviate with a reason; characters are where a title or a lead no
    longer fits the pages, feeds and previews it stands in, and nobody may.
    """

    title_words_max = _limit(_("title: words at most"), 12, 3, 50)
    title_characters_max = _limit(_("title: characters at most"), 120, 30, 250)
    lead_words_min = _limit(_("lead: words at least"), 20, 0, 300)
    lead_words_max = _limit(_("lead: words at most"), 50, 5, 300)
    lead_characters_max = _limit(_("lead: characters at most"), 600, 100, 2000)
    body_words_min = _limit(_("text: words at least"), 100, 0, 2000)
    subheads_from_words = _limit(
        _("text: subheads from how many words on"), 800, 0, 20000, _("0: a long text may do without subheads.")
    )
    # Their names are in the table of rules of the text doctor; one that is unknown there switches nothing.
    doctor_rules_off = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("rules of the text doctor switched off"),
        default=list,
        blank=True,
    )

    class Meta:
        verbose_name = _("house rules")
        verbose_name_plural = _("house rules")
        constraints = [
            models.CheckConstraint(condition=Q(id=ONLY), name="house_style_is_one_row"),
            models.CheckConstraint(
                condition=Q(lead_words_min__lte=F("lead_words_max")),
                name="house_style_lead_range",
                violation_error_message=_("A lead cannot have more words at least than at most."),
            ),
        ]


class HouseStyleChange(OneRowChange):
    """One change of the house rules."""

    class Meta(OneRowChange.Meta):
        verbose_name = _("change of the house rules")
        verbose_name_plural = _("changes of the house rules")
