from django.db import migrations

SECTION_LEVELS = """
CREATE FUNCTION section_has_two_levels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.parent_id IS NOT NULL THEN
        -- Locked, so that the parent cannot become a sub-section meanwhile.
        PERFORM 1 FROM articles_section WHERE id = NEW.parent_id AND parent_id IS NULL FOR UPDATE;
        IF NOT FOUND OR EXISTS (SELECT 1 FROM articles_section WHERE parent_id = NEW.id) THEN
            RAISE EXCEPTION 'sections have two levels' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER section_has_two_levels BEFORE INSERT OR UPDATE OF parent_id ON articles_section
    FOR EACH ROW EXECUTE FUNCTION section_has_two_levels();
"""
DROP_SECTION_LEVELS = """
DROP TRIGGER section_has_two_levels ON articles_section;
DROP FUNCTION section_has_two_levels();
"""

APPEND_ONLY = """
CREATE FUNCTION rows_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER log_is_append_only BEFORE UPDATE OR DELETE ON articles_logentry
    FOR EACH ROW EXECUTE FUNCTION rows_are_append_only();
CREATE TRIGGER log_is_never_emptied BEFORE TRUNCATE ON articles_logentry
    FOR EACH STATEMENT EXECUTE FUNCTION rows_are_append_only();
CREATE TRIGGER revision_is_never_changed BEFORE UPDATE ON articles_revision
    FOR EACH ROW EXECUTE FUNCTION rows_are_append_only();
"""
DROP_APPEND_ONLY = """
DROP TRIGGER revision_is_never_changed ON articles_revision;
DROP TRIGGER log_is_never_emptied ON articles_logentry;
DROP TRIGGER log_is_append_only ON articles_logentry;
DROP FUNCTION rows_are_append_only();
"""

PUBLISHED_VERSIONS = """
CREATE FUNCTION published_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'published versions are kept' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- Nothing but the end may change, what has ended stays ended, and what has begun cannot have ended before this
    -- transaction began: what readers saw is history.
    IF to_jsonb(NEW) - 'live_until' <> to_jsonb(OLD) - 'live_until'
       OR (OLD.live_until <= statement_timestamp() AND NEW.live_until IS DISTINCT FROM OLD.live_until)
       OR (OLD.live_from <= statement_timestamp() AND NEW.live_until < transaction_timestamp()) THEN
        RAISE EXCEPTION 'a published version is never altered' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER published_version_is_kept BEFORE UPDATE OR DELETE ON articles_publishedarticle
    FOR EACH ROW EXECUTE FUNCTION published_version_is_kept();
"""
DROP_PUBLISHED_VERSIONS = """
DROP TRIGGER published_version_is_kept ON articles_publishedarticle;
DROP FUNCTION published_version_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        migrations.RunSQL(SECTION_LEVELS, DROP_SECTION_LEVELS),
        migrations.RunSQL(APPEND_ONLY, DROP_APPEND_ONLY),
        migrations.RunSQL(PUBLISHED_VERSIONS, DROP_PUBLISHED_VERSIONS),
    ]
