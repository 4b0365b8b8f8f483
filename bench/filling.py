"""A database of this run's own, and the register that it is filled with."""

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_portal.runtime.postgres import LocalPostgres

if TYPE_CHECKING:
    from accounts.models import User
    from vendors.models import Vendor

SEED = 20261102
CERTIFICATES, LINES = 4, 6
FIRST = [
    "Alta",
    "Boreal",
    "Cima",
    "Delta",
    "Estrela",
    "Faro",
    "Gaia",
    "Iris",
    "Jade",
    "Kappa",
    "Lumen",
    "Mira",
]
SECOND = ["Contact", "Support", "Process", "Service", "Voice", "Claims", "Ledger", "Payroll", "Desk", "Care"]
FORMS = ["SA", "SL", "GmbH", "Ltd", "Inc", "BV", "Lda", "SpA"]
COUNTRIES = ["ES", "PT", "FR", "DE", "PL", "RO", "IN", "PH", "ZA", "CO", "MX", "EG"]


@contextmanager
def database(folder: Path) -> Iterator[None]:
    postgres = LocalPostgres(folder / "postgres", durable=False)
    postgres.start()
    os.environ |= {
        "SECRET_KEY": "bench " * 12,
        "LOCAL_MODE": "1",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "DATABASE_URL": postgres.url,
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "EMAIL_URL": "smtp://127.0.0.1:1",
        "DJANGO_SETTINGS_MODULE": "bpo_portal.settings",
        "LOG_LEVEL": "ERROR",
    }
    try:
        start_django()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield
    finally:
        from django.db import connections

        connections.close_all()
        postgres.destroy()


def start_django() -> None:
    import django

    django.setup()


def fill(count: int) -> None:
    """Names from few words, so that many resemble each other, and one in a hundred there twice."""
    from django.utils import timezone

    from vendors.models import Capability, Certification, CertificationScheme, Language, ServiceLine, Vendor
    from vendors.services import load_reference

    load_reference()
    chance, today = random.Random(SEED), timezone.localdate()
    started = time.perf_counter()
    vendors = [made(chance, number) for number in range(count)]
    for place in range(99, count, 100):
        vendors[place].name = f"{vendors[place - 1].name} Ltd"
    for vendor in vendors:
        vendor.index_names()
    Vendor.objects.bulk_create(vendors, batch_size=1000)
    without_triggers()
    lines, schemes = list(ServiceLine.objects.all()), list(CertificationScheme.objects.all()[:CERTIFICATES])
    spoken = list(Language.objects.filter(code__in=("es", "en", "pt", "fr")))
    Vendor.languages.through.objects.bulk_create(
        [Vendor.languages.through(vendor=each, language=chance.choice(spoken)) for each in vendors],
        batch_size=2000,
    )
    Capability.objects.bulk_create(
        [
            Capability(vendor=each, service_line=line, years=chance.randint(1, 20))
            for each in vendors
            for line in chance.sample(lines, LINES)
        ],
        batch_size=2000,
    )
    Certification.objects.bulk_create(
        [
            Certification(
                vendor=each,
                scheme=scheme,
                number=f"C{each.pk}",
                issued_on=today - timedelta(days=400),
                expires_on=today + timedelta(days=chance.randint(30, 900)),
            )
            for each in vendors
            for scheme in schemes
        ],
        batch_size=2000,
    )
    with_triggers_and_statistics()
    print(f"Register of {count:,} vendors, filled in {time.perf_counter() - started:.0f} s")


def made(chance: random.Random, number: int) -> "Vendor":
    from vendors.models import Vendor

    words = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {number}"
    return Vendor(
        name=words,
        legal_name=f"{words} {chance.choice(FORMS)}",
        country=chance.choice(COUNTRIES),
        status=chance.choice(("qualified", "qualified", "qualified", "prospect")),
        employees=chance.randint(10, 50_000),
        employees_year=2025,
        founded_year=chance.randint(1950, 2020),
        website=f"https://vendor-{number}.example",
    )


def without_triggers() -> None:
    """The parts of the register need no history here; only what an import changes is looked up in it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")


def with_triggers_and_statistics() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def somebody(email: str) -> "User":
    from accounts.models import Role, User

    known = User.objects.filter(email=email).first()
    return known or User.objects.create_user(email, "x", name="Rita", roles=[Role.REGISTER_MANAGER])
