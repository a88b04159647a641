"""How public pages write dates, counts, pictures and addresses."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from articles.body_policy import web_address
from articles.pictures import NAME_THEMSELVES, picture_html
from newsroom import vietnamese

register = template.Library()
# Content.cleaned() asked this before the address was stored; asked again, whatever the database holds by now.
register.filter(web_address)


@register.filter
def long_date(moment: datetime) -> str:
    """`Thứ 5, 11/03/2021 | 00:00:00`, as the paper has always printed it."""
    return vietnamese.long_date(moment)


@register.filter
def short_date(moment: datetime) -> str:
    """`11/03/2021 | 09:30`; the day alone at midnight sharp, which is how old systems wrote "time unknown"."""
    local = timezone.localtime(moment)
    return f"{local:%d/%m/%Y}" if local.time().isoformat() == "00:00:00" else f"{local:%d/%m/%Y | %H:%M}"


@register.filter
def first_words(text: str, number: int) -> str:
    """The first words, with the ellipsis at the last of them: truncatewords would let it stand alone on a line.

    It takes the place of the stop or comma before it: "sợi cói.…" reads as four dots.
    """
    return re.sub(r"[.,;:]+…$", "…", Truncator(text).words(number))


@register.filter
def machine_date(moment: datetime) -> str:
    """ISO 8601 with the newsroom's offset, for `<time datetime>` and link previews."""
    return vietnamese.machine_date(moment)


@register.filter
def thousands(number: int) -> str:
    """1673 -> `1,673`: counts take a comma, where the language's own format would print a dot."""
    return vietnamese.thousands(number)


@register.filter
def dialled(number: str) -> str:
    """`0227 3.123 456` as a link to it needs it: digits, and the plus of a country's code."""
    return ("+" if number.strip().startswith("+") else "") + "".join(sign for sign in number if sign.isdigit())


@register.filter
def names_itself(credit: str) -> bool:
    """Whether a credit says what it is ("Ảnh tư liệu", "Đồ họa: Hà An"), so that no label need stand before it."""
    return vietnamese.normalise(credit).casefold().startswith(NAME_THEMSELVES)


@register.simple_tag
def picture(photo: Mapping[str, Any], sizes: str, lazy: bool = True) -> SafeString:
    return picture_html(photo, sizes, lazy)
