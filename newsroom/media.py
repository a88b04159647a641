"""Serves pictures where no web server in front does. Names are random and never reused, so answers hold for a year.

A server in front that finds no file asks here: the crops of a picture (newsroom.images.CROPS) are made when they are
first asked for, those of pictures from before there were any among them. Four files of each picture at most, and of no
other size.
"""

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views import static

from newsroom import images

# What our intake writes; anything else under MEDIA_ROOT is nobody's business.
EXTENSIONS = (".jpg", ".webp")


def serve_picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture under MEDIA_ROOT, with headers that keep a browser from taking it for anything else."""
    if not name.endswith(EXTENSIONS):
        raise Http404
    try:
        response = _stored(request, name)
    except OSError as error:  # a name too long for any file, or one that cannot be read
        raise Http404 from error
    if isinstance(response, FileResponse) or response.status_code == 200:
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _stored(request: HttpRequest, name: str) -> HttpResponseBase:
    try:
        return static.serve(request, name, document_root=str(settings.MEDIA_ROOT))
    except Http404:
        wanted = images.CROP_NAME.fullmatch(name)
        if wanted is None:
            raise
    try:
        content = crop_of(f"{wanted[1]}.jpg", wanted[2])
    except images.BROKEN as error:
        raise Http404 from error
    with suppress(OSError):  # a full disk makes it slower for the next one, and no worse
        keep(name, content)
    return HttpResponse(content, content_type="image/jpeg")


def crop_of(master: str, crop: str, focus: images.Focus = images.CENTRE) -> bytes:
    """The crop of a stored master as JPEG. Raises one of images.BROKEN, OSError where there is no such master."""
    return images.cropped(Path(default_storage.path(master)).read_bytes(), crop, focus)


def keep(name: str, content: bytes) -> None:
    """Store a picture under its name, whole or not at all: somebody may be asking for it this moment."""
    path = Path(default_storage.path(name))
    begun = path.with_name(f"{path.stem}.{uuid4().hex}.part")
    try:
        begun.write_bytes(content)
        begun.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        os.replace(begun, path)
    except BaseException:
        begun.unlink(missing_ok=True)
        raise
