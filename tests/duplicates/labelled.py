"""The labelled set: what one reporter files while another's story, or last year's, is in the archive.

`events/`: of each event the story in the archive (base), stories that are near-duplicates of it (copied with edits;
every sentence written anew; half of it from the same press release; last year's with new figures) and stories that are
not (the event in other words; another story with the same quotation; another with the same standing sentences).
`forms.json`: what is printed every week with other figures.
"""

import json
from pathlib import Path
from typing import NamedTuple

from articles.content import Content

HERE = Path(__file__).parent


class Labelled(NamedTuple):
    event: str
    kind: str
    near: bool
    content: Content


def content_of(text: str) -> Content:
    """A story of plain lines: its title, its lead, its paragraphs."""
    title, lead, *paragraphs = text.strip().split("\n")
    return Content(title=title, lead=lead, body="\n".join(f"<p>{each}</p>" for each in paragraphs))


def events() -> tuple[dict[str, Content], list[Labelled]]:
    """(the story in the archive of each event, what is filed later)."""
    archive, filed = {}, []
    for path in sorted((HERE / "events").glob("*.txt")):
        for part in path.read_text("utf-8").split("== ")[1:]:
            head, text = part.split("\n", 1)
            if head == "base":
                archive[path.stem] = content_of(text)
            else:
                label, kind = head.split()
                filed.append(Labelled(path.stem, kind, label == "near", content_of(text)))
    return archive, filed


def forms() -> dict[str, list[Content]]:
    """The issues of each weekly form, in order."""
    found = {}
    for name, form in json.loads((HERE / "forms.json").read_text("utf-8")).items():
        lines = [form["title"], form["lead"], *form["body"]]
        found[name] = [content_of("\n".join(lines).format(**issue)) for issue in form["issues"]]
    return found
