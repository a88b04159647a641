"""Sections: the managing editor's pages."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from accounts.by_role import ByRole
from accounts.models import User
from articles import permissions
from articles.models import Section
from articles.querysets import SECTIONS_GROUPED
from newsroom.forms import AddressedForm, NameField


class PeopleField(forms.ModelMultipleChoiceField):
    widget = UnfoldAdminCheckboxSelectMultipleWidget

    def label_from_instance(self, user: User) -> str:
        return user.display_name


class SectionForm(AddressedForm):
    name = NameField(max_length=80, label=gettext_lazy("name"))
    editors = PeopleField(
        User.objects.none(),
        required=False,
        label=gettext_lazy("editors"),
        help_text=gettext_lazy("An editor with no section assigned can edit all of them."),
    )

    class Meta:
        model = Section
        fields = ["name", "slug", "parent", "position", "editors"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["editors"].queryset = permissions.editors()
        if "parent" in self.fields:
            self.fields["parent"].queryset = Section.objects.top_level().exclude(pk=self.instance.pk)


@admin.register(Section)
class SectionAdmin(ByRole, ModelAdmin):
    form = SectionForm
    list_display = ["__str__", "slug", "position", "who_edits"]
    list_select_related = ["parent"]
    ordering = SECTIONS_GROUPED
    sortable_by = []
    actions = None
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return super().get_queryset(request).select_related("parent").prefetch_related("editors")

    @admin.display(description=gettext_lazy("editors"))
    def who_edits(self, section: Section) -> str:
        return ", ".join(user.display_name for user in section.editors.all())
