"""Form fields of the desk: what people type is brought into its one spelling before anything is checked."""

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, get_select2_language
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field
from django.forms.models import ModelChoiceIterator
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from articles.models import Section
from articles.pictures import picture_url
from articles.tags import problem_of
from newsroom import vietnamese
from newsroom.forms import LineField


class LeadField(LineField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}), **kwargs)


class TitleField(LineField):
    """One line that may be twenty words long, so it wraps on the screen; static/desk/story.js refuses line breaks."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=UnfoldAdminTextareaWidget(attrs={"rows": 1, "data-one-line": ""}), **kwargs)


class TagsInput(UnfoldAdminTextInputWidget):
    """A plain text input, which static/desk/tags.js completes from the desk's own list of tags.

    `words` are what it says, {n} and {tag} standing for a number and a name; StoryForm adds who may make tags, and what
    is proposed.
    """

    addresses = {
        "data-completion": reverse_lazy("admin:articles_tag_completion"),
        "data-look": reverse_lazy("admin:articles_tag_words"),
        "data-accept": reverse_lazy("admin:articles_tag_accept"),
    }
    words = {
        "stories": gettext_lazy("stories: {n}"),
        "former": gettext_lazy("also called “{tag}”"),
        "now": gettext_lazy("is called “{tag}” now"),
        "made": gettext_lazy("is no tag yet, and becomes one when you save"),
        "proposal": gettext_lazy("is proposed; an editor makes it a tag"),
        "proposed": gettext_lazy("is proposed, and no tag yet"),
        "near": gettext_lazy("Nearly the same:"),
        "take": gettext_lazy("Use “{tag}” instead"),
        "accept": gettext_lazy("Make it a tag"),
        "failed": gettext_lazy("That did not reach the newsroom. Try again."),
    }

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={**self.addresses, "autocomplete": "off", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        words = json.dumps(self.words, cls=DjangoJSONEncoder, ensure_ascii=False)
        return super().get_context(name, value, {**(attrs or {}), "data-words": words})

    class Media:
        js = [Script("desk/tags.js", type="module")]


class TagsField(forms.CharField):
    """Tag names with commas between them; cleans to a list of names."""

    widget = TagsInput

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, str) or value is None:
            return value or ""
        return ", ".join(str(tag) for tag in value)

    def to_python(self, value: Any) -> list[str]:
        text = super().to_python(value).replace(";", ",").replace("\n", ",")
        return [name for piece in text.split(",") if (name := vietnamese.one_line(piece))]

    def validate(self, value: list[str]) -> None:
        if problems := [problem for name in value if (problem := problem_of(name))]:
            raise ValidationError(problems)

    def run_validators(self, value: list[str]) -> None:
        """CharField's validators are for one string; here validate() has looked at each name."""


class SectionGroups(ModelChoiceIterator):
    """Sections with their sub-sections under them, in one query."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        yield "", self.field.empty_label
        sections = list(self.queryset.select_related("parent"))
        for top in (section for section in sections if not section.parent_id):
            below = [self.choice(section) for section in sections if section.parent_id == top.pk]
            yield (top.name, [self.choice(top), *below]) if below else self.choice(top)


class SectionField(forms.ModelChoiceField):
    iterator = SectionGroups
    widget = UnfoldAdminSelectWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Section.objects.all(), empty_label=gettext_lazy("No section yet"), **kwargs)

    def label_from_instance(self, section: Section) -> str:
        return section.name


class SectionBoxes(forms.CheckboxSelectMultiple):
    """Boxes in their groups, folded under what is chosen; static/desk/sections.js keeps that in step.

    An empty value goes before them: so a form without any ticked differs from one that was sent without the field.
    """

    class Media:
        js = [Script("desk/sections.js", type="module")]

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = self.get_context(name, value, attrs)
        options = [option for _group, options, _index in context["widget"]["optgroups"] for option in options]
        chosen = ", ".join(str(option["label"]) for option in options if option["selected"])
        return render_to_string("desk/_section_boxes.html", context | {"chosen": chosen})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [value for value in super().value_from_datadict(data, files, name) or [] if value]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data


class SectionsField(forms.ModelMultipleChoiceField):
    """Other sections of a story; cleans to a tuple in the order of the menu. The form gives it its choices."""

    widget = SectionBoxes

    def __init__(self, most: int, **kwargs: Any) -> None:
        super().__init__(Section.objects.grouped(), **kwargs)
        self.most = most

    def clean(self, value: Any) -> tuple[Section, ...]:
        chosen = tuple(super().clean(value))
        if len(chosen) > self.most:
            raise ValidationError(
                gettext("A story has at most %(number)d other sections.") % {"number": self.most}, code="too_many"
            )
        return chosen

    def label_from_instance(self, section: Section) -> str:
        return section.name


class ChoiceSelect(AutocompleteSelect):
    """Django's autocomplete for the foreign key `field`, asking one of our own views where `url_name` names it."""

    def __init__(self, field: Field, url_name: str = "autocomplete", **kwargs: Any) -> None:
        super().__init__(field, admin.site, **kwargs)
        self.url_name = f"%s:{url_name}"

    def __deepcopy__(self, memo: dict[int, Any]) -> "ChoiceSelect":
        """Each form's own copy speaks the language of whoever the form is for."""
        copied = super().__deepcopy__(memo)
        copied.i18n_name = get_select2_language()
        return copied

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=[Script("desk/choices.js", type="module")])


class PhotoSelect(ChoiceSelect):
    """The choice of a picture, with the chosen one to look at; static/desk/story.js keeps it in step."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        select = super().render(name, value, attrs, renderer)
        address = self._address(value)
        hidden = "" if address else mark_safe(" hidden")
        return format_html('<div class="desk-picture"{}><img src="{}" alt=""></div>{}', hidden, address, select)

    def _address(self, value: Any) -> str:
        try:
            chosen = self.choices.field.to_python(value)
        except ValidationError:
            return ""
        return picture_url(chosen.as_shown()) if chosen else ""
