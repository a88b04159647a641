"""Serves pictures where no web server in front does. Names are random and never reused, so answers hold for a year."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views import static

# What our intake writes; anything else under MEDIA_ROOT is nobody's business.
EXTENSIONS = (".jpg", ".webp")


def serve_picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture under MEDIA_ROOT, with headers that keep a browser from taking it for anything else."""
    if not name.endswith(EXTENSIONS):
        raise Http404
    try:
        response = static.serve(request, name, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:  # a name too long for any file, or one that cannot be read
        raise Http404 from error
    if isinstance(response, FileResponse):
        response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
