"""Every question about many rows, named once. Imports no model, so models import it.

Nothing else in the code filters on a status or on a live range (a test reads the code and says so).
"""

from articles.querysets.desk import EditingSessionQuerySet, NoticeQuerySet, PreviewLinkQuerySet
from articles.querysets.fronts import BreakingNewsQuerySet, FrontLayoutQuerySet
from articles.querysets.photos import PhotoQuerySet
from articles.querysets.published import (
    TEASER_OF_STORY,
    CorrectionQuerySet,
    PublishedArticleQuerySet,
)
from articles.querysets.related import Near, RelatedStoryQuerySet, StorySubjectQuerySet
from articles.querysets.sections import SECTIONS_GROUPED, SectionQuerySet
from articles.querysets.shingles import StoryShingleQuerySet
from articles.querysets.stories import ArticleQuerySet, BylineQuerySet, StoryWords, sections_edited_by
from articles.querysets.tags import MOST_COUNTED, TagQuerySet
from articles.querysets.topics import TopicQuerySet

__all__ = [
    "ArticleQuerySet",
    "BreakingNewsQuerySet",
    "BylineQuerySet",
    "CorrectionQuerySet",
    "EditingSessionQuerySet",
    "FrontLayoutQuerySet",
    "MOST_COUNTED",
    "Near",
    "NoticeQuerySet",
    "PhotoQuerySet",
    "PreviewLinkQuerySet",
    "PublishedArticleQuerySet",
    "RelatedStoryQuerySet",
    "SECTIONS_GROUPED",
    "SectionQuerySet",
    "StoryShingleQuerySet",
    "StorySubjectQuerySet",
    "StoryWords",
    "TEASER_OF_STORY",
    "TagQuerySet",
    "TopicQuerySet",
    "sections_edited_by",
]
