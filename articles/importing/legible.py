"""Is this text readable Vietnamese at all? Looked at before normalising, which would hide some of the evidence."""

import re

from django.utils.translation import gettext as _

from newsroom.legacy_encodings import legacy

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
        if encoding := legacy(line):
            message = _("The text is in the old %(encoding)s font encoding. Convert it to Unicode first.")
            return message % {"encoding": encoding}
    return None
