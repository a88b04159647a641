"""JSON-LD: known types and properties only, what search engines require, and nothing that the page does not show."""

import copy
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.public.pages import HTML, Newspaper, pages_of
from tests.validity.json_ld import data_of, problems


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = "https://bao.example"


def test_whatever_a_page_says_to_machines_is_valid(client: Client, paper: Newspaper) -> None:
    said, wrong = {}, {}
    for name, kind in pages_of(HTML).items():
        content = client.get(kind.address(paper)).content
        blocks = data_of(content)
        said[name] = {thing["@type"] for block in blocks for thing in block["@graph"]}
        wrong[name] = [problem for block in blocks for problem in problems(block, content)]
    assert {name: found for name, found in wrong.items() if found} == {}
    assert {"NewsArticle", "BreadcrumbList"} <= said["article"] & said["bare article"]
    assert said["home"] == said["newsroom"] == {"NewsMediaOrganization"}


def test_the_rules_see_what_they_are_to_find(client: Client, paper: Newspaper) -> None:
    content = client.get(paper.rich.get_absolute_url()).content
    [sound] = data_of(content)
    assert problems(sound, content) == []

    def broken(change: Any) -> list[str]:
        data = copy.deepcopy(sound)
        change(data["@graph"][0], data["@graph"][1])
        return problems(data, content)

    assert broken(lambda article, steps: article.update(headlines="Tít"))
    assert broken(lambda article, steps: article.pop("headline"))
    assert broken(lambda article, steps: article.pop("publisher"))
    assert broken(lambda article, steps: article.update({"@type": "NewArticle"}))
    assert broken(lambda article, steps: article.update(datePublished="2021-03-11"))
    assert broken(lambda article, steps: article.update(datePublished="2021-03-11T00:00:00"))
    assert broken(lambda article, steps: article.update(dateModified="2020-01-01T00:00:00+07:00"))
    assert broken(lambda article, steps: article.update({"@id": "https://bao.example/khac/"}))
    assert broken(lambda article, steps: article.update(mainEntityOfPage="/tin/"))
    assert broken(lambda article, steps: article.update(headline="Tít khác"))
    assert broken(lambda article, steps: article["author"].append({"@type": "Person", "name": "Ai đó"}))
    assert broken(lambda article, steps: article["author"][0].update(name=""))
    assert broken(lambda article, steps: article["image"][0].pop("contentUrl"))
    assert broken(lambda article, steps: article["publisher"].update(licence="12/GP"))
    assert broken(lambda article, steps: steps["itemListElement"][0].pop("item"))
    assert broken(lambda article, steps: steps["itemListElement"][1].update(position=1))
