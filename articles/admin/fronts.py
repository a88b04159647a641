"""The fronts at the desk: a managing editor arranges them, sees them as readers would, and goes back in their history.

A save over a layout that somebody else has changed meanwhile answers 409 with everything typed, and what differs.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import fronts
from articles.admin.front_differences import changes_between
from articles.admin.front_form import FrontForm, found_stories, read_moment
from articles.arrangement import LINE, merged
from articles.fronts import Front, StaleLayout
from articles.models import FrontLayout, Section
from articles.preview_pages import kept_secret
from articles.public.family import section_family
from articles.public.front import arranged_home, section_front
from articles.public.front_pages import first_page_of_section, home_page
from articles.refusals import BadRequest, Refusal
from articles.workflow import database_now

HOME = "home"
LAYOUTS_SHOWN = 30
STORIES_FOUND = 20

View = Callable[..., HttpResponse]


def for_arrangers(view: View) -> View:
    """A page for those who arrange fronts; 403 for everybody else, before anything is read."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.may(fronts.ARRANGE):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_arrangers
def page(request: HttpRequest, name: str) -> HttpResponse:
    """GET shows the front's form, POST saves it. 409 where somebody else did meanwhile, 400 for what makes no sense."""
    front, names = front_called(name), section_names()
    if request.method != "POST":
        return _form(request, name, front, FrontForm(front.arrangement, names))
    form = FrontForm(front.arrangement, names, request.POST)
    if form.problems:
        return _form(request, name, front, form, status=BadRequest.status)
    try:
        layout = _saved(request, front, form)
    except StaleLayout as refusal:
        return _form(request, name, front, form, refusal=refusal, status=refusal.status)
    except BadRequest as refusal:
        return _form(request, name, front, form, problem=str(refusal), status=refusal.status)
    if layout and layout.number != _number(request.POST.get("base")):
        messages.success(request, _("The layout has been saved. Readers see it within half a minute."))
    else:
        messages.info(request, _("Nothing was changed, so nothing was saved."))
    return HttpResponseRedirect(reverse("desk:front", args=[name]))


def _saved(request: HttpRequest, front: Front, form: FrontForm) -> FrontLayout | None:
    wanted, base = form.arrangement, _number(request.POST.get("base"))
    if "_merge" in request.POST:
        wanted = merged(front.arrangement_of(_began(request, front)), wanted, front.arrangement)
    return fronts.arrange(front.section, wanted, by=request.user, base=base)


def _began(request: HttpRequest, front: Front) -> FrontLayout | None:
    """The layout from which the person started, where it is not the one in force."""
    number = _number(request.POST.get("began") or request.POST.get("base"))
    return FrontLayout.objects.of(front.section).filter(number=number).first()


def _form(
    request: HttpRequest,
    name: str,
    front: Front,
    form: FrontForm,
    *,
    problem: str = "",
    refusal: StaleLayout | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **_frame(request, name, front),
        "form": form,
        "problem": problem,
        "base": request.POST.get("base", front.base),
        "began": request.POST.get("began", ""),
        "at": request.POST.get("at", ""),
        "unsaved": request.method == "POST",
        "line": LINE,
        "script_words": _script_words(),
        **(_conflict(request, front, form, refusal) if refusal else {}),
    }
    return TemplateResponse(request, "desk/front.html", context, status=status)


def _conflict(request: HttpRequest, front: Front, form: FrontForm, refusal: StaleLayout) -> dict[str, Any]:
    """What both changed since the layout the person started from; who saves again saves over the newest."""
    began = _began(request, front)
    base = front.arrangement_of(began)
    theirs = front.arrangement_of(refusal.newest)
    return {
        "conflict": refusal,
        "theirs": changes_between(base, theirs, form.names),
        "mine": changes_between(base, form.arrangement, form.names),
        "base": refusal.newest.number,
        "began": began.number if began else 0,
    }


def _script_words() -> dict[str, str]:
    """What desk/front.js says."""
    return {
        "set": _("{story} is set at {place}."),
        "moved": _("Moved to {place}."),
        "part": _("{part} is number {number} now."),
        "removed": _("{place} shows the newest story now."),
        "full": _("Three stories are set here already. Take one away first."),
        "live": _("Live"),
        "scheduled": _("Scheduled"),
    }


