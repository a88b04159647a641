"""What stands before the stories: people, sections, tags, pictures; and behind them: topics, and fronts arranged."""

import io
import os
import random
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image

from accounts.models import Author, User
from accounts.roles import Role
from articles import fronts, intake, topics
from articles.arrangement import TOP, Arrangement, Pick
from articles.models import Article, Photo, Section, Tag, Topic, TopicLogEntry, TopicStory, TopicVerb
from benchmarks.archive import author_names, tag_names
from benchmarks.words import NAMES
from newsroom import vietnamese

PASSWORD = "only-in-the-bench-1"  # noqa: S105  # of accounts that live as long as the folder
PEOPLE = {
    "reporter": Role.REPORTER,
    "editor": Role.EDITOR,
    "editor2": Role.EDITOR,
    "chief": Role.MANAGING_EDITOR,
}
# Of each that is drawn so many rows show it, under names of their own, so that pages seldom name the same file.
EACH = 500
SIZE = (960, 640)
TOPICS, PER_TOPIC = 20, 15


def furnish(pictures: int) -> None:
    """Make everything that stories name; so many pictures are drawn."""
    kept = make_password(PASSWORD)  # which takes its time: the same for all
    for username, role in PEOPLE.items():
        name = {"last_name": "Trần", "first_name": username.title()}
        user = User.objects.create(username=username, password=kept, is_staff=True, **name)
        user.groups.add(Group.objects.get(name=role))
    for position, (name, below) in enumerate(NAMES["sections"].items()):
        top = Section.objects.create(name=name, position=position)
        for place, sub in enumerate(below):
            Section.objects.create(name=sub, parent=top, position=place)
    for name in author_names():
        Author.objects.create(name=name, biography=f"{name} viết cho báo từ năm 2009.")
    editor = User.objects.get(username="editor")
    # As articles.tags makes them, which writes each with statements of its own.
    Tag.objects.bulk_create(
        Tag(name=name, key=vietnamese.key(name), slug=vietnamese.slugify(name)) for name in tag_names()
    )
    photos(pictures, editor)


def photos(drawn: int, by: User) -> None:
    """Draw pictures and take them in; the others are the same files under other names."""
    for number in range(drawn):
        file = io.BytesIO()
        sky, ground = Image.linear_gradient("L").resize(SIZE), Image.new("L", SIZE, 2 * number)
        Image.merge("RGB", (ground, sky, sky)).save(file, "JPEG")
        words = {"caption": f"Ảnh số {number}", "credit": "Minh Anh", "alt_text": f"Quang cảnh số {number} bên sông"}
        intake.take_in_photo(file.getvalue(), name=f"{number}.jpg", by=by, **words)
    first = list(Photo.objects.order_by("pk"))
    files = {photo.pk: _files(photo) for photo in first}
    chance, copies = random.Random(5), []
    for number in range(drawn, drawn * EACH):
        like = first[number % drawn]
        name = str(UUID(int=chance.getrandbits(128), version=4))
        stem = Path(like.file).stem
        for path in files[like.pk]:
            os.link(path, path.with_name(path.name.replace(stem, name)))
        copies.append(
            Photo(
                file=f"{intake.FOLDER}/{name}.jpg",
                width=like.width,
                height=like.height,
                caption=f"Ảnh số {number}",
                credit=like.credit,
                alt_text=f"Quang cảnh số {number} bên sông",
                uploaded_by=by,
                words_by=by,
            )
        )
    Photo.objects.bulk_create(copies)


def _files(photo: Photo) -> list[Path]:
    return list((Path(settings.MEDIA_ROOT) / intake.FOLDER).glob(f"{Path(photo.file).stem}*"))


def open_house() -> None:
    """Make topics, and arrange the home page and the fronts of sections, as a managing editor does each morning."""
    chief, editor = User.objects.get(username="chief"), User.objects.get(username="editor")
    newest = list(Article.objects.order_by("-pk")[: 7 * PER_TOPIC])
    for number, name in enumerate(NAMES["subjects"][:TOPICS]):
        topic = topics.create(f"Chuyên đề {name}", by=chief, introduction=f"Những gì bạn đọc cần biết về {name}.")
        _add(topic, newest[number::7][:PER_TOPIC], by=editor)
    picked = [Pick(story.pk) for story in newest]
    _arrange(None, picked, by=chief)
    for section in Section.objects.filter(parent=None):
        own = Article.objects.filter(section=section).order_by("-pk")[1:3]
        _arrange(section, [Pick(story.pk) for story in own], by=chief)


def _add(topic: Topic, stories: list[Article], by: User) -> None:
    """Put stories that readers see into a topic; as articles.topics adds them, which writes each with statements."""
    now = timezone.now()
    TopicStory.objects.bulk_create(
        TopicStory(topic=topic, article=story, added_by=by, added_at=now, first_published_at=story.status_since)
        for story in stories
    )
    signed = {"topic_id": topic.pk, "name": topic.name, "by": by, "by_name": by.display_name, "at": now}
    TopicLogEntry.objects.bulk_create(
        TopicLogEntry(verb=TopicVerb.ADD, details={"article": story.pk}, **signed) for story in stories
    )


def _arrange(section: Section | None, picks: list[Pick], by: User) -> None:
    """Set the first two places at the top; of the home page also one in every block."""
    front = fronts.front_of(section)
    parts, left = [], iter(picks)
    for part in front.arrangement.parts:
        taken = 2 if part.key == TOP else 1
        lines = [(pick,) for pick, _place in zip(left, range(taken), strict=False)]
        parts.append(replace(part, places=(*lines, *part.places[len(lines) :])))
    fronts.arrange(section, Arrangement(tuple(parts)), by=by, base=front.base)
