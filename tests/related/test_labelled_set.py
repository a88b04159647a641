"""How well what stands beside a story fits it, measured on a labelled set: see labelled.py."""

import pytest

from tests import factories
from tests.related.labelled import Figures, figures, judged, most_shared_tags, newest_of_section, ours, publish, stories

pytestmark = pytest.mark.django_db

# By how much at least the better of the two others is beaten, of 1.
MARGIN = Figures(precision_at_5=0.2, ndcg_at_5=0.3, ndcg_at_10=0.3)


@pytest.mark.parametrize("tuned", [True, False], ids=["the half that weights were chosen on", "the other half"])
def test_it_fits_better_than_the_newest_of_the_section_and_than_most_shared_tags(tuned: bool) -> None:
    every = stories()
    half = judged(every, tuned=tuned)
    assert len(half) >= 40
    own = figures(ours(publish(every, by=factories.managing_editor())), every, half)
    others = [figures(ranking(every), every, half) for ranking in (newest_of_section, most_shared_tags)]
    gained = [mine - max(theirs) for mine, theirs in zip(own, zip(*others, strict=True), strict=True)]
    assert all(gain >= least for gain, least in zip(gained, MARGIN, strict=True)), (own, others)
