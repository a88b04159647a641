"""Bylines and related stories as rows of the story form.

A post carries the whole list in order; nothing refers to rows in the database, which every save writes anew.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.widgets import Script
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from accounts.models import Author, User
from articles.admin.fields import ChoiceSelect
from articles.admin.reach import picked_title
from articles.content import BylineContent, PickContent
from articles.models import Article, Byline, RelatedPick
from newsroom.forms import LineField

MOST_ROWS = 100


class Row(forms.Form):
    """One row. `position` is its place in the list; rows without one come last."""

    position = forms.IntegerField(required=False, min_value=0, label=gettext_lazy("order"))
    # Fields that a row nobody touched has all the same.
    always_filled = {"position"}

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - self.always_filled)


class BylineRow(Row):
    author = forms.ModelChoiceField(
        Author.objects.all(), widget=ChoiceSelect(Byline._meta.get_field("author")), label=gettext_lazy("author")
    )
    role = forms.ChoiceField(
        choices=Byline.Role.choices,
        initial=Byline.Role.WRITER,
        widget=UnfoldAdminSelectWidget(),
        label=gettext_lazy("role"),
    )
    affiliation = LineField(required=False, max_length=120, label=gettext_lazy("office"))
    always_filled = {"position", "role"}

    def content(self) -> BylineContent:
        return BylineContent(self.cleaned_data["author"], self.cleaned_data["role"], self.cleaned_data["affiliation"])

    def identity(self) -> tuple[Any, ...]:
        return self.cleaned_data.get("author"), self.cleaned_data.get("role")


class PickRow(Row):
    """A story of ours, or a title alone, which an import left and which is kept as it is."""

    related = forms.ModelChoiceField(
        Article.objects.none(),
        required=False,
        widget=ChoiceSelect(RelatedPick._meta.get_field("related"), "articles_article_pickable"),
        label=gettext_lazy("story"),
    )
    title = LineField(required=False, max_length=250, widget=forms.HiddenInput())

    def __init__(self, *args: Any, pickable: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["related"].queryset = pickable
        self.fields["related"].label_from_instance = self._label

    def _label(self, story: Article) -> str:
        return picked_title(story, self["title"].value() or "")

    def title_alone(self) -> str:
        """The title to show where the story itself is not in the house."""
        return "" if self["related"].value() else self["title"].value() or ""

    def content(self) -> PickContent:
        return PickContent(self.cleaned_data["related"], self.cleaned_data["title"])

    def identity(self) -> tuple[Any, ...]:
        related, title = self.cleaned_data.get("related"), self.cleaned_data.get("title")
        return ("story", related) if related else ("title", title)


class RowSet(forms.BaseFormSet):
    """The rows in their order. `content()` is what they say, empty and removed ones left out."""

    heading: str
    add_label: str
    doubled: str

    def __init__(self, *args: Any, initial: list[dict[str, Any]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=None if args and args[0] is not None else initial, **kwargs)
        # Every row is an extra one: what was stored before is nobody's business when a post says what shall be.
        self.extra = len(initial or []) or 1

    def initial_form_count(self) -> int:
        return 0

    def clean(self) -> None:
        seen: set[Any] = set()
        for row in self._filled():
            if row.identity() in seen:
                raise ValidationError(self.doubled)
            seen.add(row.identity())

    def content(self) -> tuple[Any, ...]:
        """Of a valid set."""
        in_order = sorted(
            enumerate(self._filled()), key=lambda row: (_place(row[1].cleaned_data.get("position")), row[0])
        )
        return tuple(row.content() for _index, row in in_order)

    def _filled(self) -> list[Row]:
        return [
            row for row in self.forms if row.has_changed() and row.is_valid() and not row.cleaned_data.get("DELETE")
        ]


def _place(position: int | None) -> float:
    return float("inf") if position is None else position


class BylineRows(RowSet):
    heading = gettext_lazy("Bylines")
    add_label = gettext_lazy("Add a byline")
    doubled = gettext_lazy("The same name appears twice in the same role.")


class PickRows(RowSet):
    heading = gettext_lazy("Related stories")
    add_label = gettext_lazy("Add a related story")
    doubled = gettext_lazy("The same story is picked twice.")


def _factory(row: type[Row], rows: type[RowSet]) -> type[RowSet]:
    return forms.formset_factory(
        row, formset=rows, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 1, validate_max=True, can_delete=True
    )


BylineFormSet = _factory(BylineRow, BylineRows)
PickFormSet = _factory(PickRow, PickRows)
MEDIA = forms.Media(js=[Script("desk/rows.js", type="module")])


def byline_rows(data: Mapping[str, Any] | None, article: Article | None, user: User) -> RowSet:
    """The story's bylines; a new story begins under the reporter's own name."""
    if article:
        initial = [
            {"author": line.author_id, "role": line.role, "affiliation": line.affiliation, "position": position}
            for position, line in enumerate(article.bylines.all())
        ]
    else:
        own = Author.objects.filter(user=user).first()
        initial = [{"author": own.pk, "position": 0}] if own else []
    return BylineFormSet(data, prefix="bylines", initial=initial)


def pick_rows(data: Mapping[str, Any] | None, article: Article | None, user: User) -> RowSet:
    """The stories picked beside this one; the user chooses from what they may pick and what stands there already."""
    picks = list(article.picks.all()) if article else []
    may_stand = Q(pk__in=Article.objects.pickable_by(user).values("pk"))
    stand_there = Q(pk__in=[pick.related_id for pick in picks])
    pickable = Article.objects.with_title_for(user).filter(may_stand | stand_there)
    pickable = pickable.exclude(pk=article.pk if article else None)
    initial = [
        {"related": pick.related_id, "title": pick.title, "position": position} for position, pick in enumerate(picks)
    ]
    return PickFormSet(data, prefix="picks", initial=initial, form_kwargs={"pickable": pickable})


def error_sentence(rows: RowSet) -> str:
    """What a form says above itself when one of its lists is wrong; the rows say the details."""
    return _("%(list)s: please check the rows marked below.") % {"list": rows.heading}
