"""Readers who come by an old site's address: one step to where the story is now, and never to what they may not see."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles import moved
from articles.models import Article, ImportRecord, OldAddress, OldAddressPattern, PublishedArticle
from articles.old_addresses import leads_to, take_in
from tests import factories
from tests.public.stories import live_story

pytestmark = pytest.mark.django_db

OLD = "/tin-tuc/33/186240/Quỳnh-Phụ"


@pytest.fixture
def story() -> PublishedArticle:
    return live_story(factories.SectionFactory(name="Kinh tế"))


def remember(old: str, new: object) -> None:
    assert take_in([(1, old, str(new))]).problems == []


def lead(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.get("Location", "")


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        (OLD, OLD),
        (OLD, f"{OLD}/"),
        (f"https://bao.example/{OLD}/", "/tin-tuc/33/186240/Qu%E1%BB%B3nh-Ph%E1%BB%A5"),
        (OLD, "/tin-tuc/33//186240/Qu%E1%BB%B3nh-Phu%CC%A3"),
        (OLD, f"{OLD}?utm_source=zalo"),
        ("/xem.aspx?id=7", "/xem.aspx?id=7"),
        # Django would first add a slash, and only then find nothing.
        ("/news/22028", "/news/22028"),
        ("/rao-vat", "/rao-vat"),
    ],
)
def test_an_old_address_leads_to_the_story_in_one_step(
    client: Client, story: PublishedArticle, kept: str, asked: str
) -> None:
    assert lead(client, asked)[0] in (301, 404)
    remember(kept, story.article_id)
    assert lead(client, asked) == (301, story.get_absolute_url())


def test_the_query_tells_stories_apart(client: Client, story: PublishedArticle) -> None:
    remember("/xem.aspx?id=7", story.article_id)
    assert lead(client, "/xem.aspx?id=8")[0] == 404
    assert lead(client, "/xem.aspx")[0] == 404


def test_it_stays_one_step_when_the_story_moves(client: Client, story: PublishedArticle) -> None:
    remember(OLD, story.get_absolute_url())
    factories.republished(story.article, section=factories.SectionFactory(name="Xã hội"))
    status, place = lead(client, OLD)
    assert (status, place.split("/")[1]) == (301, "xa-hoi")
    assert client.get(place).status_code == 200


def test_an_old_section_leads_to_a_path_or_to_another_site(client: Client) -> None:
    remember("/chuyen-muc/4/nong-nghiep", "/kinh-te/nong-nghiep/")
    remember("/quang-cao", "https://quangcao.example/bang-gia")
    assert lead(client, "/chuyen-muc/4/nong-nghiep?page=3") == (301, "/kinh-te/nong-nghiep/")
    assert lead(client, "/quang-cao/") == (301, "https://quangcao.example/bang-gia")


def test_what_readers_may_not_see_is_not_given_away(client: Client) -> None:
    draft, gone = factories.draft(), factories.withdrawn()
    remember("/cu/bai/1", draft.pk)
    remember("/cu/bai/2", gone.pk)
    assert lead(client, "/cu/bai/1") == (404, "")
    assert lead(client, "/cu/bai/2") == (410, "")


def test_a_page_of_ours_is_never_taken_over(client: Client, story: PublishedArticle) -> None:
    remember("/kinh-te", "/xa-hoi/")
    remember(story.get_absolute_url(), "/xa-hoi/")
    assert lead(client, "/kinh-te/")[0] == 200
    assert lead(client, story.get_absolute_url())[0] == 200
    assert lead(client, "/kinh-te") == (301, "/xa-hoi/")  # nothing of ours stands at it


def test_nothing_under_the_desk_moves(client: Client) -> None:
    remember("/admin/khong-co", "/xa-hoi/")
    assert "/xa-hoi/" not in lead(client, "/admin/khong-co")[1]


ODD = [("//[x", ""), ("//[x]/y", ""), ("/a\0b", ""), ("/a", "x=%00"), ("/?/#/a", ""), ("//x/y", ""), ("/a\ufffd", "[")]


@pytest.mark.parametrize(("path", "query"), ODD)
def test_no_address_is_too_odd(path: str, query: str) -> None:
    remember("/y", "/kinh-te/")  # where "//x/y" would end up, were x taken for a host
    assert leads_to(path, query) is None
    assert [line for line, _problem in take_in([(1, "http://[", "/kinh-te/"), (2, "/a", "http://[")]).problems] == [2]


# By the old number --------------------------------------------------------------------------------------------------


def imported(story: PublishedArticle, identity: str) -> None:
    ImportRecord.objects.create(article=story.article, identity=identity, digest="x", file_name="a.txt")


def test_a_pattern_finds_an_imported_story_by_its_old_number(client: Client, story: PublishedArticle) -> None:
    imported(story, "baothaibinh.com.vn/186240")
    OldAddressPattern.objects.create(pattern="/tin-tuc/*/{id}/*", site="baothaibinh.com.vn")
    OldAddressPattern.objects.create(pattern="/xem.aspx?id={id}", site="baothaibinh.com.vn")
    for address in ("/tin-tuc/33/186240/bat-ky", "/tin-tuc/0/186240/khac", "/xem.aspx?id=186240"):
        assert lead(client, address) == (301, story.get_absolute_url())
    for address in ("/tin-tuc/33/186241/bat-ky", "/tin-tuc/33/186240/a/b", "/xem.aspx?id=1862400"):
        assert lead(client, address)[0] == 404


def test_an_address_of_its_own_comes_before_a_pattern(client: Client, story: PublishedArticle) -> None:
    imported(story, "baothaibinh.com.vn/186240")
    OldAddressPattern.objects.create(pattern="/tin-tuc/*/{id}/*", site="baothaibinh.com.vn")
    remember("/tin-tuc/33/186240/bat-ky", "/xa-hoi/")
    assert lead(client, "/tin-tuc/33/186240/bat-ky") == (301, "/xa-hoi/")


@pytest.mark.parametrize("pattern", ["/a/(.*)+{id}", "/a/[{id}]", "/a/.*/{id}"])
def test_a_pattern_is_no_regular_expression(pattern: str) -> None:
    assert moved.number_in("/a/b/7", pattern) is None


def test_a_page_that_is_not_there_costs_little(
    client: Client, story: PublishedArticle, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    OldAddressPattern.objects.create(pattern="/tin-tuc/*/{id}/*", site="baothaibinh.com.vn")
    client.get("/khong/co/gi/dau/")
    with django_assert_num_queries(2):
        client.get("/khong/co/gi/dau/")
    with django_assert_num_queries(0):
        client.post("/khong/co/gi/dau/")


# A table of them ----------------------------------------------------------------------------------------------------


def table(folder: Path, text: str) -> str:
    path = folder / "cu.csv"
    path.write_text(text, encoding="utf-8-sig")
    return str(path)


def test_a_table_comes_in_and_wrong_lines_are_told(tmp_path: Path, story: PublishedArticle) -> None:
    lines = [
        "Old,New",
        f"/a,{story.article_id}",
        "/b,/kinh-te/",
        "/c,",
        "/d,999999",
        "/e,javascript:alert(1)",
        "",
        "/f",
    ]
    out, problems = StringIO(), StringIO()
    with pytest.raises(CommandError):
        call_command("import_redirects", table(tmp_path, "\n".join(lines)), stdout=out, stderr=problems)
    assert list(OldAddress.objects.values_list("path", "article", "target")) == [
        ("/a", story.article_id, ""),
        ("/b", None, "/kinh-te/"),
    ]
    assert [line.split(":")[1] for line in problems.getvalue().splitlines()] == ["4", "5", "6", "8"]
    assert " 2 " in f" {out.getvalue()}"


def test_a_table_that_comes_again_changes_what_changed(tmp_path: Path, story: PublishedArticle) -> None:
    call_command("import_redirects", table(tmp_path, f"/a,/kinh-te/\n/b,{story.article_id}\n"), stdout=StringIO())
    call_command("import_redirects", table(tmp_path, f"/a,{story.article_id}\n/a/,/xa-hoi/\n"), stdout=StringIO())
    assert list(OldAddress.objects.values_list("path", "article", "target")) == [
        ("/a", None, "/xa-hoi/"),
        ("/b", story.article_id, ""),
    ]


def test_thousands_of_lines_cost_a_few_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(3):
        tally = take_in((number, f"/cu/{number}", "/kinh-te/") for number in range(2500))
    assert (tally.taken, tally.problems) == (2500, [])


def test_a_story_that_is_deleted_takes_its_old_addresses_along() -> None:
    draft = factories.draft()
    remember("/cu/1", draft.pk)
    Article.objects.get(pk=draft.pk).delete()
    assert not OldAddress.objects.exists()


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cu.csv"
    path.write_bytes("/báo,/kinh-te/".encode("utf-16"))
    with pytest.raises(CommandError):
        call_command("import_redirects", str(path))
    with pytest.raises(CommandError):
        call_command("import_redirects", str(tmp_path / "khong-co.csv"))


# At the desk --------------------------------------------------------------------------------------------------------


def test_the_managing_editor_keeps_them_and_nobody_else(client: Client, story: PublishedArticle) -> None:
    address = "/admin/articles/oldaddress/add/"
    for who, status in ((factories.reporter(), 403), (factories.editor(), 403), (factories.managing_editor(), 200)):
        client.force_login(who)
        assert client.get(address).status_code == status
    assert client.post(address, {"path": "/cu/9/", "place": f"#{story.article_id}"}).status_code == 200
    assert client.post(address, {"path": "/cu/9/", "place": "999999"}).status_code == 200
    assert not OldAddress.objects.exists()
    assert client.post(address, {"path": "/cu/9/", "place": str(story.article_id)}).status_code == 302
    assert lead(client, "/cu/9") == (301, story.get_absolute_url())
