import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# rows_are_append_only() is of migration 0002.
APPEND_ONLY = """
CREATE TRIGGER front_layout_is_append_only BEFORE UPDATE OR DELETE ON articles_frontlayout
    FOR EACH ROW EXECUTE FUNCTION rows_are_append_only();
CREATE TRIGGER breaking_news_is_append_only BEFORE UPDATE OR DELETE ON articles_breakingnews
    FOR EACH ROW EXECUTE FUNCTION rows_are_append_only();
"""
DROP_APPEND_ONLY = """
DROP TRIGGER breaking_news_is_append_only ON articles_breakingnews;
DROP TRIGGER front_layout_is_append_only ON articles_frontlayout;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0023_photo_focus"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BreakingNews",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(blank=True, max_length=160, verbose_name="text")),
                ("starts_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("by_name", models.CharField(max_length=310, verbose_name="name")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "article",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "breaking news",
                "verbose_name_plural": "breaking news",
                "ordering": ["-pk"],
                "permissions": [("announce_breakingnews", "Can set the bar of breaking news")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gte", models.F("starts_at"))),
                        name="breaking_news_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FrontLayout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "arrangement",
                    models.JSONField(
                        help_text="articles.arrangement.Arrangement.as_json()", verbose_name="arrangement"
                    ),
                ),
                ("by_name", models.CharField(max_length=310, verbose_name="name")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "restored",
                    models.PositiveIntegerField(
                        help_text="the number that was brought back", null=True, verbose_name="restored"
                    ),
                ),
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
                    "section",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="layouts",
                        to="articles.section",
                        verbose_name="section",
                    ),
                ),
            ],
            options={
                "verbose_name": "layout of a front",
                "verbose_name_plural": "layouts of fronts",
                "ordering": ["-number"],
                "permissions": [("arrange_frontlayout", "Can arrange the home page and the fronts of sections")],
                "constraints": [
                    models.UniqueConstraint(fields=("section", "number"), name="front_layout_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("section__isnull", True)),
                        fields=("number",),
                        name="home_layout_number_once",
                    ),
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, DROP_APPEND_ONLY),
        migrations.AddIndex(
            model_name="publishedarticle",
            index=models.Index(
                condition=models.Q(("kind__in", ("photo", "video"))),
                fields=["-first_published_at", "-article"],
                name="published_in_pictures",
            ),
        ),
    ]
