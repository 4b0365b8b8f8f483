"""The shortlist page of a thousand vendors, the recomputation behind it, its report, and ten thousand versions of it.

    python bench/shortlist.py [--rounds 5] [--versions 10000]

Everything runs against a PostgreSQL server of this run's own. Each number stands beside its floor, measured in
the same run on the same data: for a page, a bare Django template that writes as many rows and cells from what is
in memory; for a recomputation, `COPY` of the values into NumPy, a weighted sum in doubles, and `COPY` of the
ranking back, which checks, keeps and explains nothing. Processor time leaves out the database server's; seconds
in all have it, and whatever else the machine does.
"""

import argparse
import io
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np

from bench.filling import database, with_triggers_and_statistics, without_triggers
from bench.measuring import line
from bench.register import asked

if TYPE_CHECKING:
    from django.test import Client

    from rfp.models import Rfp
    from scoring.models import Shortlist

LIMITS = {"queries": 20, "page": 4, "recompute": 3, "small": 0.3, "report": 2, "versions": 1.5}
SHOWN = 250
OF_THE_EDIT = 3
SCORES = """INSERT INTO scoring_score
    (candidate_id, criterion_id, evaluator_id, value, abstained, comment, revision, changed_at)
    SELECT c.id, k.id, e.evaluator_id, (c.id * 7 + k.id * 13 + e.evaluator_id * 29 + c.id * k.id) %% 51 / 10.0,
    false, '', 1, now()
    FROM rfp_candidate c, scoring_criterion k JOIN scoring_assignment e ON e.criterion_id = k.id
    JOIN scoring_criteriaset s ON s.id = k.criteria_set_id WHERE c.rfp_id = %s AND s.rfp_id = %s"""
FIGURES = """INSERT INTO scoring_recordedvalue (candidate_id, criterion_id, value, note)
    SELECT c.id, k.id, (c.id * 7 + k.id * 13 + c.id * k.id) %% 501 / 100.0, ''
    FROM rfp_candidate c, scoring_criterion k JOIN scoring_criteriaset s ON s.id = k.criteria_set_id
    WHERE k.kind = 'measured' AND c.rfp_id = %s AND s.rfp_id = %s"""
READ = """COPY (SELECT v.candidate_id, v.criterion_id, v.value FROM {table} v
    JOIN rfp_candidate c ON c.id = v.candidate_id WHERE c.rfp_id = {rfp}) TO STDOUT"""
VERSIONS = """INSERT INTO scoring_shortlist (rfp_id, number, inputs_version, as_of, document, sha256, ranking,
    ranking_sha256, cause, line, waivers, provisional, engine_version, computed_at)
    SELECT rfp_id, number + n, inputs_version + n, as_of, document, sha256, ranking, ranking_sha256, cause, line,
    waivers, provisional, engine_version, computed_at + n * interval '1 minute'
    FROM generate_series(1, %s) n, (SELECT * FROM scoring_shortlist WHERE rfp_id = %s ORDER BY number DESC LIMIT 1) s"""
BARE = """<!doctype html><html lang="en"><title>Shortlist</title><table>{% for row in rows %}<tr><td>{{ row.rank }}
<td><a href="/vendors/{{ row.vendor }}/">{{ row.vendor }}</a><td>{{ row.total }}{% endfor %}</table><table>
{% for row in rows %}<tr><th>{{ row.vendor }}{% for points in row.points.values %}<td>
<a href="/why/{{ row.vendor }}/">{{ points }}</a>{% endfor %}{% endfor %}</table>"""


