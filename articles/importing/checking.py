"""The desk's checklist for a record: what the story will be asked for when somebody sends it on. It refuses nothing."""

from articles import body
from articles.checklist import Copy, Finding, Limits, check
from articles.importing.record import StoryRecord


def findings(record: StoryRecord, limits: Limits, *, has_section: bool) -> list[Finding]:
    """What is amiss with the story this record becomes; a page carries no pictures, so none has one."""
    try:
        text = body.from_blocks(body.Block(block.kind, block.text) for block in record.blocks if block.kind != "media")
    except body.BodyRefused:
        text = ""
    copy = Copy(
        title=record.title or "",
        lead=record.lead or "",
        body=text,
        has_section=has_section,
        has_tags=bool(record.keywords),
        has_writer=bool(record.bylines),
        source=record.source.name if record.source else "",
        lead_picture=None,
    )
    return check(copy, limits)
