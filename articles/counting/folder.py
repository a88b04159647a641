"""Folds while the site is served: a thread in each web process."""

import logging
import os
import random
import time
from threading import Thread

from django.db import DatabaseError, InterfaceError, connection

from articles.counting.fold import fold_all

logger = logging.getLogger(__name__)

# Seconds; several processes take turns by chance.
EVERY = 1.0


def start() -> None:
    """Fold in the background of this process, and of those that it is yet to be divided into, until they end."""
    _start_thread()
    os.register_at_fork(after_in_child=_start_thread)


def _start_thread() -> None:
    Thread(target=_go_on, name="folds-views", daemon=True).start()


def _go_on() -> None:
    while True:
        time.sleep(EVERY * random.uniform(0.75, 1.25))  # noqa: S311 (nobody is to be kept from guessing it)
        fold_once()


def fold_once() -> None:
    """Fold what there is. Where the database is away, that is said, and tried again the next time."""
    try:
        fold_all()
    except (DatabaseError, InterfaceError) as error:
        logger.warning("views stay pending: %s", error)
        connection.close()
    except Exception:
        logger.exception("views stay pending")
        connection.close()
