"""A page of the desk for settings of one row: who may sets them, and everybody who sees them sees who changed what."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models.one_row import OneRowChange
from articles.refusals import BadRequest, WrongState

CHANGES_SHOWN = 20
# Of a long text the list of changes shows the beginning.
WORDS_SHOWN = 200


class SettingsForm(forms.ModelForm):
    """`groups` are (heading, names of fields); each field stands in one."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    groups: list[tuple[Any, list[str]]]

    def grouped(self) -> list[tuple[Any, list[forms.BoundField]]]:
        return [(label, [self[name] for name in names]) for label, names in self.groups]


@dataclass(frozen=True)
class SettingsPage:
    """What one such page is of. `set_to` is the verb; `in_words` says a stored value as people read it."""

    form: type[SettingsForm]
    log: type[OneRowChange]
    set_to: Callable[..., Any]
    view: str
    change: str
    title: Any
    about: Any
    for_viewers: Any
    in_words: Callable[[Any], str] = str

    def answer(self, request: HttpRequest) -> HttpResponse:
        """GET shows the settings and their changes, POST sets them. 409 where somebody else did meanwhile."""
        may_change = request.user.may(self.change)
        if not request.user.may(self.view) or (request.method == "POST" and not may_change):
            raise PermissionDenied
        row = self._row()
        posted = request.POST if request.method == "POST" else None
        form = self.form(posted, instance=row, initial={"version": row.version})
        refusal: WrongState | None = None
        status = 200
        if form.is_bound:
            status = BadRequest.status
            if form.is_valid():
                try:
                    self._save(request, form)
                except WrongState as refused:
                    refusal, status = refused, refused.status
                    form = self._form_over_theirs(form)
                else:
                    messages.success(request, _("Saved."))
                    return HttpResponseRedirect(request.path)
        context = {
            **admin.site.each_context(request),
            "title": self.title,
            "about": self.about,
            "for_viewers": self.for_viewers,
            "form": form,
            "may_change": may_change,
            "refusal": refusal,
            "version": form["version"].value(),
            "changes": self._changes(),
        }
        return TemplateResponse(request, "desk/settings.html", context, status=status)

    def _row(self) -> Any:
        return self.form._meta.model.current()

    def _save(self, request: HttpRequest, form: SettingsForm) -> None:
        values = {name: form.cleaned_data[name] for name in form._meta.fields}
        self.set_to(values, by=request.user, version=form.cleaned_data["version"])

    def _form_over_theirs(self, form: SettingsForm) -> SettingsForm:
        """What the person changed, over what is in force now: who has been told saves over that, and undoes no more."""
        row = self._row()
        began = {name: _as_logged(getattr(row, name)) for name in form._meta.fields}
        # Each change made the version one higher. Back from the newest to what the person started from.
        meanwhile = self.log._default_manager.all()[: max(row.version - form.cleaned_data["version"], 0)]
        for change in meanwhile:
            began |= {name: before for name, (before, _after) in change.changes.items()}
        mine = {name: form.cleaned_data[name] for name in began if _as_logged(form.cleaned_data[name]) != began[name]}
        return self.form(instance=row, initial={**mine, "version": row.version})

    def _changes(self) -> list[dict[str, Any]]:
        """The newest changes, each with its lines: label, before, after."""
        labels = {name: self.form._meta.model._meta.get_field(name).verbose_name for name in self.form._meta.fields}
        return [
            {
                "at": change.at,
                "name": change.by_name,
                "lines": [
                    (label, *map(self._said, change.changes[name]))
                    for name, label in labels.items()
                    if name in change.changes
                ],
            }
            for change in self.log._default_manager.all()[:CHANGES_SHOWN]
        ]

    def _said(self, value: Any) -> str:
        said = "" if value is None else self.in_words(value)
        return (said if len(said) <= WORDS_SHOWN else f"{said[:WORDS_SHOWN]}…") or "–"


def _as_logged(value: Any) -> Any:
    """A value as the log of changes keeps it."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def day_in_words(value: Any) -> str:
    """A date as the log keeps it, ISO 8601, as people write it; anything else as it is."""
    try:
        return date_format(date.fromisoformat(value), "d/m/Y")
    except ValueError:
        return str(value)
