"""The sidebar: what this person works with, and nothing else."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from articles import fronts
from articles.admin.queues import queues_of

STORIES = "admin:articles_article_changelist"
CALENDAR = "admin:articles_article_calendar"


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of links for unfold's SIDEBAR.navigation."""
    may = request.user.may
    start = _item(_("Desk"), "home", reverse("admin:index"), request.path == reverse("admin:index"))
    groups = [{"title": None, "items": [start]}]
    if may("articles.view_article"):
        groups.append({"title": _("Stories"), "separator": True, "items": _stories(request)})
    if website := _website(request):
        groups.append({"title": _("Website"), "separator": True, "items": website})
    if may("articles.view_photo"):
        groups.append({"title": _("Library"), "separator": True, "items": _material(request)})
    people = []
    if may("accounts.view_author"):
        people.append(_list(request, _("Authors"), "signature", "admin:accounts_author_changelist"))
    if may("accounts.view_user") or request.user.is_superuser:
        people.append(_list(request, _("Users"), "group", "admin:accounts_user_changelist"))
    if people:
        groups.append({"title": _("People"), "separator": True, "items": people})
    if settings := _settings(request):
        groups.append({"title": _("Settings"), "separator": True, "items": settings})
    return groups


def _stories(request: HttpRequest) -> list[dict[str, Any]]:
    stories, new = reverse(STORIES), reverse("admin:articles_article_add")
    shown = request.GET.get("queue", "") if request.path == stories else None
    items = [
        _item(_("New story"), "add_circle", new, request.path == new),
        _item(_("All stories"), "newspaper", stories, shown == ""),
    ]
    for name, queue in queues_of(request.user).items():
        link = f"{stories}?{urlencode({'queue': name})}"
        items.append(_item(queue.label, queue.icon, link, shown == name))
    items.append(_list(request, _("Calendar"), "calendar_month", CALENDAR))
    return [*items, _list(request, _("Views"), "monitoring", "desk:statistics")]


def _website(request: HttpRequest) -> list[dict[str, Any]]:
    items = []
    if request.user.may(fronts.ARRANGE):
        here = request.path.startswith("/admin/fronts/")
        items.append(_item(_("Fronts"), "dashboard", reverse("desk:front", args=["home"]), here))
    if request.user.may(fronts.ANNOUNCE):
        items.append(_list(request, _("Breaking news"), "campaign", "desk:breaking"))
    return items


def _material(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        _list(request, _("Photos"), "photo_library", "admin:articles_photo_changelist"),
        _list(request, _("Tags"), "sell", "admin:articles_tag_changelist"),
        *_topics(request),
        _list(request, _("Sections"), "category", "admin:articles_section_changelist"),
        *_of_old_sites(request),
    ]


def _topics(request: HttpRequest) -> list[dict[str, Any]]:
    may = request.user.may("articles.view_topic")
    return [_list(request, _("Topics"), "topic", "admin:articles_topic_changelist")] if may else []


def _of_old_sites(request: HttpRequest) -> list[dict[str, Any]]:
    if not request.user.may("articles.view_oldaddress"):
        return []
    return [
        _list(request, _("Old addresses"), "alt_route", "admin:articles_oldaddress_changelist"),
        _list(request, _("Patterns"), "regular_expression", "admin:articles_oldaddresspattern_changelist"),
    ]


def _settings(request: HttpRequest) -> list[dict[str, Any]]:
    pages = [
        ("articles.view_housestyle", _("House rules"), "rule", "desk:house_style"),
        ("articles.view_imprint", _("Imprint"), "contact_page", "desk:imprint"),
    ]
    return [_list(request, title, icon, name) for right, title, icon, name in pages if request.user.may(right)]


def _list(request: HttpRequest, title: Any, icon: str, name: str) -> dict[str, Any]:
    return _item(title, icon, reverse(name), request.path.startswith(reverse(name)))


def _item(title: Any, icon: str, link: str, active: bool) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": link, "active": active}
