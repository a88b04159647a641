"""Naming another story as related, by a button beside it: the next version of the story has it among its picks."""

from dataclasses import replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles import workflow
from articles.admin import verbs
from articles.admin.reach import number_of
from articles.content import Content, PickContent
from articles.models import Article
from articles.refusals import BadRequest


def pick(request: HttpRequest, article: Article, *, first: bool = False) -> None:
    """Add the story that `to` of the post names, in front with `first`. Only one the person could choose in the form.

    Raises Refusal.
    """
    to = Article.objects.pickable_by(request.user).filter(pk=number_of(request.POST.get("to", ""))).first()
    if to is None:
        raise BadRequest(_("You may not choose this story."))
    content = Content.of(article)
    others = tuple(each for each in content.related if each.article != to)
    content = replace(content, related=(PickContent(to), *others) if first else (*content.related, PickContent(to)))
    workflow.edit(article, content, by=request.user, revision=verbs.needed_revision(request.POST))
