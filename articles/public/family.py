"""A section of the first level and what belongs to it, as addresses name it."""

from django.db.models import Q
from django.http import Http404

from articles.models import Section
from articles.querysets import SectionQuerySet
from newsroom.prepared import EXAMPLE_SLUG, prepared


@prepared(slug=EXAMPLE_SLUG)
def _family(slug: str) -> SectionQuerySet:
    return Section.objects.filter(Q(parent__isnull=True, slug=slug) | Q(parent__slug=slug)).with_layout()


def section_within(slug: str, subslug: str) -> tuple[Section, Section, list[Section]]:
    """The sub-section at `slug/subslug`, and its section_family(); 1 query. Raises Http404."""
    top, subsections = section_family(slug)
    found = next((sub for sub in subsections if sub.slug == subslug), None)
    if found is None:
        raise Http404("no such sub-section")
    return found, top, subsections


def section_family(slug: str) -> tuple[Section, list[Section]]:
    """The section of the first level at `slug` and its sub-sections in order; 1 query. Raises Http404.

    They are with_layout().
    """
    family = _family(slug=slug)
    top = next((section for section in family if section.parent_id is None), None)
    if top is None:
        raise Http404("no such section")
    subsections = [section for section in family if section.parent_id]
    for sub in subsections:
        sub.parent = top
    return top, subsections
