"""Pictures at the desk: the collection, and the upload that the text editor uses."""

import errno
import logging
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminIntegerFieldWidget

from accounts.by_role import ByRole
from articles import intake
from articles.admin.choices import PhotoChoicesView, picture_words
from articles.models import Photo
from articles.pictures import picture_url
from newsroom import images
from newsroom.forms import LineField, PictureField, read

logger = logging.getLogger(__name__)


WORDS = ("caption", "credit", "alt_text")
FOCUS = ("focus_x", "focus_y")


class PhotoForm(forms.ModelForm):
    caption = LineField(required=False, max_length=500, label=gettext_lazy("caption"))
    credit = LineField(required=False, max_length=200, label=gettext_lazy("credit"))
    alt_text = LineField(
        required=False,
        max_length=300,
        label=gettext_lazy("alternative text"),
        help_text=gettext_lazy("What the picture shows, for those who cannot see it."),
    )

    focus_x = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=100,
        label=gettext_lazy("subject, from the left (%)"),
        widget=UnfoldAdminIntegerFieldWidget(),
    )
    focus_y = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=100,
        label=gettext_lazy("subject, from the top (%)"),
        widget=UnfoldAdminIntegerFieldWidget(),
        help_text=gettext_lazy(
            "Lists and networks cut the picture about this place. Click on the picture above, or leave both empty."
        ),
    )

    class Meta:
        model = Photo
        fields = [*WORDS, *FOCUS]

    def clean(self) -> dict[str, Any]:
        """The subject's place is two numbers or none."""
        cleaned = super().clean()
        both = [cleaned.get(name) for name in FOCUS]
        if both.count(None) == 1 and not self.errors:
            missing = FOCUS[both.index(None)]
            self.add_error(missing, _("Give both numbers, or neither."))
        return cleaned


class NewPhotoForm(PhotoForm):
    picture = PictureField(
        label=gettext_lazy("picture"),
        widget=UnfoldAdminFileFieldWidget(),
        help_text=gettext_lazy("JPEG, PNG, WebP or GIF, up to 15 MB."),
    )


@admin.register(Photo)
class PhotoAdmin(ByRole, ModelAdmin):
    form = PhotoForm
    list_display = ["thumbnail", "words", "credit", "uploader", "uploaded_at"]
    list_display_links = ["thumbnail", "words"]
    list_select_related = ["uploaded_by"]
    search_fields = ["caption"]
    search_help_text = gettext_lazy("Words of the caption, credit or file name, with or without accents")
    readonly_fields = ["preview", "original_name", "uploader", "uploaded_at"]
    actions = None
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False

    class Media:
        js = [Script("desk/focus.js", type="module")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return Photo.objects.visible_to(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        """Editors mend every picture's words, a reporter those of own uploads."""
        own = obj is not None and obj.uploaded_by_id == request.user.pk and request.user.may("articles.add_photo")
        return own or super().has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> list[tuple[Any, dict[str, Any]]]:
        if obj is None:
            return [(None, {"fields": ["picture", *WORDS]})]
        return [(None, {"fields": ["preview", FOCUS, *WORDS, "original_name", "uploader", "uploaded_at"]})]

    def get_form(self, request: HttpRequest, obj: Photo | None = None, **kwargs: Any) -> type[forms.ModelForm]:
        return super().get_form(request, obj, form=PhotoForm if obj else NewPhotoForm, **kwargs)

    def save_model(self, request: HttpRequest, obj: Photo, form: forms.ModelForm, change: bool) -> None:
        words = {name: form.cleaned_data[name] for name in WORDS}
        if change:
            intake.reword(obj, by=request.user, **words)
            self._set_focus(request, obj, form.cleaned_data["focus_x"], form.cleaned_data["focus_y"])
            return
        name = request.FILES["picture"].name or ""
        # The very object the admin goes on with: it names it in its message and its log.
        kept = intake.keep(form.cleaned_data["picture"], name=name, by=request.user, **words)
        obj.__dict__.update(kept.__dict__)

    def _set_focus(self, request: HttpRequest, photo: Photo, x: int | None, y: int | None) -> None:
        try:
            intake.set_focus(photo, None if x is None or y is None else (x, y))
        except images.BROKEN:
            logger.exception("a picture could not be cut")
            said = _("The words are saved. The picture could not be cut about its subject. Please try again later.")
            self.message_user(request, said, messages.ERROR)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Photo], search_term: str
    ) -> tuple[QuerySet[Photo], bool]:
        return (queryset.matching(search_term) if search_term.strip() else queryset), False

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, photo: Photo) -> SafeString:
        return format_html(
            '<img class="desk-thumbnail" src="{}" alt="{}" loading="lazy">', picture_url(photo.as_shown()), photo
        )

    @admin.display(description=gettext_lazy("picture"))
    def preview(self, photo: Photo) -> SafeString:
        return format_html(
            '<span class="desk-focus"><img class="desk-preview" src="{}" alt=""></span>', picture_url(photo.as_shown())
        )

    @admin.display(description=gettext_lazy("caption"), ordering="caption")
    def words(self, photo: Photo) -> str:
        return photo.caption or photo.original_name

    @admin.display(description=gettext_lazy("uploaded by"), ordering="uploaded_by")
    def uploader(self, photo: Photo) -> str:
        return photo.uploaded_by.display_name if photo.uploaded_by else ""

    def get_urls(self) -> list[URLPattern]:
        protect = self.admin_site.admin_view
        choices = protect(PhotoChoicesView.as_view(admin_site=self.admin_site))
        return [
            path("upload/", protect(upload), name="articles_photo_upload"),
            path("choices/", choices, name="articles_photo_choices"),
            *super().get_urls(),
        ]


@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """A picture pasted, dropped or chosen in the text editor; answers in the shapes that CKEditor reads.

    Words may come with it (caption, credit, alt_text), and go back as they are kept.
    200 {"uploaded": 1, "fileName"} and choices.picture_words(); otherwise {"uploaded": 0, "error": {"message"}}: 400
    for what is no picture of ours or words too long, 403 without the right, 413 too large, 507 on a full disk.
    """
    if not request.user.may("articles.add_photo"):
        return _not_uploaded(_("You may not upload pictures."), 403)
    sent = request.FILES.get("upload")
    if not isinstance(sent, UploadedFile):
        return _not_uploaded(_("No picture was uploaded."), 400)
    form = PhotoForm(request.POST)
    if not form.is_valid():
        return _not_uploaded(" ".join(form.errors[name][0] for name in form.errors), 400)
    words = {name: form.cleaned_data[name] for name in WORDS}
    try:
        photo = intake.take_in_photo(read(sent), name=sent.name or "", by=request.user, **words)
    except images.PictureRefused as refused:
        return _not_uploaded(refused.message, 413 if refused.code == "too_heavy" else 400)
    except OSError as error:
        logger.exception("a picture could not be stored")
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        return _not_uploaded(_("The picture could not be stored. Please try again later."), 507 if full else 503)
    return JsonResponse({"uploaded": 1, "fileName": photo.original_name, **picture_words(photo)})


def _not_uploaded(message: str, status: int) -> JsonResponse:
    return JsonResponse({"uploaded": 0, "error": {"message": message}}, status=status)
