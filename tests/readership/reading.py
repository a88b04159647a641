"""Readers for tests: what a browser sends when somebody reads a story."""

from django.db.models import Sum
from django.http import HttpResponse
from django.test import Client

from articles.models import Article, HourlyViews, ViewTotal

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


def counted(article: Article) -> int:
    """Reads of ours, which the total and the hours must agree on."""
    total = ViewTotal.objects.filter(article=article).values_list("counted", flat=True).first() or 0
    by_hour = HourlyViews.objects.filter(article=article).aggregate(sum=Sum("count"))["sum"] or 0
    assert total == by_hour
    return total
