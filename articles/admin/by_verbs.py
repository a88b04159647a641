"""What the admin pages of tags and of topics share: rows are changed by verbs, which keep a log of their own."""

from types import ModuleType
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from articles.refusals import Refusal


class VerbForm(forms.ModelForm):
    """ByVerbs.get_form() sets `refusal` where a verb refused what was typed."""

    refusal: Refusal | None = None

    def clean(self) -> dict[str, Any]:
        if self.refusal:
            self.add_error(None, str(self.refusal))
        return super().clean()


class ByVerbs:
    """For a ModelAdmin whose form is a VerbForm. `verbs` has delete(row, by=) and is_deletable(row)."""

    verbs: ModuleType

    def page_of(self, object_id: str) -> str:
        """The address of the page that shows one row with its log."""
        raise NotImplementedError

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, **kwargs)  # type: ignore[misc]
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
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
        except Refusal as refusal:
            # Rolled back. The same form once more, with what was typed and the reason.
            request.refusal = refusal  # type: ignore[attr-defined]
            response = super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
            response.status_code = refusal.status
            return response

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(self.page_of(object_id))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or self.verbs.is_deletable(obj))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], dict, set, list]:
        """A row goes alone; what must not go, the verb refuses in words."""
        return [str(obj) for obj in objs], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.verbs.delete(obj, by=request.user)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)  # type: ignore[misc]
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(self.page_of(object_id))

    def log_addition(self, *args: Any) -> None:
        """The verbs' own log has it."""

    def log_change(self, *args: Any) -> None:
        """See log_addition()."""

    def log_deletions(self, *args: Any) -> None:
        """See log_addition()."""
