"""Fills an empty site with the demo newspaper: its people, sections and stories, by the verbs that people use."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from accounts.backends import DEMO_PASSWORD
from accounts.models import Author, User
from accounts.roles import Role
from articles import corrections, imprint, publishing, readership, tags, topics, workflow
from articles.content import BylineContent, Content, PickContent
from articles.counting.fold import fold_all
from articles.demo import fronts, readers
from articles.demo.drawing import portrait
from articles.demo.illustrations import Illustrations
from articles.demo.markup import body_html
from articles.models import Article, Section
from articles.refusals import HeldBack
from newsroom import vietnamese

HERE = Path(__file__).parent
Story = dict[str, Any]

# username: (family and middle name, given name, role)
ACCOUNTS = {
    "reporter": ("Phạm", "Ngọc", Role.REPORTER),
    "reporter2": ("Hà", "My", Role.REPORTER),
    "editor": ("Nguyễn Lan", "Hương", Role.EDITOR),
    "editor2": ("Vũ Đức", "Thành", Role.EDITOR),
    "chief": ("Trần Minh", "Khải", Role.MANAGING_EDITOR),
    "admin": ("Bùi Quang", "Huy", Role.ADMINISTRATOR),
}
# Words that reporters gave their stories and no editor has made a tag yet.
PROPOSED = {"số hóa sắc phong", "gương sang"}


def is_loaded() -> bool:
    """Whether this site has the demo's accounts already."""
    return User.objects.filter(username="reporter").exists()


def load(progress: Callable[[str], None]) -> int:
    """Make the whole demo; returns the number of stories. `progress` hears what is being done."""
    stories = [story for path in (HERE / "stories").glob("*.json") for story in json.loads(path.read_text("utf-8"))]
    stories.sort(key=lambda story: (-story["days_ago"], story["key"]))
    with transaction.atomic():
        progress("people and sections")
        people = _accounts()
        authors = _authors(people)
        sections = _sections()
        _tags(people)
        _imprint(by=people["admin"])
        with Illustrations(stories, by=people["editor"]) as illustrations:
            loader = _Loader(people, authors, sections, illustrations, workflow.database_now())
            for number, story in enumerate(stories, start=1):
                progress(f"stories {number}/{len(stories)}")
                loader.load(story)
        progress("topics")
        for topic in json.loads((HERE / "topics.json").read_text("utf-8")):
            loader.make_topic(topic)
        progress("fronts")
        fronts.arrange(loader.made, sections, by=people["chief"], now=loader.now)
    progress("readers")
    for story in stories:
        loader.report_reads(story)
    fold_all(wait=True)
    return len(stories)


def _imprint(by: User) -> None:
    words = json.loads((HERE / "imprint.json").read_text("utf-8"))
    words["licence_date"] = date.fromisoformat(words["licence_date"])
    imprint.change(words, by=by, version=1)


def _tags(people: dict[str, User]) -> None:
    """Tags with a past: one that was called otherwise, and one that another was merged into."""
    renamed, rains, disasters = tags.make(
        ["xây dựng nông thôn mới", "phòng chống lụt bão", "phòng chống thiên tai"], by=people["editor"]
    )
    tags.rename(renamed, "nông thôn mới", by=people["editor2"])
    tags.merge(rains, into=disasters, by=people["chief"])


