import json
import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Role, User


class Command(BaseCommand):
    help = "Create the first administrator, with a random password, when there is no user yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--accounts", type=Path, help="write the password into this file, readable by its owner only"
        )
        parser.add_argument("--email", default="administrator@example.com")
        parser.add_argument("--name", default="Administrator")

    @transaction.atomic
    def handle(self, *args: Any, accounts: Path | None, email: str, name: str, **options: Any) -> None:
        if User.objects.exists():
            self.stdout.write("There are users already; an administrator among them can invite more.")
            return
        password = secrets.token_urlsafe(12)
        try:
            user = User.objects.create_user(email, password, name=name, roles=[Role.ADMINISTRATOR])
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        entry = {
            "email": user.email,
            "name": user.name,
            "role": Role.ADMINISTRATOR.label,
            "password": password,
        }
        if accounts:
            write_privately(accounts, json.dumps([entry], indent=2) + "\n")
        else:
            self.stdout.write(f"{user.email}  {password}")


def write_privately(path: Path, text: str) -> None:
    """Nobody but the owner can read the file, not even while it is being written."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
