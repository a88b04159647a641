"""Sites that are measured: started on this machine with the same server and flags, and ended in order."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import psutil

WORKERS = 2
THREADS = 4
ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60


class Server:
    """A process group that serves `base`; ended on exit."""

    def __init__(self, base: str, command: list[str], environment: Mapping[str, str], folder: Path = ROOT) -> None:
        self.base = base
        self._process = subprocess.Popen(  # noqa: S603  # the command is ours, or that of whoever runs the bench
            command, env=os.environ | dict(environment), cwd=folder, start_new_session=True
        )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise SystemExit(f"{self.base}: the server ended with status {self._process.returncode}")
            try:
                urllib.request.urlopen(self.base + "/", timeout=10).close()  # noqa: S310  # http, and ours
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.2)
        raise SystemExit(f"{self.base} does not answer")

    def stop(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait()

    def seconds(self) -> float:
        """What the workers have used of the processors so far."""
        return sum(sum(each.cpu_times()[:2]) for each in self.workers())

    def memory(self) -> list[int]:
        """Megabytes (PSS) of each worker."""
        return sorted(each.memory_full_info().pss // 2**20 for each in self.workers())

    def workers(self) -> list[psutil.Process]:
        """The processes that have no child of their own."""
        below = psutil.Process(self._process.pid).children(recursive=True)
        return [each for each in below if not each.children()]


def granian(application: str, port: int, environment: Mapping[str, str], python: str = sys.executable) -> Server:
    """A WSGI application behind granian, as `manage.py demo` serves it."""
    command = [python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--log-level", "warning", application]
    return Server(f"http://127.0.0.1:{port}", command, environment)


def by_command(base: str, command: str) -> Server:
    """Whatever somebody wants to be compared with."""
    return Server(base, ["/bin/sh", "-c", f"exec {command}"], {})
