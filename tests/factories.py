"""People and stories for tests: the cast of a small newsroom, and a story in every state, made by the real verbs."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import Author, User
from accounts.roles import Role
from articles import publishing, topics, workflow
from articles.content import BylineContent, Content
from articles.models import Article, Photo, Section, Tag, Topic
from articles.refusals import HeldBack
from newsroom import vietnamese

PASSWORD = "a-newsroom-for-tests"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    last_name = "Nguyễn"
    first_name = factory.Sequence(lambda n: f"Văn {n}")
    is_staff = True
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def role(self, create: bool, role: Role | None, **kwargs: object) -> None:
        if role is not None:
            self.groups.add(Group.objects.get(name=role))


class SectionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Section

    name = factory.Sequence(lambda n: f"Chuyên mục {n}")
    position = factory.Sequence(lambda n: n)


class AuthorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Author

    name = factory.Sequence(lambda n: f"Bút danh {n}")


class TagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda n: f"từ khóa {n}")


class PhotoFactory(factory.django.DjangoModelFactory):
    """A picture's row; its files are not there, and no page asks for them."""

    class Meta:
        model = Photo

    file = factory.LazyFunction(lambda: f"photos/{uuid4()}.jpg")
    width, height = 960, 640
    caption = "Máy cấy xuống đồng từ sáng sớm."
    credit = "Hoàng Lam"


def reporter(**kwargs: object) -> User:
    return UserFactory(role=Role.REPORTER, **kwargs)


def editor(**kwargs: object) -> User:
    return UserFactory(role=Role.EDITOR, **kwargs)


def managing_editor(**kwargs: object) -> User:
    return UserFactory(role=Role.MANAGING_EDITOR, **kwargs)


def administrator(**kwargs: object) -> User:
    return UserFactory(role=Role.ADMINISTRATOR, **kwargs)


# Long enough for the house rules. Most of it is told by somebody: quoted speech is not compared, so the stories of
# a test are no near-duplicates of each other.
LEAD = "Sáng nay, bà con các xã ven sông ra đồng từ sớm để kịp khung thời vụ, sau nhiều ngày chờ nước về."
BODY = (
    "<p>Đến trưa, hơn một nửa diện tích đã gieo xong.</p>\n"
    "<p>“Từ tờ mờ sáng, tiếng máy cấy đã vang khắp cánh đồng. Hợp tác xã chia thành bốn tổ, mỗi tổ nhận một khu ruộng, "
    "tổ nào xong trước thì sang giúp tổ bên. Nước từ trạm bơm dẫn về đủ từ hôm trước, nên mặt ruộng phẳng và mềm”, ông "
    "Năm kể.</p>\n"
    "<p>“Vụ này, các xã chuyển hẳn sang giống lúa ngắn ngày để kịp thu hoạch trước mùa mưa bão. Mạ được gieo trong "
    "khay, cấy bằng máy, vừa nhanh vừa đỡ công. Nếu trời thuận, toàn bộ diện tích sẽ xong trước chủ nhật”, "
    "bà Tư nói.</p>"
)


def content(section: Section | None = None, **parts: object) -> Content:
    """A story's content that passes the checklist; `parts` replace single ones. Its tags are made where there are none
    yet."""
    whole: dict[str, object] = {
        "title": "Nông dân xuống đồng gieo vụ mới",
        "lead": LEAD,
        "body": BODY,
        "section": section or SectionFactory(),
    }
    # The same picture and the same writer each time: what a test does not name stays as it is from save to save.
    if "lead_photo" not in parts:
        file = "photos/00000000-0000-4000-8000-000000000000.jpg"
        whole["lead_photo"] = Photo.objects.filter(file=file).first() or PhotoFactory(file=file)
    if "tags" not in parts:
        whole["tags"] = ("vụ mùa",)
    if "bylines" not in parts:
        writer = Author.objects.filter(name="Thu Lam").first() or AuthorFactory(name="Thu Lam")
        whole["bylines"] = (BylineContent(writer),)
    made = Content(**(whole | parts))
    known = Tag.objects.called(made.tags)
    for key in dict.fromkeys(map(vietnamese.key, made.tags)):
        if key not in known and vietnamese.slugify(key):
            TagFactory(name=next(name for name in made.tags if vietnamese.key(name) == key))
    return made


def topic(*stories: Article, name: str = "Mùa vụ") -> Topic:
    """A topic with these stories."""
    chief = managing_editor()
    made = topics.create(name, by=chief)
    for story in stories:
        topics.add(made, story, by=chief)
    return made


def proposing(*tags: str, **parts: object) -> Content:
    """A story's content with words that may be no tags yet."""
    return replace(content(tags=(), **parts), tags=tags)


def submit(story: Article, by: User | None = None) -> Article:
    """The story submitted by its reporter, or by `by`, with every soft finding acknowledged."""
    by, revision = by or story.owner, Article.objects.get(pk=story.pk).version
    try:
        return workflow.submit(story, by=by, revision=revision)
    except HeldBack as held:
        acknowledged = {finding.key for finding in held.soft}
        return workflow.submit(story, by=by, revision=revision, acknowledged=acknowledged)


def draft(owner: User | None = None, **parts: object) -> Article:
    return workflow.create(content(**parts), by=owner or reporter())


def submitted(owner: User | None = None, **parts: object) -> Article:
    return submit(draft(owner, **parts))


def claimed(by: User | None = None, owner: User | None = None, **parts: object) -> Article:
    return workflow.claim(submitted(owner, **parts), by=by or editor())


def returned(by: User | None = None, owner: User | None = None, **parts: object) -> Article:
    return workflow.send_back(submitted(owner, **parts), by=by or editor(), reason="Cần thêm số liệu của xã.")


def approved(by: User | None = None, owner: User | None = None, **parts: object) -> Article:
    story = submitted(owner, **parts)
    return workflow.approve(story, by=by or editor(), revision=story.version)


def published(by: User | None = None, owner: User | None = None, **parts: object) -> Article:
    who = by or editor()
    story = approved(who, owner, **parts)
    publishing.publish(story, by=who, revision=story.version)
    story.refresh_from_db()
    return story


def republished(story: Article, *, minor: bool = False, **parts: object) -> Article:
    """A live story with other words, and what it lacked, approved and published as its next version."""
    story = Article.objects.get(pk=story.pk)
    writer, signer = editor(), managing_editor()
    changed = replace(Content.of(story), **parts)
    lacking = {name for name in ("tags", "bylines", "lead_photo") if not getattr(changed, name)}
    changed = replace(changed, **{name: getattr(content(section=changed.section), name) for name in lacking})
    story = submit(workflow.edit(story, changed, by=writer, revision=story.version), by=writer)
    story = workflow.approve(story, by=signer, revision=story.version)
    publishing.publish(story, by=signer, revision=story.version, minor=minor)
    return Article.objects.get(pk=story.pk)


def scheduled(by: User | None = None, owner: User | None = None, hours: float = 2, **parts: object) -> Article:
    who = by or editor()
    story = approved(who, owner, **parts)
    at = timezone.now() + timedelta(hours=hours)
    publishing.schedule(story, by=who, revision=story.version, at=at)
    story.refresh_from_db()
    return story


def withdrawn(owner: User | None = None, **parts: object) -> Article:
    chief = managing_editor()
    story = published(chief, owner, **parts)
    return publishing.withdraw(story, by=chief, reason="Thông tin chưa được kiểm chứng.")


def bylined(author: Author, **parts: object) -> Content:
    """A content under one author's name."""
    return content(bylines=(BylineContent(author),), **parts)
