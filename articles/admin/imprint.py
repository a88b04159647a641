"""The imprint: a managing editor or an administrator sets what the paper says of itself to its readers."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSingleDateWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from articles import imprint
from articles.admin.settings_page import SettingsForm, SettingsPage, day_in_words
from articles.models import Imprint, ImprintChange

TEXTS = ["about", "principles"]


class ImprintForm(SettingsForm):
    groups = [
        (gettext_lazy("Who answers for the paper"), ["legal_name", "governing_body", "editor_in_chief", "deputies"]),
        (gettext_lazy("Licence"), ["licence_number", "licence_issuer", "licence_date"]),
        (gettext_lazy("How to reach the newsroom"), ["address", "phone", "hotline", "email"]),
        (gettext_lazy("What readers are told"), ["source_notice", *TEXTS]),
    ]

    class Meta:
        model = Imprint
        fields = [
            "legal_name",
            "governing_body",
            "editor_in_chief",
            "deputies",
            "licence_number",
            "licence_issuer",
            "licence_date",
            "address",
            "phone",
            "hotline",
            "email",
            "source_notice",
            "about",
            "principles",
        ]
        widgets = dict.fromkeys(fields, UnfoldAdminTextInputWidget) | {
            "licence_date": UnfoldAdminSingleDateWidget,
            **dict.fromkeys(TEXTS, UnfoldAdminTextareaWidget(attrs={"rows": 6})),
        }


PAGE = SettingsPage(
    form=ImprintForm,
    log=ImprintChange,
    set_to=imprint.change,
    view=imprint.VIEW,
    change=imprint.CHANGE,
    title=gettext_lazy("Imprint"),
    about=gettext_lazy(
        "What the law asks every paper to say of itself: it stands at the foot of every page and on the page of the "
        "newsroom, and search engines read it. What is left empty is not shown."
    ),
    for_viewers=gettext_lazy("A managing editor or an administrator sets it."),
    in_words=day_in_words,
)


def page(request: HttpRequest) -> HttpResponse:
    return PAGE.answer(request)
