"""The templates of the website: Jinja2, which compiles them to Python; and how they write dates, counts and addresses.

A list of forty stories costs a tenth of what Django's own template language takes for it, which the desk keeps. Every
value is escaped; a name that nobody has given is an error, where it would silently show nothing.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from django.conf import settings
from django.template import engines
from django.template.defaultfilters import linebreaks_filter
from django.templatetags import static
from django.urls import reverse
from django.utils import dateformat, timezone, translation
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer

from articles.body_policy import web_address
from articles.pictures import names_itself, picture_html
from articles.public.in_lists import first_words, headlines, kind_mark, short_date, teaser
from newsroom import vietnamese
from newsroom.addresses import address_of

# The name of the engine in settings.TEMPLATES.
WEBSITE = "website"


def rendered(template: str, context: dict[str, Any]) -> str:
    """The text of one of the website's templates, in the language of the website, whoever asks."""
    with translation.override(settings.LANGUAGE_CODE):
        return engines[WEBSITE].get_template(template).render(context)


class _Language(Environment):
    """Writes out, when a template is compiled, what is the same on each of its pages: sentences, and fixed addresses.

    That is half of all that a page calls, and text between them that Jinja2 then hands out in one piece.
    """

    same_always = ("_", "static", "url")

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        known = {name: self.globals[name] for name in self.same_always}
        return super()._generate(_WrittenOut(known).visit(source), *args, **kwargs)


class _WrittenOut(NodeTransformer):
    """Puts their outcome in the place of the `known` functions' calls with nothing but constants."""

    def __init__(self, known: dict[str, Any]) -> None:
        self.known = known

    def visit_Call(self, call: nodes.Call) -> nodes.Node:
        self.generic_visit(call)
        known = self.known.get(call.node.name) if isinstance(call.node, nodes.Name) else None
        try:
            positional = [each.as_const() for each in call.args]
            named = dict(each.as_const() for each in call.kwargs)
        except nodes.Impossible:
            return call
        return nodes.Const(known(*positional, **named), lineno=call.lineno) if known else call


def environment(**options: Any) -> Environment:
    """What settings.TEMPLATES names: the language of the website's templates."""
    own = {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    language = _Language(**options | own)
    language.globals.update(
        _=said,
        url=url,
        address_of=address_of,
        static=static_address,
        now=timezone.now,
        picture=picture_html,
        teaser=teaser,
        headlines=headlines,
        kind_mark=kind_mark,
    )
    language.filters.update(
        date=written_date,
        dialled=dialled,
        first_words=first_words,
        linebreaks=linebreaks_filter,
        long_date=vietnamese.long_date,
        machine_date=vietnamese.machine_date,
        minutes_to_read=minutes_to_read,
        names_itself=names_itself,
        runs=runs,
        short_date=short_date,
        stories_found=stories_found,
        thousands=vietnamese.thousands,
        # Content.cleaned() asked this before the address was stored; asked again, whatever the database holds by now.
        web_address=web_address,
    )
    return language


# Of the templates' own sentences; there is one language, see rendered().
said = cache(gettext)

# Addresses do not change while a process lives, and the same few stand on every page.


@lru_cache(maxsize=4096)
def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a view, as `{% url %}` gives it."""
    return reverse(name, args=args, kwargs=kwargs)


@lru_cache(maxsize=256)
def static_address(path: str) -> str:
    """The address of a static file, with the digest of its content where files are collected."""
    return static.static(path)


# Dates and words


def written_date(moment: date | datetime, form: str) -> str:
    """A day or a moment by Hanoi's clock in Django's own form of dates ("d/m/Y"), in the active language."""
    day = moment.astimezone(vietnamese.HANOI) if isinstance(moment, datetime) else moment
    return dateformat.format(day, form)


def minutes_to_read(minutes: int) -> str:
    text = ngettext("%(minutes)s minute to read", "%(minutes)s minutes to read", minutes)
    return text % {"minutes": minutes}


def stories_found(number: int) -> str:
    return ngettext("%(number)s story found", "%(number)s stories found", number) % {"number": number}


def dialled(number: str) -> str:
    """`0227 3.123 456` as a link to it needs it: digits, and the plus of a country's code."""
    return ("+" if number.strip().startswith("+") else "") + "".join(sign for sign in number if sign.isdigit())


def runs(rows: Iterable[dict[str, Any]], name: str) -> list[tuple[Any, list[dict[str, Any]]]]:
    """[(value, rows)]: rows that follow each other with the same value under `name`, in their order."""
    return [(value, list(alike)) for value, alike in groupby(rows, lambda row: row.get(name))]
