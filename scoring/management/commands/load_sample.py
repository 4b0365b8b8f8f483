import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from scoring.sample import make_cast, replay_correction, write_story
from vendors.sample import load_contacts, load_register, load_standing
from vendors.sample_rates import load_rates


class Command(BaseCommand):
    """Fills an empty database; the passwords exist in the accounts file and nowhere else in clear."""

    help = "Fill an empty database with a register of real providers and an invented, scored RFP."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--accounts", type=Path, required=True, help="where to write the sample accounts")

    def handle(self, *, accounts: Path, **options: object) -> None:
        if User.objects.exists():
            raise CommandError("There are users already: sample data goes into an empty database only.")
        now = timezone.now()
        with transaction.atomic():
            cast = make_cast()
            load_register(by=cast["rita"], checker=cast["ada"], at=now)
            load_contacts(contact=cast["vic"], by=cast["rita"], at=now)
            load_standing(lead=cast["bea"], keeper=cast["rita"], at=now)
            load_rates(lead=cast["bea"], keeper=cast["rita"], at=now)
            score = write_story(cast=cast, at=now)
            accounts.touch(mode=0o600)
            accounts.chmod(0o600)
            accounts.write_text(json.dumps(cast.accounts, indent=1, ensure_ascii=False), encoding="utf-8")
        replay_correction(score, cast=cast, at=now)
