"""Two texts side by side, when a save met a story that had moved on."""

from typing import Any

from articles.admin.article_form import StoryForm
from articles.admin.reach import pick_titles
from articles.compare import differences
from articles.content import Content
from articles.models import Article
from articles.refusals import Refusal, StaleRevision


def compare(form: StoryForm, stored: Article, refusal: Refusal) -> dict[str, Any]:
    """Context of desk/_conflict.html: why the save was refused, and where typed and stored text differ."""
    theirs, mine = Content.of(stored).cleaned(), form.content().cleaned()
    return {
        "refusal": refusal,
        "stored": stored,
        # Only a newer text can be saved over; a claim or a status cannot be talked away.
        "may_save_over": isinstance(refusal, StaleRevision),
        "differences": differences(theirs, mine, title_of=pick_titles(form.request, theirs, mine)),
    }
