"""The story form: what a person typed, as a content.Content for the workflow. It saves nothing itself."""

from dataclasses import replace
from functools import cache, partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.widgets import Script
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminURLInputWidget

from articles import body, intake, tags
from articles.admin import rows
from articles.admin.fields import LeadField, PhotoSelect, SectionField, SectionsField, TagsField, TitleField
from articles.body_policy import web_address
from articles.content import Content
from articles.models import Article, Photo
from articles.refusals import Refusal
from newsroom import images
from newsroom.forms import ACCEPTED_PICTURES, LineField, read

TEXT_FIELDS = [
    "kicker",
    "title",
    "lead",
    "body",
    "kind",
    "section",
    "secondary_sections",
    "tags",
    "source_name",
    "source_url",
    "lead_photo",
]
SCRIPTS = [
    "editor",
    "paste",
    "story",
    "weekday",
    "autosave",
    "doctor",
    "begun",
    "presence",
    "signin",
    "similar",
    "checklist",
]
MOST_SECONDARY_SECTIONS = 4
NEW_PICTURE = "lead_photo_file"
NEW_PICTURE_WORDS = {
    "lead_photo_caption": "caption",
    "lead_photo_credit": "credit",
    "lead_photo_alt": "alt_text",
}


def refusal_of(request: HttpRequest) -> Refusal | None:
    """Why the workflow refused the save of this request, if it did."""
    return getattr(request, "refusal", None)


