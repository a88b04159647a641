"""Is this text readable Vietnamese at all? Looked at before normalising, which would hide some of the evidence."""

import re

from django.utils.translation import gettext as _

# Letters only Unicode Vietnamese has: đ, ơ, ư, ă and everything in the block of doubly marked vowels.
_UNICODE_VIETNAMESE = re.compile("[đĐơƠưƯăĂ\u1ea0-\u1ef9]")
# TCVN3 keeps its vowels on symbols (¸ = á, ¹ = ạ, ® = đ), which touch letters nowhere else; its capital fonts leave
# small marked letters between capitals (THùC).
_TCVN3 = re.compile(r"[A-Za-zà-þ][¨©ª«¬®µ¶·¸¹»¼½¾×÷]|[¨©ª«¬®µ¶·¸¹»¼½¾×÷][A-Za-zà-þ]|[A-Z][à-þ][A-Z]")
# VNI writes a vowel and then a mark as a second letter (BOÄ KHOA HOÏC). None of these marks is a Vietnamese letter.
_VNI = re.compile(r"[aeiouyöôAEIOUYÖÔ][ÄÏÖØÛÅËÜäïöøûåëü]|[ñÑ][A-Za-zÀ-ÿ]")
# UTF-8 read as Windows-1252 and saved again: "Tá»‰nh á»§y".
_TWICE_ENCODED = re.compile("á»|áº|Ä‘|Ä\x91|Æ°|Æ¡|Ã[\u00a0-\u00bf]")
_BASE64_RUN = re.compile(r"[A-Za-z0-9+/=]{120,}")
_HTML = re.compile(r"<!doctype html|<html[\s>]|</p>|<br\s*/?>|</div>", re.IGNORECASE)


def why_illegible(text: str) -> str | None:
    """A reason to refuse the text, or None. Every line is looked at: a page may hold one paragraph in an old font."""
    if sum(map(len, _BASE64_RUN.findall(text))) * 2 > len(text):
        return _("The text is encoded data (base64), not prose.")
    if len(_HTML.findall(text)) >= 3:
        return _("The file contains HTML; the plain text of a page is expected.")
    if len(_TWICE_ENCODED.findall(text)) >= 3:
        return _("The text was encoded twice: UTF-8 saved as if it were Latin-1.")
    for line in text.splitlines():
        if _outnumbers_unicode(_TCVN3, line):
            return _("The text is in the old TCVN3 font encoding. Convert it to Unicode first.")
        if _outnumbers_unicode(_VNI, line):
            return _("The text is in the old VNI font encoding. Convert it to Unicode first.")
    return None


def _outnumbers_unicode(legacy: re.Pattern[str], line: str) -> bool:
    """Two old-font words are a heading already («THùC TR¹NG»), but one may be a slip («50µm»)."""
    words = line.split()
    found = sum(1 for word in words if legacy.search(word))
    return found >= 2 and found > len(_UNICODE_VIETNAMESE.findall(line)) and found * 5 >= len(words)
