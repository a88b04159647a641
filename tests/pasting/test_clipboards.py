"""Real clipboards lose their dress and none of their words."""

import pytest

from articles.body import clean
from tests.pasting.table import PAGE, Clipboard, Reader, clipboards, lost, page

ALL = clipboards()


@pytest.mark.parametrize("clipboard", ALL, ids=lambda clipboard: clipboard.name)
def test_a_clipboard_is_stored_as_expected(clipboard: Clipboard) -> None:
    assert clipboard.paste().html == clipboard.stored.rstrip("\n")


@pytest.mark.parametrize("clipboard", ALL, ids=lambda clipboard: clipboard.name)
def test_no_word_is_lost_and_no_dress_is_left(clipboard: Clipboard) -> None:
    stored = clipboard.paste().html
    assert lost(clipboard, stored) == []
    assert Reader(stored).foreign == []
    assert clean(stored) == stored


def test_there_are_clipboards_enough() -> None:
    assert len(ALL) >= 30
    assert sum(clipboard.copied for clipboard in ALL) >= 15


def test_the_committed_table_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()
