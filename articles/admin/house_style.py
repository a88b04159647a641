"""The house rules: an administrator sets them, whoever may see them sees who changed what."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from articles import house_style
from articles.doctor.rules import BY_NAME, RULES
from articles.models import HouseStyle, HouseStyleChange
from articles.refusals import WrongState

CHANGES_SHOWN = 20


class HouseStyleForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
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

    def grouped(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(label, [self[name] for name in names]) for label, names in self.groups]


def page(request: HttpRequest) -> HttpResponse:
    """GET shows the rules and their changes, POST sets them. 409 where somebody else did meanwhile."""
    if not request.user.may(house_style.VIEW):
        raise PermissionDenied
    may_change = request.user.may(house_style.CHANGE)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    style = HouseStyle.current()
    form = HouseStyleForm(
        request.POST if request.method == "POST" else None, instance=style, initial={"version": style.version}
    )
    problem = _saved(request, form)
    if problem is None and form.is_bound:
        messages.success(request, _("The house rules have been saved."))
        return HttpResponseRedirect(reverse("desk:house_style"))
    context = {
        **admin.site.each_context(request),
        "title": _("House rules"),
        "form": form,
        "may_change": may_change,
        # Who has been told that somebody else was quicker saves over that.
        "version": HouseStyle.current().version if problem == WrongState.status else form["version"].value(),
        "changes": _changes(),
    }
    return TemplateResponse(request, "desk/house_style.html", context, status=problem or 200)


def _saved(request: HttpRequest, form: HouseStyleForm) -> int | None:
    """Save what was posted; the HTTP status of what is wrong with it, if anything is, which the form then says."""
    if not form.is_bound:
        return None
    if not form.is_valid():
        return 400
    rules = {name: form.cleaned_data[name] for name in form.Meta.fields}
    try:
        house_style.change(rules, by=request.user, version=form.cleaned_data["version"])
    except WrongState as refusal:
        form.add_error(None, _("%(problem)s Check the figures and save again.") % {"problem": refusal})
        return refusal.status
    return None


def _changes() -> list[dict[str, Any]]:
    """The newest changes, each with its lines: label, before, after."""
    labels = {field.name: field.verbose_name for field in HouseStyle.rules()}
    return [
        {
            "at": change.at,
            "name": change.by_name,
            "lines": [
                (labels.get(name, name), _in_words(before), _in_words(after))
                for name, (before, after) in change.changes.items()
            ],
        }
        for change in HouseStyleChange.objects.all()[:CHANGES_SHOWN]
    ]


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(BY_NAME[name].label) if name in BY_NAME else name for name in value) or "–"
    return str(value)
