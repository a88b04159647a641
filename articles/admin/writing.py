"""What the pages where stories are written hand to the scripts of the text editor: words, figures, addresses."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from articles import body, embeds
from articles.admin.editor_words import editor_words
from articles.admin.signs import sign_groups
from articles.layouts import IN_PICTURES
from articles.models import HouseStyle
from articles.pictures import NAME_THEMSELVES
from newsroom.forms import ACCEPTED_PICTURES


def form_context() -> dict[str, Any]:
    """What desk/_editor.html shows; 1 query."""
    style = HouseStyle.current()
    return {
        "editor": {
            "data": {
                "words": editor_words(),
                "say": _said(),
                "buttons": _buttons(),
                "wordsPerMinute": body.WORDS_PER_MINUTE,
                "limits": {
                    "title": {"words": style.title_words_max, "characters": style.title_characters_max},
                    "lead": {
                        "words": style.lead_words_max,
                        "least": style.lead_words_min,
                        "characters": style.lead_characters_max,
                    },
                    "body": {"least": style.body_words_min, "notFor": IN_PICTURES},
                },
                "creditsThatNameThemselves": NAME_THEMSELVES,
                "check": reverse("admin:articles_article_address"),
                "stories": reverse("admin:articles_article_linkable"),
                "photos": reverse("admin:articles_photo_choices"),
                "upload": reverse("admin:articles_photo_upload"),
            },
            "signs": sign_groups(),
            "hosts": " · ".join(embeds.HOSTS),
            "accept": ACCEPTED_PICTURES,
        }
    }


def _buttons() -> dict[str, str]:
    """Names of the editor's buttons that are ours."""
    return {
        "FullScreen": _("Full screen"),
        "Video": _("Video"),
        "FindText": _("Find and replace"),
        "Signs": _("Special signs"),
        "Tidy": _("Tidy quotation marks and dashes"),
        "Unseen": _("Show no-break spaces"),
    }


def _said() -> dict[str, str]:
    # It goes into the story, which is in the website's language whatever the desk's is.
    with translation.override(settings.LANGUAGE_CODE):
        credit = _("Photo: %(credit)s") % {"credit": "{credit}"}
    return {
        "words": _("Words: {number}"),
        "wordsOf": _("Words: {number} of {limit}"),
        "wordsLeast": _("Words: {number}, at least {limit}"),
        "characters": _("Characters: {number}"),
        "charactersOf": _("Characters: {number} of {limit}"),
        "reading": _("Reading time: about {number} min"),
        "none": _("Nothing found"),
        "found": _("{place} of {number}"),
        "replaced": _("Replaced: {number}"),
        "credit": credit,
        "uploading": _("Uploading the picture ({percentage}%)…"),
        "notUploaded": _("The picture could not be uploaded: there is no connection."),
        "noPicture": _("Choose a picture first."),
        "noPictures": _("No picture found"),
        "noAddress": _("Type an address."),
        "unchecked": _("The address could not be checked: there is no connection. It is checked when you save."),
        "videoUnchecked": _("The video could not be checked: there is no connection. Please try again."),
        "notPlayed": _("Readers see this video as a link."),
        "video": _("Video"),
        "quotes": _("Straight quotation marks to be curled: {number}"),
        "dashes": _("Hyphens between spaces to become dashes: {number}"),
        "nothingToTidy": _("Nothing to change."),
    }
