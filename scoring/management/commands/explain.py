import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand

from scoring.engine.explain import HELP, Question, add_arguments, explain_file


class Command(BaseCommand):
    """Needs no database, no broker and no server; ends with status 2 if a file was refused or a vendor is unknown."""

    help = HELP
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_arguments(parser)

    def handle(
        self,
        *args: object,
        file: str,
        vendor: Sequence[str],
        **options: Any,
    ) -> None:
        asked = ("against", "since", "json", "draws", "panel", "methods")
        question = Question(file, vendor, **{name: options[name] for name in asked})
        status = explain_file(question, say=self.stdout.write, complain=self.stderr.write)
        if status:
            sys.exit(status)
