"""From a weight saved in the browser to the new ranking on the page; and what a recomputation costs.

    python bench/recompute.py [--edits 40] [--rounds 40] [--vendors 12] [--criteria 20] [--evaluators 6]

Everything is real and this run's own: PostgreSQL, Valkey, gunicorn, a Celery worker, the reconciler,
Chromium. The procurement lead changes two weights and presses "Save and see the ranking", or, every other time,
"Save weights" and the tab of the shortlist; the clock runs from saving until the page shows the version
that came of it. Then the recomputation is timed
in this process, beside a floor of the same run: a bare driver that reads the same scores and stores the
same document, and computes nothing.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from statistics import median
from subprocess import run
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import psycopg2
from playwright.sync_api import Page, sync_playwright

from bpo_portal.runtime.places import ROOT
from bpo_portal.runtime.run import web_command
from bpo_portal.runtime.valkey import free_port
from bpo_portal.tests.faults.rig import Rig, kill_program, p95, wait_until

if TYPE_CHECKING:
    from rfp.models import Rfp

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
EMAIL, PASSWORD = "bea@example.com", "correct horse battery staple"
TARGET_SECONDS = 1.0
WAYS = {"see": '"Save and see the ranking"', "save": '"Save weights", then the tab'}
SETTLED_SECONDS = 2.5
"""Between two edits, as a person looks at the ranking before the next one."""


def main() -> None:
    options = parse()
    with tempfile.TemporaryDirectory(prefix="bpo-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        with installation(folder) as (rig, address):
            rfp = prepare(options)
            rig.heal()
            for button, seconds in edit_in_the_browser(address, rfp, options.edits).items():
                told(f"saved weight to new ranking on the page, by {WAYS[button]}", seconds)
                met = p95(seconds) < TARGET_SECONDS
                print(f"  p95 under {TARGET_SECONDS:g} s: {'met' if met else 'MISSED'}")
            kill_program(rig.worker)
            kill_program(rig.reconciler)
            compare_with_floor(rfp, options.rounds)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name, default in (
        ("edits", 40),
        ("rounds", 40),
        ("vendors", 12),
        ("criteria", 20),
        ("evaluators", 6),
    ):
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


@contextmanager
def installation(folder: Path) -> Iterator[tuple[Rig, str]]:
    """All processes, and the address of the web server."""
    os.environ |= {"SECRET_KEY": "bench " * 12, "LOCAL_MODE": "1", "STATIC_ROOT": str(folder / "static")}
    rig = Rig(folder)
    os.environ |= {key: rig.env[key] for key in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL")}
    port = free_port()
    web = rig.program("web", [*web_command(f"127.0.0.1:{port}", workers="2")[1:], "--preload"])
    try:
        for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
            run([sys.executable, "manage.py", *command], cwd=ROOT, env=rig.env, check=True)
        web.start()
        yield rig, f"http://127.0.0.1:{port}"
    finally:
        kill_program(web)
        rig.end()


def prepare(options: argparse.Namespace) -> "Rfp":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "bpo_portal.settings"
    django.setup()
    from accounts.models import Role, User
    from rfp.models import TeamMember, TeamRole
    from scoring.tests.scenes import make_rfp

    names = [f"Vendor {number}" for number in range(1, options.vendors + 1)]
    panel = [f"Evaluator-{number}" for number in range(1, options.evaluators + 1)]
    rfp = make_rfp(vendors=names, evaluators=panel, scored=options.criteria - 1)
    lead = User.objects.create_user(EMAIL, PASSWORD, name="Bea", roles=[Role.PROCUREMENT_LEAD])
    TeamMember.objects.create(rfp=rfp, user=lead, role=TeamRole.LEAD, key="bea")
    return rfp


def edit_in_the_browser(address: str, rfp: "Rfp", edits: int) -> dict[str, list[float]]:
    """Seconds of so many edits, by the button that saves; the first of each is not counted."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(reduced_motion="reduce")
        wait_until(lambda: answers(page, address), seconds=60)
        sign_in(page, address)
        page.goto(f"{address}/rfps/{rfp.number}/shortlist/")
        page.wait_for_selector("#shortlist-state[data-state=current]", timeout=30_000)
        seconds: dict[str, list[float]] = {button: [] for button in WAYS}
        for number in range(edits + 1):
            for button, taken in seconds.items():
                taken.append(one_edit(page, address, rfp, number, button))
        browser.close()
    return {button: taken[1:] for button, taken in seconds.items()}


def answers(page: Page, address: str) -> bool:
    with suppress(Exception):
        page.goto(address)
        return True
    return False


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.fill("input[name=login]", EMAIL)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("nav")


def one_edit(page: Page, address: str, rfp: "Rfp", number: int, button: str) -> float:
    """Seconds from saving to the new ranking. The two ways undo each other's change."""
    newest = int(page.get_attribute("#shortlist-state", "data-version") or 0)
    time.sleep(SETTLED_SECONDS)
    page.goto(f"{address}/rfps/{rfp.number}/criteria/")
    weights = page.locator("#weights-form table input")
    for place, change in ((0, 1), (1, -1)):
        field = weights.nth(place)
        field.fill(str(Decimal(field.input_value()) + (change if button == "see" else -change)))
    page.fill("#weights-form [name=reason]", f"Try number {number}.")
    page.focus(f"#weights-form button[value={button}]")
    started = time.perf_counter()
    page.keyboard.press("Enter")
    if button == "save":
        page.click("a[href$='/shortlist/']")
    page.wait_for_selector(f"#shortlist-state[data-state=current][data-version='{newest + 1}']")
    return time.perf_counter() - started


def compare_with_floor(rfp: "Rfp", rounds: int) -> None:
    from django.utils import timezone

    from scoring.models import Shortlist
    from scoring.services.recompute import recompute

    costs, floors = [], []
    for number in range(rounds):
        change_weights(rfp, 1 if number % 2 else -1)
        started = time.perf_counter()
        shortlist = recompute(rfp_id=rfp.pk, at=timezone.now() + timedelta(minutes=1))
        costs.append(time.perf_counter() - started)
        floors.append(floor(rfp, shortlist.document if shortlist else ""))
    told("recomputation", costs)
    told("floor: read the scores, store the document", floors)
    print(f"ratio of the medians {median(costs) / median(floors):.1f}; {Shortlist.objects.count()} versions")


def change_weights(rfp: "Rfp", by: int) -> None:
    from django.db import transaction
    from django.db.models import F

    from scoring.models import Criterion

    with transaction.atomic():
        for position, change in ((1, by), (2, -by)):
            rows = Criterion.objects.filter(criteria_set__rfp=rfp, position=position)
            rows.update(weight=F("weight") + change)


def floor(rfp: "Rfp", document: str) -> float:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_floor (document text)")
        connection.commit()
        started = time.perf_counter()
        cursor.execute(
            "SELECT candidate_id, criterion_id, evaluator_id, value FROM scoring_score"
            " JOIN rfp_candidate ON rfp_candidate.id = candidate_id WHERE rfp_id = %s",
            [rfp.pk],
        )
        cursor.fetchall()
        cursor.execute("INSERT INTO bench_floor VALUES (%s)", [document])
        connection.commit()
        seconds = time.perf_counter() - started
    connection.close()
    return seconds


def told(what: str, seconds: list[float]) -> None:
    print(
        f"{what}: median {1000 * median(seconds):.0f} ms, p95 {1000 * p95(seconds):.0f} ms, "
        f"most {1000 * max(seconds):.0f} ms, {len(seconds)} times"
    )


if __name__ == "__main__":
    main()
