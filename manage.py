#!/usr/bin/env python
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

OFFLINE = {
    "evaluate": "scoring.engine.__main__",
    "explain": "scoring.engine.explain",
    "verify_dossier": "scoring.engine.dossier.__main__",
}
INSTALLED = Path(__file__).resolve().parent / ".local" / "venv"


def main() -> int | None:
    """What is computed from files alone needs nothing that is configured, so it asks for no settings."""
    if find_spec("numpy") is None:
        use_what_is_installed()
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    if asked in OFFLINE:
        status: int = import_module(OFFLINE[asked]).main(f"manage.py {asked}", sys.argv[2:])
        return status
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bpo_portal.settings")
    execute_from_command_line(sys.argv)
    return None


def use_what_is_installed() -> NoReturn:
    """A Python without packages hands over to the one that bin/install made."""
    python = INSTALLED / "bin" / "python"
    if python.exists() and Path(sys.prefix) != INSTALLED:
        os.execv(python, [str(python), *sys.argv])  # noqa: S606
    sys.exit(
        "The packages are not installed: run bin/install first. To recompute files, pip install numpy will do."
    )


if __name__ == "__main__":
    sys.exit(main())
