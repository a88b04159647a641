"""The desk copy of a story: what reporters and editors work on, and readers never see."""

from collections.abc import Collection
from datetime import datetime

from ckeditor.fields import RichTextField
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from accounts.models import Author, FoldedName
from articles.models.photo import Photo
from articles.models.section import Section
from articles.models.tag import TaggedArticle
from articles.querysets import ArticleQuerySet, BylineQuerySet, StoryWords


class Article(models.Model):
    """A story at the desk.

    `version` is the number of its newest revision. It grows by one with every deliberate save and with nothing else, so
    whoever saves names the version they started from. Status and claim change in articles.workflow and
    articles.publishing only.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")

    class Priority(models.IntegerChoices):
        NORMAL = 0, _("Normal")
        HIGH = 1, _("High")
        URGENT = 2, _("Urgent")

    class Kind(models.TextChoices):
        """What sort of story it is: it decides how the story's page is laid out, and what the checklist asks of it."""

        NEWS = "news", _("News story")
        PHOTO = "photo", _("Photo story")
        VIDEO = "video", _("Video story")
        INTERVIEW = "interview", _("Interview")
        LONG_READ = "long_read", _("Long read")

    kind = models.CharField(_("kind of story"), max_length=12, choices=Kind.choices, default=Kind.NEWS)
    kicker = models.CharField(_("kicker"), max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=250)
    lead = models.TextField(_("lead"), blank=True, max_length=2000)
    body = RichTextField(_("body"), blank=True)
    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, null=True, blank=True, related_name="articles"
    )
    source_name = models.CharField(
        _("source"), max_length=120, blank=True, help_text=_("The agency or paper the story is from.")
    )
    source_url = models.CharField(
        _("link to the source"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])]
    )
    lead_photo = models.ForeignKey(
        Photo,
        verbose_name=_("lead picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_articles",
    )
    tags = TaggableManager(_("tags"), through=TaggedArticle, blank=True)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reporter"),
        on_delete=models.PROTECT,
        editable=False,
        related_name="owned_articles",
    )
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False)
    status_since = models.DateTimeField(_("in this status since"), editable=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("claimed by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="claimed_articles",
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    approved_version = models.PositiveIntegerField(_("approved version"), null=True, editable=False)
    deadline = models.DateTimeField(_("deadline"), null=True, editable=False)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL, editable=False
    )
    word_count = models.PositiveIntegerField(_("words"), default=0, editable=False)
    picture_count = models.PositiveSmallIntegerField(_("pictures"), default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    modified_at = models.DateTimeField(_("last saved"), editable=False)
    title_key = models.CharField(max_length=250, editable=False, db_index=True)
    folded_title = models.GeneratedField(
        expression=FoldedName("title"), output_field=models.TextField(), db_persist=True
    )

    objects = ArticleQuerySet.as_manager()

    # From ArticleQuerySet.with_publication(), where the rows come from it.
    was_public: bool
    # From ArticleQuerySet.with_parts().
    has_tags: bool
    has_proposals: bool
    has_writer: bool

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-modified_at", "-id"]
        permissions = [
            ("submit_article", "Can submit a story"),
            ("take_back_article", "Can take back a submitted story"),
            ("claim_article", "Can claim a story"),
            ("release_article", "Can release a claimed story"),
            ("force_release_article", "Can release a story somebody else claimed"),
            ("hand_over_article", "Can hand a claimed story to a colleague"),
            ("send_back_article", "Can send a story back"),
            ("approve_article", "Can approve a story"),
            ("override_four_eyes_article", "Can approve own text, with a reason"),
            ("publish_article", "Can publish a story"),
            ("schedule_article", "Can schedule a story"),
            ("cancel_schedule_article", "Can cancel a schedule"),
            ("withdraw_article", "Can withdraw a story"),
            ("correct_article", "Can set a published story right in public"),
            ("plan_article", "Can set deadline and priority of a story"),
            ("share_article", "Can make and revoke preview links of a story"),
            ("rank_article", "Can keep a story out of the most read"),
        ]
        indexes = [
            models.Index(fields=["status", "-modified_at", "-id"], name="article_status_newest"),
            models.Index(fields=["owner", "-modified_at"], name="article_owner_newest"),
            models.Index(fields=["-modified_at", "-id"], name="article_newest"),
            # The work in hand, a small part of an archive: what is published as it stands waits for nothing.
            models.Index(
                fields=["-modified_at", "-id"], name="article_in_hand_newest", condition=~Q(status="published")
            ),
            GinIndex(StoryWords("kicker", "title"), name="article_words"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "returned", "approved", "published"]),
                name="article_status_known",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True) | Q(status="submitted"), name="article_claimed_while_submitted"
            ),
            # Approval belongs to one version: an approved story is approved as it stands.
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "published"])
                | Q(approved_version__isnull=False, approved_version=F("version")),
                name="article_approval_binds_the_version",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="article_version_from_one"),
            models.CheckConstraint(condition=Q(priority__in=[0, 1, 2]), name="article_priority_known"),
            models.CheckConstraint(
                condition=Q(kind__in=["news", "photo", "video", "interview", "long_read"]), name="article_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Nothing: the database holds them on every write, and the form would ask it once more as somebody types."""

    def is_overdue(self, at: datetime) -> bool:
        """Whether the deadline had passed at `at` without readers having seen the story, nor being about to.

        ArticleQuerySet.overdue() for one story; expects the facts of ArticleQuerySet.with_publication().
        """
        done = self.was_public or self.status == self.Status.PUBLISHED
        return self.deadline is not None and self.deadline <= at and not done


class Byline(models.Model):
    """One name under a story, in order."""

    class Role(models.TextChoices):
        WRITER = "writer", _("Writer")
        PHOTOGRAPHER = "photographer", _("Photographer")
        TRANSLATOR = "translator", _("Translator")
        EDITOR = "editor", _("Compiled by")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, verbose_name=_("author"), on_delete=models.PROTECT, related_name="bylines")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.WRITER)
    affiliation = models.CharField(_("office"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = BylineQuerySet.as_manager()

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "author", "role"], name="byline_once_per_role"),
            models.CheckConstraint(
                condition=Q(role__in=["writer", "photographer", "translator", "editor"]), name="byline_role_known"
            ),
        ]

    def __str__(self) -> str:
        return self.author.name


class SecondarySection(models.Model):
    """Another section in whose lists a story stands too.

    Its main section alone gives it its address, its breadcrumbs and its editors: see permissions.edits_section_of().
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="secondary_sections")
    section = models.ForeignKey(Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("other section")
        verbose_name_plural = _("other sections")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["article", "section"], name="secondary_section_once")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.section_id}"


class RelatedPick(models.Model):
    """A story picked by hand to stand beside another; or its title alone where that story was not in the house."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="picks")
    related = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.PROTECT, null=True, blank=True, related_name="picked_by"
    )
    title = models.CharField(_("title"), max_length=250, blank=True)
    title_key = models.CharField(max_length=250, blank=True, editable=False, db_index=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "related"], name="related_story_once"),
            models.CheckConstraint(condition=~Q(related=F("article")), name="related_story_is_another"),
            models.CheckConstraint(
                condition=Q(related__isnull=False) | ~Q(title_key=""), name="related_story_is_named"
            ),
        ]

    def __str__(self) -> str:
        # Not the title of the story: not everybody who sees the pick may see that.
        return self.title or f"#{self.related_id}"
