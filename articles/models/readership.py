"""How often stories were read. Written by articles.counting and articles.readership alone, never on the rows of the
stories themselves.

A view is kept on its machine's disk before it is answered, comes to PendingView about a second later, and is folded
into the other tables then. Every counted view stands in exactly one of HourlyViews and DailyViews, so the two always
add up to ViewTotal.counted.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from articles.models.article import Article


class ViewTotal(models.Model):
    """Reads of one story: ours, and those an old site had counted, which are only added for display."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="view_total")
    counted = models.PositiveBigIntegerField(default=0)
    imported = models.PositiveBigIntegerField(default=0)
    displayed = models.GeneratedField(
        expression=F("counted") + F("imported"), output_field=models.PositiveBigIntegerField(), db_persist=True
    )

    class Meta:
        indexes = [models.Index(fields=["-displayed", "-article"], name="views_most_ever")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.displayed}"


class HourlyViews(models.Model):
    """Reads of one story in one hour (UTC), kept for 90 days."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="hourly_views")
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "hour"], name="one_row_per_story_and_hour")]
        indexes = [models.Index(fields=["hour", "article"], include=["count"], name="views_by_hour")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.hour:%Y-%m-%d %H}: {self.count}"


class DailyViews(models.Model):
    """Reads of one story on one day (Ho Chi Minh City) whose hours are no longer kept one by one."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="daily_views")
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "day"], name="one_row_per_story_and_day")]
        indexes = [models.Index(fields=["day", "article"], include=["count"], name="views_by_day")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.day}: {self.count}"


class Refusal(models.TextChoices):
    """Why a reported view was not counted."""

    ROBOT = "robot", pgettext_lazy("view not counted", "robot")
    AHEAD = "ahead", pgettext_lazy("view not counted", "page loaded ahead, not seen")
    ELSEWHERE = "elsewhere", pgettext_lazy("view not counted", "reported by another site's page")
    STAFF = "staff", pgettext_lazy("view not counted", "our own staff")
    REPEATED = "repeated", pgettext_lazy("view not counted", "same reader again within 30 minutes")


class RefusedViews(models.Model):
    """How many reported views of one day (Ho Chi Minh City) were not counted, and why: all stories together."""

    day = models.DateField()
    reason = models.CharField(max_length=20, choices=Refusal)
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "reason"], name="one_row_per_day_and_refusal")]

    def __str__(self) -> str:
        return f"{self.day} {self.reason}: {self.count}"


class ViewSource(models.Model):
    """Counted reads of one story on one day (Ho Chi Minh City) by where the reader came from.

    `host` is another site's name, or one of the words of articles.counting.referrers, which have no dot: none given,
    this site itself, and all that is not told apart. `came_back` of the reads were by browsers that had read here on an
    earlier day.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="view_sources")
    day = models.DateField()
    host = models.CharField(max_length=100)
    count = models.PositiveIntegerField(default=0)
    came_back = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "day", "host"], name="one_row_per_story_day_and_host"),
            models.CheckConstraint(condition=Q(came_back__lte=F("count")), name="no_more_return_than_come"),
        ]
        indexes = [
            models.Index(fields=["day", "host"], include=["article", "count", "came_back"], name="views_by_host")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.day} {self.host}: {self.count}"


class PendingView(models.Model):
    """One reported view as it came, for the seconds until it is folded into the tables above."""

    # Whether such a story was live was asked when it was reported; it may be gone by now.
    article_id = models.BigIntegerField()
    at = models.DateTimeField()
    readers = models.BinaryField(
        max_length=32,
        help_text="what the reader goes by (articles.counting.readers): a keyed hash of 16 bytes, around midnight "
        "two of them; none where the view is not counted",
    )
    refused = models.CharField(max_length=20, choices=Refusal, blank=True)
    source = models.CharField(max_length=100)
    came_back = models.BooleanField()

    class Meta:
        constraints = [
            # Either a reader or a refusal.
            models.CheckConstraint(
                condition=Q(readers=b"", refused__gt="") | Q(readers__gt=b"", refused=""), name="a_reader_or_a_refusal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.at:%H:%M:%S} {self.refused}"


class ShippedJournal(models.Model):
    """That the reports of one file (articles.counting.journal) are in PendingView, until the file is removed."""

    name = models.UUIDField(primary_key=True)
    shipped_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.name)


class ReaderKey(models.Model):
    """The secret of one day that turns a reader into a meaningless number; destroyed half an hour after that day."""

    day = models.DateField(primary_key=True)
    secret = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.day)


class RecentView(models.Model):
    """That one reader (a keyed hash, see articles.readership) was counted for one story, and when last."""

    # No index of its own: the constraint's begins with it. Old rows are found by their number, which grows with time.
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    reader = models.BinaryField(max_length=16)
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "reader"], name="one_row_per_story_and_reader"),
            models.CheckConstraint(condition=~Q(reader=b""), name="reader_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.counted_at:%H:%M}"
