"""Autocompletion for the story form, narrowed to what the person may choose."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.files.storage import default_storage
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from articles.models import Article, Photo, RelatedPick
from articles.pictures import picture_url


class ChoicesView(AutocompleteJsonView):
    """Django's view for one field, whatever the address says about others."""

    field: Any

    def process_request(self, request: HttpRequest) -> tuple[str, Any, Any, str]:
        model_admin = self.admin_site.get_model_admin(self.field.remote_field.model)
        return request.GET.get("term", ""), model_admin, self.field, "pk"


class PickableView(ChoicesView):
    """Stories that may stand beside another: one's own, and those readers see."""

    field = RelatedPick._meta.get_field("related")

    def get_queryset(self) -> QuerySet[Article]:
        stories = Article.objects.pickable_by(self.request.user).defer("body", "lead")
        return stories.matching(self.term, unfinished=True) if self.term.strip() else stories


class PhotoChoicesView(ChoicesView):
    """Pictures for the head of a story and for its text, with a small copy to look at."""

    field = Article._meta.get_field("lead_photo")

    def get_queryset(self) -> QuerySet[Photo]:
        photos = Photo.objects.visible_to(self.request.user)
        return photos.matching(self.term) if self.term.strip() else photos

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        return super().serialize_result(obj, to_field_name) | picture_words(obj)


def picture_words(photo: Photo) -> dict[str, str]:
    """A picture as the desk's scripts know it: a small copy to look at, its address in a text, and its words."""
    return {
        "picture": picture_url(photo.as_shown()),
        # The name that articles.body finds the row by; pages then show the renditions beside it.
        "url": default_storage.url(photo.file),
        "caption": photo.caption,
        "credit": photo.credit,
        "alt": photo.alt_text,
    }
