"""Readers by the thousand: a process of their own that asks for pages at a steady pace and reports what it reads."""

import http.client
import random
import time
from bisect import bisect
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from threading import Thread
from urllib.parse import urlsplit

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
# One in so many requests is a search, one a page of a list.
SEARCHES, LISTS = 0.02, 0.05
# How much more the favourite is read than the next: of stories by rank.
ZIPF = 0.9


@dataclass
class Told:
    """What readers saw. `milliseconds` by kind of page; `counted`: {story: views that were acknowledged}."""

    milliseconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    counted: Counter[int] = field(default_factory=Counter)

    def add(self, other: "Told") -> None:
        for kind, times in other.milliseconds.items():
            self.milliseconds[kind] += times
        self.statuses += other.statuses
        self.counted += other.counted


@dataclass(frozen=True)
class Crowd:
    """Who reads what: addresses by kind of page, and how many pages a second all together."""

    base: str
    articles: list[str]
    lists: list[str]
    searches: list[str]
    beacon: str
    """The address that counts a view, with {} for the story's number."""
    pace: float
    seconds: float
    threads: int = 6


def read(crowd: Crowd, seed: float) -> Told:
    """Read until the time is over."""
    told = [Told() for _each in range(crowd.threads)]
    threads = [Thread(target=_reader, args=(crowd, one, seed + place)) for place, one in enumerate(told)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = Told()
    for each in told:
        whole.add(each)
    return whole


def _reader(crowd: Crowd, told: Told, seed: float) -> None:
    chance = random.Random(seed)
    weights = list(accumulate(1 / (rank + 1) ** ZIPF for rank in range(len(crowd.articles))))
    connection = http.client.HTTPConnection(urlsplit(crowd.base).netloc, timeout=30)
    every = crowd.threads / crowd.pace
    begun = time.monotonic()
    turn, reader = begun + chance.random() * every, 0
    # Others in every storm: the same reader counts once in half an hour.
    network = f"{chance.randint(11, 120)}.{chance.randint(0, 255)}"
    while (now := time.monotonic()) < begun + crowd.seconds:
        if now < turn:
            time.sleep(turn - now)
        # Who was slow does not ask faster to make up for it.
        turn = max(turn + every, now)
        reader += 1
        kind, address = _choice(crowd, chance, weights)
        status = _ask(connection, told, kind, "GET", address, {})
        if kind == "article" and status == 200:
            number = int(address.rsplit("-", 1)[1].removesuffix(".html"))
            who = f"{network}.{reader >> 8 & 255}.{reader & 255}"
            headers = {"X-Forwarded-For": who, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}
            if _ask(connection, told, "beacon", "POST", crowd.beacon.format(number), headers) == 204:
                told.counted[number] += 1


def _choice(crowd: Crowd, chance: random.Random, weights: list[float]) -> tuple[str, str]:
    kind = chance.random()
    if kind < SEARCHES:
        return "search", chance.choice(crowd.searches)
    if kind < SEARCHES + LISTS:
        return "list", chance.choice(crowd.lists)
    place = bisect(weights, chance.random() * weights[-1])
    return "article", crowd.articles[min(place, len(weights) - 1)]


def _ask(
    connection: http.client.HTTPConnection, told: Told, kind: str, method: str, address: str, headers: dict[str, str]
) -> int:
    """The status; 0 where there was no answer at all."""
    begun = time.perf_counter()
    try:
        connection.request(method, address, headers={"User-Agent": FIREFOX, **headers})
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    except (OSError, http.client.HTTPException):
        connection.close()
        status = 0
    told.milliseconds[kind].append(1000 * (time.perf_counter() - begun))
    told.statuses[kind, status] += 1
    return status
