"""The words of the site's addresses."""

from collections.abc import Container
from itertools import count

# First path segments that are pages of their own, so no section may be called so. Held against the URL table by a test.
RESERVED = frozenset(
    {
        "admin",
        "dinh-chinh",
        "doc-nhieu",
        "healthz",
        "luot-xem",
        "media",
        "rss",
        "static",
        "tac-gia",
        "tim-kiem",
        "tin-theo-ngay",
        "tu-khoa",
    }
)
PLAIN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def free_slug(wanted: str, taken: Container[str]) -> str:
    """`wanted`, or with the first number that makes it free: Vietnamese words that differ by accents share a slug."""
    if wanted not in taken:
        return wanted
    return next(slug for number in count(2) if (slug := f"{wanted}-{number}") not in taken)
