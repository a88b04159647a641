"""What browsers ask about the site itself: how it is called, looks and is searched (manifest, icons, OpenSearch)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.public.caching import for_readers
from articles.public.frame import absolute
from articles.public.templating import rendered

# The two papers of static/public/css/tokens.css.
LIGHT, DARK = "#fdfbf7", "#171614"
# What fits under an icon, and in OpenSearch by its rules.
SHORT_NAME = 16


@require_safe
@for_readers
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest (www.w3.org/TR/appmanifest). Installed, it opens with the browser's way back."""
    with translation.override(settings.LANGUAGE_CODE):
        described = {
            "id": "/",
            "name": settings.SITE_NAME,
            "short_name": short_name(),
            "description": _("The newest stories of %(name)s.") % {"name": settings.SITE_NAME},
            "lang": settings.LANGUAGE_CODE,
            "dir": "ltr",
            "start_url": "/",
            "scope": "/",
            "display": "minimal-ui",
            "background_color": LIGHT,
            "theme_color": LIGHT,
            "categories": ["news"],
            "icons": [
                _icon("192.png", "192x192", "any"),
                _icon("512.png", "512x512", "any"),
                _icon("maskable.png", "512x512", "maskable"),
            ],
            "shortcuts": [
                {"name": _("Most read"), "url": reverse("public:most_read")},
                {"name": _("Search"), "url": reverse("public:search")},
            ],
        }
    return JsonResponse(
        described, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


@require_safe
@for_readers
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser's address bar searches the site (OpenSearch 1.1)."""
    with translation.override(settings.LANGUAGE_CODE):
        description = _("Search all stories of %(name)s.") % {"name": settings.SITE_NAME}
    context = {
        "description": description,
        "short_name": short_name(),
        "language": settings.LANGUAGE_CODE,
        "search_url": absolute(request, reverse("public:search")),
        "own_url": absolute(request, request.path),
        "icon_url": absolute(request, static("public/icons/favicon.ico")),
    }
    text = rendered("public/opensearch.xml", context)
    return HttpResponse(text, content_type="application/opensearchdescription+xml; charset=utf-8")


@require_safe
@for_readers
def icon(request: HttpRequest) -> HttpResponse:
    """The icon, for who asks for it without having read a page."""
    return HttpResponsePermanentRedirect(static("public/icons/favicon.ico"))


def short_name() -> str:
    """The site's name, or as many of its words as fit under an icon."""
    name = settings.SITE_NAME
    return name if len(name) <= SHORT_NAME else name[: SHORT_NAME + 1].rpartition(" ")[0] or name[:SHORT_NAME]


def _icon(file: str, sizes: str, purpose: str) -> dict[str, str]:
    return {"src": static(f"public/icons/{file}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
