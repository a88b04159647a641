"""The tables of the newsroom, one file a subject."""

from articles.models.article import Article, Byline, RelatedPick, SecondarySection
from articles.models.correction import Correction
from articles.models.desk import EditingSession, Notice, PreviewLink
from articles.models.front import BreakingNews, FrontLayout
from articles.models.history import LogEntry, Revision, Verb
from articles.models.house_style import HouseStyle, HouseStyleChange
from articles.models.ignored_mark import IgnoredMark
from articles.models.imported import ImportRecord
from articles.models.imprint import Imprint, ImprintChange
from articles.models.old_address import OldAddress, OldAddressPattern
from articles.models.photo import Photo
from articles.models.published import PublishedArticle, PublishedByline, PublishedSection, PublishedTag
from articles.models.ranking import MostReadBlock, ReadingTrend
from articles.models.readership import (
    DailyViews,
    HourlyViews,
    PendingView,
    ReaderKey,
    RecentView,
    Refusal,
    RefusedViews,
    ShippedJournal,
    ViewSource,
    ViewTotal,
)
from articles.models.related import RelatedStory, StorySubject, StoryTerm
from articles.models.section import Section
from articles.models.shingle import StoryShingle
from articles.models.tag import Tag, TagAlias, TaggedArticle, TagLogEntry, TagVerb
from articles.models.topic import Topic, TopicAlias, TopicLogEntry, TopicStory, TopicVerb
from articles.models.words import PublishedWords

__all__ = [
    "Article",
    "BreakingNews",
    "Byline",
    "Correction",
    "DailyViews",
    "EditingSession",
    "FrontLayout",
    "HourlyViews",
    "HouseStyle",
    "HouseStyleChange",
    "IgnoredMark",
    "ImportRecord",
    "Imprint",
    "ImprintChange",
    "LogEntry",
    "MostReadBlock",
    "Notice",
    "OldAddress",
    "OldAddressPattern",
    "PendingView",
    "Photo",
    "PreviewLink",
    "PublishedArticle",
    "PublishedByline",
    "PublishedSection",
    "PublishedTag",
    "PublishedWords",
    "ReaderKey",
    "ReadingTrend",
    "RecentView",
    "Refusal",
    "RefusedViews",
    "RelatedPick",
    "RelatedStory",
    "Revision",
    "SecondarySection",
    "Section",
    "ShippedJournal",
    "StoryShingle",
    "StorySubject",
    "StoryTerm",
    "Tag",
    "TagAlias",
    "TagLogEntry",
    "TagVerb",
    "TaggedArticle",
    "Topic",
    "TopicAlias",
    "TopicLogEntry",
    "TopicStory",
    "TopicVerb",
    "Verb",
    "ViewSource",
    "ViewTotal",
]
