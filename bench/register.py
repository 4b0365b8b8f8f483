"""A register of 10 000 vendors: its list, its search, an import and its undoing, duplicates, a day of expiries.

    python bench/register.py [--vendors 10000] [--rows 10000] [--rfps 100] [--rounds 20]

Everything runs against a PostgreSQL server of this run's own, filled once: four certificates and six
service lines for each vendor. Pages are asked for as a signed-in person asks, in this process; their
processor time is compared with that of a bare page of 50 rows from one query behind the same middleware.
Imports run in processes of their own, as a worker runs them, while this one watches how far they are.
Processor time leaves out the database server's; wall time has it, and whatever else the machine does.
"""

import argparse
import csv
import io
import multiprocessing
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bpo_portal.runtime.postgres import LocalPostgres

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from vendors.models import Import, Vendor

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
HEAD = ["name", "legal_name", "country", "city", "website", "employees", "employees_year"]
HEAD += ["languages", "service_lines"]
LIST = "/vendors/?country=ES&status=active&language=es&sort=-employees"
LIMITS = {"queries": 15, "ratio": 4, "search": 150, "preview": 20, "memory": 300, "told": 10, "alike": 30}


def main() -> None:
    options = parse()
    with tempfile.TemporaryDirectory(prefix="bpo-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        with database(folder):
            fill(options.vendors)
            lists(options.rounds)
            searches(options.rounds)
            imports(options.rows)
            duplicates()
            expiries(options.rfps)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name, default in (("vendors", 10_000), ("rows", 10_000), ("rfps", 100), ("rounds", 20)):
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


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
    """Names from few words, as in real registers, so that many resemble each other."""
    from django.utils import timezone

    from vendors.models import Capability, Certification, CertificationScheme, Language, ServiceLine, Vendor
    from vendors.services import load_reference

    load_reference()
    chance, today = random.Random(SEED), timezone.localdate()
    started = time.perf_counter()
    vendors = [made(chance, number) for number in range(count)]
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
        status=chance.choice(("active", "active", "active", "prospect")),
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


def lists(rounds: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext, override_settings

    client = signed_in()
    with CaptureQueriesContext(connection) as queries:
        asked(client, LIST)
    bare, full = [], []
    for _ in range(rounds + 1):
        full.append(measured(lambda: asked(client, LIST)))
        with override_settings(ROOT_URLCONF=BarePage()):
            bare.append(measured(lambda: asked(client, "/")))
    floor, taken = (median(cpu for _, cpu in each[1:]) for each in (bare, full))
    print("\nVendor list with three filters and a sort")
    line("a bare page of 50 rows from one query (the floor)", f"{floor:.1f} ms of processor time")
    line("this list", f"{taken:.1f} ms of processor time, {median(w for w, _ in full[1:]):.0f} ms in all")
    line("", f"{taken / floor:.1f} x the floor (at most {LIMITS['ratio']})", taken / floor <= LIMITS["ratio"])
    line("", f"{len(queries)} queries (at most {LIMITS['queries']})", len(queries) <= LIMITS["queries"])


class BarePage:
    """As root URLs: one query, one template, no thought."""

    @staticmethod
    def page(request: Any) -> Any:
        from django.http import HttpResponse
        from django.template import engines

        from vendors.models import Vendor

        rows = Vendor.objects.filter(country="ES").order_by("-employees")[:50]
        return HttpResponse(engines["django"].from_string(BARE).render({"rows": rows}, request))

    @property
    def urlpatterns(self) -> list[Any]:
        from django.urls import path

        return [path("", self.page)]


BARE = """<!doctype html><html lang="en"><title>Vendors</title><table>{% for row in rows %}<tr>
<td><a href="/vendors/{{ row.pk }}/">{{ row.name }}</a><td>{{ row.legal_name }}<td>{{ row.country }}
<td>{{ row.status }}<td>{{ row.employees }}<td>{{ row.updated_at }}</tr>{% endfor %}</table>"""


def searches(rounds: int) -> None:
    """Names as they grow under the hand of a person who types."""
    chance, client = random.Random(SEED), signed_in()
    names = [
        f"{chance.choice(FIRST)} {chance.choice(SECOND)} {chance.randint(1, 999)}" for _ in range(rounds)
    ]
    typed = [name[:length] for name in names for length in range(2, len(name), 3)]
    asked(client, "/vendors/?q=warm")
    print("\nSearch while typing")
    for what, where in (("vendor list", "/vendors/?q="), ("names under a field", "/vendors/names/?parent=")):
        times = [measured(partial(asked, client, f"{where}{text}", piece=True)) for text in typed]
        wall, cpu = (p95([each[place] for each in times]) for place in (0, 1))
        line(
            f"{what}, {len(typed)} times, p95",
            f"{wall:.0f} ms in all, {cpu:.0f} ms of processor time (at most {LIMITS['search']})",
            wall < LIMITS["search"],
        )


def imports(rows: int) -> None:
    """Half of the rows are vendors that are there, with another city and head-count."""
    from django.utils import timezone

    from vendors.models import Vendor
    from vendors.services import confirm, undo_import, upload

    keeper, before = somebody("rita@example.com"), Vendor.objects.count()
    file = io.BytesIO(file_of(rows))
    kept = upload(file=file, name="large.csv", kind="vendors", by=keeper, at=timezone.now())
    print(f"\nImport of {rows:,} rows, {len(file.getvalue()) / 1e6:.1f} MB")
    told("preview", *watched(kept), seconds=LIMITS["preview"])
    confirm(imported=fresh(kept), at=timezone.now())
    told("writing", *watched(kept))
    undo_import(imported=fresh(kept), by=keeper, at=timezone.now())
    told("taking back", *watched(kept))
    state = fresh(kept)
    line("afterwards", f"{state.state}; {Vendor.objects.count() - before} vendors more than before")


def file_of(rows: int) -> bytes:
    from vendors.models import Vendor

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    known = list(Vendor.objects.order_by("pk").values_list("name", "legal_name", "country")[: rows // 2])
    new = [(f"Newcomer {number}", f"Newcomer {number} SL", "PT") for number in range(rows - len(known))]
    for number, facts in enumerate([*known, *new]):
        writer.writerow(
            [*facts, "Vigo", f"https://{number}.example.com", 100 + number, 2025, "es; en", "FO-01; FO-02"]
        )
    return text.getvalue().encode()


def fresh(kept: "Import") -> "Import":
    from vendors.models import Import

    return Import.objects.get(pk=kept.pk)


def watched(kept: "Import") -> tuple[dict[str, float], int]:
    """What a process of its own took, and how many different things were seen of its progress meanwhile."""
    from vendors.models import Import

    context = multiprocessing.get_context("spawn")
    seen = set()
    with context.Pool(1) as pool:
        running = pool.apply_async(worked, (kept.pk,))
        while not running.ready():
            seen.add(Import.objects.values_list("step", "rows_done").get(pk=kept.pk))
            running.wait(0.1)
        return running.get(), len(seen)


def worked(pk: int) -> dict[str, float]:
    start_django()
    from django.utils import timezone

    from vendors.services.import_runs import run

    before = mebibytes_at_most()
    wall, cpu = measured(lambda: run(import_id=pk, at=timezone.now()))
    return {"wall": wall / 1000, "cpu": cpu / 1000, "memory": mebibytes_at_most() - before}


def told(name: str, took: dict[str, float], seen: int, seconds: float | None = None) -> None:
    limit = f" (at most {seconds})" if seconds else ""
    line(
        name,
        f"{took['wall']:.1f} s, {took['cpu']:.1f} s of processor time{limit}",
        took["wall"] < (seconds or 1e9),
    )
    line(
        "",
        f"{took['memory']:.0f} MiB more at its peak (at most {LIMITS['memory']})",
        took["memory"] < LIMITS["memory"],
    )
    line("", f"{seen} states of progress seen (at least {LIMITS['told']})", seen >= LIMITS["told"])


def duplicates() -> None:
    from vendors.duplicates import all_pairs

    found: list[Any] = []
    wall, cpu = measured(lambda: found.extend(all_pairs()))
    print("\nDuplicates in the whole register")
    line(
        f"{len(found):,} pairs",
        f"{wall / 1000:.1f} s, {cpu / 1000:.1f} s of processor time (at most {LIMITS['alike']})",
        wall / 1000 < LIMITS["alike"],
    )


def expiries(count: int) -> None:
    """Ten certificates for each RFP, all of them ending on one day; the reconciler meets the day after it."""
    from collections import Counter

    from scoring.models import Shortlist
    from scoring.services.reconcile import reconcile_rankings
    from scoring.tests.scenes import NOW, TODAY, certify, make_rfp, require_certificate

    for number in range(count):
        names = [f"Holder {number}-{place}" for place in range(10)]
        rfp = make_rfp(f"RFP-2027-{number + 100}", vendors=names, evaluators=["Nora"])
        require_certificate(rfp)
        for name in names:
            certify(name, expires_on=TODAY)
    settle(reconcile_rankings, NOW)
    before = Counter(Shortlist.objects.values_list("rfp", flat=True))
    wall, cpu = measured(lambda: settle(reconcile_rankings, NOW + timedelta(days=1)))
    more = Counter(Shortlist.objects.values_list("rfp", flat=True)) - before
    print(f"\n{10 * count:,} certificates ending on one day, in {count} RFPs")
    line("all rankings follow", f"{wall / 1000:.1f} s, {cpu / 1000:.1f} s of processor time")
    line(
        "new versions of each RFP",
        str(sorted(set(more.values()))),
        set(more.values()) == {1} and len(more) == count,
    )


def settle(reconcile: Callable[..., None], at: Any) -> None:
    """Three rounds, as the reconciler comes again and again."""
    for _ in range(3):
        reconcile(at=at)


def signed_in() -> "Client":
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(somebody("rita@example.com"), "django.contrib.auth.backends.ModelBackend")
    return client


def somebody(email: str) -> "User":
    from accounts.models import Role, User

    known = User.objects.filter(email=email).first()
    return known or User.objects.create_user(email, "x", name="Rita", roles=[Role.REGISTER_MANAGER])


def asked(client: "Client", address: str, *, piece: bool = False) -> None:
    response = client.get(address, headers={"HX-Request": "true"} if piece else {})
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds in all, and of this process's processor time."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)


def p95(times: Sequence[float]) -> float:
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def mebibytes_at_most() -> float:
    """Of memory that this process has held so far."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else float("nan")


def line(name: str, taken: str, met: bool | None = None) -> None:
    print(f"  {name:52}{taken}{'' if met is None else ', met' if met else ', MISSED'}", flush=True)


if __name__ == "__main__":
    main()
