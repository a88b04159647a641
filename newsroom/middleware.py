"""What every answer of the site carries, and where a request came from."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy for readers, and the one that CKEditor and unfold need under /admin/."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith("/admin/"):
            parts.config = settings.ADMIN_CONTENT_SECURITY_POLICY
        return parts


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
    if hops := settings.TRUSTED_PROXIES:
        forwarded = [address.strip() for address in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(forwarded) >= hops and forwarded[-hops]:
            return forwarded[-hops]
    return request.META.get("REMOTE_ADDR", "")
