"""Own settings: the language of the desk, and which notices one wants."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldBooleanSwitchWidget

from accounts.models import User


class OwnSettingsForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["language", "notices_at_desk", "notices_by_mail"]
        widgets = {
            "language": UnfoldAdminRadioSelectWidget,
            "notices_at_desk": UnfoldBooleanSwitchWidget,
            "notices_by_mail": UnfoldBooleanSwitchWidget,
        }
        help_texts = {
            "language": gettext_lazy("The language of the desk. Stories and the website are not affected."),
            "notices_at_desk": gettext_lazy("Behind the bell at the top of every page."),
        }


def page(request: HttpRequest) -> HttpResponse:
    """GET shows the person's own settings, POST changes them; nobody else's can be named."""
    person = User.objects.get(pk=request.user.pk)
    form = OwnSettingsForm(request.POST if request.method == "POST" else None, instance=person)
    if request.method == "POST" and form.is_valid():
        person.save(update_fields=OwnSettingsForm.Meta.fields)
        with translation.override(person.language):
            messages.success(request, _("Your settings have been saved."))
        return HttpResponseRedirect(reverse("desk:account"))
    context = {
        **admin.site.each_context(request),
        "title": _("My settings"),
        "form": form,
        "address": request.user.email,
        "mail_is_sent": settings.MAIL_NOTICES,
    }
    return TemplateResponse(request, "desk/account.html", context, status=400 if form.errors else 200)
