"""Form fields shared by the rooms: text in its one spelling, and pictures drawn anew."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from unfold.widgets import UnfoldAdminTextInputWidget

from newsroom import images, vietnamese

ACCEPTED_PICTURES = ".jpg,.jpeg,.png,.webp,.gif"


class LineField(forms.CharField):
    """One line of text in NFC; its length is counted as it will be stored."""

    widget = UnfoldAdminTextInputWidget

    def to_python(self, value: Any) -> str:
        return vietnamese.one_line(super().to_python(value))


class NameField(LineField):
    """A name that an address can be made from."""

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not vietnamese.slugify(value):
            raise ValidationError(_("A name needs letters or digits."))


class PictureField(forms.FileField):
    """Cleans to an images.TakenPicture, or where nothing was sent to what a FileField gives then."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ACCEPTED_PICTURES}

    def clean(self, data: Any, initial: Any = None) -> Any:
        cleaned = super().clean(data, initial)
        if not isinstance(cleaned, UploadedFile):
            return cleaned
        try:
            return images.take_in(read(cleaned))
        except images.PictureRefused as refused:
            raise ValidationError(refused.message, code=refused.code) from refused


class AddressedForm(forms.ModelForm):
    """A form of something whose address (`slug`) is made from its name where nobody typed one.

    Without a good name there is no address, and the constraint on it would only add a sentence that helps nobody.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].help_text = _("Made from the name where it is left empty.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors and not cleaned.get("slug"):
            cleaned["slug"] = "none"
        return cleaned


def read(upload: UploadedFile) -> bytes:
    """The upload's bytes, but no more of them than tell images.take_in() that the file is too large."""
    return upload.read(images.MEGABYTES * 1024 * 1024 + 1)
