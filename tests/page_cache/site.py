"""The page cache before a view that counts how often it renders."""

import re
from collections.abc import Callable
from threading import Thread
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from articles.public import held_pages
from articles.public.caching import PAGE

PATIENCE = 30  # seconds; only a test that fails anyway waits so long
STORY = "/kinh-te/lua-moi-1.html"


def text(number: int) -> HttpResponse:
    """What a public view answers; each rendering can be told from the others."""
    response = HttpResponse(f"bản {number}", headers={"ETag": f'"{number}"', "X-Frame-Options": "DENY"})
    PAGE.apply(response)
    return response


class Site:
    """The middleware before a view that counts how often it renders."""

    def __init__(self, view: Callable[[int], HttpResponseBase] = text) -> None:
        self.view, self.rendered = view, 0
        self.middleware = held_pages.held_pages(self._answer)

    def _answer(self, request: WSGIRequest) -> HttpResponseBase:
        self.rendered += 1
        return self.view(self.rendered)

    def get(self, address: str = STORY, *, method: str = "GET", **headers: str) -> Any:
        return self.middleware(RequestFactory(headers=headers).generic(method, address))


class Reader(Thread):
    """A request of its own thread; `answer` when it is done."""

    def __init__(self, site: Site) -> None:
        super().__init__(daemon=True)
        self.site, self.answer = site, None
        self.start()

    def run(self) -> None:
        self.answer = self.site.get()

    def content(self) -> bytes:
        self.join(PATIENCE)
        assert self.answer is not None
        return self.answer.content


def told(response: HttpResponseBase) -> dict[str, int]:
    return {name: int(seconds) for name, seconds in re.findall(r"([a-z-]+)=(\d+)", response["Cache-Control"])}
