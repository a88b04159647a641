"""Stories that say the same in the same words: another reporter's of the same event, an old one written anew.

Which stories are looked at, an index of shingles decides; whether they are alike, the words of their sentences. A
person is shown a story only as they may read it: the desk copy of those they may open, of others what readers see.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from accounts.models import User
from articles.models import Article, PublishedArticle, StoryShingle
from articles.shingles import Pair, Sentence, Text, asked, pairs

# A shingle in more stories than this is a form of words.
MOST_STORIES = 40
# Stories whose sentences are compared, of those the index names; and those whose rights are asked for before that.
COMPARED = 12
NAMED = 60
SHOWN = 5
# A sentence that stands in so many other stories is a form: the weather, gold, obituaries, a standing paragraph.
STANDING = 5
# From this likeness on two sentences are the same, to a word.
SAME = 0.95

# What it takes to be shown: two sentences and two lines of words in common, that are such a part of the smaller of the
# two stories, or so many that it doesn't matter.
SENTENCES = 2
SYLLABLES = 40
SHARE = 0.2
MANY_SYLLABLES = 110


@dataclass(frozen=True)
class Similar:
    """One story like the one asked about, with what the person asking may know of it and no more."""

    number: int
    title: str
    writers: str
    story: Article | None
    """The desk copy with ArticleQuerySet.with_publication(), where the person may open it."""
    version: PublishedArticle | None
    """What readers see now, where they see it."""
    as_read: bool
    """The sentences are those that readers see, not the desk copy's."""
    pairs: tuple[Pair, ...]
    """In the order of the story asked about."""
    of: int
    """How many sentences of that story could have stood elsewhere."""
    linked: bool
    """One of the two names the other as related."""
    same_writer: bool
    """As far as the person may know: where they may open both."""

    @property
    def share(self) -> int:
        """How much of the story asked about stands there too, in per cent of its sentences."""
        return round(100 * len(self.pairs) / self.of)

    @property
    def is_own_update(self) -> bool:
        """The writer's next story of the same event, and said to be: nothing to be warned of."""
        return self.linked and self.same_writer


def similar_to(article: Article, user: User) -> list[Similar]:
    """At most SHOWN stories like the desk copy of this one, the most alike first, as the user may read them.

    A fixed number of queries, whatever the archive holds.
    """
    mine = Text(article.title, article.lead, article.body).sentences()
    if not mine:
        return []
    named = StoryShingle.objects.sharing(asked(mine), but=article, most_stories=MOST_STORIES, most_found=NAMED)
    readable = _readable(named, user)
    compared = [_Compared(each, *_closest(mine, each)) for each in readable]
    forms = _Forms(compared)
    telling = [replace(each, pairs=[pair for pair in each.pairs if not forms.hold(pair)]) for each in compared]
    told = {pair.mine for each in telling for pair in each.pairs}
    own = [sentence for sentence in mine if sentence in told or forms.alike[sentence] < STANDING]
    alike = sorted((each for each in telling if each.tells(own)), key=_Compared.weight, reverse=True)[:SHOWN]
    return _shown(article, alike, len(own)) if alike else []


# Which stories, and as what the person may read them ------------------------------------------------------------------


@dataclass(frozen=True)
class _Readable:
    story: Article
    may_open: bool
    version: PublishedArticle | None

    def texts(self) -> list[tuple[bool, Text]]:
        """What the person may read of the story: (is it what readers see?, the text)."""
        version, found = self.version, []
        if self.may_open:
            found.append((False, Text(self.story.title, self.story.lead, self.story.body)))
        if version and not (self.may_open and version.revision.number == self.story.version):
            found.append((True, Text(version.title, version.lead, version.body)))
        return found


