from typing import Any

from django.core.management.base import BaseCommand

from rfp.services import load_templates
from vendors.services import load_reference


class Command(BaseCommand):
    help = "Load or refresh reference lists and the shipped RFP templates. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        load_reference()
        count = load_templates()
        self.stdout.write(f"Reference lists and {count} RFP templates are up to date.")
