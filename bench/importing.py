"""An import of many rows and its taking back, each in a process of its own that is watched meanwhile."""

import csv
import io
import multiprocessing
from typing import TYPE_CHECKING

from bench.filling import somebody, start_django
from bench.measuring import line, measured, mebibytes_at_most

if TYPE_CHECKING:
    from vendors.models import Import

HEAD = ["name", "legal_name", "country", "city", "website", "employees", "employees_year"]
HEAD += ["languages", "service_lines"]
PREVIEW_SECONDS, MEBIBYTES, STATES = 20, 300, 10


def imports(rows: int) -> None:
    """Half of the rows are vendors that are there, with another city and head-count."""
    from django.utils import timezone

    from vendors.models import Vendor
    from vendors.services import confirm, undo_import, upload

    keeper, before = somebody("rita@example.com"), Vendor.objects.count()
    file = io.BytesIO(file_of(rows))
    kept = upload(file=file, name="large.csv", kind="vendors", by=keeper, at=timezone.now())
    print(f"\nImport of {rows:,} rows, {len(file.getvalue()) / 1e6:.1f} MB")
    told("preview", *watched(kept), seconds=PREVIEW_SECONDS)
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
        f"{took['memory']:.0f} MiB more at its peak (at most {MEBIBYTES})",
        took["memory"] < MEBIBYTES,
    )
    line("", f"{seen} states of progress seen (at least {STATES})", seen >= STATES)
