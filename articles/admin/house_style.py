"""The house rules: an administrator sets them, whoever may see them sees who changed what."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from articles import house_style
from articles.admin.settings_page import SettingsForm, SettingsPage
from articles.doctor.rules import BY_NAME, RULES
from articles.models import HouseStyle, HouseStyleChange


class HouseStyleForm(SettingsForm):
    doctor_rules_off = forms.MultipleChoiceField(
        choices=[(rule.name, rule.label) for rule in RULES],
        required=False,
        label=gettext_lazy("rules switched off"),
        help_text=gettext_lazy("The doctor looks for everything that is not ticked."),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = HouseStyle
        fields = [
            "title_words_max",
            "title_characters_max",
            "lead_words_min",
            "lead_words_max",
            "lead_characters_max",
            "body_words_min",
            "subheads_from_words",
            "doctor_rules_off",
        ]
        widgets = dict.fromkeys(fields[:-1], UnfoldAdminIntegerFieldWidget)

    groups = [
        (gettext_lazy("Title"), ["title_words_max", "title_characters_max"]),
        (gettext_lazy("Lead"), ["lead_words_min", "lead_words_max", "lead_characters_max"]),
        (gettext_lazy("Text"), ["body_words_min", "subheads_from_words"]),
        (gettext_lazy("Text doctor"), ["doctor_rules_off"]),
    ]


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(BY_NAME[name].label) if name in BY_NAME else name for name in value)
    return str(value)


PAGE = SettingsPage(
    form=HouseStyleForm,
    log=HouseStyleChange,
    set_to=house_style.change,
    view=house_style.VIEW,
    change=house_style.CHANGE,
    title=gettext_lazy("House rules"),
    about=gettext_lazy(
        "Every story is measured by these figures while it is written and when it is submitted. Beyond the words a "
        "writer is asked to confirm; beyond the characters the story is held back."
    ),
    for_viewers=gettext_lazy("An administrator sets them."),
    in_words=_in_words,
)


def page(request: HttpRequest) -> HttpResponse:
    return PAGE.answer(request)
