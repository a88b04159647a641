"""What stands around every public page: the paper's name, its section menu, the page's own address.

Templates are rendered without the request. That makes it impossible, not only forbidden, for a public page to show a
user, a message or a CSRF token, to open a session, or to depend on a cookie: any cache may hold what comes out.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from articles.models import Section


@dataclass(frozen=True)
class MenuEntry:
    section: Section
    subsections: list[Section]


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The page `template` in the site's frame.

    `context` may set `canonical` (path and query of the page's one address; by default the path asked for) and
    `current_top` (the section of the first level to mark in the menu).
    """
    path = context.get("canonical", request.path)
    frame = {
        "site_name": settings.SITE_NAME,
        "canonical_url": absolute(request, path),
        "home_url": absolute(request, "/"),
        # A function, not its answer: the template asks only where the cached menu has run out.
        "menu": menu,
    }
    # A preview or a "not found" under /admin/ would otherwise put the desk's language into the cached menu.
    with translation.override(settings.LANGUAGE_CODE):
        return HttpResponse(render_to_string(template, {**frame, **context}), status=status)


def absolute(request: HttpRequest, path: str) -> str:
    """`path` as a full address: under SITE_URL, or under the host asked for while none is set."""
    return urljoin(settings.SITE_URL, path) if settings.SITE_URL else request.build_absolute_uri(path)


def menu() -> list[MenuEntry]:
    """The sections of the first level with their sub-sections, all in the editors' order; 1 query."""
    sections = list(Section.objects.order_by("position", "name"))
    entries = {section.pk: MenuEntry(section, []) for section in sections if section.parent_id is None}
    for section in sections:
        if section.parent_id is not None:
            entry = entries[section.parent_id]
            section.parent = entry.section  # addresses of sub-sections begin with their parent's
            entry.subsections.append(section)
    return list(entries.values())
