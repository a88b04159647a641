"""Cached pages: the built-in page cache beside a Django view that does nothing, nginx's cache beside a file.

    python benchmarks/cached.py FOLDER [--rounds 3] [--seconds 10] [--port 8730]

FOLDER is one that benchmarks/load.py filled. One story is asked for, and then fifty of them in turn.
nginx runs from FOLDER/nginx with deploy/nginx-cache.conf, so with our headers only. Needs wrk; without nginx its half
is left out. Prints a table in Markdown and keeps all figures in FOLDER/cached.json.
"""

import json
import os
import shutil
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.folder import Folder  # noqa: E402
from benchmarks.measuring import Contestant, Load, has_wrk, in_alternation  # noqa: E402
from benchmarks.pages import HEAD, fetched, table  # noqa: E402
from benchmarks.serving import Server, granian  # noqa: E402

POPULAR = 50
NGINX = """
{user}
daemon off;
worker_processes {workers};
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    default_type text/html;
    proxy_cache_path {folder}/cache levels=1:2 keys_zone=newsroom:20m max_size=1g inactive=10m use_temp_path=off;
    upstream newsroom {{ server {site}; keepalive 32; }}
    server {{ listen 127.0.0.1:{port}; include {root}/deploy/nginx-cache.conf; }}
    server {{ listen 127.0.0.1:{file_port}; root {folder}/files; }}
}}
"""


def options() -> Namespace:
    parser = ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--patience", type=int, default=20, help="seconds that a round waits for an idle machine")
    parser.add_argument("--port", type=int, default=8730, help="the first of four")
    return parser.parse_args()


def nginx(folder: Path, site: str, port: int) -> Server:
    """nginx with its cache before `site` at `port`, and files of FOLDER/nginx/files at the next one."""
    shutil.rmtree(folder / "cache", ignore_errors=True)
    (folder / "files").mkdir(parents=True, exist_ok=True)
    # Started by root it would change to a user who may not read the folder.
    user = "user root;" if os.geteuid() == 0 else ""
    places = {"folder": folder, "site": site.removeprefix("http://"), "root": ROOT, "workers": os.cpu_count()}
    (folder / "nginx.conf").write_text(NGINX.format(**places, user=user, port=port, file_port=port + 1))
    command = ["nginx", "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(folder / "nginx.conf")]
    return Server(f"http://127.0.0.1:{port}", command, {})


class Field:
    """All who answer, serving: the site with its page cache, bare Django, and nginx before the site and with files."""

    def __init__(self, chosen: Namespace, stack: ExitStack) -> None:
        self.folder = Folder(chosen.folder)
        self.stories = (self.folder.urls / "article.txt").read_text().split()[:POPULAR]
        cached = self.folder.environment() | {"PAGE_CACHE": str(self.folder.path / "held")}
        self.ours = granian("newsroom.wsgi:application", chosen.port, cached)
        stack.callback(self.ours.stop)
        page = self.folder.path / "article.html"
        page.write_bytes(fetched(self.ours.base, self.stories[0]))
        bare = self.folder.environment() | {"YARDSTICK_PAGE": str(page)}
        self.django = granian("benchmarks.yardsticks.bare:application", chosen.port + 1, bare)
        stack.callback(self.django.stop)
        self.nginx: Server | None = None
        if shutil.which("nginx"):
            self.nginx = nginx(self.folder.path / "nginx", self.ours.base, chosen.port + 2)
            self.files = f"http://127.0.0.1:{chosen.port + 3}"
            stack.callback(self.nginx.stop)

    def pairs(self, stories: list[str]) -> Iterator[list[Contestant]]:
        """Who is measured against whom; of each pair the second is how fast it could be at all."""
        asked, nothing = self._listed("cached", stories), self._listed("nothing", ["/nothing/"])
        yield [
            Contestant("newsroom, page cache", self.ours.base, asked, self.ours),
            Contestant("a view that does nothing", self.django.base, nothing, self.django),
        ]
        if self.nginx:
            for address in stories:
                file = self.folder.path / "nginx" / "files" / address.strip("/")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(fetched(self.ours.base, address))
            yield [
                Contestant("nginx, its cache", self.nginx.base, asked, self.nginx),
                Contestant("nginx, files", self.files, asked, self.nginx),
            ]

    def _listed(self, name: str, addresses: list[str]) -> Path:
        path = self.folder.path / f"{name}.txt"
        path.write_text("".join(f"{address}\n" for address in addresses))
        return path


def main() -> None:
    chosen = options()
    if not has_wrk():
        raise SystemExit("wrk is not installed, so no pages are measured (Debian: apt install wrk).")
    # Ended in any way, the servers end with it.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    load, kept = Load(seconds=chosen.seconds, patience=chosen.patience), {}
    with ExitStack() as stack:
        field = Field(chosen, stack)
        print("\n".join(HEAD), flush=True)
        for kind, stories in (("one story", field.stories[:1]), (f"{len(field.stories)} stories", field.stories)):
            for pair in field.pairs(stories):
                for address in stories:  # each is there when the race begins
                    fetched(pair[0].base, address)
                results = in_alternation(pair, chosen.rounds, load)
                print("\n".join(table(kind, results)), flush=True)
                kept |= {f"{kind}: {each.name}": {"bytes": each.bytes, "rounds": each.rounds} for each in results}
    (chosen.folder / "cached.json").write_text(json.dumps(kept, indent=1))


if __name__ == "__main__":
    main()
