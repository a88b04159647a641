"""Lists with few stories a page, so that a test needs no sixty of them."""

import pytest

from articles.public import by_date, front, listing, topic_pages, views
from articles.public.listing import StoryList
from newsroom.prepared import Prepared


def set_per_page(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """`number` stories a page for the rest of the test, also in questions that were put together before."""
    monkeypatch.setattr(listing, "PER_PAGE", number)
    holders: list[object] = [front]
    for module in (views, by_date, topic_pages):
        holders += [each for each in vars(module).values() if isinstance(each, StoryList)]
    for holder in holders:
        for name, question in list(vars(holder).items()):
            if isinstance(question, Prepared):
                monkeypatch.setattr(holder, name, Prepared(question.build, question.examples))
