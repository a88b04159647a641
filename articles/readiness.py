"""What the checklist finds in a story, with all it needs from the database: house rules, pictures, linked stories.

findings() is the one place where the page, the verbs and the import ask. What another rule needs to know of the
archive is looked up here and handed to it in checklist.Copy.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.http.request import validate_host

from accounts.models import User
from articles import body, checklist, pictures
from articles.body_policy import link_address, web_host
from articles.checklist import Copy, Finding, Picture
from articles.content import Content
from articles.markup import parse, walk
from articles.models import Article, HouseStyle, Photo, PublishedArticle, Tag
from articles.similar import Similar, similar_to

_STORY = re.compile(r"(?:https?://[^/?#]+)?/[^/?#]+/[^/?#]*-([0-9]{1,18})\.html(?:[?#].*)?", re.IGNORECASE)


def findings(
    article: Article, by: User, *, photos: Iterable[Photo] | None = None, on_sending: bool = False
) -> list[Finding]:
    """What is amiss with the desk copy as it was read, by ArticleQuerySet.with_parts(); 1 to 4 queries.

    `photos` are its pictures where they are at hand, else they are asked for. `by` decides which stories a link may
    lead to before readers see them. `on_sending`: stories that say the same are looked for too; up to 9
    queries more.
    """
    photos = pictures.of_story(article) if photos is None else photos
    has_tags = article.has_tags or article.has_proposals
    copy = _copy(article, photos, has_tags=has_tags, has_writer=article.has_writer, by=by)
    copy = replace(copy, only_proposed_tags=_is_sent(article) and has_tags and not article.has_tags)
    if on_sending:
        copy = replace(copy, similar=_similar(similar_to(article, by)))
    return checklist.check(copy, HouseStyle.current())


def similar_finding(found: Iterable[Similar]) -> Finding | None:
    """What is asked of who sends a story with these beside it; None where there is nothing to ask."""
    figures = checklist.similar_figures(_similar(found))
    return checklist.finding(checklist.SIMILAR, figures) if figures else None


def _similar(found: Iterable[Similar]) -> tuple[tuple[int, int], ...]:
    """The writer's own next story of the same event, linked to the one before, is nothing to ask about."""
    return tuple((each.number, each.share) for each in found if not each.is_own_update)


def findings_of(content: Content, article: Article, by: User) -> list[Finding]:
    """The same of a text of the story that is not stored, as Content.cleaned() gives it."""
    names = body.photo_names(content.body)
    photos = list(Photo.objects.filter(file__in=names)) if names else []
    photos += [content.lead_photo] if content.lead_photo else []
    copy = _copy(content, photos, has_tags=bool(content.tags), has_writer=bool(content.bylines), by=by)
    if content.tags and _is_sent(article):
        copy = replace(copy, only_proposed_tags=not Tag.objects.called(content.tags))
    return checklist.check(copy, HouseStyle.current())


def _is_sent(article: Article) -> bool:
    """Whether an editor has it: a writer's new words are to be decided on."""
    return article.status not in {Article.Status.DRAFT, Article.Status.RETURNED}


def _copy(story: Article | Content, photos: Iterable[Photo], *, has_tags: bool, has_writer: bool, by: User) -> Copy:
    photos = list(photos)
    lead = next((photo for photo in photos if story.lead_photo and photo.pk == story.lead_photo.pk), None)
    text = _readable(story.body)
    nowhere, unseen = _links(text, by)
    return Copy(
        title=story.title,
        lead=story.lead,
        body=text,
        has_section=story.section is not None,
        has_tags=has_tags,
        has_writer=has_writer,
        source=story.source_name,
        kind=story.kind,
        lead_picture=_with_credit(lead.caption, lead.credit) if lead else None,
        pictures=_in_text(text, photos),
        links_nowhere=nowhere,
        links_unseen=unseen,
    )


def _readable(stored: str) -> str:
    """Markup that nobody could read, written past body.clean(), counts as no text: it cannot be published either."""
    try:
        parse(stored)
    except ValueError:
        return ""
    return stored


def _in_text(text: str, photos: list[Photo]) -> tuple[Picture, ...]:
    """A caption belongs to the place, and may name the credit; else the photo's own counts."""
    credits = {photo.file: photo.credit for photo in photos}
    return tuple(_with_credit(caption, credits.get(name, "")) for name, caption in body.pictures(text))


def _with_credit(caption: str, credit: str) -> Picture:
    return Picture(caption, credit or (caption if checklist.names_credit(caption) else ""))


def _links(text: str, by: User) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Addresses of stories of ours: of none that the person or readers could see; of one that readers do not see."""
    addresses: dict[str, int] = {}
    for tag in walk(parse(text)):
        address = link_address(tag.attrs.get("href", "")) or "" if tag.name == "a" else ""
        if (match := _STORY.fullmatch(address)) and _is_ours(address):
            addresses[address] = int(match[1])
    if not addresses:
        return (), ()
    seen = set(PublishedArticle.objects.live().filter(article__in=addresses.values()).values_list("article", flat=True))
    hidden = set(addresses.values()) - seen
    known = set(Article.objects.visible_to(by).filter(pk__in=hidden).values_list("pk", flat=True)) if hidden else set()
    return (
        tuple(address for address, pk in addresses.items() if pk in hidden - known),
        tuple(address for address, pk in addresses.items() if pk in known),
    )


def _is_ours(address: str) -> bool:
    """A path of this site, or an address with one of its hosts."""
    host = web_host(address)
    if not host:
        return address.startswith("/")
    return validate_host(host, settings.ALLOWED_HOSTS) or host == web_host(settings.SITE_URL)
