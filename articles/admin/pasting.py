"""What the text editor's paste becomes: POST /admin/articles/article/paste/, fields `html` and `text` of a clipboard.

Answers {"html", "inline", "pictures": [{"after", "caption", "where"}], "problem", "how", "left_out", "offer": null or
{"question", "texts": [[as it is, in Unicode]], "sample"}} in the person's
language; nothing is stored and nothing fetched. static/desk/paste.js asks, and falls back on the editor's own filter.
"""

from collections import Counter
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.presence import answers_json
from articles.body_policy import web_host
from articles.pasting.clipboard import InUnicode, LeftOut, Pasted, paste
from articles.pasting.pictures import MissingPicture

_HOW = gettext_lazy(
    "Save the picture on this computer. Then go to its place above and press the Picture button, or drag it there."
)


@answers_json
def clean_paste(request: HttpRequest) -> JsonResponse:
    """The clipboard as clean text, and in words what of it could not be taken."""
    if not request.user.may("articles.change_article"):
        raise PermissionDenied(_("You may not write stories."))
    own = {request.get_host().partition(":")[0], web_host(settings.SITE_URL)} - {""}
    taken = paste(request.POST.get("html", ""), request.POST.get("text", ""), own_hosts=own)
    return JsonResponse({"html": taken.html, "inline": taken.inline} | _told(taken) | _offer(taken.in_unicode))


def _offer(offer: InUnicode | None) -> dict[str, object]:
    """A paste converts nothing by itself: the person is shown what it would read, and asked."""
    if offer is None or not offer.texts:
        return {"offer": None}
    question = _("This text seems to be typed in %(encoding)s. Convert it to Unicode?") % {"encoding": offer.encoding}
    sample = max(offer.texts[:5], key=lambda pair: len(pair[0]))
    return {"offer": {"question": question, "texts": offer.texts, "sample": sample}}


def _told(taken: Pasted) -> dict[str, object]:
    return {
        "pictures": [
            {"after": picture.after, "caption": picture.caption, "where": _where(picture)}
            for picture in dict.fromkeys(taken.pictures)  # an album's wait for one caption
        ],
        "problem": _problem(taken.pictures),
        "how": str(_HOW) if taken.pictures else "",
        "left_out": _left_out(taken.left_out),
    }


def _problem(pictures: Sequence[MissingPicture]) -> str:
    if not pictures:
        return ""
    number = len(pictures)
    told = ngettext("%(number)d picture could not be pasted.", "%(number)d pictures could not be pasted.", number) % {
        "number": number
    }
    sources = {picture.source for picture in pictures}
    elsewhere = _("Pictures of other sites stay there.")
    inside = _("Pictures inside a pasted text are not taken.")
    why = elsewhere if sources == {"elsewhere"} else "" if "elsewhere" in sources else inside
    return f"{told} {why}".rstrip()


def _where(picture: MissingPicture) -> str:
    if picture.caption:
        return _("Its caption waits in the text: “%(caption)s”") % {"caption": picture.caption}
    return _("After “…%(words)s”") % {"words": picture.after} if picture.after else _("At the beginning")


def _left_out(gone: Sequence[LeftOut]) -> str:
    """'Left out: 2 related links, 1 comment.'"""
    numbers = Counter(each.what for each in gone if each.words)
    names = {
        "related": lambda number: ngettext("%(number)d related link", "%(number)d related links", number),
        "tags": lambda number: ngettext("%(number)d list of tags", "%(number)d lists of tags", number),
        "comment": lambda number: ngettext("%(number)d comment", "%(number)d comments", number),
        "deleted": lambda number: ngettext("%(number)d deleted passage", "%(number)d deleted passages", number),
        "page": lambda number: ngettext("%(number)d advert or button", "%(number)d adverts or buttons", number),
        "placeholder": lambda number: ngettext("%(number)d empty caption", "%(number)d empty captions", number),
    }
    told = [name(numbers[what]) % {"number": numbers[what]} for what, name in names.items() if numbers[what]]
    return _("Left out: %(things)s.") % {"things": ", ".join(told)} if told else ""
