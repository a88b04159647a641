"""A story as machines read it: schema.org's NewsArticle, BreadcrumbList and NewsMediaOrganization as JSON-LD.

Says nothing that the page does not show, and leaves out what it has no value for (developers.google.com/search/docs,
"Article" and "Breadcrumb"). Times carry the newsroom's offset.
"""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.models import PublishedArticle
from articles.pictures import cut
from articles.public.frame import Frame, absolute, frame
from articles.public.templating import static_address
from newsroom.addresses import address_of
from newsroom.vietnamese import machine_date

LOGO_SIZE = 512
_write = json.JSONEncoder(ensure_ascii=False).encode
# JSON inside <script>: nothing in it can end the element or begin a comment.
_ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def of_story(request: HttpRequest, story: PublishedArticle) -> SafeString:
    """The JSON-LD of a story's page, safe inside a script element."""
    article = _as_json(_told(_article(request, story)))
    article = f'{article[:-1]}, "publisher": {_publisher(request)}}}'
    return _graph(article, _as_json(_breadcrumb(request, story)))


def of_site(request: HttpRequest) -> SafeString:
    """The JSON-LD of the front page: who publishes the site."""
    return _graph(_publisher(request))


def _article(request: HttpRequest, story: PublishedArticle) -> dict[str, Any]:
    """Without its publisher."""
    address = absolute(request, story.get_absolute_url())
    return {
        "@type": "NewsArticle",
        "@id": address,
        "mainEntityOfPage": address,
        "headline": story.title,
        "description": story.lead,
        "image": _images(request, story),
        "datePublished": machine_date(story.first_published_at),
        "dateModified": machine_date(story.updated_at or story.first_published_at),
        "author": [_author(request, line) for line in story.bylines] or _organization(story.source_name),
        "articleSection": [
            *(section.name for section in story.section_path),
            *(section["name"] for section in story.shown_sections),
        ],
        "keywords": [tag["name"] for tag in story.shown_tags],
        "correction": [_correction(row) for row in story.shown_corrections],
        "inLanguage": settings.LANGUAGE_CODE,
        "isAccessibleForFree": True,
        "isBasedOn": story.source_url,
    }


def _correction(row: dict[str, Any]) -> dict[str, Any]:
    wrong = [_("What was wrong:"), row["wrong"]] if row["wrong"] else []
    said = " ".join(filter(None, (*wrong, row["right"], row["apology"])))
    return {"@type": "CorrectionComment", "text": said, "datePublished": machine_date(row["at"])}


def _images(request: HttpRequest, story: PublishedArticle) -> list[dict[str, Any]]:
    photo = story.lead_photo
    if not photo:
        return []
    # In the three shapes that Google asks for.
    words = _told({"caption": photo.get("caption"), "creditText": photo.get("credit")})
    return [
        {
            "@type": "ImageObject",
            "contentUrl": absolute(request, shape.url),
            "width": shape.width,
            "height": shape.height,
            **words,
        }
        for shape in (cut(photo, crop) for crop in ("16x9", "4x3", "1x1"))
    ]


def _author(request: HttpRequest, line: dict[str, Any]) -> dict[str, Any]:
    address = absolute(request, address_of("public:author", slug=line["slug"])) if line.get("slug") else None
    return _told({"@type": "Person", "name": line["name"], "url": address})


def _organization(name: str) -> dict[str, Any]:
    return {"@type": "Organization", "name": name or settings.SITE_NAME}


def _publisher(request: HttpRequest) -> str:
    """The paper as its imprint has it (schema.org/NewsMediaOrganization), as JSON; the same on every page."""
    around = frame()
    name = ("publisher", absolute(request, "/"))
    return around.piece(name, lambda: _as_json(_told(_organization_of(request, around))))


def _organization_of(request: HttpRequest, around: Frame) -> dict[str, Any]:
    imprint, masthead = around.imprint, absolute(request, reverse("public:newsroom"))
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute(request, "/#toa-soan"),
        "name": settings.SITE_NAME,
        "legalName": imprint.legal_name,
        "url": absolute(request, "/"),
        "logo": _logo(request),
        "address": imprint.address and _address(imprint.address),
        "telephone": imprint.phone or imprint.hotline,
        "email": imprint.email,
        "parentOrganization": imprint.governing_body and _organization(imprint.governing_body),
        "masthead": masthead,
        "publishingPrinciples": f"{masthead}#nguyen-tac" if around.has_principles else None,
        "correctionsPolicy": absolute(request, reverse("public:corrections")),
    }


def _address(written: str) -> dict[str, Any]:
    return {"@type": "PostalAddress", "streetAddress": written, "addressCountry": "VN"}


def _logo(request: HttpRequest) -> dict[str, Any]:
    address = absolute(request, static_address(f"public/icons/{LOGO_SIZE}.png"))
    return {"@type": "ImageObject", "url": address, "width": LOGO_SIZE, "height": LOGO_SIZE}


def _breadcrumb(request: HttpRequest, story: PublishedArticle) -> dict[str, Any]:
    steps = [(_("Home"), "/"), *((section.name, section.get_absolute_url()) for section in story.section_path)]
    # The last step is the page itself, which needs no address.
    listed = [{"name": name, "item": absolute(request, place)} for name, place in steps] + [{"name": story.title}]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, **step} for place, step in enumerate(listed, start=1)
        ],
    }


def _graph(*nodes: str) -> SafeString:
    return mark_safe(f'{{"@context": "https://schema.org", "@graph": [{", ".join(nodes)}]}}')  # noqa: S308  # _as_json()


def _as_json(node: dict[str, Any]) -> str:
    """Safe inside a script element."""
    text = _write(node)
    for sign, written in _ESCAPES.items():  # a tenth of what str.translate() takes for Vietnamese
        text = text.replace(sign, written)
    return text


def _told(node: dict[str, Any]) -> dict[str, Any]:
    """A node without what it has no value for."""
    return {name: value for name, value in node.items() if value or value is False}
