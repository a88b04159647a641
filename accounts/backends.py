"""Signing in with a password."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from accounts.models import User

# Printed in the README and at the start of the demo, so it opens nothing anywhere else, not even where a demo's
# database has found its way into production.
DEMO_PASSWORD = "newsroom-demo"  # noqa: S105


class NewsroomBackend(ModelBackend):
    """Django's own backend, which refuses the demo's well-known password outside the demo."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if password == DEMO_PASSWORD and not settings.DEMO:
            return None
        return super().authenticate(request, username=username, password=password, **kwargs)