@require_POST
@csp_replace(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])
@kept_secret
@for_arrangers
def preview(request: HttpRequest, name: str) -> HttpResponse:
    """The front as readers would see it by what the form holds, now or at the moment `at`; nothing is stored."""
    front, names = front_called(name), section_names()
    form = FrontForm(front.arrangement, names, request.POST)
    typed = request.POST.get("at", "").strip()
    at = read_moment(typed)
    wrong = form.problems + ([_("Give day and time, as in 23/11/2026 08:30.")] if typed and at is None else [])
    context: dict[str, Any] = {
        "title": _title(front),
        "aside": _("Your layout is still open in the other tab."),
        "wrong": [("", [problem]) for problem in wrong],
        "wrong_title": _("Please correct this before the front can be previewed."),
        "frame_title": _("The front as readers would see it"),
    }
    if wrong:
        return render(request, "desk/preview.html", context, status=BadRequest.status)
    context["label"] = _("as at %(time)s") % {"time": f"{timezone.localtime(at):%H:%M %d/%m/%Y}"} if at else _("now")
    context["document"] = _as_readers_would_see(request, front, form.arrangement.as_json(), at).content.decode()
    return render(request, "desk/preview.html", context)


def _as_readers_would_see(
    request: HttpRequest, front: Front, stored: dict[str, Any], at: datetime | None
) -> HttpResponse:
    now = at or database_now()
    if front.section is None:
        return home_page(request, arranged_home(stored, now, at))
    top, subsections = section_family(front.section.slug)
    return first_page_of_section(request, top, subsections, section_front(top, stored, now, at))


@require_safe
@for_arrangers
def history(request: HttpRequest, name: str) -> HttpResponse:
    """The newest layouts, each with what it changed, and what differs between any two: `?from=1&to=3`."""
    return _history(request, name, front_called(name))


def _history(request: HttpRequest, name: str, front: Front, problem: str = "", status: int = 200) -> HttpResponse:
    names = section_names()
    layouts = list(FrontLayout.objects.of(front.section)[: LAYOUTS_SHOWN + 1])
    before = [front.arrangement_of(layout) for layout in layouts[1:]] + [front.usual]
    moments = [
        (layout, changes_between(earlier, front.arrangement_of(layout), names))
        for layout, earlier in zip(layouts, before, strict=True)
    ][:LAYOUTS_SHOWN]
    chosen = [
        next((layout for layout in layouts if str(layout.number) == request.GET.get(side)), None)
        for side in ("from", "to")
    ]
    compared = None
    if all(chosen):
        old, new = (front.arrangement_of(layout) for layout in chosen)
        compared = changes_between(old, new, names)
    context = {**_frame(request, name, front), "moments": moments, "chosen": chosen, "compared": compared}
    context |= {"problem": problem, "subtitle": _("History")}
    return TemplateResponse(request, "desk/front_history.html", context, status=status)


@require_POST
@for_arrangers
def restore(request: HttpRequest, name: str) -> HttpResponse:
    """Put an earlier layout in force again: fields `number` and `base`."""
    front = front_called(name)
    number, base = _number(request.POST.get("number")), _number(request.POST.get("base"))
    try:
        fronts.restore(front.section, number, by=request.user, base=base)
    except Refusal as refusal:
        return _history(request, name, front_called(name), problem=str(refusal), status=refusal.status)
    messages.success(request, _("Layout %(number)d is in force again.") % {"number": number})
    return HttpResponseRedirect(reverse("desk:front", args=[name]))


@require_safe
def stories(request: HttpRequest) -> JsonResponse:
    """Stories to place, by the words in `q`: {results: [{number, title, section, state, words}]}."""
    if not (request.user.may(fronts.ARRANGE) or request.user.may(fronts.ANNOUNCE)):
        raise PermissionDenied
    return JsonResponse({"results": [vars(card) for card in found_stories(request.GET.get("q", ""), STORIES_FOUND)]})


# Fronts by name -------------------------------------------------------------------------------------------------------


def front_called(name: str) -> Front:
    """The front at `home`, or of the section of the first level with this key. Raises Http404."""
    if name == HOME:
        return fronts.front_of(None)
    if not (name.isascii() and name.isdigit() and len(name) < 18):
        raise Http404
    section = Section.objects.top_level().filter(pk=name).first()
    if section is None:
        raise Http404
    return fronts.front_of(section)


def section_names() -> dict[int, str]:
    """{key: name} of the sections of the first level, in the editors' order."""
    return dict(Section.objects.top_level().values_list("pk", "name"))


def _title(front: Front) -> str:
    return front.section.name if front.section else _("Home page")


def _frame(request: HttpRequest, name: str, front: Front) -> dict[str, Any]:
    choices: Mapping[str, str] = {HOME: _("Home page"), **{str(key): label for key, label in section_names().items()}}
    return {
        **admin.site.each_context(request),
        "title": _title(front),
        "name": name,
        "front": front,
        "choices": choices,
        "public_url": front.section.get_absolute_url() if front.section else "/",
    }


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else 0
