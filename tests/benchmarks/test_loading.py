"""A newspaper that was loaded in bulk is one that was written and published."""

from pathlib import Path

import pytest
from django.test import Client

from articles.models import Article
from benchmarks import addresses, same
from benchmarks.archive import Archive
from benchmarks.load import load

STORIES = 60


@pytest.mark.django_db(transaction=True)
def test_a_loaded_newspaper_is_as_if_written(tmp_path: Path, client: Client) -> None:
    load(STORIES, processes=1, pictures=1)

    newest = Article.objects.get(pk=STORIES).created_at
    assert same.compare(Archive(STORIES, newest), range(1, STORIES + 1, 7)) == {}

    listed = addresses.write(tmp_path)
    assert listed["article"] == STORIES and listed["search"] == 40 and listed["newest_deep"] == 1
    answers = {}
    for path in tmp_path.glob("*.txt"):
        for address in path.read_text().split()[:1]:
            ask = client.post if path.stem.startswith("beacon") else client.get
            answers[path.stem] = ask(address).status_code
    assert {kind for kind, status in answers.items() if status != 200} == {"beacon", "beacons"}, answers
    assert answers["beacon"] == 204
