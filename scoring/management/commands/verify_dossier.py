import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from scoring.engine.dossier import check_dossier
from scoring.engine.dossier.__main__ import HELP


class Command(BaseCommand):
    """Needs no database, no broker and no server; ends with status 1 if anything differs, 2 if it is no dossier."""

    help = HELP
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the ZIP file of a dossier")

    def handle(self, *args: object, file: str, **options: object) -> None:
        status = check_dossier(file, say=self.stdout.write, complain=self.stderr.write)
        if status:
            sys.exit(status)
