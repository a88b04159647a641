"""Tags at the desk: the list, a tag's page, the completion while typing. Whatever changes a tag is a verb of tags."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from taggit.models import Tag as UnusedTag
from unfold.admin import ModelAdmin

from accounts.by_role import ByRole
from articles import tags
from articles.models import Tag
from articles.refusals import Refusal
from newsroom import vietnamese
from newsroom.forms import LineField

COMPLETIONS = 10

# taggit's own table stays empty; tags are articles.Tag.
admin.site.unregister(UnusedTag)


class TagForm(forms.ModelForm):
    """The name alone; `was` is the name the person saw. TagAdmin.get_form() sets `refusal` where a verb refused."""

    name = LineField(max_length=100, label=gettext_lazy("name"))
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    refusal: Refusal | None = None

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

    def clean(self) -> dict[str, Any]:
        if self.refusal:
            self.add_error(None, str(self.refusal))
        return super().clean()


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
        return super().get_queryset(request).with_use()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Tag], search_term: str
    ) -> tuple[QuerySet[Tag], bool]:
        return (queryset.matching(search_term) if search_term.strip() else queryset), False

    @admin.display(description=gettext_lazy("stories"), ordering="uses")
    def use(self, tag: Tag) -> int:
        return tag.uses

    # Changing: a verb, inside the transaction that Django's admin opens ----------------------------------------------

    def get_form(self, request: HttpRequest, obj: Tag | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            # Rolled back. The same form once more, with what was typed and the reason.
            request.refusal = refusal
            response = super().changeform_view(request, object_id, form_url, extra_context)
            response.status_code = refusal.status
            return response

    def save_model(self, request: HttpRequest, obj: Tag, form: TagForm, change: bool) -> None:
        name, was = form.cleaned_data["name"], form.cleaned_data["was"]
        if change:
            kept = tags.rename(obj, name, by=request.user, was=was or None)
        else:
            kept = tags.create(name, by=request.user)
        # The very object the admin goes on with: it names it in its message.
        obj.__dict__.update(kept.__dict__)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], dict, set, list]:
        """A tag goes alone; what must not go, tags.delete() refuses in words."""
        return [str(obj) for obj in objs], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Tag) -> None:
        tags.delete(obj, by=request.user)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:articles_tag_change", args=[object_id]))

    def log_addition(self, *args: Any) -> None:
        """The tags' own log has it."""

    def log_change(self, *args: Any) -> None:
        """See log_addition()."""

    def log_deletions(self, *args: Any) -> None:
        """See log_addition()."""

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
