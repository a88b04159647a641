"""Reasons stay in the log for ever, so they enter it in the one spelling, and what nobody sees is no reason."""

import unicodedata

import pytest

from articles import publishing, workflow
from articles.models import Article
from articles.refusals import BadRequest
from tests import factories

pytestmark = pytest.mark.django_db

PLAIN = "Cần thêm số liệu của xã.\nGọi lại cho chủ tịch xã."
TYPED = f"  {unicodedata.normalize('NFD', PLAIN)}\u202e\x00\u200b \n"


def sent_back(reason: str) -> Article:
    return workflow.send_back(factories.submitted(), by=factories.editor(), reason=reason)


def approved_alone(reason: str) -> Article:
    chief = factories.managing_editor()
    return workflow.approve(factories.submitted(owner=chief), by=chief, revision=1, reason=reason)


def withdrawn(reason: str) -> Article:
    return publishing.withdraw(factories.published(), by=factories.managing_editor(), reason=reason)


VERBS = [sent_back, approved_alone, withdrawn]


@pytest.mark.parametrize("verb", VERBS)
def test_the_log_keeps_the_reason_in_the_one_spelling(verb: type) -> None:
    assert verb(TYPED).log.first().reason == PLAIN


@pytest.mark.parametrize("unseen", ["\u200b", "\u202e", "\x00", "\u00a0", "\u2060", "\x80"])
@pytest.mark.parametrize("verb", VERBS)
def test_a_reason_that_nobody_sees_is_none(verb: type, unseen: str) -> None:
    with pytest.raises(BadRequest):
        verb(unseen * 20)
