"""Old addresses at the desk: where readers of the old site are sent, one by one; tables come in by a command."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from accounts.by_role import ByRole
from articles import moved, old_addresses
from articles.models import Article, OldAddress, OldAddressPattern
from newsroom.forms import LineField


class OldAddressForm(forms.ModelForm):
    path = LineField(max_length=500, label=gettext_lazy("old address"))
    place = LineField(
        max_length=500,
        label=gettext_lazy("leads to"),
        help_text=gettext_lazy("A story's number or address, a path of this site, or a web address."),
    )

    class Meta:
        model = OldAddress
        fields = ["path"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["place"] = self.instance.article_id or self.instance.target

    def clean_path(self) -> str:
        return moved.normalise(self.cleaned_data["path"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "path" in cleaned and "place" in cleaned:
            try:
                row = old_addresses.pair(cleaned["path"], cleaned["place"])
            except forms.ValidationError as error:
                raise forms.ValidationError({"place": error.messages}) from None
            if row.article_id and not Article.objects.filter(pk=row.article_id).exists():
                raise forms.ValidationError({"place": _("There is no story %(number)d.") % {"number": row.article_id}})
            self.instance.article_id, self.instance.target = row.article_id, row.target
        return cleaned


@admin.register(OldAddress)
class OldAddressAdmin(ByRole, ModelAdmin):
    form = OldAddressForm
    list_display = ["path", "leads_to"]
    list_select_related = ["article"]
    search_fields = ["path"]
    actions = None
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False

    @admin.display(description=gettext_lazy("leads to"))
    def leads_to(self, row: OldAddress) -> str:
        return f"#{row.article_id} {row.article.title}" if row.article else row.target


@admin.register(OldAddressPattern)
class OldAddressPatternAdmin(ByRole, ModelAdmin):
    list_display = ["pattern", "site"]
    actions = None
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return OldAddressPattern.objects.all()
