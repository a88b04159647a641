"""From paths on the command line to text: which files, and why one cannot be read. Opens no database."""

import html
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from articles.importing.legible import why_illegible

# A page of text is a few kilobytes; anything near this size is some other kind of file and is never opened.
MAX_BYTES = 5 * 1024 * 1024

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a")) + b"\x7f"
# In Windows-1258 the tone is a byte of its own after the vowel; as Latin-1 letters those bytes are not Vietnamese.
_WINDOWS_1258_TONE = re.compile(
    rb"[aeiouyAEIOUY\xe2\xe3\xea\xf4\xf5\xfd\xc2\xc3\xca\xd4\xd5\xdd][\xcc\xd2\xde\xec\xf2]"
)


class FileRefused(Exception):
    """The file is no page text; the message says why, in words for the person who runs the import."""


def find_files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Files as named; of folders, every *.txt below them in order of path. A path given twice is read once. A path
    that does not exist is handed on, for `read_text` to refuse by name."""
    seen: set[Path] = set()
    for path in map(Path, paths):
        for found in _text_files(path) if path.is_dir() else [path]:
            if found.absolute() not in seen:
                seen.add(found.absolute())
                yield found


def _text_files(folder: Path) -> list[Path]:
    """A folder that cannot be listed is handed on too, as itself: silence would look like an empty folder."""
    unlisted: list[OSError] = []
    names = [
        Path(parent, name)
        for parent, _folders, files in os.walk(folder, onerror=unlisted.append)
        for name in files
        if name.lower().endswith(".txt")
    ]
    return sorted([*names, *(Path(error.filename) for error in unlisted)])


def printable(path: Path) -> str:
    """The path as text that can be printed and stored, whatever bytes the file system has in it."""
    return os.fsencode(path).decode("utf-8", "replace")


def read_text(path: Path) -> str:
    """The file's text, HTML entities decoded, else FileRefused. UTF-8 with or without a byte order mark."""
    text = _decode(_read_bytes(path))
    if not text.strip():
        raise FileRefused(_("The file contains only white space."))
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if reason := why_illegible(text):
        raise FileRefused(reason)
    return text


def _read_bytes(path: Path) -> bytes:
    try:
        status = path.stat()
        if path.is_dir():
            raise FileRefused(_("It is a folder."))
        if not path.is_file():
            raise FileRefused(_("It is not a regular file."))
        if status.st_size > MAX_BYTES:
            raise FileRefused(_("The file is larger than %(limit)d MB.") % {"limit": MAX_BYTES // 1024**2})
        data = path.read_bytes()
    except FileNotFoundError:
        raise FileRefused(_("There is no such file.")) from None
    except OSError as error:
        raise FileRefused(_("The file cannot be read: %(reason)s.") % {"reason": error.strerror or error}) from None
    except ValueError:
        raise FileRefused(_("There is no such file.")) from None
    if not data:
        raise FileRefused(_("The file is empty."))
    return data


def _decode(data: bytes) -> str:
    if _looks_utf16(data):
        raise FileRefused(_("The file is in UTF-16. Save it as UTF-8 first."))
    if b"\0" in data or _control_share(data) > 0.05:
        raise FileRefused(_("The file is binary, not text."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        guess = _likely_encoding(data, valid=data[: error.start])
        raise FileRefused(
            _("The file is not UTF-8 (byte %(position)d); it may be %(guess)s. Save it as UTF-8 first.")
            % {"position": error.start + 1, "guess": guess}
        ) from None


def _likely_encoding(data: bytes, *, valid: bytes) -> str:
    """What a file that stops being UTF-8 after its `valid` bytes most likely is."""
    if not valid.isascii():
        return _("damaged UTF-8")
    return "Windows-1258" if len(_WINDOWS_1258_TONE.findall(data)) >= 3 else "Latin-1"


def _looks_utf16(data: bytes) -> bool:
    """By its mark, or by the NUL that every second byte of a Latin letter in UTF-16 is."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = data[:2000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    # Vietnamese letters above U+00FF have no NUL, so half of one side is enough when the other side has none.
    return max(even, odd) * 3 > len(head) // 2 and min(even, odd) * 20 < max(even, odd)


def _control_share(data: bytes) -> float:
    head = data[:8000]
    return (len(head) - len(head.translate(None, _CONTROL_BYTES))) / len(head)
