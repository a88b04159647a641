"""What every answer of the site carries, and where a request came from."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin


def is_for_staff(request: HttpRequest) -> bool:
    """Whether this may be somebody of the newsroom: at the desk, or anywhere with a session's cookie.

    Readers never are. What only the staff need (sessions, users, messages, CSRF tokens) costs their pages nothing.
    """
    return request.path_info.startswith("/admin/") or settings.SESSION_COOKIE_NAME in request.COOKIES


class _ForStaff(MiddlewareMixin):
    """Before one of Django's middlewares: it does its work for the staff alone (see is_for_staff)."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if is_for_staff(request) else self.get_response(request)


class SessionMiddleware(_ForStaff, sessions.SessionMiddleware):
    pass


class AuthenticationMiddleware(_ForStaff, auth.AuthenticationMiddleware):
    pass


class MessageMiddleware(_ForStaff, messages.MessageMiddleware):
    pass


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy for readers, and the one that CKEditor and unfold need under /admin/."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        # What a view adds with one of django-csp's decorators stands on its response.
        if is_for_staff(request) or any(name.startswith("_csp") for name in response.__dict__):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _policy_for_readers())
        return response

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith("/admin/"):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


@cache
def _policy_for_readers() -> str:
    return build_policy()


def desk_language(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Middleware: the desk speaks the language of whoever is signed in. Nobody is looked for anywhere else."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/admin/") and request.user.is_authenticated:
            with translation.override(request.user.language):
                return get_response(request)
        return get_response(request)

    return answer


def permissions_policy(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Middleware: no page of ours, and nothing framed in one, may ask for the camera, the microphone or the place."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response["Permissions-Policy"] = settings.PERMISSIONS_POLICY
        return response

    return answer


def client_address(request: HttpRequest) -> str:
    """The network address of the visitor; what proxies report is believed only as far as TRUSTED_PROXIES says."""
    return address_in(request.META)


def address_in(meta: Mapping[str, str]) -> str:
    """The same from what the server gives a WSGI application, which is also request.META."""
    if hops := settings.TRUSTED_PROXIES:
        forwarded = [address.strip() for address in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(forwarded) >= hops and forwarded[-hops]:
            return forwarded[-hops]
    return meta.get("REMOTE_ADDR", "")