class Cost(NamedTuple):
    """Seconds in all, and of this process's processor time."""

    wall: float
    cpu: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--versions", type=int, default=10_000)
    parser.add_argument("--only", choices=["recompute", "page", "report", "versions"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bpo-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        with database(folder):
            parts: dict[str, Callable[[], None]] = {
                "recompute": lambda: recomputations(options.rounds),
                "page": lambda: page(options.rounds),
                "report": lambda: report(options.rounds),
                "versions": lambda: versions(options.versions, options.rounds),
            }
            for name in [options.only] if options.only else parts:
                parts[name]()


def make(number: str, *, vendors: int, criteria: int, evaluators: int) -> "Rfp":
    """Without evaluators, the figures of all criteria are recorded ones: averages that are kept."""
    from rfp.models import Candidate
    from scoring.models import Criterion, Kind, Source
    from scoring.tests.scenes import make_rfp
    from vendors.models import Vendor

    panel = [f"Evaluator-{place}" for place in range(evaluators)]
    rfp = make_rfp(number, vendors=[], evaluators=panel, scored=criteria - 1)
    without_triggers()
    if not evaluators:
        rows = Criterion.objects.filter(criteria_set__rfp=rfp, kind=Kind.SCORED)
        rows.update(kind=Kind.MEASURED, source=Source.RECORDED)
    names = [f"Vendor {number}-{place}" for place in range(vendors)]
    made = [Vendor(name=each, country="ES") for each in names]
    for vendor in made:
        vendor.index_names()
    Vendor.objects.bulk_create(made, batch_size=1000)
    Candidate.objects.bulk_create(
        [
            Candidate(rfp=rfp, vendor=each, key=f"v{place}", price=100_000 + (place * 7919) % 90_001)
            for place, each in enumerate(made)
        ],
        batch_size=1000,
    )
    run(SCORES if evaluators else FIGURES, [rfp.pk, rfp.pk])
    with_triggers_and_statistics()
    return rfp


def run(statement: str, values: list[int]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def recomputations(rounds: int) -> None:
    compared("RFP-2027-110", rounds, vendors=1_000, criteria=30, evaluators=10)
    compared("RFP-2027-120", rounds, vendors=10_000, criteria=30, evaluators=0)
    small = make("RFP-2027-130", vendors=1_000, criteria=5, evaluators=10)
    again(small)
    cost, queries = fastest(lambda: again(small), rounds), counted(lambda: again(small)) - OF_THE_EDIT
    print("\nRecomputation, 1,000 vendors x 5 criteria x 10 evaluators")
    line("", f"{told(cost)} (at most {LIMITS['small']})", cost.wall <= LIMITS["small"])
    line("", f"{queries} queries (at most {LIMITS['queries']})", queries <= LIMITS["queries"])


def compared(number: str, rounds: int, *, vendors: int, criteria: int, evaluators: int) -> None:
    rfp = make(number, vendors=vendors, criteria=criteria, evaluators=evaluators)
    first = cost_of(lambda: again(rfp))
    table = "scoring_score" if evaluators else "scoring_recordedvalue"
    ours = fastest(lambda: again(rfp), rounds)
    floor = fastest(lambda: copied(rfp, table), rounds)
    panel = f"{evaluators} evaluators" if evaluators else "averages that are kept"
    print(f"\nRecomputation, {vendors:,} vendors x {criteria} criteria, {panel}")
    line("COPY, weighted sum in NumPy, COPY (the floor)", told(floor))
    line("first version", told(first))
    line("next version, with its causes", told(ours))
    ratio = ours.wall / floor.wall
    line("", f"{ratio:.1f} x the floor (at most {LIMITS['recompute']})", ratio <= LIMITS["recompute"])


def again(rfp: "Rfp") -> None:
    """A weight has changed; its edit is not part of what is measured by more than two short statements."""
    from django.utils import timezone

    from scoring.services.recompute import recompute

    change_weights(rfp)
    if recompute(rfp_id=rfp.pk, at=timezone.now()) is None:
        raise SystemExit(f"{rfp} was not computed")


def copied(rfp: "Rfp", table: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        raw = getattr(cursor, "cursor", cursor)
        read, written = io.BytesIO(), io.BytesIO()
        raw.copy_expert(READ.format(table=table, rfp=rfp.pk), read)
        read.seek(0)
        values = np.loadtxt(read, delimiter="\t")
        vendors, rows = np.unique(values[:, 0], return_inverse=True)
        columns = np.unique(values[:, 1], return_inverse=True)[1]
        shape = (len(vendors), columns.max() + 1)
        sums, counts = np.zeros(shape), np.zeros(shape)
        np.add.at(sums, (rows, columns), values[:, 2])
        np.add.at(counts, (rows, columns), 1)
        totals = (sums / counts) @ np.full(shape[1], 1 / shape[1])
        order = np.argsort(-totals)
        np.savetxt(
            written, np.column_stack([vendors[order], np.arange(len(order)), totals[order]]), "%.9g", "\t"
        )
        written.seek(0)
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS ranked (vendor float, rank float, total float)")
        raw.copy_expert("COPY ranked FROM STDIN", written)


def change_weights(rfp: "Rfp") -> None:
    from django.db import transaction
    from django.db.models import F

    from scoring.models import Criterion

    by = 1 if rfp.shortlists.count() % 2 else -1
    with transaction.atomic():
        for position, change in ((1, by), (2, -by)):
            rows = Criterion.objects.filter(criteria_set__rfp=rfp, position=position)
            rows.update(weight=F("weight") + change / Decimal(2))


def page(rounds: int) -> None:
    """As many rows as a page shows at most; the bare page is behind the same middleware."""
    from django.test.utils import override_settings

    rfp = make("RFP-2027-160", vendors=1_000, criteria=30, evaluators=3)
    again(rfp)
    client, address = leader(rfp), f"/rfps/{rfp.number}/shortlist/"
    asked(client, address)
    queries = counted(lambda: asked(client, address))
    full = fastest(lambda: asked(client, address), rounds)
    with override_settings(ROOT_URLCONF=BarePage(rfp)):
        bare = fastest(lambda: asked(client, "/"), rounds)
    small = few_vendors()
    client, address = leader(small), f"/rfps/{small.number}/shortlist/"
    asked(client, address)
    few = counted(lambda: asked(client, address))
    print(f"\nShortlist page, {SHOWN} of {rfp.candidates.count():,} ranked vendors")
    line("a bare template with as many rows (the floor)", told(bare))
    line("this page", told(full))
    ratio = full.cpu / bare.cpu
    line("", f"{ratio:.1f} x the floor (at most {LIMITS['page']})", ratio <= LIMITS["page"])
    line(
        "",
        f"{queries} queries (at most {LIMITS['queries']}); {few} with 3 vendors",
        queries <= LIMITS["queries"],
    )


class BarePage:
    """As root URLs: the same version and its rows, one template, no thought."""

    def __init__(self, rfp: "Rfp") -> None:
        self.rfp = rfp

    def page(self, request: Any) -> Any:
        from django.http import HttpResponse
        from django.template import engines

        rows = newest_of(self.rfp).result["rows"][:SHOWN]
        return HttpResponse(engines["django"].from_string(BARE).render({"rows": rows}, request))

    @property
    def urlpatterns(self) -> list[Any]:
        from django.urls import path

        return [path("", self.page), path("sign-in/", self.page, name="account_login")]


def report(rounds: int) -> None:
    from scoring.reports import Letter, Report

    rfp = make("RFP-2027-140", vendors=50, criteria=30, evaluators=10)
    again(rfp)
    again(rfp)
    newest = newest_of(rfp)
    whole = fastest(lambda: Letter.of(Report.of(newest)), rounds)
    print("\nReport of 50 vendors x 30 criteria: mail, PDF, spreadsheet")
    line("", f"{told(whole)} (at most {LIMITS['report']} s)", whole.wall <= LIMITS["report"])


def versions(count: int, rounds: int) -> None:
    """The same pages with ten versions and with many."""
    rfp = few_vendors()
    client = leader(rfp)
    pages = {
        "shortlist": "shortlist/",
        "an early version": "shortlist/5/",
        "versions": "shortlist/versions/",
        "the last page of them": "shortlist/versions/?page=9999",
        "what changed": "shortlist/changes/",
        "ranks over versions": "shortlist/ranks/",
        "compare": "compare/",
        "what if": "what-if/",
        "reports": "reports/",
        "history": "history/",
        "dashboard": None,
    }
    addresses = {
        name: f"/rfps/{rfp.number}/{each}" if each is not None else "/" for name, each in pages.items()
    }
    grown(rfp, 9)
    before = {name: fastest(partial(asked, client, each), rounds) for name, each in addresses.items()}
    grown(rfp, count - 10)
    print(f"\nPages of an RFP with 10 and with {rfp.shortlists.count():,} versions")
    for name, each in addresses.items():
        after = fastest(partial(asked, client, each), rounds)
        ratio = after.wall / before[name].wall
        times = f"{1000 * before[name].wall:.0f} ms, {1000 * after.wall:.0f} ms, x {ratio:.2f}"
        line(name, f"{times} (at most {LIMITS['versions']})", ratio <= LIMITS["versions"])


def newest_of(rfp: "Rfp") -> "Shortlist":
    newest = rfp.shortlists.first()
    if newest is None:
        raise SystemExit(f"{rfp} has no version")
    return newest


def few_vendors() -> "Rfp":
    from rfp.models import Rfp
    from scoring.tests.scenes import make_rfp

    rfp = Rfp.objects.filter(number="RFP-2027-150").first() or make_rfp("RFP-2027-150")
    if not rfp.shortlists.exists():
        again(rfp)
    return rfp


def grown(rfp: "Rfp", by: int) -> None:
    """More versions, each with the document of the first."""
    from rfp.models import Rfp
    from scoring.models import Recomputation

    without_triggers()
    run(VERSIONS, [by, rfp.pk])
    newest = newest_of(rfp)
    Rfp.objects.filter(pk=rfp.pk).update(inputs_version=newest.inputs_version)
    Recomputation.objects.filter(rfp=rfp).update(computed_version=newest.inputs_version)
    with_triggers_and_statistics()


def leader(rfp: "Rfp") -> "Client":
    """Somebody who leads it, signed in."""
    from django.test import Client

    from accounts.models import Role, User
    from rfp.models import TeamMember, TeamRole

    lead = User.objects.filter(email="bea@example.com").first() or User.objects.create_user(
        "bea@example.com", "x", name="Bea", roles=[Role.PROCUREMENT_LEAD]
    )
    TeamMember.objects.get_or_create(rfp=rfp, user=lead, defaults={"role": TeamRole.LEAD, "key": "bea"})
    client = Client(headers={"host": "localhost"})
    client.force_login(lead, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def counted(work: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        work()
    return sum(not each["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for each in queries)


def fastest(work: Callable[[], object], rounds: int) -> Cost:
    """The least of several: on a machine that does other things, what the work itself takes."""
    times = [cost_of(work) for _ in range(rounds)]
    return Cost(min(each.wall for each in times), min(each.cpu for each in times))


def cost_of(work: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def told(cost: Cost) -> str:
    return f"{cost.wall:.3f} s in all, {cost.cpu:.3f} s of processor time"


if __name__ == "__main__":
    main()
