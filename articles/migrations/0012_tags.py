import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# rows_are_append_only() is of migration 0002.
KEPT = """
CREATE TRIGGER tag_log_is_append_only BEFORE UPDATE OR DELETE ON articles_taglogentry
    FOR EACH ROW EXECUTE FUNCTION rows_are_append_only();
CREATE TRIGGER tag_log_is_never_emptied BEFORE TRUNCATE ON articles_taglogentry
    FOR EACH STATEMENT EXECUTE FUNCTION rows_are_append_only();

CREATE FUNCTION tag_alias_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A merge leads the names of one tag to another.
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'tag_id' <> to_jsonb(OLD) - 'tag_id' THEN
        RAISE EXCEPTION 'other names of tags are kept' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER tag_alias_is_kept BEFORE UPDATE OR DELETE ON articles_tagalias
    FOR EACH ROW EXECUTE FUNCTION tag_alias_is_kept();
"""
NOT_KEPT = """
DROP TRIGGER tag_alias_is_kept ON articles_tagalias;
DROP FUNCTION tag_alias_is_kept();
DROP TRIGGER tag_log_is_never_emptied ON articles_taglogentry;
DROP TRIGGER tag_log_is_append_only ON articles_taglogentry;
"""

# After the row is written: by then the unique indexes have made it wait for a rename or a merge that gives the name up,
# and this looks at what that left.
NO_NAME_OF_ANOTHER = """
CREATE FUNCTION tag_is_called_like_no_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM articles_tagalias WHERE tag_id <> NEW.id AND (key = NEW.key OR slug = NEW.slug)) THEN
        RAISE EXCEPTION 'another tag goes by this name or address'
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'tag_is_called_like_no_other';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tag_is_called_like_no_other AFTER INSERT OR UPDATE OF key, slug ON articles_tag
    FOR EACH ROW EXECUTE FUNCTION tag_is_called_like_no_other();
"""
ANY_NAME = """
DROP TRIGGER tag_is_called_like_no_other ON articles_tag;
DROP FUNCTION tag_is_called_like_no_other();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0011_old_addresses"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TagAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("key", models.CharField(max_length=100, null=True, unique=True)),
                ("slug", models.CharField(max_length=100, null=True, unique=True)),
                ("since", models.DateTimeField(verbose_name="since")),
            ],
            options={
                "verbose_name": "other name of a tag",
                "verbose_name_plural": "other names of tags",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="TagLogEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("create", "Tag made"),
                            ("rename", "Renamed"),
                            ("alias", "Other name added"),
                            ("merge", "Merged"),
                            ("delete", "Tag deleted"),
                        ],
                        max_length=12,
                        verbose_name="verb",
                    ),
                ),
                ("by_name", models.CharField(max_length=310)),
                ("at", models.DateTimeField(verbose_name="at")),
                ("details", models.JSONField(default=dict, verbose_name="details")),
            ],
            options={
                "verbose_name": "log entry of a tag",
                "verbose_name_plural": "log entries of tags",
                "ordering": ["-id"],
            },
        ),
        migrations.AlterModelOptions(
            name="tag",
            options={
                "ordering": ["name"],
                "permissions": [("merge_tag", "Can merge tags")],
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
            },
        ),
        migrations.AddField(
            model_name="taggedarticle",
            name="proposed",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="taggedarticle",
            name="proposed_key",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name="publishedarticle",
            name="tags",
            field=models.JSONField(
                default=list, help_text="[{name, slug}] in order, as they were called when it was made"
            ),
        ),
        migrations.AlterField(
            model_name="taggedarticle",
            name="tag",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tagged_items",
                to="articles.tag",
                verbose_name="tag",
            ),
        ),
        migrations.AddIndex(
            model_name="taggedarticle",
            index=models.Index(
                condition=models.Q(("tag__isnull", True)), fields=["proposed_key"], name="tag_proposals"
            ),
        ),
        migrations.AddConstraint(
            model_name="taggedarticle",
            constraint=models.UniqueConstraint(
                condition=models.Q(("tag__isnull", True)),
                fields=("content_object", "proposed_key"),
                name="tag_proposed_once_per_article",
            ),
        ),
        migrations.AddConstraint(
            model_name="taggedarticle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("proposed", ""), ("proposed_key", ""), ("tag__isnull", False)),
                    models.Q(
                        ("tag__isnull", True),
                        models.Q(("proposed", ""), _negated=True),
                        models.Q(("proposed_key", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="tagged_by_a_tag_or_a_proposal",
            ),
        ),
        migrations.AddField(
            model_name="tagalias",
            name="tag",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="aliases",
                to="articles.tag",
                verbose_name="tag",
            ),
        ),
        migrations.AddField(
            model_name="taglogentry",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="taglogentry",
            name="tag",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="log",
                to="articles.tag",
            ),
        ),
        migrations.AddConstraint(
            model_name="tagalias",
            constraint=models.CheckConstraint(
                condition=models.Q(("key__isnull", False), ("slug__isnull", False), _connector="OR"),
                name="tag_alias_leads_somewhere",
            ),
        ),
        migrations.AddIndex(
            model_name="taglogentry",
            index=models.Index(fields=["tag", "-id"], name="tag_log_newest"),
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
        migrations.RunSQL(NO_NAME_OF_ANOTHER, ANY_NAME),
    ]
