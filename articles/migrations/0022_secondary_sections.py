import django.db.models.deletion
from django.db import migrations, models

# Every version stands in the list of its section, and in that of the section above.
FILL = """
INSERT INTO articles_publishedsection (version_id, section_id, position, first_published_at, article_id)
SELECT id, section_id, 0, first_published_at, article_id FROM articles_publishedarticle;
INSERT INTO articles_publishedsection (version_id, section_id, position, first_published_at, article_id)
SELECT version.id, section.parent_id, NULL, version.first_published_at, version.article_id
FROM articles_publishedarticle AS version JOIN articles_section AS section ON section.id = version.section_id
WHERE section.parent_id IS NOT NULL;
"""

# A section that moves takes its stories along: out of the list of the section above it, unless they are there by
# another of their sections as well, and into the list of the new one.
FOLLOW = """
CREATE FUNCTION published_lists_follow_section() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM articles_publishedsection AS above
    USING articles_publishedsection AS chosen
    WHERE chosen.section_id = NEW.id AND chosen.position IS NOT NULL
        AND above.version_id = chosen.version_id AND above.section_id = OLD.parent_id AND above.position IS NULL
        AND NOT EXISTS (
            SELECT FROM articles_publishedsection AS other JOIN articles_section AS section
                ON section.id = other.section_id
            WHERE other.version_id = above.version_id AND other.position IS NOT NULL
                AND section.parent_id = OLD.parent_id
        );
    INSERT INTO articles_publishedsection (version_id, section_id, position, first_published_at, article_id)
    SELECT version_id, NEW.parent_id, NULL, first_published_at, article_id FROM articles_publishedsection
    WHERE section_id = NEW.id AND position IS NOT NULL AND NEW.parent_id IS NOT NULL
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER published_lists_follow_section AFTER UPDATE OF parent_id ON articles_section FOR EACH ROW
    WHEN (OLD.parent_id IS DISTINCT FROM NEW.parent_id) EXECUTE FUNCTION published_lists_follow_section();
"""
STAY = """
DROP TRIGGER published_lists_follow_section ON articles_section;
DROP FUNCTION published_lists_follow_section();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0021_topics"),
    ]

    operations = [
        migrations.AddField(
            model_name="publishedarticle",
            name="secondary_sections",
            field=models.JSONField(
                default=list,
                help_text="[{name, slug, parent: slug or null}] in order, as they were called when it was made",
            ),
        ),
        migrations.CreateModel(
            name="PublishedSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(null=True)),
                ("first_published_at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.article"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_rows",
                        to="articles.section",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="section_rows",
                        to="articles.publishedarticle",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["section", "-first_published_at", "-article"], name="published_section_list")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "section"), name="section_once_per_version")
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondarySection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="secondary_sections",
                        to="articles.article",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.section",
                        verbose_name="section",
                    ),
                ),
            ],
            options={
                "verbose_name": "other section",
                "verbose_name_plural": "other sections",
                "ordering": ["position", "id"],
                "constraints": [models.UniqueConstraint(fields=("article", "section"), name="secondary_section_once")],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOW, STAY),
    ]
