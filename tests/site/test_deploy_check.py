"""What the real commands say in a production environment."""

import os
import subprocess
import sys
from pathlib import Path

from tests.site.environment import PRODUCTION, ROOT, VARIABLES


def run(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    # Playwright needs the last one, and Django rightly warns of it.
    absent = {*VARIABLES, "DJANGO_ALLOW_ASYNC_UNSAFE"}
    kept = {name: value for name, value in os.environ.items() if name not in absent}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(  # noqa: S603
        [sys.executable, *command], cwd=ROOT, env=kept | environment, capture_output=True, text=True, timeout=120
    )


def test_djangos_deployment_check_has_nothing_to_say() -> None:
    done = run(PRODUCTION, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (1 silenced)."), done.stderr


def test_a_web_server_does_not_start_without_settings() -> None:
    done = run({}, "-c", "import newsroom.wsgi")
    assert done.returncode != 0
    assert "ImproperlyConfigured: SECRET_KEY" in done.stderr


def test_a_web_server_starts_with_them(tmp_path: Path) -> None:
    collected = {"STATIC_ROOT": str(tmp_path)}  # where collectstatic has been run before
    done = run(PRODUCTION | collected, "-c", "import newsroom.wsgi; import newsroom.asgi")
    assert (done.returncode, done.stderr) == (0, "")


def test_the_database_gives_up_what_a_web_process_asks_too_long(tmp_path: Path) -> None:
    environment = {"DEMO": "1", "DATABASE_URL": os.environ["DATABASE_URL"], "STATIC_ROOT": str(tmp_path)}
    ask = "from django.db import connection as c; u = c.cursor(); u.execute('SHOW statement_timeout'); print(*u)"
    assert run(environment, "-c", f"import newsroom.wsgi; {ask}").stdout == "('15s',)\n"
    assert run(environment, "manage.py", "shell", "--no-imports", "-c", ask).stdout == "('0',)\n"
