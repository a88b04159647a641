"""What the text editor asks about addresses while somebody writes: may a link or a video stand there, and which of our
own stories is meant. The rules are those by which the text is stored."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import embeds
from articles.body_policy import link_address, web_address
from articles.models import Article, PublishedArticle
from newsroom.vietnamese import fold, one_line

STORIES_SHOWN, STORIES_READ = 8, 24


@require_safe
def check(request: HttpRequest) -> JsonResponse:
    """What `address` can be: {"link": the address as it will be stored or "", "video": {"address", "title"} or null}.

    `problem` says in words what is wrong where `kind` (link or video) asks for what it is not.
    """
    _require_writer(request)
    typed = one_line(request.GET.get("address", ""))
    link = _link(typed, {request.get_host(), urlsplit(settings.SITE_URL).netloc})
    answer = {"link": link, "video": video(link)}
    if request.GET.get("kind") == "video" and not answer["video"]:
        hosts = " · ".join(embeds.HOSTS)
        answer["problem"] = _("This is not the address of a video at %(hosts)s.") % {"hosts": hosts}
    elif not link:
        answer["problem"] = _("Readers cannot be sent to this address. Check it, or leave it out.")
    return JsonResponse(answer)


def video(address: str) -> dict[str, str] | None:
    """A video as it is stored and called, None for what has no player."""
    player = embeds.player(address)
    return {"address": embeds.page_of(address), "title": player.title} if player else None


def _link(typed: str, own_hosts: set[str]) -> str:
    """The link somebody means: of our own pages the path, so that it outlives a change of the site's name."""
    if link_address(typed):
        parts = urlsplit(typed)
        if parts.netloc and parts.netloc in own_hosts:
            return parts._replace(scheme="", netloc="").geturl() or "/"
        return typed
    if " " in typed or ":" in typed:
        return ""
    if "@" in typed:
        return link_address(f"mailto:{typed}") or ""
    return web_address(f"https://{typed}") if "." in typed.split("/")[0].strip(".") else ""


@require_safe
def stories(request: HttpRequest) -> JsonResponse:
    """Stories of ours with these words in their titles, which readers see now: [{"title", "address", "when"}]."""
    _require_writer(request)
    term = request.GET.get("term", "")
    titled = Article.objects.matching(term, unfinished=True)
    live = PublishedArticle.objects.live().filter(article__in=titled.values("pk")).newest().for_list()
    found = [
        {
            "title": version.title,
            "address": version.get_absolute_url(),
            "when": date_format(localtime(version.first_published_at), "d/m/Y"),
        }
        for version in live[:STORIES_READ]
        if _is_titled(version, term)
    ]
    return JsonResponse({"stories": found[:STORIES_SHOWN]})


def _is_titled(version: PublishedArticle, term: str) -> bool:
    """Whether readers see the words, too: the desk's new title of a live story is told to nobody by finding it."""
    seen = fold(f"{version.kicker} {version.title} {version.article_id}")
    return all(word in seen for word in re.findall(r"[^\W_]+", fold(one_line(term))))


def _require_writer(request: HttpRequest) -> None:
    if not request.user.may("articles.add_article"):
        raise PermissionDenied
