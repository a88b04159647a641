"""By what the story list can be narrowed: a form read from the address."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Author, User
from articles.admin.ordering import NEWEST, Order
from articles.admin.queues import BY_NAME, MORE, Queue, queues_of
from articles.models import Article, Section, Tag
from articles.querysets import ArticleQuerySet
from newsroom import vietnamese
from newsroom.forms import LineField
from newsroom.vietnamese import midnight

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


def _line(label: Any, **attributes: str) -> LineField:
    return LineField(
        required=False, max_length=250, label=label, widget=forms.TextInput({"class": "desk-input", **attributes})
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        required=False,
        label=label,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
        widget=forms.DateInput({"class": "desk-input", "type": "date"}, format="%Y-%m-%d"),
    )


def _choice(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(required=False, label=label, widget=forms.Select({"class": "desk-input"}))


class StoryFilter(forms.Form):
    """What the address asks for. A field that makes no sense has its error and narrows nothing."""

    q = _line(
        gettext_lazy("Search"), type="search", placeholder=gettext_lazy("Title, kicker or #number, accents optional")
    )
    queue = _choice(gettext_lazy("Queue or status"))
    section = _choice(gettext_lazy("Section"))
    kind = _choice(gettext_lazy("Kind of story"))
    writer = _line(gettext_lazy("Writer"), list="writers", autocomplete="off")
    tag = _line(gettext_lazy("Tag"), list="tags", autocomplete="off")
    since = _day(gettext_lazy("From"))
    until = _day(gettext_lazy("To"))
    by = _choice(gettext_lazy("Date"))
    changes = forms.BooleanField(required=False, label=gettext_lazy("Has unpublished changes"))

    # Fields behind "More filters".
    folded = ("kind", "writer", "tag", "by", "since", "until", "changes")

    def __init__(self, params: QueryDict, user: User) -> None:
        super().__init__(params)
        self.user = user
        named = [(name, queue.label) for name, queue in queues_of(user).items()]
        others = [(name, queue.label) for name, queue in MORE.items()]
        self.fields["queue"].choices = [
            ("", _("All stories")),
            (_("Queues"), named),
            (_("More"), others),
        ]
        self.fields["section"].choices = cache(_sections)
        self.fields["kind"].choices = [("", _("All kinds")), *Article.Kind.choices]
        self.fields["by"].choices = [("", _("Last saved")), ("published", _("First published"))]
        self.full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day comes before the first one."))
        return cleaned

    @property
    def queue_shown(self) -> Queue | None:
        return BY_NAME.get(self.cleaned_data.get("queue", ""))

    @property
    def order(self) -> Order:
        return self.queue_shown.order if self.queue_shown else NEWEST

    @property
    def folded_in_use(self) -> int:
        """How many of the fields behind "More filters" narrow the list or have an error."""
        return sum(bool(self.cleaned_data.get(name) or name in self.errors) for name in self.folded if name != "by")

    def narrow(self, stories: ArticleQuerySet) -> ArticleQuerySet:
        """The stories that were asked for, of those the person may see."""
        asked = self.cleaned_data
        if self.queue_shown:
            stories = self.queue_shown.of(stories, self.user)
        if asked.get("q"):
            stories = stories.matching(asked["q"])
        if asked.get("section"):
            stories = stories.in_section(int(asked["section"]))
        if asked.get("kind"):
            stories = stories.of_kind(asked["kind"])
        # The one of exactly this name where there is one; otherwise all whose names contain it, accents optional.
        if name := asked.get("writer"):
            exact = Author.objects.filter(key=vietnamese.key(name))
            stories = stories.written_by(exact if exact.exists() else Author.objects.named(name))
        if name := asked.get("tag"):
            stories = stories.tagged(Tag.objects.called([name]).values() or Tag.objects.matching(name))
        if asked.get("changes"):
            stories = stories.with_unpublished_changes()
        return self._in_days(stories, asked.get("since"), asked.get("until"), asked.get("by") == "published")

    def _in_days(
        self, stories: ArticleQuerySet, since: date | None, until: date | None, published: bool
    ) -> ArticleQuerySet:
        first = midnight(since) if since else None
        end = midnight(until + timedelta(days=1)) if until else None
        if not published:
            return stories.saved(first, end)
        return stories.first_published(first or midnight(FIRST_DAY), end) if first or end else stories


def _sections() -> list[tuple[str, str]]:
    """Asked for when they are shown or one is chosen: the next story of a list in no section does without."""
    return [("", _("All sections")), *((str(section.pk), str(section)) for section in Section.objects.grouped())]
