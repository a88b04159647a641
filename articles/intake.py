"""Taking a picture in: files first, the row last, so that a row never names a file that is not there."""

from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from accounts.models import User
from articles.models import Photo
from newsroom import images, media, vietnamese
from newsroom.images import TakenPicture

FOLDER = "photos"
_LONGEST = {"caption": 500, "credit": 200, "alt_text": 300, "original_name": 255}


def take_in_photo(
    data: bytes, *, name: str, by: User | None, caption: str = "", credit: str = "", alt_text: str = ""
) -> Photo:
    """Decode, draw anew and keep a picture that somebody sent as `name`. Raises images.PictureRefused, OSError.

    A caption or credit that is not given is read from the picture's own IPTC fields, where agencies write them.
    """
    return keep(images.take_in(data), name=name, by=by, caption=caption, credit=credit, alt_text=alt_text)


def keep(
    picture: TakenPicture, *, name: str, by: User | None, caption: str = "", credit: str = "", alt_text: str = ""
) -> Photo:
    """Store a picture that newsroom.images has drawn anew. If anything fails, no file and no row stays behind."""
    master = f"{FOLDER}/{uuid4()}.jpg"
    files = {master: picture.master} | {
        images.rendition_name(master, made.width, made.format): made.content for made in picture.renditions
    }
    begun: list[str] = []
    try:
        for file, content in files.items():
            begun.append(file)
            default_storage.save(file, ContentFile(content))
        # A savepoint: whoever calls inside a transaction can go on after a row that was refused.
        with transaction.atomic():
            return Photo.objects.create(
                file=master,
                width=picture.width,
                height=picture.height,
                caption=_words(caption or picture.caption, "caption"),
                credit=_words(credit or picture.credit, "credit"),
                alt_text=_words(alt_text, "alt_text"),
                original_name=_words(name, "original_name"),
                uploaded_by=by,
                words_by=by,
            )
    except BaseException:
        # Also the file that was being written: a full disk leaves half of it.
        for file in begun:
            default_storage.delete(file)
        raise


def reword(photo: Photo, *, by: User, caption: str, credit: str, alt_text: str) -> None:
    """Write what readers are told of a picture, and who wrote it; words that stay as they are keep their writer."""
    words = {
        "caption": _words(caption, "caption"),
        "credit": _words(credit, "credit"),
        "alt_text": _words(alt_text, "alt_text"),
    }
    stored = Photo.objects.filter(pk=photo.pk)
    stored.exclude(**words).update(**words, words_by=by)
    photo.refresh_from_db()


def set_focus(photo: Photo, focus: images.Focus | None) -> None:
    """Say where the picture's subject is (percent from the left and the top); None: in its middle, as far as known.

    The crops about it are made first: a row never names files that are not there. Raises OSError, ValueError for a
    place outside the picture.
    """
    if focus and not all(0 <= part <= 100 for part in focus):
        raise ValueError(f"no place in a picture: {focus}")
    about = focus or images.CENTRE
    for crop in images.CROPS if about != images.CENTRE else ():
        name = images.crop_name(photo.file, crop, about)
        if not default_storage.exists(name):
            media.keep(name, media.crop_of(photo.file, crop, about))
    photo.focus_x, photo.focus_y = focus or (None, None)
    photo.save(update_fields=["focus_x", "focus_y"])


def _words(text: str, field: str) -> str:
    """One clean line, as long as its column holds."""
    return vietnamese.one_line(text)[: _LONGEST[field]].rstrip()
