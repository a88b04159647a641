"""Admin pages whose rights follow from the table of roles alone: a superuser has none of them by being one."""

from typing import Any

from django.http import HttpRequest


def may(request: HttpRequest, permission: str) -> bool:
    """Whether the person asking has a role that grants `permission`; the sign-in page is asked for by nobody."""
    return request.user.is_authenticated and request.user.may(permission)


class ByRole:
    """Mixed into a ModelAdmin: asks User.may(), where Django's admin would ask has_perm()."""

    def _may(self, request: HttpRequest, action: str) -> bool:
        return may(request, f"{self.opts.app_label}.{action}_{self.opts.model_name}")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may(request, "view")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "view") or self._may(request, "change")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may(request, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "delete")
