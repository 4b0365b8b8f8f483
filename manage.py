#!/usr/bin/env python
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

INSTALLED = Path(__file__).resolve().parent / ".local" / "venv"


def main() -> int | None:
    """Recomputing and explaining evaluation files needs nothing that is configured, so they ask for no settings."""
    if find_spec("numpy") is None:
        use_what_is_installed()
    if sys.argv[1:2] == ["evaluate"]:
        from scoring.engine.__main__ import main as evaluate

        return evaluate("manage.py evaluate", sys.argv[2:])
    if sys.argv[1:2] == ["explain"]:
        from scoring.engine.explain import main as explain

        return explain("manage.py explain", sys.argv[2:])
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
