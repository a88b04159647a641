"""Mail of notices: in the recipient's language, tried again when a server fails, sent once however many senders run."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from threading import Event

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import User
from articles import notice_mail, publishing, workflow
from articles.models import Article, LogEntry, Notice
from articles.notice_mail import TRIES, send_due
from tests import factories
from tests.rules.at_once import Racer, outcomes

pytestmark = pytest.mark.django_db
WHY = "Cần thêm số liệu của xã."


class Server(BaseEmailBackend):
    """A mail server that fails with what `errors` holds next; what it takes goes to mail.outbox."""

    errors: list[BaseException] = []

    def send_messages(self, messages: list[mail.EmailMessage]) -> int:
        if Server.errors:
            raise Server.errors.pop(0)
        mail.outbox += messages
        return len(messages)


@pytest.fixture(autouse=True)
def _server(settings: pytest.FixtureRequest) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    settings.SITE_URL = "https://news.example"
    Server.errors = []


@pytest.fixture
def mai(db: None) -> User:
    return factories.reporter(email="mai@news.example")


@pytest.fixture
def returned(mai: User) -> Article:
    return factories.returned(owner=mai, title="Gieo cấy vụ xuân")


def make_due(after: timedelta = timedelta()) -> None:
    Notice.objects.filter(mail_due_at__isnull=False).update(mail_due_at=timezone.now() - timedelta(seconds=1) + after)


def notice() -> Notice:
    return Notice.objects.get(to__email="mai@news.example")


def test_mail_says_what_who_why_and_where(returned: Article) -> None:
    assert send_due().sent == 1
    (message,) = mail.outbox
    editor = LogEntry.objects.get(verb="send_back").by_name
    assert message.to == ["mai@news.example"]
    assert "Gieo cấy vụ xuân" in message.subject
    for part in [editor, WHY, f"https://news.example/admin/articles/article/{returned.pk}/change/", "/admin/account/"]:
        assert part in message.body
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_signs_in_a_title_stay_as_they_are(mai: User) -> None:
    factories.returned(owner=mai, title="Giá <thép> & xi măng")
    send_due()
    assert "Giá <thép> & xi măng" in mail.outbox[0].body


@pytest.mark.parametrize(("language", "words"), [("vi", "trả lại"), ("en", "sent this story back")])
def test_mail_is_in_the_recipients_language(mai: User, language: str, words: str) -> None:
    mai.language = language
    mai.save()
    factories.returned(owner=mai)
    send_due()
    assert words in mail.outbox[0].body


def test_a_verb_sends_nothing_itself(returned: Article) -> None:
    """So no mail server delays one or makes it fail."""
    assert mail.outbox == []
    assert notice().mail_due_at is not None


def test_mail_is_sent_once(returned: Article) -> None:
    assert send_due().sent == 1
    assert send_due().sent == 0
    assert len(mail.outbox) == 1
    assert (notice().mail_due_at, notice().mail_tries) == (None, 1)
    assert notice().mail_sent_at


@pytest.mark.parametrize("error", [ConnectionRefusedError("no"), TimeoutError("slow"), SMTPServerDisconnected("gone")])
def test_what_a_server_does_not_take_is_tried_again_later(returned: Article, error: Exception) -> None:
    Server.errors = [error]
    assert send_due().failed == 1
    later = notice()
    assert later.mail_due_at > timezone.now() + timedelta(seconds=50)
    assert later.mail_tries == 1
    assert send_due().sent == 0
    make_due()
    assert send_due().sent == 1


def test_a_sender_that_dies_on_the_way_leaves_the_mail_to_the_next(returned: Article) -> None:
    Server.errors = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        send_due()
    assert send_due().sent == 0  # it may be on its way
    make_due()
    assert send_due().sent == 1


def test_each_time_it_waits_longer_and_in_the_end_it_gives_up(returned: Article) -> None:
    waits = []
    for _ in range(TRIES):
        make_due()
        Server.errors = [TimeoutError()]
        before = timezone.now()
        send_due()
        due = notice().mail_due_at
        waits.append(round((due - before).total_seconds() / 60) if due else None)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, None]
    assert notice().mail_sent_at is None


def test_a_server_that_is_away_is_not_asked_for_each_mail(mai: User) -> None:
    for _ in range(3):
        factories.returned(owner=mai)
    Server.errors = [ConnectionRefusedError()]
    assert send_due().failed == 1
    assert mail.outbox == []


def test_one_bad_address_holds_up_nobody_else(mai: User) -> None:
    for _ in range(3):
        factories.returned(owner=mai)
    Server.errors = [SMTPRecipientsRefused({"mai@news.example": (550, b"unknown")})]
    tally = send_due()
    assert (tally.sent, tally.failed) == (2, 1)


@pytest.mark.parametrize("change", ["inactive", "switched off", "no address", "out of reach", "deleted", "yesterday's"])
def test_mail_that_has_lost_its_reason_is_dropped(
    returned: Article, mai: User, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if change == "inactive":
        User.objects.filter(pk=mai.pk).update(is_active=False)
    elif change == "switched off":
        User.objects.filter(pk=mai.pk).update(notices_by_mail=False)
    elif change == "no address":
        User.objects.filter(pk=mai.pk).update(email="")
    elif change == "out of reach":
        mai.groups.clear()
    elif change == "deleted":
        workflow.delete(returned, by=mai)
    else:
        monkeypatch.setattr(notice_mail, "STALE", timedelta())
    assert send_due().dropped == 1
    assert (mail.outbox, Notice.objects.get(to=mai).mail_due_at) == ([], None)


def test_the_time_of_a_schedule_is_told(mai: User) -> None:
    editor = factories.editor()
    story = factories.approved(by=editor, owner=mai)
    at = timezone.now().replace(microsecond=0) + timedelta(days=1)
    publishing.schedule(story, by=editor, revision=story.version, at=at)
    send_due()
    assert timezone.localtime(at).strftime("%H:%M %d/%m/%Y") in mail.outbox[-1].body


def test_the_command_sends(returned: Article, settings: pytest.FixtureRequest) -> None:
    call_command("send_notices")
    assert len(mail.outbox) == 1
    settings.MAIL_NOTICES = False
    with pytest.raises(CommandError, match="EMAIL_HOST"):
        call_command("send_notices")


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_mail_once(monkeypatch: pytest.MonkeyPatch, mai: User) -> None:
    for _ in range(2):
        factories.returned(owner=mai)
    at_the_server, go_on = Event(), Event()
    taken = Server.send_messages

    def slowly(self: Server, messages: list[mail.EmailMessage]) -> int:
        at_the_server.set()
        assert go_on.wait(20)
        return taken(self, messages)

    monkeypatch.setattr(Server, "send_messages", slowly)
    first, second = Racer(notice_mail.send_due), Racer(notice_mail.send_due)
    first.start()
    assert at_the_server.wait(20)
    at_the_server.clear()
    second.start()
    assert at_the_server.wait(20)  # with the other mail: it did not wait for the first sender's
    # Nor does a verb that has no use for the mail any more.
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '5s'")
    Notice.objects.update(read_at=timezone.now())
    go_on.set()
    assert sum(tally.sent for tally in outcomes([first, second])) == 2
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == len(mail.outbox) == 2
