"""Stories by chance: syllables that follow each other as in the demo newspaper and the labelled set of the tests."""

import json
import random
import re
from array import array
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from articles.content import Content
from tests.duplicates.labelled import events, forms

ROOT = Path(__file__).resolve().parent.parent
NAMES = json.loads((ROOT / "benchmarks/names.json").read_text("utf-8"))
STANDING = [
    "Mọi ý kiến của bạn đọc xin gửi về tòa soạn theo địa chỉ trụ sở hoặc hòm thư điện tử ghi ở cuối trang.",
    "Dự hội nghị có các đồng chí trong Ban Thường vụ Tỉnh ủy, lãnh đạo Ủy ban nhân dân tỉnh, các sở, ngành.",
    "Tin, bài trên đây được tổng hợp từ báo cáo nhanh của các huyện, thành phố tính đến 17 giờ cùng ngày.",
]
# Syllables written as the texts' own follow each other, from which sentences are put together...
STREAM = 1_000_000
CHAINED = 0.75
# ...in runs of so many: the longer ones are the phrases that every story has.
RUNS = (2, 3, 3, 4, 4, 8)
# Sentences of a text, of some 160 bytes each: 3 to 8 kB, with what else stands in it.
SENTENCES = (17, 46)


class Writer:
    """Writes stories by chance, the same ones for the same number."""

    def __init__(self) -> None:
        self.followers: dict[str, list[str]] = defaultdict(list)
        self.all: list[str] = []
        for text in self._texts():
            syllables = re.findall(r"\w+", text)
            self.all += syllables
            for first, second in zip(syllables, syllables[1:], strict=False):
                self.followers[first].append(second)
        chance, word = random.Random(1), "tỉnh"
        stream = []
        for place in range(STREAM):
            stream.append(str(chance.randint(2, 9999)) if place % 31 == 0 else word)
            following = self.followers.get(word) if chance.random() < CHAINED else None
            word = chance.choice(following or self.all)
        # As one line: a run is a part of it, from where its first syllable begins to where its last one ends.
        self.stream = " ".join(stream)
        self.begins = array("I", accumulate((len(each) + 1 for each in stream), initial=0))

    def _texts(self) -> Iterator[str]:
        for path in sorted((ROOT / "articles/demo/stories").glob("*.json")):
            for story in json.loads(path.read_text("utf-8")):
                yield from (value for block in story["body"] for value in block.values() if isinstance(value, str))
        archive, filed = events()
        for content in [*archive.values(), *(each.content for each in filed)]:
            yield from content.body.replace("<p>", "").replace("</p>", "").split("\n")

    def sentence(self, chance: random.Random) -> str:
        said = []
        for run in chance.choices(RUNS, k=chance.randint(3, 11)):
            start = int(chance.random() * (STREAM - run))
            said.append(self.stream[self.begins[start] : self.begins[start + run] - 1])
        return " ".join(said).capitalize() + "."

    def story(self, number: int) -> Content:
        chance = random.Random(number)
        if number % 20 == 0:
            every = list(forms().values())
            form = every[chance.randrange(len(every))]
            return form[chance.randrange(len(form))]
        sentences = [self.sentence(chance) for _place in range(chance.randint(*SENTENCES))]
        paragraphs = [" ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3)]
        if number % 5 == 0:
            paragraphs.append(chance.choice(STANDING))
        body = "\n".join(f"<p>{each}</p>" for each in paragraphs)
        return Content(title=self.sentence(chance)[:200], lead=self.sentence(chance), body=body)
