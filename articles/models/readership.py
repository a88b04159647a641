"""How often stories were read. Written by articles.readership alone, never on the rows of the stories themselves."""

from django.db import models
from django.db.models import F, Q

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
    """Reads of one story in one hour (UTC)."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="hourly_views")
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "hour"], name="one_row_per_story_and_hour")]
        indexes = [models.Index(fields=["hour", "article"], include=["count"], name="views_by_hour")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.hour:%Y-%m-%d %H}: {self.count}"


class ReaderKey(models.Model):
    """The secret of one day that turns a reader into a meaningless number; destroyed half an hour after that day."""

    day = models.DateField(primary_key=True)
    secret = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.day)


class RecentView(models.Model):
    """That one reader (a keyed hash, see articles.readership) was counted for one story, and when last."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    reader = models.BinaryField(max_length=16)
    counted_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "reader"], name="one_row_per_story_and_reader"),
            models.CheckConstraint(condition=~Q(reader=b""), name="reader_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.counted_at:%H:%M}"
