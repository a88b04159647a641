"""Topics at the desk: the list, and the form of one. What stands in a topic: articles.admin.topic_stories."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

from accounts.by_role import ByRole
from articles import topics
from articles.admin import topic_stories
from articles.admin.by_verbs import ByVerbs, VerbForm
from articles.admin.fields import PhotoSelect
from articles.models import Photo, Topic
from articles.models.topic import LONGEST
from newsroom.forms import LineField


class TopicForm(VerbForm):
    """Name, introduction and banner."""

    name = LineField(max_length=LONGEST, label=gettext_lazy("name"))
    introduction = forms.CharField(
        required=False,
        max_length=topics.LONGEST_INTRODUCTION,
        label=gettext_lazy("introduction"),
        help_text=gettext_lazy("Plain text, in paragraphs."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 6}),
    )
    banner = forms.ModelChoiceField(
        Photo.objects.none(),
        required=False,
        label=gettext_lazy("banner"),
        help_text=gettext_lazy("A wide picture: readers see a strip three times as wide as high, with its credit."),
        widget=PhotoSelect(Topic._meta.get_field("banner"), "articles_photo_choices"),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Topic
        fields = ["name", "introduction", "banner"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["banner"].queryset = Photo.objects.all()
        self.initial["version"] = self.instance.version

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        if problem := topics.problem_of(name):
            raise forms.ValidationError(problem)
        return name


class Standing(admin.SimpleListFilter):
    title = gettext_lazy("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [("open", gettext_lazy("Takes stories in")), ("closed", gettext_lazy("Closed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Topic]) -> QuerySet[Topic]:
        return {"open": queryset.open, "closed": queryset.closed}.get(self.value() or "", queryset.all)()


@admin.register(Topic)
class TopicAdmin(ByVerbs, ByRole, ModelAdmin):
    form = TopicForm
    verbs = topics
    fields = ["name", "introduction", "banner"]
    change_form_template = "desk/topic_form.html"
    list_display = ["stories_page", "standing", "size", "newest", "address"]
    list_display_links = None
    list_filter = [Standing]
    list_per_page = 50
    search_fields = ["name"]
    search_help_text = gettext_lazy("A topic's name, with or without accents")
    sortable_by = []
    actions = None
    show_full_result_count = False
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).with_newest().with_size()

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        return [F("newest_at").desc(nulls_last=True), "-pk"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Topic], search_term: str
    ) -> tuple[QuerySet[Topic], bool]:
        return (queryset.matching(search_term) if search_term.strip() else queryset), False

    @admin.display(description=gettext_lazy("name"))
    def stories_page(self, topic: Topic) -> SafeString:
        return format_html('<a class="desk-headline" href="{}">{}</a>', topic_stories.address_of(topic.pk), topic.name)

    @admin.display(description=gettext_lazy("standing"))
    def standing(self, topic: Topic) -> str:
        if topic.closed_at is None:
            return _("Takes stories in")
        return _("Closed on %(date)s") % {"date": date_format(timezone.localtime(topic.closed_at), "d/m/Y")}

    @admin.display(description=gettext_lazy("stories"))
    def size(self, topic: Topic) -> int:
        return topic.stories

    @admin.display(description=gettext_lazy("last published"))
    def newest(self, topic: Topic) -> str:
        return date_format(timezone.localtime(topic.newest_at), "d/m/Y") if topic.newest_at else "–"

    @admin.display(description=gettext_lazy("address"))
    def address(self, topic: Topic) -> str:
        return topic.get_absolute_url()

    # Changing: a verb, inside the transaction that Django's admin opens ----------------------------------------------

    def page_of(self, object_id: str) -> str:
        """The page of its stories has its log."""
        return reverse("admin:articles_topic_stories", args=[object_id])

    def save_model(self, request: HttpRequest, obj: Topic, form: TopicForm, change: bool) -> None:
        typed = {name: form.cleaned_data[name] for name in ("name", "introduction", "banner")}
        if change:
            kept = topics.change(obj, by=request.user, version=form.cleaned_data["version"], **typed)
        else:
            kept = topics.create(by=request.user, **typed)
        # The very object the admin goes on with: it names it in its message.
        obj.__dict__.update(kept.__dict__)

    def response_post_save_add(self, request: HttpRequest, obj: Topic) -> HttpResponse:
        return HttpResponseRedirect(topic_stories.address_of(obj.pk))

    def response_post_save_change(self, request: HttpRequest, obj: Topic) -> HttpResponse:
        return HttpResponseRedirect(topic_stories.address_of(obj.pk))

    def get_urls(self) -> list[URLPattern]:
        stories = self.admin_site.admin_view(topic_stories.page)
        return [path("<int:pk>/stories/", stories, name="articles_topic_stories"), *super().get_urls()]
