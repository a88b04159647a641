"""wrk, run against several sites in alternation, and what is made of its figures."""

import json
import os
import re
import shutil
import statistics
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.serving import Server

REQUESTS = Path(__file__).with_name("requests.lua")
PROBED = 12


@dataclass(frozen=True)
class Load:
    """How hard and how long a site is asked."""

    seconds: int = 10
    connections: int = 16
    threads: int = 2
    warm: int = 2
    patience: int = 20
    """Seconds that a round waits for a machine with nothing else to do."""


@dataclass(frozen=True)
class Contestant:
    """Somebody who answers the addresses listed in a file."""

    name: str
    base: str
    addresses: Path
    server: Server | None = None
    """What serves it, where we started that."""
    method: str = "GET"
    readers: bool = False
    status: int = 200


@dataclass
class Result:
    """What wrk said of one contestant, a round after the other; latencies in ms."""

    name: str
    bytes: int = 0
    rounds: list[dict[str, float]] = field(default_factory=list)

    def of(self, figure: str) -> list[float]:
        return [each[figure] for each in self.rounds]

    @property
    def bad(self) -> int:
        return int(sum(self.of("bad")))

    @property
    def noisy(self) -> int:
        """Rounds that began on a busy machine."""
        return sum(each["busy"] > BUSY for each in self.rounds)


def kept(results: Sequence[Result]) -> dict[str, dict[str, Any]]:
    """All figures by the contestants' names, as benchmarks/bars.py reads them."""
    return {each.name: {"bytes": each.bytes, "rounds": each.rounds} for each in results}


# Percent of all cores: a round that begins above this is told.
BUSY = 20


def has_wrk() -> bool:
    return shutil.which("wrk") is not None


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Lowest, median, highest."""
    return min(values), statistics.median(values), max(values)


def ratios(ours: Result, theirs: Result) -> tuple[float, float, float]:
    """Requests per second against theirs, of the rounds pair by pair: lowest, median, highest."""
    pairs = zip(ours.of("rps"), theirs.of("rps"), strict=True)
    return spread([mine / their if their else float("inf") for mine, their in pairs])


def in_alternation(contestants: Sequence[Contestant], rounds: int, load: Load) -> list[Result]:
    """Ask each of them in every round, the first one another each time. Raises SystemExit for any wrong answer."""
    results = [Result(each.name, checked(each)) for each in contestants]
    for contestant in contestants if load.warm else ():
        ask(contestant, replace(load, seconds=load.warm))
    for number in range(rounds):
        for place in range(len(contestants)):
            turn = (number + place) % len(contestants)
            busy = idle(load.patience)
            results[turn].rounds.append(_round(contestants[turn], load) | {"busy": busy})
    for result in results:
        if result.bad:
            raise SystemExit(f"{result.name}: {result.bad} answers were errors, so none of its figures count")
    return results


def _round(contestant: Contestant, load: Load) -> dict[str, float]:
    """What ask() says, and the processors' time that the workers used for each request, in ms."""
    before = contestant.server.seconds() if contestant.server else 0
    told = ask(contestant, load)
    used = contestant.server.seconds() - before if contestant.server else 0
    return told | {"worker": 1000 * used / max(1, told["requests"])}


def ask(contestant: Contestant, load: Load) -> dict[str, float]:
    command = ["wrk", f"-t{load.threads}", f"-c{load.connections}", f"-d{load.seconds}s", "--timeout", "20s"]
    command += ["-s", str(REQUESTS), contestant.base]
    own = {"URLS": str(contestant.addresses), "METHOD": contestant.method}
    own |= {"READERS": "1"} if contestant.readers else {}
    done = subprocess.run(command, env=os.environ | own, capture_output=True, text=True, timeout=load.seconds + 60)  # noqa: S603
    found = re.search(r"^JSON (.*)$", done.stdout, re.MULTILINE)
    if found is None:
        raise SystemExit(f"wrk said nothing of {contestant.name}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return json.loads(found[1])


def checked(contestant: Contestant) -> int:
    """The median size of some answers, uncompressed. Raises SystemExit where one is not what it should be."""
    listed = contestant.addresses.read_text().split()
    if contestant.method != "GET" or contestant.readers:
        return 0
    sizes = []
    for address in listed[:: max(1, len(listed) // PROBED)]:
        with urllib.request.urlopen(contestant.base + address, timeout=30) as answer:  # noqa: S310  # http, and ours
            if answer.status != contestant.status or answer.url != contestant.base + address:
                raise SystemExit(f"{contestant.base}{address}: {answer.status} at {answer.url}")
            sizes.append(len(answer.read()))
    return int(statistics.median(sizes))


def idle(patience: int) -> float:
    """Wait until the machine has next to nothing to do; how busy it is then, in percent of all cores."""
    end = time.monotonic() + patience
    while (busy := _busy()) > BUSY and time.monotonic() < end:
        time.sleep(1)
    return busy


def _busy(seconds: float = 0.5) -> float:
    before = _ticks()
    time.sleep(seconds)
    after = _ticks()
    return 100 * (1 - (after[1] - before[1]) / max(1, after[0] - before[0]))


def _ticks() -> tuple[int, int]:
    """All of the processors' time since the start, and what of it they had nothing to do."""
    told = [int(each) for each in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return sum(told), told[3] + told[4]
