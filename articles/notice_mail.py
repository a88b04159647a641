"""Sends the mail of notices: what is due, each to one person in that person's language.

A verb only writes rows, so that no mail server can delay it or make it fail. Whatever goes wrong here is tried again
later. A sender takes a notice by putting off when it is due, in a short transaction of its own: several senders at once
send each mail once, and nobody waits for a lock while a mail server thinks.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from articles import notices, permissions
from articles.models import Article, Notice
from articles.workflow import database_now
from newsroom import vietnamese

logger = logging.getLogger(__name__)

TRIES = 10  # after 1, 2, 4 ... 256 minutes: eight and a half hours in all
# Longer than a server can make one mail last, at EMAIL_TIMEOUT for each of its answers. Should the sender itself die on
# the way, the mail is due again after this.
IN_HAND = timedelta(minutes=5)
STALE = timedelta(days=1)  # older news is at the desk, and nobody's mail any more


@dataclass
class Sent:
    """What became of the mail that was due."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0


def send_due() -> Sent:
    """Send all mail that is due. Stops at a server that does not answer: the rest waits for the next call."""
    tally = Sent()
    server = mail.get_connection()
    try:
        while _send_next(server, tally):
            pass
    finally:
        server.close()
    return tally


def _send_next(server: BaseEmailBackend, tally: Sent) -> bool:
    """Send one mail; whether it makes sense to go on with the next."""
    notice = _take_next()
    if notice is None:
        return False
    article = Article.objects.with_publication().filter(log=notice.entry_id).first()
    if article is None or not _still_wanted(notice, article):
        tally.dropped += 1
        _settle(notice, mail_due_at=None)
        return True
    try:
        server.open()
        server.send_messages([_message(notice, article)])
    except (SMTPRecipientsRefused, SMTPDataError, ValueError) as error:  # this mail, or its address
        _try_later(notice, error, tally)
        return True
    except (OSError, SMTPException) as error:
        _try_later(notice, error, tally)
        return False
    tally.sent += 1
    _settle(notice, mail_due_at=None, mail_sent_at=Now())
    return True


@transaction.atomic
def _take_next() -> Notice | None:
    """The notice whose mail is due the longest, now in nobody else's hands."""
    waiting = Notice.objects.mail_due().select_related("to", "entry").select_for_update(skip_locked=True, of=("self",))
    if notice := waiting.first():
        notice.mail_tries += 1
        _settle(notice, mail_due_at=Now() + IN_HAND, mail_tries=notice.mail_tries)
    return notice


def _still_wanted(notice: Notice, article: Article) -> bool:
    """Much may have happened since the row was written: ask again what was asked then."""
    user = notice.to
    fresh = database_now() - notice.entry.at < STALE
    wanted = user.is_active and user.notices_by_mail and bool(user.email)
    return fresh and wanted and permissions.can_see(user, article)


def _try_later(notice: Notice, error: Exception, tally: Sent) -> None:
    tally.failed += 1
    logger.warning("mail of notice %d failed, try %d of %d: %s", notice.pk, notice.mail_tries, TRIES, error)
    given_up = notice.mail_tries >= TRIES
    _settle(notice, mail_due_at=None if given_up else Now() + timedelta(minutes=2 ** (notice.mail_tries - 1)))


def _settle(notice: Notice, **columns: object) -> None:
    Notice.objects.filter(pk=notice.pk).update(**columns)


def _message(notice: Notice, article: Article) -> mail.EmailMessage:
    with translation.override(notice.to.language):
        title = vietnamese.one_line(notice.entry.article_title)
        heading = notices.heading(notice)
        context = {
            "heading": heading,
            "title": title,
            "sentence": notices.sentence(notice, article),
            "reason": notice.entry.reason,
            "story_url": absolute(reverse("admin:articles_article_change", args=[article.pk])),
            "settings_url": absolute(reverse("desk:account")),
            "site_name": settings.SITE_NAME,
        }
        body = render_to_string("mail/notice.txt", context).strip() + "\n"
    headers = {
        "Auto-Submitted": "auto-generated",
        "Message-ID": f"<notice-{notice.pk}@{urlsplit(settings.SITE_URL).hostname or 'localhost'}>",
    }
    return mail.EmailMessage(f"{heading}: {title}", body, to=[notice.to.email], headers=headers)


def absolute(path: str) -> str:
    return urljoin(settings.SITE_URL or "http://127.0.0.1:8000", path)
