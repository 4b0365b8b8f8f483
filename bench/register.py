"""A register of 10 000 vendors: list, search, an import and its undoing, duplicates, who is able, a day of expiries.

    python bench/register.py [--vendors 10000] [--rows 10000] [--rfps 100] [--rounds 20]

Everything runs against a PostgreSQL server of this run's own, filled once: four certificates and six
service lines for each vendor. Pages are asked for as a signed-in person asks, in this process; their
processor time is compared with that of a bare page of 50 rows from one query behind the same middleware.
Imports run in processes of their own, as a worker runs them, while this one watches how far they are.
Processor time leaves out the database server's; wall time has it, and whatever else the machine does.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.filling import FIRST, SECOND, SEED, database, fill, somebody
from bench.importing import imports
from bench.measuring import line, measured, p95

if TYPE_CHECKING:
    from django.test import Client

LIST = "/vendors/?country=ES&status=qualified&language=es&sort=-employees"
LIMITS = {"queries": 15, "ratio": 4, "search": 150, "alike": 30}


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
            able(options.rounds)
            expiries(options.rfps)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name, default in (("vendors", 10_000), ("rows", 10_000), ("rfps", 100), ("rounds", 20)):
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


def lists(rounds: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext, override_settings

    client, bare, full = signed_in(), [], []
    with override_settings(ROOT_URLCONF="bench.bare"):
        with CaptureQueriesContext(connection) as captured:
            asked(client, LIST)
            queries = len(captured)
        for _ in range(rounds + 1):
            full.append(measured(lambda: asked(client, LIST)))
            bare.append(measured(lambda: asked(client, "/bare/")))
    floor, taken = (median(cpu for _, cpu in each[1:]) for each in (bare, full))
    print("\nVendor list with three filters and a sort")
    line("a bare page of 50 rows from one query (the floor)", f"{floor:.1f} ms of processor time")
    line("this list", f"{taken:.1f} ms of processor time, {median(w for w, _ in full[1:]):.0f} ms in all")
    line("", f"{taken / floor:.1f} x the floor (at most {LIMITS['ratio']})", taken / floor <= LIMITS["ratio"])
    line("", f"{queries} queries (at most {LIMITS['queries']})", queries <= LIMITS["queries"])


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


def able(rounds: int) -> None:
    """An RFP that asks for two service lines, two languages, seats and a certificate."""
    from django.urls import reverse

    from rfp.models import DemandLanguage, DemandProfile, RfpStatus, TeamMember, TeamRole
    from scoring.tests.scenes import make_rfp, require_certificate
    from vendors.models import Language, ServiceLine

    know_scheme()
    rfp = make_rfp("RFP-2027-099", status=RfpStatus.DRAFT)
    require_certificate(rfp)
    rfp.service_lines.set(ServiceLine.objects.all()[:2])
    demand = DemandProfile.objects.create(
        rfp=rfp, weekday=[0] * 8 + [500] * 12 + [0] * 4, handling_seconds=300
    )
    for code in ("es", "pt"):
        DemandLanguage.objects.create(profile=demand, language=Language.objects.get(code=code), share=50)
    TeamMember.objects.create(rfp=rfp, user=somebody("rita@example.com"), role=TeamRole.LEAD)
    client, address = signed_in(), reverse("rfp_candidates_able", args=[rfp.number])
    times = [measured(partial(asked, client, address)) for _ in range(rounds)]
    print("\nWho could do an RFP's work")
    told = (
        f"{median(w for w, _ in times):.0f} ms in all, {median(c for _, c in times):.0f} ms of processor time"
    )
    line("everybody, those who lack least first", told)


def expiries(count: int) -> None:
    """Ten certificates for each RFP, all of them ending on one day; the reconciler meets the day after it."""
    from collections import Counter

    from scoring.models import Shortlist
    from scoring.services.reconcile import reconcile_rankings
    from scoring.tests.scenes import NOW, TODAY, certify, make_rfp, require_certificate

    know_scheme()
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


def know_scheme() -> None:
    """By the code that the scenes of the tests ask for."""
    from vendors.models import CertificationScheme

    CertificationScheme.objects.filter(name="ISO/IEC 27001").update(code="iso27001")


def settle(reconcile: Callable[..., None], at: Any) -> None:
    """Three rounds, as the reconciler comes again and again."""
    for _ in range(3):
        reconcile(at=at)


def signed_in() -> "Client":
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(somebody("rita@example.com"), "allauth.account.auth_backends.AuthenticationBackend")
    return client


def asked(client: "Client", address: str, *, piece: bool = False) -> None:
    response = client.get(address, headers={"HX-Request": "true"} if piece else {})
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")


if __name__ == "__main__":
    main()
