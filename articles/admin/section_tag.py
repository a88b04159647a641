"""Sections and tags: the managing editor's and the editors' pages, and the completion of tags while typing."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from taggit.models import Tag as UnusedTag
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from accounts.by_role import ByRole
from accounts.models import User
from articles import permissions
from articles.admin.fields import check_tag_name
from articles.models import Section, Tag
from articles.querysets import SECTIONS_GROUPED
from newsroom import vietnamese
from newsroom.forms import AddressedForm, LineField, NameField

COMPLETIONS = 10

# taggit's own table stays empty; tags are articles.Tag.
admin.site.unregister(UnusedTag)


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


class TagForm(forms.ModelForm):
    name = LineField(max_length=100, label=gettext_lazy("name"))

    class Meta:
        model = Tag
        fields = ["name"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        check_tag_name(name)
        if "," in name or ";" in name:
            raise forms.ValidationError(_("A tag cannot contain a comma: commas separate tags."))
        same = Tag.objects.filter(key=vietnamese.key(name)).exclude(pk=self.instance.pk).first()
        if same:
            raise forms.ValidationError(_("This tag already exists: “%(tag)s”.") % {"tag": same.name})
        return name


@admin.register(Tag)
class TagAdmin(ByRole, ModelAdmin):
    form = TagForm
    list_display = ["name", "slug", "use"]
    search_fields = ["name"]
    # Đ after D, and a small letter beside its capital.
    ordering = ["folded", "name"]
    actions = None
    show_full_result_count = False
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).annotate(uses=Count("tagged_items"))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Tag], search_term: str
    ) -> tuple[QuerySet[Tag], bool]:
        return (queryset.matching(search_term) if search_term.strip() else queryset), False

    @admin.display(description=gettext_lazy("stories"), ordering="uses")
    def use(self, tag: Tag) -> int:
        return tag.uses

    def get_urls(self) -> list[URLPattern]:
        completion = path("completion/", self.admin_site.admin_view(complete), name="articles_tag_completion")
        return [completion, *super().get_urls()]


@require_GET
def complete(request: HttpRequest) -> JsonResponse:
    """Tags for what was typed in `q`, accents optional: {"tags": [names]}, at most ten, the best beginnings first."""
    if not request.user.may("articles.view_tag"):
        raise PermissionDenied
    typed = vietnamese.one_line(request.GET.get("q", ""))
    if not typed:
        return JsonResponse({"tags": []})
    rank = Case(
        When(name__istartswith=typed, then=Value(0)),
        When(folded__startswith=vietnamese.fold(typed), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    names = Tag.objects.matching(typed).order_by(rank, "name").values_list("name", flat=True)
    return JsonResponse({"tags": list(names[:COMPLETIONS])})
