"""A page of the desk for settings of one row: who may sets them, and everybody who sees them sees who changed what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models.one_row import OneRowChange
from articles.refusals import WrongState

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
        problem = self._saved(request, form)
        if problem is None and form.is_bound:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(request.path)
        context = {
            **admin.site.each_context(request),
            "title": self.title,
            "about": self.about,
            "for_viewers": self.for_viewers,
            "form": form,
            "may_change": may_change,
            # Who has been told that somebody else was quicker saves over that.
            "version": self._row().version if problem == WrongState.status else form["version"].value(),
            "changes": self._changes(),
        }
        return TemplateResponse(request, "desk/settings.html", context, status=problem or 200)

    def _row(self) -> Any:
        return self.form._meta.model.current()

    def _saved(self, request: HttpRequest, form: SettingsForm) -> int | None:
        """Save what was posted; the HTTP status of what is wrong with it, if anything is, which the form then says."""
        if not form.is_bound:
            return None
        if not form.is_valid():
            return 400
        values = {name: form.cleaned_data[name] for name in form._meta.fields}
        try:
            self.set_to(values, by=request.user, version=form.cleaned_data["version"])
        except WrongState as refusal:
            form.add_error(None, _("%(problem)s Check what is here and save again.") % {"problem": refusal})
            return refusal.status
        return None

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


def day_in_words(value: Any) -> str:
    """A date as the log keeps it, ISO 8601, as people write it; anything else as it is."""
    try:
        return date_format(date.fromisoformat(value), "d/m/Y")
    except ValueError:
        return str(value)
