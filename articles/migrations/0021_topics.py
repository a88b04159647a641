import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# rows_are_append_only() is of migration 0002.
KEPT = """
CREATE TRIGGER topic_log_is_append_only BEFORE UPDATE OR DELETE ON articles_topiclogentry
    FOR EACH ROW EXECUTE FUNCTION rows_are_append_only();
CREATE TRIGGER topic_log_is_never_emptied BEFORE TRUNCATE ON articles_topiclogentry
    FOR EACH STATEMENT EXECUTE FUNCTION rows_are_append_only();
"""
NOT_KEPT = """
DROP TRIGGER topic_log_is_never_emptied ON articles_topiclogentry;
DROP TRIGGER topic_log_is_append_only ON articles_topiclogentry;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0020_imprint"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("key", models.CharField(editable=False, max_length=120, unique=True)),
                ("slug", models.SlugField(editable=False, max_length=120, unique=True, verbose_name="address")),
                (
                    "introduction",
                    models.TextField(blank=True, help_text="Plain text, in paragraphs.", verbose_name="introduction"),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True, verbose_name="closed")),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, editable=False, help_text="of name, introduction and banner"
                    ),
                ),
                (
                    "arrangement",
                    models.PositiveIntegerField(default=0, editable=False, help_text="of the order by hand"),
                ),
                (
                    "banner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="articles.photo",
                        verbose_name="banner",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["name"],
                "permissions": [("curate_topic", "Can put stories into topics and arrange them")],
            },
        ),
        migrations.CreateModel(
            name="TopicAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=120, unique=True)),
                ("since", models.DateTimeField()),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="aliases", to="articles.topic"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="TopicLogEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("create", "Topic made"),
                            ("change", "Changed"),
                            ("add", "Story added"),
                            ("remove", "Story taken out"),
                            ("arrange", "Arranged"),
                            ("close", "Closed"),
                            ("reopen", "Opened again"),
                            ("delete", "Topic deleted"),
                        ],
                        max_length=12,
                        verbose_name="verb",
                    ),
                ),
                ("by_name", models.CharField(max_length=310)),
                ("at", models.DateTimeField(verbose_name="at")),
                ("details", models.JSONField(default=dict, verbose_name="details")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="log",
                        to="articles.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "log entry of a topic",
                "verbose_name_plural": "log entries of topics",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="TopicStory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(null=True)),
                ("first_published_at", models.DateTimeField(null=True)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="topic_rows", to="articles.article"
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="story_rows", to="articles.topic"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="topic_has_a_key"),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("slug__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")), name="topic_slug_is_plain"
            ),
        ),
        migrations.AddIndex(
            model_name="topiclogentry",
            index=models.Index(fields=["topic", "-id"], name="topic_log_newest"),
        ),
        migrations.AddIndex(
            model_name="topicstory",
            index=models.Index(fields=["topic", "place", "-first_published_at", "-article"], name="topic_arranged"),
        ),
        migrations.AddIndex(
            model_name="topicstory",
            index=models.Index(fields=["topic", "-first_published_at", "-article"], name="topic_newest"),
        ),
        migrations.AddConstraint(
            model_name="topicstory",
            constraint=models.UniqueConstraint(fields=("topic", "article"), name="story_once_per_topic"),
        ),
        migrations.AddConstraint(
            model_name="topicstory",
            constraint=models.UniqueConstraint(fields=("topic", "place"), name="one_story_at_a_place_of_a_topic"),
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
