"""What lists show of a story is what its own page says."""

import pytest

from articles.models import PublishedArticle
from articles.public.in_lists import headlines, teaser
from articles.teasers import Teaser, teasers
from tests.factories import PhotoFactory, SectionFactory
from tests.public.stories import live_story

pytestmark = pytest.mark.django_db


def teaser_of(story: PublishedArticle) -> Teaser:
    (found,) = teasers(PublishedArticle.objects.live().of_articles([story.article_id]).for_teasers())
    return found


def test_a_teaser_has_what_the_version_has() -> None:
    below = SectionFactory(parent=SectionFactory())
    for story in (live_story(below, kicker="Vụ xuân", lead_photo=PhotoFactory(focus_x=20, focus_y=30)), live_story()):
        found = teaser_of(story)
        for name in ("pk", "article_id", "first_published_at", "kind", "kicker", "title", "lead", "lead_photo"):
            assert getattr(found, name) == getattr(story, name)
        assert found.get_absolute_url() == story.get_absolute_url()
        assert found.section_name == story.section.name


def test_what_a_list_says_of_a_story_is_text_and_never_markup() -> None:
    story = teaser_of(live_story(kicker="<b>", title="Lúa & <script>", lead="<img onerror=x>"))._replace(
        section_name="<i>", slug='"><script>'
    )
    shown = teaser(story, "h2", "row", words=40, place=True) + headlines([story])
    for tag in ("<b>", "<i>", "<img", "<script>"):
        assert tag not in shown
    for text in ("&lt;b&gt;", "&lt;i&gt;", "Lúa &amp; &lt;script&gt;", "&lt;img onerror=x&gt;"):
        assert text in shown
