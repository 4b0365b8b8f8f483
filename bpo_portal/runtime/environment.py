"""The settings that the one-command mode gives its processes; what is set already wins."""

import os
import secrets
from pathlib import Path

from bpo_portal.runtime.places import LOCAL, ROOT


def local_environment(*, port: int, database_url: str, redis_url: str) -> dict[str, str]:
    """Environment variables for the web server, the tasks and `manage.py` of this checkout."""
    settings = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": secret_key(LOCAL / "secret_key"),
        "LOCAL_MODE": "1",
        "BASE_URL": f"http://localhost:{port}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "MEDIA_ROOT": str(LOCAL / "media"),
        "STATIC_ROOT": str(LOCAL / "static"),
    }
    forced = {
        "DJANGO_SETTINGS_MODULE": "bpo_portal.settings",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }
    return {**settings, **os.environ, **forced}


def secret_key(file: Path) -> str:
    """Made once, for its owner's eyes, so that people stay signed in over restarts."""
    if not file.exists():
        write_private(file, secrets.token_urlsafe(60))
    return file.read_text()


def write_private(file: Path, text: str) -> None:
    """Write a file only its owner can read, complete or not at all."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    unfinished.touch(0o600)
    unfinished.write_text(text)
    unfinished.replace(file)
