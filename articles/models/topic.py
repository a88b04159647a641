"""Topics ("Chuyên đề"): sets of stories that editors put together, with an introduction and an order by hand."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.photo import Photo
from articles.models.subject_log import SubjectLogEntry
from articles.querysets import TopicQuerySet
from newsroom import vietnamese
from newsroom.addresses import address_of
from newsroom.slugs import PLAIN, free_slug

# Of a name and of an address.
LONGEST = 120


class Topic(models.Model):
    """A topic. Made, changed and arranged in articles.topics.

    It belongs to no story's text: what stands in it changes without a new version of any story, and readers see it at
    once. They see a topic as soon as one of its stories is live.
    """

    name = models.CharField(_("name"), max_length=LONGEST)
    key = models.CharField(max_length=LONGEST, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=LONGEST, unique=True, editable=False)
    introduction = models.TextField(_("introduction"), blank=True, help_text=_("Plain text, in paragraphs."))
    banner = models.ForeignKey(
        Photo, verbose_name=_("banner"), on_delete=models.PROTECT, null=True, blank=True, related_name="topics"
    )
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False, help_text="of name, introduction and banner")
    arrangement = models.PositiveIntegerField(default=0, editable=False, help_text="of the order by hand")

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        permissions = [("curate_topic", "Can put stories into topics and arrange them")]
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="topic_has_a_key"),
            models.CheckConstraint(condition=Q(slug__regex=PLAIN), name="topic_slug_is_plain"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("public:topic", slug=self.slug)

    @property
    def is_open(self) -> bool:
        """Whether stories can be put into it."""
        return self.closed_at is None

    @property
    def shown_banner(self) -> dict[str, Any] | None:
        """The picture as pages show it; expects `banner` selected."""
        return self.banner.as_shown() if self.banner else None

    def free_address(self) -> str:
        """The address its name makes, with a number where another topic has or had that one."""
        return free_slug(vietnamese.slugify(self.name), LONGEST, self._is_anothers)

    def _is_anothers(self, slug: str) -> bool:
        # In this order: a topic that is renamed meanwhile has the address before, and its alias after.
        others = (
            Topic.objects.filter(slug=slug).exclude(pk=self.pk),
            TopicAlias.objects.filter(slug=slug).exclude(topic=self.pk),
        )
        return any(rows.exists() for rows in others)


class TopicAlias(models.Model):
    """An address that a topic had: it goes on leading there."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="aliases")
    slug = models.CharField(max_length=LONGEST, unique=True)
    since = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.slug


class TopicStory(models.Model):
    """One story in one topic, with what the topic's list orders and pages by.

    `place` is set for those that stand first, in an order by hand. `first_published_at` is that of the story's
    versions, kept here by articles.publishing: null while readers have seen none and are promised none.
    """

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="story_rows")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="topic_rows")
    place = models.PositiveSmallIntegerField(null=True)
    first_published_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["topic", "article"], name="story_once_per_topic"),
            models.UniqueConstraint(fields=["topic", "place"], name="one_story_at_a_place_of_a_topic"),
        ]
        indexes = [
            models.Index(fields=["topic", "place", "-first_published_at", "-article"], name="topic_arranged"),
            models.Index(fields=["topic", "-first_published_at", "-article"], name="topic_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.article_id}"


class TopicVerb(models.TextChoices):
    """Everything that can be done with a topic."""

    CREATE = "create", _("Topic made")
    CHANGE = "change", _("Changed")
    ADD = "add", _("Story added")
    REMOVE = "remove", _("Story taken out")
    ARRANGE = "arrange", _("Arranged")
    CLOSE = "close", _("Closed")
    REOPEN = "reopen", _("Opened again")
    DELETE = "delete", _("Topic deleted")


class TopicLogEntry(SubjectLogEntry):
    """One verb done to one topic: who, when, what. Append-only; outlives the topic."""

    topic = models.ForeignKey(Topic, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="log")
    name = models.CharField(_("name"), max_length=LONGEST)
    verb = models.CharField(_("verb"), max_length=12, choices=TopicVerb.choices)

    class Meta:
        verbose_name = _("log entry of a topic")
        verbose_name_plural = _("log entries of topics")
        ordering = ["-id"]
        indexes = [models.Index(fields=["topic", "-id"], name="topic_log_newest")]