def _readable(named: list[int], user: User) -> list[_Readable]:
    """The first COMPARED of these stories that the person may read in one form or the other."""
    may_open = set(Article.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True))
    is_live = set(PublishedArticle.objects.live().filter(article__in=named).values_list("article", flat=True))
    first = [number for number in named if number in may_open | is_live][:COMPARED]
    rows = Article.objects.with_publication().select_related("owner", "claimed_by", "section__parent")
    stories = rows.prefetch_related("bylines__author").in_bulk(first)
    live = PublishedArticle.objects.live().select_related("section__parent", "revision")
    versions = {version.article_id: version for version in live.filter(article__in=first)}
    found = [_Readable(stories[each], each in may_open, versions.get(each)) for each in first if each in stories]
    return [each for each in found if each.texts()]


# How alike ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Compared:
    readable: _Readable
    as_read: bool
    pairs: list[Pair]
    syllables: int
    """How many there are in the sentences of the other story."""

    def weight(self) -> float:
        """The syllables in common, about."""
        return sum(len(pair.mine.syllables) * pair.likeness for pair in self.pairs)

    def tells(self, own: Sequence[Sentence]) -> bool:
        """Whether so much in common cannot be chance. `own`: the sentences of the story asked about, forms apart."""
        # A lead that the text repeats counts once.
        several = min(len({pair.mine for pair in self.pairs}), len({pair.theirs for pair in self.pairs}))
        weight = self.weight()
        if several < SENTENCES or weight < SYLLABLES:
            return False
        smaller = min(_syllables(own), self.syllables)
        return weight >= min(SHARE * smaller, MANY_SYLLABLES)


class _Forms:
    """The sentences that stand in so many stories that they are forms of words.

    The words of a form with the figures of one other story are none: two have filed the same issue of it.
    """

    def __init__(self, compared: Iterable[_Compared]) -> None:
        self.alike: Counter[Sentence] = Counter()
        self.same: Counter[Sentence] = Counter()
        for each in compared:
            self.alike.update({pair.mine for pair in each.pairs})
            self.same.update({pair.mine for pair in each.pairs if pair.likeness >= SAME})

    def hold(self, pair: Pair) -> bool:
        stories = self.same if pair.likeness >= SAME else self.alike
        return stories[pair.mine] >= STANDING


def _closest(mine: Sequence[Sentence], readable: _Readable) -> tuple[bool, list[Pair], int]:
    """Of the texts that the person may read, the one with more in common: which, the pairs, its syllables."""
    found = []
    for as_read, text in readable.texts():
        theirs = text.sentences()
        found.append((as_read, pairs(mine, theirs), _syllables(theirs)))
    return max(found, key=lambda each: len(each[1]))


def _syllables(sentences: Iterable[Sentence]) -> int:
    return sum(len(sentence.syllables) for sentence in sentences)


# What is said of them -------------------------------------------------------------------------------------------------


def _shown(article: Article, alike: Sequence[_Compared], of: int) -> list[Similar]:
    stories = [each.readable.story for each in alike]
    picked = set(article.picks.filter(related__in=stories).values_list("related", flat=True))
    picking = set(article.picked_by.filter(article__in=stories).values_list("article", flat=True))
    authors = set(article.bylines.values_list("author", flat=True))
    return [_similar(each, of, article, picked, picking, authors) for each in alike]


def _similar(
    compared: _Compared, of: int, article: Article, picked: set[int], picking: set[int], authors: set[int]
) -> Similar:
    story, version, may_open = compared.readable.story, compared.readable.version, compared.readable.may_open
    if may_open or version is None:
        title, names = story.title, [line.author.name for line in story.bylines.all()] or [story.owner.display_name]
    else:
        title, names = version.title, [line["name"] for line in version.bylines]
    signs = bool(authors & {line.author_id for line in story.bylines.all()})
    return Similar(
        number=story.pk,
        title=title,
        writers=", ".join(dict.fromkeys(names)),
        story=story if may_open else None,
        version=version,
        as_read=compared.as_read,
        pairs=tuple(compared.pairs),
        of=of,
        # What another's desk copy says is not for everybody.
        linked=story.pk in picked or (may_open and story.pk in picking),
        same_writer=may_open and (signs or story.owner_id == article.owner_id),
    )
