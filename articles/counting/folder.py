"""Ships and folds while the site is served: a thread in each web process."""

import logging
import os
import random
import time
from multiprocessing.util import Finalize
from threading import Thread

from django.db import DatabaseError, InterfaceError, connection

from articles.counting import journal
from articles.counting.fold import fold_all
from articles.counting.shipping import ship

logger = logging.getLogger(__name__)

# Seconds; several processes take turns by chance.
EVERY = 1.0


def start() -> None:
    """Fold in the background of this process, and of those that it is yet to be divided into, until they end."""
    _start_thread()
    # Servers' workers are such processes: they end without what atexit would call.
    Finalize(None, ship_the_rest, exitpriority=0)
    os.register_at_fork(after_in_child=_start_thread)


def _start_thread() -> None:
    Thread(target=_go_on, name="folds-views", daemon=True).start()


def _go_on() -> None:
    well = True
    while True:
        time.sleep(EVERY * random.uniform(0.75, 1.25))  # noqa: S311 (nobody is to be kept from guessing it)
        well = fold_once(silent=not well)


def fold_once(*, silent: bool = False) -> bool:
    """Fold what there is; False where that failed, the database being away, which is said unless `silent`."""
    try:
        fold_all()
    except (DatabaseError, InterfaceError) as error:
        if not silent:
            logger.warning("views stay pending until the database is back: %s", error)
    except Exception:
        logger.exception("views stay pending")
    else:
        return True
    connection.close()
    return False


def ship_the_rest() -> None:
    """At the end of a process. What it cannot ship at once is left to the others, or to the hourly command."""
    try:
        journal.own.require_open()
        ship()
    except (journal.NotKept, DatabaseError, InterfaceError) as error:
        logger.warning("views are left to other processes: %s", error)
