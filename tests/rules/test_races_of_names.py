"""Sections and tags made by two people at once."""

import pytest
from django.db import IntegrityError, transaction

from articles.models import Section, Tag
from tests.factories import SectionFactory, TagFactory
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


@pytest.mark.parametrize(("first", "second", "tags"), [("Bão", "bão", 1), ("bão", "bảo", 2)])
def test_two_who_use_a_new_tag_at_once_both_get_it(first: str, second: str, tags: int) -> None:
    """The second pair has one address for two words: without a second try the later save dies of it, text and all."""
    with transaction.atomic():
        TagFactory(name=first)
        racer = Racer(lambda: Tag.objects.named([second]))
        racer.start_and_block()
    [made] = outcomes([racer])[0]
    assert made.name == (first if tags == 1 else second)
    assert Tag.objects.count() == tags
    assert len(set(Tag.objects.values_list("slug", flat=True))) == tags
