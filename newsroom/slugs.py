"""The words of the site's addresses."""

from collections.abc import Callable
from itertools import chain, count

# First path segments that are pages of their own, so no section may be called so. Held against the URL table by a test.
RESERVED = frozenset(
    {
        "admin",
        "chuyen-de",
        "dinh-chinh",
        "doc-nhieu",
        "healthz",
        "luot-xem",
        "media",
        "rss",
        "static",
        "tac-gia",
        "tim-kiem",
        "tin-moi",
        "tin-theo-ngay",
        "toa-soan",
        "tu-khoa",
        "xem-truoc",
    }
)
PLAIN = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def free_slug(wanted: str, longest: int, is_taken: Callable[[str], bool]) -> str:
    """`wanted`, or with the first number that makes it free: Vietnamese words that differ by accents share a slug.

    Cut so that number and all it has at most `longest` characters.
    """
    numbers = chain([""], (f"-{number}" for number in count(2)))
    slugs = (wanted[: longest - len(number)].rstrip("-") + number for number in numbers)
    return next(slug for slug in slugs if not is_taken(slug))
