"""The bar of breaking news at the desk: what it says now, what is planned for it, and who set what when."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import fronts
from articles.admin.front_form import STORY, Card, cards
from articles.models import Article, BreakingNews
from articles.refusals import BadRequest, Refusal
from newsroom.forms import LineField

ROWS_SHOWN = 20
USUAL_LENGTH = timedelta(hours=2)
MOMENT = "%Y-%m-%dT%H:%M"


def _moment(label: Any, *, required: bool, help_text: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        required=required,
        label=label,
        help_text=help_text,
        input_formats=[MOMENT, "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"],
        widget=forms.DateTimeInput({"class": "desk-input", "type": "datetime-local"}, format=MOMENT),
    )


class BreakingForm(forms.Form):
    text = LineField(
        required=False,
        max_length=160,
        label=gettext_lazy("Text of the bar"),
        help_text=gettext_lazy("Left empty, the bar says the story's title."),
        widget=forms.TextInput({"class": "desk-input", "autocomplete": "off"}),
    )
    story = LineField(
        required=False,
        max_length=300,
        label=gettext_lazy("Story"),
        help_text=gettext_lazy("A number or an address. The bar shows while readers see the story."),
        widget=forms.TextInput({"class": "desk-input", "autocomplete": "off"}),
    )
    since = _moment(gettext_lazy("Begins"), required=False, help_text=gettext_lazy("Left empty: from now on."))
    until = _moment(gettext_lazy("Ends"), required=True, help_text=gettext_lazy("24 hours at most."))

    def clean_story(self) -> Article | None:
        typed = self.cleaned_data["story"]
        if not typed:
            return None
        found = STORY.fullmatch(typed)
        story = Article.objects.filter(pk=found[1]).first() if found else None
        if story is None:
            raise forms.ValidationError(_("There is no such story."))
        return story


def page(request: HttpRequest) -> HttpResponse:
    """GET shows the bar; POST sets it, or ends it (`_end`). 409 where somebody else set it meanwhile."""
    if not request.user.may(fronts.ANNOUNCE):
        raise PermissionDenied
    if request.method != "POST":
        return _shown(request, BreakingForm(initial={"until": timezone.now() + USUAL_LENGTH}))
    form = BreakingForm(request.POST)
    refusal: Refusal | None = None
    try:
        if "_end" in request.POST:
            fronts.end_announcement(by=request.user, base=_base(request))
            messages.success(request, _("The bar has been taken away."))
            return HttpResponseRedirect(reverse("desk:breaking"))
        if form.is_valid():
            fronts.announce(by=request.user, base=_base(request), **form.cleaned_data)
            messages.success(request, _("The bar has been set. Readers see it within half a minute."))
            return HttpResponseRedirect(reverse("desk:breaking"))
    except Refusal as refused:
        refusal = refused
    return _shown(request, form, refusal, status=refusal.status if refusal else BadRequest.status)


def _base(request: HttpRequest) -> int:
    base = request.POST.get("base", "")
    return int(base) if base.isascii() and base.isdigit() and len(base) < 18 else 0


def _shown(request: HttpRequest, form: BreakingForm, refusal: Refusal | None = None, status: int = 200) -> HttpResponse:
    rows = list(BreakingNews.objects.all()[:ROWS_SHOWN])
    known = cards(row.article_id for row in rows if row.article_id)
    current = BreakingNews.objects.in_force().first()
    newest = rows[0] if rows else None
    planned = newest if newest and newest.starts_at > timezone.now() else None
    context = {
        **admin.site.each_context(request),
        "title": _("Breaking news"),
        "form": form,
        "refusal": refusal,
        "current": current,
        "planned": planned,
        "waiting": _waiting(newest, current, known),
        "rows": [(row, _says(row, known)) for row in rows],
        "current_says": _says(current, known) if current else "",
        "planned_says": _says(planned, known) if planned else "",
        "base": newest.pk if newest else 0,
    }
    return TemplateResponse(request, "desk/breaking.html", context, status=status)


def _waiting(newest: BreakingNews | None, current: BreakingNews | None, known: dict[int, Card]) -> str:
    """Why a bar whose time it is does not show."""
    if (
        newest is None
        or newest.is_empty
        or newest == current
        or not newest.starts_at <= timezone.now() < newest.ends_at
    ):
        return ""
    return _("“%(words)s” waits: readers do not see its story now.") % {"words": _says(newest, known)}


def _says(row: BreakingNews, known: dict[int, Card]) -> str:
    if row.text:
        return row.text
    card = known.get(row.article_id or 0)
    return card.title if card else f"#{row.article_id}"
