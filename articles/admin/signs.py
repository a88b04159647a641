"""The special signs of a Vietnamese newspaper, with the names that screen readers say and people look for."""

from typing import NamedTuple

from django.utils.translation import gettext as _


class Sign(NamedTuple):
    """`key` is the key that writes it, beside Alt ("Ctrl+Shift+Space": by itself), '' where it has none."""

    text: str
    name: str
    key: str = ""


class SignGroup(NamedTuple):
    name: str
    signs: list[Sign]


NO_BREAK_SPACE = "\u00a0"


def sign_groups() -> list[SignGroup]:
    """All signs in the order of the picker, in the desk's language."""
    return [
        SignGroup(
            _("Punctuation"),
            [
                Sign("“", _("opening quotation mark"), "["),
                Sign("”", _("closing quotation mark"), "Shift+["),
                Sign("‘", _("single opening quotation mark"), "]"),
                Sign("’", _("single closing quotation mark, apostrophe"), "Shift+]"),
                Sign("«", _("opening angle quotation mark")),
                Sign("»", _("closing angle quotation mark")),
                Sign("–", _("dash (short)"), "-"),
                Sign("—", _("dash (long)"), "Shift+-"),
                Sign("…", _("three dots"), ";"),
                Sign("•", _("bullet")),
                Sign("·", _("middle dot")),
                Sign(NO_BREAK_SPACE, _("space where the line does not break"), "Ctrl+Shift+Space"),
            ],
        ),
        SignGroup(
            _("Numbers and measures"),
            [
                Sign("×", _("times")),
                Sign("÷", _("divided by")),
                Sign("±", _("plus or minus")),
                Sign("−", _("minus")),
                Sign("≈", _("about")),
                Sign("≠", _("not equal")),
                Sign("≤", _("at most")),
                Sign("≥", _("at least")),
                Sign("%", _("per cent")),
                Sign("‰", _("per thousand")),
                Sign("°", _("degree")),
                Sign("℃", _("degree Celsius")),
                Sign("′", _("minute, foot")),
                Sign("″", _("second, inch")),
                Sign("²", _("squared")),
                Sign("³", _("cubed")),
                Sign("½", _("one half")),
                Sign("¼", _("one quarter")),
                Sign("¾", _("three quarters")),
                Sign("µ", _("micro")),
            ],
        ),
        SignGroup(
            _("Money and marks"),
            [
                Sign("₫", _("dong")),
                Sign("€", _("euro")),
                Sign("£", _("pound")),
                Sign("¥", _("yen, yuan")),
                Sign("$", _("dollar")),
                Sign("©", _("copyright")),
                Sign("®", _("registered trade mark")),
                Sign("™", _("trade mark")),
                Sign("§", _("section sign")),
                Sign("№", _("number sign")),
                Sign("→", _("arrow to the right")),
                Sign("←", _("arrow to the left")),
                Sign("↑", _("arrow up")),
                Sign("↓", _("arrow down")),
            ],
        ),
        SignGroup(_("Vietnamese letters"), [Sign(letter, letter) for letter in "ăâđêôơưĂÂĐÊÔƠƯ"]),
    ]
