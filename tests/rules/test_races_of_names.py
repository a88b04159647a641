"""Sections and tags made by two people at once."""

from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from articles import tags
from articles.models import Section, Tag
from tests.factories import SectionFactory, TagFactory, UserFactory
from tests.rules.at_once import Racer, outcomes

pytestmark = pytest.mark.django_db(transaction=True)


def move_below(section: Section, parent: Section) -> int:
    return Section.objects.filter(pk=section.pk).update(parent=parent)


def test_a_section_that_becomes_a_sub_section_takes_no_sub_section_meanwhile() -> None:
    """Fails where the trigger looks at the parent without locking it: neither transaction sees the other's row."""
    section, top = SectionFactory(), SectionFactory()
    with transaction.atomic():
        move_below(section, top)
        racer = Racer(lambda: SectionFactory(parent=section))
        racer.start_and_block()
    assert isinstance(outcomes([racer])[0], IntegrityError)
    assert not section.children.exists()


def test_a_section_that_takes_a_sub_section_does_not_become_one_meanwhile() -> None:
    section, top = SectionFactory(), SectionFactory()
    with transaction.atomic():
        SectionFactory(parent=section)
        racer = Racer(lambda: move_below(section, top))
        racer.start_and_block()
    assert isinstance(outcomes([racer])[0], IntegrityError)
    assert Section.objects.get(pk=section.pk).parent is None


def names_made(*names: str) -> list[str]:
    by = User.objects.get()
    with transaction.atomic():
        return [tag.name for tag in tags.make(names, by=by)]


@pytest.mark.parametrize(("first", "second", "number"), [("Bão", "bão", 1), ("bão", "bảo", 2)])
def test_two_who_use_a_new_tag_at_once_both_get_it(first: str, second: str, number: int) -> None:
    """The second pair has one address for two words: without a second try the later save dies of it, text and all."""
    UserFactory()
    with transaction.atomic():
        TagFactory(name=first)
        racer = Racer(lambda: names_made(second))
        racer.start_and_block()
    assert outcomes([racer]) == [[first if number == 1 else second]]
    assert Tag.objects.count() == number
    assert len(set(Tag.objects.values_list("slug", flat=True))) == number


def test_two_saves_that_make_the_same_tags_in_opposite_order_both_succeed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made in the order of typing, each save waits for the other's second tag until the database ends one of them."""
    UserFactory()
    both_made_one = Barrier(2, timeout=2)
    save = Tag.save

    def save_and_wait(self: Tag, *args: object, **kwargs: object) -> None:
        save(self, *args, **kwargs)
        with suppress(BrokenBarrierError):  # in one order only one of the two comes so far
            both_made_one.wait()

    monkeypatch.setattr(Tag, "save", save_and_wait)

    racers = [Racer(lambda: names_made("lũ quét", "bão số 3")), Racer(lambda: names_made("bão số 3", "lũ quét"))]
    for racer in racers:
        racer.start()
    assert outcomes(racers) == [["lũ quét", "bão số 3"], ["bão số 3", "lũ quét"]]
    assert Tag.objects.count() == 2
