"""Sections: two levels, addresses of their own, and never a word that is a page of the site."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Section
from newsroom.slugs import RESERVED
from tests.factories import SectionFactory

pytestmark = pytest.mark.django_db


def test_a_sub_section_has_none_below_it(farming: Section) -> None:
    with pytest.raises(IntegrityError, match="two levels"), transaction.atomic():
        SectionFactory(parent=farming)


def test_a_section_with_sub_sections_stays_at_the_first_level(economy: Section, farming: Section) -> None:
    with pytest.raises(IntegrityError, match="two levels"), transaction.atomic():
        Section.objects.filter(pk=economy.pk).update(parent=SectionFactory())


def test_a_section_does_not_move_below_a_sub_section(farming: Section) -> None:
    with pytest.raises(IntegrityError, match="two levels"), transaction.atomic():
        Section.objects.filter(pk=SectionFactory().pk).update(parent=farming)


def test_a_section_is_not_below_itself(economy: Section) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.filter(pk=economy.pk).update(parent=economy)


def test_a_section_moves_between_the_levels_where_nothing_is_in_the_way(economy: Section, farming: Section) -> None:
    Section.objects.filter(pk=farming.pk).update(parent=None)
    Section.objects.filter(pk=economy.pk).update(parent=farming)
    economy.refresh_from_db()
    assert (economy.parent, economy.top) == (farming, farming)


@pytest.mark.parametrize("level", ["economy", "farming"])
def test_the_form_says_so_before_the_database_does(level: str, economy: Section, farming: Section) -> None:
    new = Section(name="Trồng trọt", parent=farming) if level == "farming" else economy
    new.parent = farming if level == "farming" else SectionFactory()
    with pytest.raises(ValidationError) as refused:
        new.full_clean()
    assert set(refused.value.message_dict) == {"parent"}


def test_an_address_is_made_from_the_name(economy: Section, farming: Section) -> None:
    assert (economy.slug, farming.slug) == ("kinh-te", "nong-nghiep")


def test_an_address_is_unique_at_the_first_level(economy: Section) -> None:
    with pytest.raises(IntegrityError, match="section_slug_unique_at_the_top"), transaction.atomic():
        SectionFactory(name="Kinh tê")


def test_an_address_is_unique_below_one_section_and_free_below_another(farming: Section) -> None:
    assert SectionFactory(name="Nông nghiệp", parent=SectionFactory())
    assert SectionFactory(name="Nông nghiệp")
    with pytest.raises(IntegrityError, match="section_slug_unique_in_parent"), transaction.atomic():
        SectionFactory(name="Nông nghiệp", parent=farming.parent)


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_no_section_takes_the_word_of_a_page(slug: str) -> None:
    with pytest.raises(IntegrityError, match="section_slug_is_not_reserved"), transaction.atomic():
        SectionFactory(slug=slug)
    with pytest.raises(ValidationError):
        Section(name="Chuyên mục", slug=slug).full_clean()


@pytest.mark.parametrize(
    "slug", ["Kinh-te", "kinh te", "kinh_te", "kinh--te", "-kinh", "kinh-", "kinh/te", "kính-tế", "a.b"]
)
def test_an_address_is_plain(slug: str) -> None:
    with pytest.raises(IntegrityError, match="section_slug_is_plain"), transaction.atomic():
        SectionFactory(slug=slug)


def test_a_name_without_letters_is_no_section() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SectionFactory(name="…")
    with pytest.raises(ValidationError):
        Section(name="…").full_clean()
