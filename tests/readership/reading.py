"""Readers for tests: what a browser sends when somebody reads a story."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.db.models import Sum
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles.counting.fold import fold_all
from articles.counting.inbox import Report, append_past
from articles.models import Article, DailyViews, HourlyViews, ViewSource, ViewTotal
from articles.public.beacon import in_front_of

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)
ADDRESS = "203.0.113.77"
# One for all: every client of Django's reads the site's middleware anew, and static files with it.
BROWSER = Client()


def report(
    article_id: int, *, address: str = ADDRESS, browser: str = CHROME, client: Client = BROWSER, **headers: str
) -> HttpResponse:
    """The request that a story's page makes once it is seen; `headers` by their names with underscores."""
    sent = {"user-agent": browser} | {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(f"/luot-xem/{article_id}/", REMOTE_ADDR=address, headers=sent)


class Answer:
    """What a server is told to send."""

    status_code = 0
    headers: dict[str, str]

    def start(self, status: str, headers: list[tuple[str, str]], *_error: object) -> None:
        self.status_code, self.headers = int(status[:3]), dict(headers)


def _left_to_django(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("299 Left to Django", [])
    return []


SERVED = in_front_of(_left_to_django)


def report_to_server(article_id: int | str, *, address: str = ADDRESS, body: bytes = b"", **environ: str) -> Answer:
    """The same as a web server gives it to the site's WSGI application; `environ` by its names."""
    given = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"/luot-xem/{article_id}/",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_HOST": "testserver",
        "HTTP_USER_AGENT": CHROME,
        "REMOTE_ADDR": address,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
    }
    answer = Answer()
    b"".join(SERVED(given | environ, answer.start))
    return answer


def read_by(article_id: int, readers: Sequence[bytes], at: datetime | None = None, **told: Any) -> bool:
    """Report a view of whoever goes by `readers` at that moment, fold it, and say whether it was counted."""
    before = total(article_id)
    append_past([Report(article_id, at or timezone.now(), readers, **told)])
    fold_all(wait=True)
    return total(article_id) > before


def counted(article: Article) -> int:
    """Reads of ours once all are folded; totals, hours and days, and sources must agree on them."""
    fold_all(wait=True)
    ours = total(article.pk)
    assert ours == _sum(HourlyViews, article) + _sum(DailyViews, article) == _sum(ViewSource, article)
    return ours


def total(article_id: int) -> int:
    return ViewTotal.objects.filter(article=article_id).values_list("counted", flat=True).first() or 0


def _sum(model: Any, article: Article) -> int:
    return model.objects.filter(article=article).aggregate(sum=Sum("count"))["sum"] or 0
