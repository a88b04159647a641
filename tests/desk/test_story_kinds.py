"""The kind of a story on the desk: chosen on its form, found by in the list."""

import pytest
from django.test import Client

from accounts.models import User
from articles.models import Article
from tests import factories
from tests.desk.conftest import change_url, typed

pytestmark = pytest.mark.django_db
Kind = Article.Kind


def test_the_form_chooses_the_kind(desk: Client, story: Article) -> None:
    desk.post(change_url(story), typed(story, kind="photo"))
    assert Article.objects.get(pk=story.pk).kind == Kind.PHOTO


def test_a_program_that_sends_no_kind_leaves_it_as_it_is(desk: Client, reporter: User) -> None:
    story = factories.draft(reporter, kind=Kind.VIDEO)
    desk.post(change_url(story), typed(story, title="Tít khác"))
    stored = Article.objects.get(pk=story.pk)
    assert (stored.title, stored.kind) == ("Tít khác", Kind.VIDEO)


def test_a_kind_there_is_not_is_refused_and_nothing_typed_is_lost(desk: Client, story: Article) -> None:
    answer = desk.post(change_url(story), typed(story, kind="poem", lead="Giữ lại"))
    form = answer.context["adminform"].form
    assert list(form.errors) == ["kind"]
    assert form["lead"].value() == "Giữ lại"


def test_the_list_is_narrowed_by_kind(desk: Client, reporter: User) -> None:
    factories.draft(reporter, title="Tin thường")
    factories.draft(reporter, title="Chợ nổi qua ống kính", kind=Kind.PHOTO)
    rows = desk.get("/admin/articles/article/?kind=photo").context["rows"]
    assert [row.story.title for row in rows] == ["Chợ nổi qua ống kính"]
