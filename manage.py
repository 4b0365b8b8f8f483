#!/usr/bin/env python
import os
import sys


def main() -> int | None:
    """Recomputing from evaluation files needs nothing that is configured, so it does not ask for settings."""
    if sys.argv[1:2] == ["evaluate"]:
        from scoring.engine.__main__ import main as evaluate

        return evaluate("manage.py evaluate", sys.argv[2:])
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bpo_portal.settings")
    execute_from_command_line(sys.argv)
    return None


if __name__ == "__main__":
    sys.exit(main())
