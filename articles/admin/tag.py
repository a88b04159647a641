"""Tags at the desk: the list, a tag's page, the completion while typing. Whatever changes a tag is a verb of tags."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag as UnusedTag
from unfold.admin import ModelAdmin

from accounts.by_role import ByRole, may
from articles import tags
from articles.admin import tag_merge, tag_page, tag_proposals, tag_words
from articles.admin.by_verbs import ByVerbs, VerbForm
from articles.models import Tag
from newsroom import vietnamese
from newsroom.forms import LineField

# taggit's own table stays empty; tags are articles.Tag.
admin.site.unregister(UnusedTag)


class TagForm(VerbForm):
    """The name alone; `was` is the name the person saw."""

    name = LineField(max_length=100, label=gettext_lazy("name"))
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Tag
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["was"] = self.instance.name

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if problem := tags.problem_of(name):
            raise forms.ValidationError(problem)
        known = Tag.objects.called([name]).get(vietnamese.key(name))
        if known and known.pk != self.instance.pk:
            raise forms.ValidationError(_("This tag already exists: “%(tag)s”.") % {"tag": known.name})
        return name


class Unused(admin.SimpleListFilter):
    title = gettext_lazy("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [("none", gettext_lazy("Carried by no story"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Tag]) -> QuerySet[Tag]:
        return queryset.unused() if self.value() == "none" else queryset


@admin.register(Tag)
class TagAdmin(ByVerbs, ByRole, ModelAdmin):
    form = TagForm
    verbs = tags
    change_form_template = "desk/tag_form.html"
    list_display = ["name", "use", "used_last", "address"]
    list_filter = [Unused]
    list_before_template = "desk/_tag_list_top.html"
    list_per_page = 50
    search_fields = ["name"]
    search_help_text = gettext_lazy("A tag's name or one it had, with or without accents")
    # Đ after D, and a small letter beside its capital.
    ordering = ["folded", "name"]
    actions = ["merge_chosen"]
    show_full_result_count = False
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        return super().get_queryset(request).with_use()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Tag], search_term: str
    ) -> tuple[QuerySet[Tag], bool]:
        return (queryset.matching(search_term) if search_term.strip() else queryset), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        waiting = tag_proposals.waiting(request.user).count() if request.user.may(tags.ADD) else 0
        return super().changelist_view(request, {**(extra_context or {}), "waiting": waiting})

    @admin.display(description=gettext_lazy("stories"), ordering="uses")
    def use(self, tag: Tag) -> int:
        return tag.uses

    @admin.display(description=gettext_lazy("last published"), ordering=F("last_used").desc(nulls_last=True))
    def used_last(self, tag: Tag) -> str:
        return date_format(timezone.localtime(tag.last_used), "d/m/Y") if tag.last_used else "–"

    @admin.display(description=gettext_lazy("address"))
    def address(self, tag: Tag) -> str:
        return tag.get_absolute_url()

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Merging alone: a tag is deleted on its own page."""
        return {name: action for name, action in super().get_actions(request).items() if name == "merge_chosen"}

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return may(request, tags.MERGE)

    @admin.action(description=gettext_lazy("Merge the chosen tags"), permissions=["merge"])
    def merge_chosen(self, request: HttpRequest, chosen: QuerySet[Tag]) -> HttpResponse:
        numbers = chosen.order_by("pk").values_list("pk", flat=True)
        return HttpResponseRedirect(tag_merge.address_of(numbers))

    # Changing: a verb, inside the transaction that Django's admin opens ----------------------------------------------

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Tag | None = None, **kwargs: Any
    ) -> HttpResponse:
        if obj is not None:
            context |= tag_page.context(request, Tag.objects.get(pk=obj.pk))
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def page_of(self, object_id: str) -> str:
        return reverse("admin:articles_tag_change", args=[object_id])

    def save_model(self, request: HttpRequest, obj: Tag, form: TagForm, change: bool) -> None:
        name, was = form.cleaned_data["name"], form.cleaned_data["was"]
        if change:
            kept = tags.rename(obj, name, by=request.user, was=was or None)
        else:
            kept = tags.create(name, by=request.user)
        # The very object the admin goes on with: it names it in its message.
        obj.__dict__.update(kept.__dict__)

    def get_urls(self) -> list[URLPattern]:
        protect = self.admin_site.admin_view
        return [
            path("completion/", protect(tag_words.complete), name="articles_tag_completion"),
            path("words/", protect(tag_words.look), name="articles_tag_words"),
            path("accept/", protect(tag_words.accept), name="articles_tag_accept"),
            path("proposed/", protect(tag_proposals.page), name="articles_tag_proposed"),
            path("merge/", protect(tag_merge.page), name="articles_tag_merge"),
            path("<int:pk>/also/", protect(tag_page.also_called), name="articles_tag_also"),
            *super().get_urls(),
        ]