class StoryForm(forms.ModelForm):
    """Bound to the fields of the contract, as TEXT_FIELDS names them, and `revision`; others are not read.

    ArticleAdmin.get_form() makes a subclass for each request and sets `request` on it.
    """

    request: HttpRequest

    kicker = LineField(required=False, max_length=120, label=gettext_lazy("kicker"))
    title = TitleField(max_length=250, label=gettext_lazy("title"))
    lead = LeadField(required=False, max_length=2000, label=gettext_lazy("lead"))
    kind = forms.ChoiceField(
        required=False,
        choices=Article.Kind.choices,
        label=gettext_lazy("kind of story"),
        widget=UnfoldAdminSelectWidget(),
        help_text=gettext_lazy("Decides how the page is laid out for readers."),
    )
    section = SectionField(required=False, label=gettext_lazy("section"))
    secondary_sections = SectionsField(
        MOST_SECONDARY_SECTIONS,
        required=False,
        label=gettext_lazy("other sections"),
        help_text=gettext_lazy("The story stands in their lists too. Address and editors go by the section above."),
    )
    tags = TagsField(
        required=False, label=gettext_lazy("tags"), help_text=gettext_lazy("Separate tags with commas. Accents matter.")
    )
    source_name = LineField(
        required=False,
        max_length=120,
        label=gettext_lazy("source"),
        help_text=gettext_lazy("The agency or paper the story is from."),
    )
    source_url = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        label=gettext_lazy("link to the source"),
        widget=UnfoldAdminURLInputWidget(),
    )
    lead_photo = forms.ModelChoiceField(
        Photo.objects.none(),
        required=False,
        label=gettext_lazy("lead picture"),
        widget=PhotoSelect(Article._meta.get_field("lead_photo"), "articles_photo_choices"),
    )
    lead_photo_file = forms.FileField(
        required=False,
        label=gettext_lazy("new picture"),
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ACCEPTED_PICTURES}),
        help_text=gettext_lazy("Replaces the picture chosen above. JPEG, PNG, WebP or GIF, up to 15 MB."),
    )
    lead_photo_caption = LineField(required=False, max_length=500, label=gettext_lazy("caption"))
    lead_photo_credit = LineField(required=False, max_length=200, label=gettext_lazy("credit"))
    lead_photo_alt = LineField(
        required=False,
        max_length=300,
        label=gettext_lazy("alternative text"),
        help_text=gettext_lazy("What the picture shows, for those who cannot see it."),
    )
    revision = forms.IntegerField(
        widget=forms.HiddenInput(),
        error_messages={"required": gettext_lazy("The form does not say which version of the story it is based on.")},
    )

    class Meta:
        model = Article
        fields = [name for name in TEXT_FIELDS if name != "secondary_sections"]  # that is no column

    class Media:
        js = [Script(f"desk/{name}.js", type="module") for name in SCRIPTS]
        css = {"all": ["desk/paste.css", "desk/doctor.css"]}

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        if data is None and (unsaved := getattr(self.request, "unsaved", None)):
            data = unsaved.as_posted()
        super().__init__(data, *args, **kwargs)
        article = self.instance if self.instance.pk else None
        user = self.request.user
        self.fields["lead_photo"].queryset = Photo.objects.filter(
            Q(pk__in=Photo.objects.visible_to(user).values("pk")) | Q(pk=self.instance.lead_photo_id)
        )
        # Two fields offer the sections, which are asked for once, and not counted first.
        groups = cache(partial(list, iter(self.fields["section"].choices)))
        self.fields["section"].choices = groups
        self.fields["secondary_sections"].choices = lambda: groups()[1:]
        if article:
            self.initial["revision"] = article.version
            carried = list(article.tagged_items.select_related("tag"))
            self.initial["tags"] = [row.name for row in carried]
            self.initial["secondary_sections"] = [row.section_id for row in article.secondary_sections.all()]
        else:
            del self.fields["revision"]
        self.fields["tags"].widget.attrs |= {
            "data-may-make": "yes" if user.may(tags.ADD) else "",
            "data-proposed": ", ".join(row.name for row in carried if row.tag is None) if article else "",
        }
        if self.is_bound and article:
            self._keep_what_was_not_sent()
        self.bylines = rows.byline_rows(self._rows_data("bylines"), article, user)
        self.picks = rows.pick_rows(self._rows_data("picks"), article, user)

    def _keep_what_was_not_sent(self) -> None:
        """A program may post some fields only: the story keeps what it has in the others."""
        self.data = self.data.copy()
        for name in TEXT_FIELDS:
            if self.fields[name].widget.value_omitted_from_data(self.data, self.files, name):
                kept = self.fields[name].prepare_value(self[name].initial)
                self.data.setlist(name, kept if isinstance(kept, list) else ["" if kept is None else kept])

    def _rows_data(self, prefix: str) -> QueryDict | None:
        return self.data if self.is_bound and f"{prefix}-TOTAL_FORMS" in self.data else None

    @property
    def row_sets(self) -> list[rows.RowSet]:
        return [self.bylines, self.picks]

    @property
    def media(self) -> forms.Media:
        return super().media + rows.MEDIA + sum((each.media for each in self.row_sets), forms.Media())

    def clean_kind(self) -> str:
        """A program that starts a story may leave it out."""
        return self.cleaned_data["kind"] or Article.Kind.NEWS

    def clean_body(self) -> str:
        try:
            return body.clean(self.cleaned_data["body"])
        except body.BodyRefused as refused:
            raise ValidationError(refused.message) from refused

    def clean_source_url(self) -> str:
        address = self.cleaned_data["source_url"]
        if address and not web_address(address):
            raise ValidationError(_("Readers cannot be sent to this address. Check it, or leave it out."))
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for each in self.row_sets:
            if each.is_bound and not each.is_valid():
                self.add_error(None, rows.error_sentence(each))
        if refused := getattr(self.request, "picture_refused", None):
            self.add_error(NEW_PICTURE, refused)
        elif not cleaned.get(NEW_PICTURE) and any(cleaned.get(name) for name in NEW_PICTURE_WORDS):
            self.add_error(NEW_PICTURE, _("Choose the picture file for this caption and credit."))
        if refusal := refusal_of(self.request):
            self.add_error(None, str(refusal))
        return cleaned

    def content(self) -> Content:
        """What was typed, of a form whose own fields are valid."""
        cleaned = self.cleaned_data
        stored = Content.of(Article.objects.get(pk=self.instance.pk)) if self.instance.pk else Content(title="")
        return Content(
            title=cleaned["title"],
            kicker=cleaned["kicker"],
            lead=cleaned["lead"],
            body=cleaned["body"],
            section=cleaned["section"],
            secondary_sections=cleaned["secondary_sections"],
            source_name=cleaned["source_name"],
            source_url=cleaned["source_url"],
            lead_photo=cleaned["lead_photo"],
            kind=cleaned["kind"],
            tags=tuple(cleaned["tags"]),
            bylines=self.bylines.content() if self.bylines.is_bound else stored.bylines,
            related=self.picks.content() if self.picks.is_bound else stored.related,
        )

    def content_as_far_as_valid(self, stored: Content) -> Content:
        """What was typed; where a field or a list is wrong, what is stored stands in."""
        wrong = self.errors
        typed = {name: self.cleaned_data[name] for name in TEXT_FIELDS if name not in wrong}
        if "tags" in typed:
            typed["tags"] = tuple(typed["tags"])
        for name, each in (("bylines", self.bylines), ("related", self.picks)):
            if each.is_bound and each.is_valid():
                typed[name] = each.content()
        return replace(stored, **typed)


def take_in_new_picture(request: HttpRequest) -> None:
    """Keep a lead picture sent with a story, and choose it in the post, before anything else is looked at.

    So a good picture is not lost when another field is wrong. Reads and replaces request.POST and request.FILES; sets
    request.picture_refused to the sentence for a bad one.
    """
    upload = request.FILES.pop(NEW_PICTURE, [None])[-1]
    if not upload:
        return
    post = request.POST.copy()
    words = {column: post.get(name, "") for name, column in NEW_PICTURE_WORDS.items()}
    try:
        photo = intake.take_in_photo(read(upload), name=upload.name or "", by=request.user, **words)
    except images.PictureRefused as refused:
        request.picture_refused = refused.message
        return
    except OSError:
        request.picture_refused = _("The picture could not be stored. Your text is kept; please try again later.")
        return
    post["lead_photo"] = str(photo.pk)
    for name in NEW_PICTURE_WORDS:
        post[name] = ""
    request.POST = post