class _Loader:
    """Makes stories one after the other, older ones first, so that those picked as related mostly exist already."""

    def __init__(
        self,
        people: dict[str, User],
        authors: dict[str, Author],
        sections: dict[str, Section],
        illustrations: Illustrations,
        now: datetime,
    ) -> None:
        self.people = people
        self.authors = authors
        self.sections = sections
        self.illustrations = illustrations
        self.now = now
        self.made: dict[str, Article] = {}

    def load(self, story: Story) -> None:
        tags.make([tag for tag in story["tags"] if tag not in PROPOSED], by=self.people["editor"])
        owner = self.authors[story["bylines"][0]["name"]].user or self.people["reporter"]
        article = workflow.create(self._content(story), by=owner)
        self.made[story["key"]] = article
        if first_published_at := self._first_published_at(story):
            publishing.publish_import(article, by=self.people["chief"], first_published_at=first_published_at)
        getattr(self, f"_{story['state']}")(article, story)
        if "plan" in story:
            self._plan(article, story["plan"])

    def _content(self, story: Story) -> Content:
        picture = story["picture"]
        return Content(
            kicker=story["kicker"],
            title=story["title"],
            lead=story["lead"],
            body=body_html(story["body"], self.illustrations.photo_of),
            kind=story.get("kind", Article.Kind.NEWS),
            section=self.sections[story["section"]],
            secondary_sections=tuple(self.sections[path] for path in story.get("secondary_sections", ())),
            source_name=(story["source"] or {}).get("name", ""),
            source_url=(story["source"] or {}).get("url", ""),
            lead_photo=self.illustrations.photo_of(picture) if picture else None,
            tags=tuple(story["tags"]),
            bylines=tuple(
                BylineContent(self.authors[line["name"]], line["role"], line.get("affiliation", ""))
                for line in story["bylines"]
            ),
            related=tuple(PickContent(self.made[key]) for key in story["related"] if key in self.made),
        )

    def _plan(self, article: Article, plan: dict[str, Any]) -> None:
        """Set deadline (`hours` from now, on the hour, past ones missed) and priority, as a managing editor does."""
        deadline = (self.now + timedelta(hours=plan["hours"])).replace(minute=0, second=0, microsecond=0)
        priority = Article.Priority[plan["priority"].upper()]
        workflow.plan(article, by=self.people["chief"], deadline=deadline, priority=priority)

    def _first_published_at(self, story: Story) -> datetime | None:
        """When readers first saw the story: all of a story's past but its last step goes in as an import."""
        if story["state"] in {"published", "published_with_pending_edit", "withdrawn"}:
            return self.now - timedelta(days=story["days_ago"])
        return None

    def report_reads(self, story: Story) -> None:
        """Report the story's readers, as far as they are not told of by the number of an old site."""
        article = self.made[story["key"]]
        published_at = self.now - timedelta(days=story["days_ago"])
        reported = readers.report(article.pk, story["key"], story["views"], published_at, self.now)
        readership.set_imported_views(article, story["views"] - reported)

    def make_topic(self, topic: dict[str, Any]) -> None:
        """A topic as a managing editor makes it, and as an editor fills and arranges it."""
        chief, editor = self.people["chief"], self.people["editor"]
        banner = self.made[topic["banner"]].lead_photo if topic["banner"] else None
        made = topics.create(topic["name"], by=chief, introduction=topic["introduction"], banner=banner)
        for key in topic["stories"]:
            topics.add(made, self.made[key], by=editor)
        topics.arrange(made, [self.made[key].pk for key in topic["first"]], by=editor, seen=0)
        if topic["closed"]:
            topics.close(made, by=chief)

    # What is left to do in each state of demo stories -----------------------------------------------------------------

    def _published(self, article: Article, story: Story) -> None:
        if "correction" in story:
            corrections.correct(article, by=self.people["chief"], **story["correction"])

    def _published_with_pending_edit(self, article: Article, story: Story) -> None:
        edit = story["edit"]
        content = self._content(story | {"title": edit["title"], "body": [*story["body"], {"p": edit["paragraph"]}]})
        edited = workflow.edit(article, content, by=self.people["editor"], revision=article.version)
        self._submit(edited, by=self.people["editor"])

    def _withdrawn(self, article: Article, story: Story) -> None:
        publishing.withdraw(article, by=self.people["chief"], reason=story["reason"])

    def _draft(self, article: Article, story: Story) -> None:
        pass

    def _submitted(self, article: Article, story: Story) -> Article:
        return self._submit(article, by=article.owner)

    def _submit(self, article: Article, by: User) -> Article:
        """As somebody does who has seen where the story deviates from the house rules, a long title for one."""
        try:
            return workflow.submit(article, by=by, revision=article.version)
        except HeldBack as held:
            seen = {finding.key for finding in held.soft}
            return workflow.submit(article, by=by, revision=article.version, acknowledged=seen)

    def _claimed(self, article: Article, story: Story) -> None:
        workflow.claim(self._submitted(article, story), by=self.people[story.get("holder", "editor2")])

    def _returned(self, article: Article, story: Story) -> None:
        workflow.send_back(self._submitted(article, story), by=self.people["editor"], reason=story["reason"])

    def _approved(self, article: Article, story: Story) -> Article:
        return workflow.approve(self._submitted(article, story), by=self.people["editor"], revision=article.version)

    def _scheduled(self, article: Article, story: Story) -> None:
        early = timezone.localtime(self.now).replace(hour=6, minute=0, second=0, microsecond=0) + timedelta(days=1)
        publishing.schedule(self._approved(article, story), by=self.people["chief"], revision=article.version, at=early)


# People and sections --------------------------------------------------------------------------------------------------


def _accounts() -> dict[str, User]:
    people = {}
    for username, (last_name, first_name, role) in ACCOUNTS.items():
        people[username] = _account(username, last_name, first_name, role, DEMO_PASSWORD)
    return people


def _account(username: str, last_name: str, first_name: str, role: Role, password: str | None) -> User:
    """An account of the demo; one without a password is there for its stories, and nobody can sign in to it."""
    user = User.objects.create_user(
        username,
        email=f"{username}@demo.example" if password else "",
        password=password,
        last_name=last_name,
        first_name=first_name,
        is_staff=password is not None,
    )
    user.groups.add(Group.objects.get(name=role))
    return user


def _authors(people: dict[str, User]) -> dict[str, Author]:
    authors = {}
    for row in json.loads((HERE / "authors.json").read_text("utf-8")):
        last_name, first_name = row["name"].rsplit(" ", 1)
        user = people.get(row["user"]) or _account(
            vietnamese.slugify(row["name"]), last_name, first_name, Role.REPORTER, password=None
        )
        author = Author(name=row["name"], biography=row["biography"], user=user)
        author.photo.save(
            f"{vietnamese.slugify(row['name'])}.jpg", ContentFile(portrait(row["portrait_seed"])), save=False
        )
        author.save()
        authors[author.name] = author
    return authors


def _sections() -> dict[str, Section]:
    """Sections by path: "kinh-te", "kinh-te/nong-nghiep"."""
    sections = {}
    for position, row in enumerate(json.loads((HERE / "sections.json").read_text("utf-8"))):
        top = Section.objects.create(name=row["name"], slug=row["slug"], position=position)
        sections[row["slug"]] = top
        for place, child in enumerate(row.get("children", [])):
            path = f"{row['slug']}/{child['slug']}"
            sections[path] = Section.objects.create(name=child["name"], slug=child["slug"], parent=top, position=place)
    return sections
