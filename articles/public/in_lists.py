"""How a story looks in a list: its markup, written here and not in a template.

A front has a hundred stories. A template takes 35 microseconds for each, which is half of such a page; this takes 6.
All that comes from a story is escaped.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext
from markupsafe import escape

from articles.pictures import picture_html
from articles.teasers import Teaser
from newsroom import vietnamese


def teaser(
    story: Teaser, heading: str, kind: str, sizes: str = "", words: int = 0, eager: bool = False, place: bool = False
) -> SafeString:
    """One story in a list.

    `heading`: "h2" or "h3"; `kind`: look of the teaser; `sizes`: of the picture, none without; `words`: how much of the
    lead; `eager`: the picture is the first a reader sees; `place`: name the section.
    """
    photo, mark = story.lead_photo if sizes else None, kind_mark(story.kind)
    picture = f'<div class="teaser__picture">{picture_html(photo, sizes, not eager)}{mark}</div>\n' if photo else ""
    kicker = f'<p class="teaser__kicker">{escape(story.kicker)}</p>\n' if story.kicker else ""
    about = f"{mark} " if mark and not photo else ""
    if place:
        about += f'<span class="teaser__place">{escape(story.section_name)}</span> '
    lead = f'<p class="teaser__lead">{escape(first_words(story.lead, words))}</p>\n' if words and story.lead else ""
    at = story.first_published_at.astimezone(vietnamese.HANOI)
    return mark_safe(  # noqa: S308  # what is put into it is escaped, or ours
        f'<article class="teaser teaser--{kind}{" teaser--pictured" if photo else ""}">\n{picture}'
        f'<div class="teaser__text">\n{kicker}'
        f'<{heading} class="teaser__title">{_link(story, "teaser__link")}</{heading}>\n'
        f'<p class="teaser__meta">{about}<time datetime="{vietnamese.machine_date(at)}">{short_date(at)}</time></p>\n'
        f"{lead}</div>\n</article>\n"
    )


def headlines(stories: Iterable[Teaser]) -> SafeString:
    """Titles alone, as the items of a list."""
    return mark_safe(  # noqa: S308  # what is put into it is escaped
        "".join(
            f'<li class="headlines__item"><h3 class="headlines__title">{_link(story)}</h3></li>\n' for story in stories
        )
    )


def _link(story: Teaser, name: str = "") -> str:
    about = f' class="{name}"' if name else ""
    return f'<a{about} href="{escape(story.get_absolute_url())}">{escape(story.title)}</a>'


def kind_mark(kind: str) -> SafeString:
    """What a story in a list is told by beside words."""
    if kind not in ("video", "photo"):
        return SafeString()
    words = gettext("Video") if kind == "video" else pgettext("mark of a photo story", "Pictures")
    return mark_safe(f'<span class="kind-mark kind-mark--{kind}">{escape(words)}</span>')  # noqa: S308  # escaped


def short_date(moment: datetime) -> str:
    """`11/03/2021 | 09:30`; the day alone at midnight sharp, which is how old systems wrote "time unknown"."""
    local = moment.astimezone(vietnamese.HANOI)
    day = f"{local.day:02}/{local.month:02}/{local.year:04}"
    if local.hour or local.minute or local.second or local.microsecond:
        return f"{day} | {local.hour:02}:{local.minute:02}"
    return day


def first_words(text: str, number: int) -> str:
    """The first words, with the ellipsis at the last of them: truncatewords would let it stand alone on a line.

    It takes the place of the stop or comma before it: "sợi cói.…" reads as four dots.
    """
    words = text.split(None, number)
    return " ".join(words) if len(words) <= number else " ".join(words[:number]).rstrip(".,;:…") + "…"
