"""What the desk answers where there is nothing, or nothing for this person: in its own frame, with a way on.

Whoever is not signed in, and every reader of the website, gets the site's plain pages instead.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views import csrf, defaults

from accounts.by_role import may
from articles.admin.origin import LIST
from articles.public import errors

TOO_MANY = 429


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for the whole site."""
    if not _at_the_desk(request):
        return defaults.bad_request(request, exception)
    words = [_("Something in the address or the form was malformed or too large. Nothing has been saved.")]
    return _page(request, _("The request could not be understood"), words, status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 for the whole site. The exception may say in words what is not permitted."""
    if not _at_the_desk(request):
        return defaults.permission_denied(request, exception)
    words = [str(exception) or _("Your account may not open this page or do this.")]
    return _page(request, _("Not permitted"), words, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 for the whole site."""
    if not _at_the_desk(request):
        return errors.not_found(request, exception)
    words = [_("The address may be mistyped, or what stood here has been deleted.")]
    return _page(request, _("There is no page at this address"), words, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that another session opened (CSRF_FAILURE_VIEW)."""
    if not _at_the_desk(request):
        return csrf.csrf_failure(request, reason)
    words = [
        _("The form you sent was opened in another session, so the server did not accept it. Nothing has been saved."),
        _("Press your browser's back button: what you typed is still there. Copy it, reload the page and paste it."),
    ]
    return _page(request, _("This form is out of date"), words, status=403)


def locked_out(request: HttpRequest, _answer: HttpResponse | None, _credentials: dict[str, Any] | None) -> HttpResponse:
    """429 after too many wrong passwords (AXES_LOCKOUT_CALLABLE), in the look of the sign-in page."""
    context = {**admin.site.each_context(request), "title": _("Too many attempts")}
    return render(request, "admin/locked_out.html", context, status=TOO_MANY)


def _at_the_desk(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return request.path_info.startswith("/admin/") and user is not None and user.is_active and user.is_staff


def _page(request: HttpRequest, title: str, words: list[str], *, status: int) -> HttpResponse:
    ways = [(_("Back to the desk"), reverse("admin:index"))]
    if may(request, "articles.view_article"):
        ways.append((_("All stories"), reverse(LIST)))
    context = {**admin.site.each_context(request), "title": title, "code": status, "words": words, "ways": ways}
    response = TemplateResponse(request, "desk/error.html", context, status=status).render()
    add_never_cache_headers(response)
    return response
