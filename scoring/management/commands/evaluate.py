import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from scoring.engine.files import evaluate_files


class Command(BaseCommand):
    """Needs no database, no broker and no server; ends with status 2 if any file was refused."""

    help = "Recompute rankings from evaluation files: one line of JSON for each, in their order."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="an evaluation file (bpo-evaluation/1)")

    def handle(self, *args: object, files: list[str], **options: object) -> None:
        status = evaluate_files(files, say=self.stdout.write, complain=self.stderr.write)
        if status:
            sys.exit(status)
