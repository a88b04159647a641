"""Editors at work over HTTP, each signed in at the desk: they save, submit, approve, publish and withdraw."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping

from accounts.models import User
from articles import readiness
from articles.models import Article
from tests.desk.conftest import change_url, typed, verb_url


class Refused(Exception):
    """The desk did not do what was asked for."""


class Editor:
    """One person's session."""

    def __init__(self, base: str, username: str, password: str) -> None:
        self.base, self.user = base, User.objects.get(username=username)
        # As behind a proxy that speaks https to browsers: the desk's cookies are sent over nothing else.
        policy = http.cookiejar.DefaultCookiePolicy(secure_protocols=("http", "https"))
        self.cookies = http.cookiejar.CookieJar(policy)
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        origin = base.replace("http:", "https:")
        self.opener.addheaders += [("X-Forwarded-Proto", "https"), ("Origin", origin), ("Referer", f"{origin}/")]
        self.opener.open(f"{base}/admin/login/", timeout=30).close()
        self._post("/admin/login/?next=/admin/", {"username": username, "password": password})

    def save(self, story: Article, **fields: object) -> Article:
        """Save the story's form with these fields typed over it; the story as it is now."""
        self._post(change_url(story), typed(story, **fields))
        return self._now(story, version=story.version + 1)

    def submit(self, story: Article) -> Article:
        read = Article.objects.with_parts().get(pk=story.pk)
        seen = [finding.key for finding in readiness.findings(read, self.user, on_sending=True)]
        return self._verb(story, "submit", Article.Status.SUBMITTED, acknowledged=seen)

    def approve(self, story: Article) -> Article:
        return self._verb(story, "approve", Article.Status.APPROVED)

    def publish(self, story: Article) -> Article:
        return self._verb(story, "publish", Article.Status.PUBLISHED)

    def withdraw(self, story: Article) -> Article:
        return self._verb(story, "withdraw", Article.Status.DRAFT, reason="Thử khi đông bạn đọc")

    def _verb(self, story: Article, verb: str, status: str, **fields: object) -> Article:
        self._post(verb_url(story, verb), {"revision": story.version, **fields})
        return self._now(story, status=status)

    def _now(self, story: Article, **wanted: object) -> Article:
        found = Article.objects.get(pk=story.pk)
        if wrong := {name: getattr(found, name) for name, value in wanted.items() if getattr(found, name) != value}:
            raise Refused(f"{self.user.username}, story {story.pk}: {wrong} instead of {wanted}")
        return found

    def _post(self, address: str, fields: Mapping[str, object]) -> None:
        token = next((cookie.value for cookie in self.cookies if cookie.name == "csrftoken"), "")
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}, doseq=True).encode()
        try:
            self.opener.open(self.base + address, data, timeout=30).close()
        except urllib.error.HTTPError as error:
            raise Refused(f"{self.user.username} at {address}: {error.code}") from error
