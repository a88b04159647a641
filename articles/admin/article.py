"""Stories at the desk: the list and the form. Whatever changes a story is a verb of workflow; nothing is saved here."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin

from accounts.by_role import may
from articles import workflow
from articles.admin import (
    addresses,
    autosave,
    beside,
    calendar,
    conflict,
    doctor,
    history,
    kept_text,
    pasting,
    presence,
    preview,
    reading,
    revisions,
    sharing,
    similar,
    story_list,
    story_statistics,
    story_topics,
    verbs,
    writing,
)
from articles.admin.article_form import NEW_PICTURE, NEW_PICTURE_WORDS, StoryForm, refusal_of, take_in_new_picture
from articles.admin.choices import PickableView
from articles.admin.origin import list_url
from articles.admin.panel import panel
from articles.admin.reach import stories_of, story_in_reach
from articles.checklist import SIMILAR
from articles.models import Article, Verb
from articles.refusals import HeldBack, Refusal


@admin.register(Article)
class ArticleAdmin(ModelAdmin):
    form = StoryForm
    fieldsets = [
        (None, {"fields": ["kicker", "title", "lead", "body"]}),
        (
            gettext_lazy("Section, kind and tags"),
            {"fields": ["section", "secondary_sections", "kind", "tags"], "classes": ["beside"]},
        ),
        (
            gettext_lazy("Lead picture"),
            {"fields": ["lead_photo", NEW_PICTURE, *NEW_PICTURE_WORDS], "classes": ["beside"]},
        ),
        (gettext_lazy("Source"), {"fields": ["source_name", "source_url"], "classes": ["beside"]}),
    ]
    compressed_fields = False
    change_form_template = "desk/story_form.html"
    view_on_site = False

    search_fields = ["title"]

    # Who may ---------------------------------------------------------------------------------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may(request, "articles.view_article")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.may("articles.add_article")

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return request.user.may("articles.view_article")

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Lets every post of a story in reach through to workflow.edit(), whose refusal keeps what was typed."""
        return request.user.may("articles.change_article")

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        if obj is None:
            return request.user.may("articles.delete_article")
        return workflow.is_available(Verb.DELETE, obj, request.user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return stories_of(request)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Article:
        return story_in_reach(request, object_id)

    # The list: articles.admin.story_list ---------------------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return story_list.page(request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        return (queryset.matching(search_term, unfinished=True) if search_term.strip() else queryset), False

    # The form ------------------------------------------------------------------------------------------------------

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().add_view(request, form_url, {"title": _("New story"), **(extra_context or {})})

    def get_form(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> type[ModelForm]:
        form = super().get_form(request, obj, **kwargs)
        form.request = request
        return form

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            article = story_in_reach(request, object_id)
        except PermissionDenied:
            return kept_text.out_of_reach(request, object_id)
        if request.method != "POST":
            request.stored = article
            request.unsaved = autosave.opened(request, article)
            if not workflow.is_available(Verb.EDIT, article, request.user):
                return kept_text.page(request, article) if request.unsaved else reading.page(request, article)
        return super().change_view(request, object_id, *args, **kwargs)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST":
            self._require_writer(request, object_id)
            object_id = object_id or autosave.begun_as(request)
            take_in_new_picture(request)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            # The save is rolled back. The same form once more, bound to what was typed, and with the reason.
            request.refusal = refusal
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _require_writer(self, request: HttpRequest, object_id: str | None) -> None:
        if object_id is not None:
            story_in_reach(request, object_id)
        if not (request.user.may("articles.add_article") and request.user.may("articles.add_photo")):
            raise PermissionDenied

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Article | None = None, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        if obj is not None:
            # `obj` has what was typed in it, and a save has made another story of what was read before it.
            stored = getattr(request, "stored", None) or story_in_reach(request, obj.pk)
            context |= {"panel": panel(request, stored, editing=True), "subtitle": stored.title}
            if refusal := refusal_of(request):
                context["conflict"] = conflict.context(form, stored, refusal)
                # The panel of the conflict says it already; nothing in the fields is wrong.
                form.errors.clear()
                context["errors"] = []
        context |= autosave.form_context(request, stored if obj is not None else None) | writing.form_context()
        context["doctor_rules"] = doctor.panel()
        context["may_submit"] = obj is None or Verb.SUBMIT in context["panel"]["verbs"]
        response = super().render_change_form(request, context, *args, obj=obj, **kwargs)
        if refusal := refusal_of(request):
            response.status_code = refusal.status
        elif "revision" in form.errors:
            response.status_code = 400
        return response

    # Saving: one verb, inside the transaction that Django's admin opens ----------------------------------------------

    def save_model(self, request: HttpRequest, obj: Article, form: StoryForm, change: bool) -> None:
        """Nothing: see save_related()."""

    def save_related(self, request: HttpRequest, form: StoryForm, formsets: list[Any], change: bool) -> None:
        """Hand what was typed to the workflow. Its Refusal goes up to changeform_view()."""
        if not change:
            request.stored = workflow.create(form.content(), by=request.user)
            form.instance.pk = request.stored.pk
            autosave.finish(request, request.stored)
            return
        before = Article.objects.get(pk=form.instance.pk)
        content, revision, details = form.content(), form.cleaned_data["revision"], None
        if "_merge" in request.POST:
            content, revision, details = conflict.merged(form, before)
        request.stored = workflow.edit(before, content, by=request.user, revision=revision, details=details)
        request.before = before
        autosave.finish(request, request.stored)

    def construct_change_message(self, *args: Any, **kwargs: Any) -> list[Any]:
        return []

    def log_addition(self, *args: Any) -> None:
        """The story's own log has it; Django's would keep titles where everybody on the staff might read them."""

    def log_change(self, *args: Any) -> None:
        """See log_addition()."""

    def log_deletions(self, *args: Any) -> None:
        """See log_addition()."""

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        messages.success(request, _("The story has been saved as a draft."))
        return self._after_saving(request)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        before, stored = request.before, request.stored
        if stored.version == before.version:
            unchanged = _("Everything is saved: nothing has changed since version %(number)d.")
            messages.info(request, unchanged % {"number": stored.version})
        elif "_merge" in request.POST:
            numbers = {"number": stored.version, "other": before.version}
            messages.success(request, _("Merged with version %(other)d and saved as version %(number)d.") % numbers)
        else:
            messages.success(request, _("Saved as version %(number)d.") % {"number": stored.version})
        if before.status == Article.Status.APPROVED and stored.status != before.status:
            messages.warning(request, _("The approval was for the text before your change: it must be approved again."))
        return self._after_saving(request)

    def _after_saving(self, request: HttpRequest) -> HttpResponse:
        stored = request.stored
        if "_submit" in request.POST:
            acknowledged = request.POST.getlist("acknowledged")
            try:
                workflow.submit(stored, by=request.user, revision=stored.version, acknowledged=acknowledged)
                messages.success(request, verbs.DONE[Verb.SUBMIT])
            except Refusal as refusal:
                messages.error(request, _("Saved, but not submitted. %(reason)s") % {"reason": refusal})
                if isinstance(refusal, HeldBack) and refusal.names_only(SIMILAR):
                    return HttpResponseRedirect(similar.address(stored, acknowledged))
                return HttpResponseRedirect(f"{verbs.where_next(request, stored.pk)}#desk-checklist")
        if "_save" in request.POST:
            return HttpResponseRedirect(list_url(request))
        return HttpResponseRedirect(verbs.where_next(request, stored.pk))

    # Other pages of one story ----------------------------------------------------------------------------------------

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        return history.page(request, story_in_reach(request, object_id))

    def preview_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """See preview.page(). A story that was never saved has only what is typed, so it is asked for by POST alone."""
        if pk is not None:
            article = story_in_reach(request, pk)
        elif self.has_add_permission(request):
            article = None
        else:
            raise PermissionDenied
        if article is None and request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return preview.page(request, article, self.get_form(request, article, change=article is not None))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[str], dict, set, list]:
        """A draft goes with its rows; what must not go, workflow.delete() refuses in words."""
        return [str(obj) for obj in objs], {}, set(), []

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        workflow.delete(obj, by=request.user)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        article = story_in_reach(request, object_id)
        try:
            return super().delete_view(request, object_id, extra_context)
        except Refusal as refusal:
            return verbs.refused(request, article, refusal)

    def get_urls(self) -> list[URLPattern]:
        protect = self.admin_site.admin_view
        own = [
            path(f"<int:pk>/{verb}/", protect(verbs.perform), {"verb": verb}, name=f"articles_article_{verb}")
            for verb in verbs.PERFORM
        ]
        own += [
            path("paste/", pasting.clean_paste, name="articles_article_paste"),
            path("autosave/", autosave.autosave_new, name="articles_article_autosave_new"),
            path("<int:pk>/autosave/", autosave.autosave, name="articles_article_autosave"),
            path("doctor/", doctor.examine, name="articles_article_doctor_new"),
            path("<int:pk>/doctor/", doctor.examine, name="articles_article_doctor"),
            path("<int:pk>/doctor/ignore/", doctor.ignore, name="articles_article_doctor_ignore"),
            path("<int:pk>/doctor/heed/", doctor.heed, name="articles_article_doctor_heed"),
            path("<int:pk>/presence/", presence.presence, name="articles_article_presence"),
            path("<int:pk>/discard/", protect(autosave.discard), name="articles_article_discard"),
        ]
        pickable = protect(PickableView.as_view(admin_site=self.admin_site))
        own += [
            path("calendar/", protect(calendar.page), name="articles_article_calendar"),
            path("address/", protect(addresses.check), name="articles_article_address"),
            path("linkable/", protect(addresses.stories), name="articles_article_linkable"),
            path("pickable/", pickable, name="articles_article_pickable"),
            path("<int:pk>/version/<int:number>/", protect(revisions.version), name="articles_article_version"),
            path("<int:pk>/compare/", protect(revisions.compare), name="articles_article_compare"),
            path("preview/", protect(self.preview_view), name="articles_article_preview_typed"),
            path("<int:pk>/preview/", protect(self.preview_view), name="articles_article_preview"),
            path("<int:pk>/share/", protect(sharing.share), name="articles_article_share"),
            path("<int:pk>/unshare/", protect(sharing.unshare), name="articles_article_unshare"),
            path("<int:pk>/topics/", protect(story_topics.change), name="articles_article_topics"),
            path("<int:pk>/statistics/", protect(story_statistics.page), name="articles_article_statistics"),
            path("<int:pk>/statistics.csv", protect(story_statistics.file), name="articles_article_statistics_file"),
            path("<int:pk>/similar/", protect(similar.page), name="articles_article_similar"),
            path("<int:pk>/similar/link/", protect(similar.link), name="articles_article_link_similar"),
            path("<int:pk>/beside/", protect(beside.page), name="articles_article_beside"),
            path("<int:pk>/beside/pick/", protect(beside.put_first), name="articles_article_put_first"),
        ]
        return [*own, *super().get_urls()]
