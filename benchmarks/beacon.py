"""How many reports of readers the site takes in a second, against a view that does nothing and django-hitcount.

    python benchmarks/beacon.py FOLDER [--rounds 5] [--seconds 10]

FOLDER is one that benchmarks/load.py has filled. Every request comes from another reader, with what a story's page
sends. django-hitcount is installed in an environment of its own below FOLDER and counts into a database beside ours.
Needs wrk.
"""

import json
import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import psycopg2

from benchmarks.folder import Folder
from benchmarks.measuring import Contestant, Load, has_wrk, in_alternation, kept
from benchmarks.pages import HEAD, table
from benchmarks.serving import granian

# As installed by whoever would choose it; granian serves it as it serves us.
RIVAL = ["django-hitcount==1.3.5", "django>=5.2,<5.3", "psycopg2-binary", "dj-database-url", "granian"]
STORIES = 1000
# Seconds that the workers may take to ship what they were told.
PATIENCE = 20


def options() -> Namespace:
    parser = ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--patience", type=int, default=20, help="seconds to wait for an idle machine (20)")
    parser.add_argument("--port", type=int, default=8881)
    return parser.parse_args()


def rival(folder: Folder) -> tuple[Path, str]:
    """The Python that has django-hitcount, and its database."""
    python = folder.path / "hitcount" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", python.parent.parent], check=True)  # noqa: S603
        subprocess.run([python, "-m", "pip", "install", "--quiet", *RIVAL], check=True)  # noqa: S603
    url = folder.database.replace("/newsroom", "/hitcount", 1)
    connection = psycopg2.connect(folder.database)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_database WHERE datname = 'hitcount'")
        if not cursor.rowcount:
            cursor.execute("CREATE DATABASE hitcount")
    connection.close()
    subprocess.run(  # noqa: S603
        [python, "-m", "benchmarks.yardsticks.hitcounts"], env=os.environ | {"DATABASE_URL": url}, cwd=ROOT, check=True
    )
    return python, url


def counted(folder: Folder) -> int:
    """Views counted, pending or refused: every report that was acknowledged, once it has left the workers' journals."""
    until = time.monotonic() + PATIENCE
    while folder.views.exists() and any(folder.views.iterdir()) and time.monotonic() < until:
        time.sleep(0.1)
    connection = psycopg2.connect(folder.database)
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT coalesce(sum(counted), 0) FROM articles_viewtotal)"
            " + (SELECT count(*) FROM articles_pendingview)"
            " + (SELECT coalesce(sum(count), 0) FROM articles_refusedviews)"
        )
        found = int(cursor.fetchone()[0])
    connection.close()
    return found


def main() -> None:
    chosen = options()
    if not has_wrk():
        raise SystemExit("wrk is not installed, so nothing is measured (Debian: apt install wrk).")
    folder = Folder(chosen.folder)
    python, url = rival(folder)
    lists = {"nothing": ["/empty/"], "hit": ["/hit/1/"]}
    lists["many"] = (folder.urls / "beacons.txt").read_text().split()[:STORIES]
    lists["hot"] = lists["many"][:1]
    paths = {name: folder.path / f"beacon-{name}.txt" for name in lists}
    for name, addresses in lists.items():
        paths[name].write_text("".join(f"{each}\n" for each in addresses))
    page = folder.path / "empty.html"
    page.touch()
    # Ended in any way, the servers end with it.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    with ExitStack() as stack:
        production = folder.environment() | {"TRUSTED_PROXIES": "1"}
        ours = granian("newsroom.wsgi:application", chosen.port, production)
        stack.callback(ours.stop)
        bare = granian(
            "benchmarks.yardsticks.bare:application", chosen.port + 1, production | {"YARDSTICK_PAGE": str(page)}
        )
        stack.callback(bare.stop)
        theirs = granian(
            "benchmarks.yardsticks.hitcounts:application", chosen.port + 2, {"DATABASE_URL": url}, str(python)
        )
        stack.callback(theirs.stop)
        before = counted(folder)
        field = [
            Contestant("one hot story", ours.base, paths["hot"], ours, readers=True),
            Contestant("a thousand stories", ours.base, paths["many"], ours, readers=True),
            Contestant("a Django view that does nothing", bare.base, paths["nothing"], bare, readers=True),
            Contestant("django-hitcount", theirs.base, paths["hit"], theirs, readers=True),
        ]
        results = in_alternation(field, chosen.rounds, Load(seconds=chosen.seconds, patience=chosen.patience))
        print("\n".join([*HEAD, *table("beacon", results)]))
        (folder.path / "beacon.json").write_text(json.dumps(kept(results), indent=1))
        acknowledged = sum(result.of("requests")[place] for result in results[:2] for place in range(chosen.rounds))
        print(f"\n{acknowledged:.0f} acknowledged in these rounds, {counted(folder) - before} kept (with warming up)")


if __name__ == "__main__":
    main()
