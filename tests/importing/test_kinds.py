"""What sort of story a page says it is."""

from dataclasses import replace

import pytest

from articles.importing.record import Block, Byline, StoryRecord
from articles.importing.writer import write
from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db
Kind = Article.Kind

PLAIN = StoryRecord(file="a.txt", title="Mùa muối", lead="Nắng gắt.", blocks=(Block("paragraph", "Diêm dân ra đồng."),))
QUESTION = Block("paragraph", "Phóng viên: Vì sao ông chọn giống ngắn ngày?")
ANSWER = Block("paragraph", "Kỹ sư Thạch: Vì mưa bão đến sớm.")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({}, Kind.NEWS),
        ({"title": "[Video] Mùa muối"}, Kind.VIDEO),
        ({"title": "(Ảnh) Mùa muối"}, Kind.PHOTO),
        ({"title": "Ảnh: mùa muối"}, Kind.NEWS),
        ({"bylines": (Byline("Doãn Lộc", role="chùm ảnh"),)}, Kind.PHOTO),
        ({"bylines": (Byline("Doãn Lộc", role="ảnh"),)}, Kind.NEWS),
        ({"blocks": (QUESTION, ANSWER, QUESTION, ANSWER)}, Kind.INTERVIEW),
        ({"blocks": (QUESTION, ANSWER)}, Kind.NEWS),
    ],
)
def test_the_page_tells_the_kind(said: dict[str, object], kind: str) -> None:
    outcome = write(replace(PLAIN, **said), by=factories.editor())
    assert outcome.article.kind == kind
