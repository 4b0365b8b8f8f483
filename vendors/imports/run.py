"""From a file to a plan, and from a plan to the register."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from vendors import events
from vendors.models import Distinction, ImportKind

from .certifications import CertificationPlanner
from .parts import CapabilityPlanner, SitePlanner
from .plan import Answers, Plan
from .planner import BATCH, Planner, Tell, untold
from .table import Table, read_table
from .vendors import VendorPlanner

PLANNERS: dict[str, type[Planner]] = {
    ImportKind.VENDORS: VendorPlanner,
    ImportKind.CERTIFICATIONS: CertificationPlanner,
    ImportKind.SITES: SitePlanner,
    ImportKind.CAPABILITIES: CapabilityPlanner,
}
COLUMNS_OF: dict[str, Sequence[str]] = {kind: planner.columns for kind, planner in PLANNERS.items()}
REQUIRED_OF: dict[str, Sequence[str]] = {kind: planner.required for kind, planner in PLANNERS.items()}
ANNOUNCED = 50
"""Vendors told of one by one after a large import; rankings behind the others are found from rows."""


class RegisterChanged(ValidationError):
    """What would be written now is not what was shown."""


def read(*, kind: str, content: bytes, name: str, columns: Sequence[str] = ()) -> Table:
    """The file with our columns; `columns` says which they are where it calls them otherwise. Raises Unreadable."""
    table = read_table(content, name, COLUMNS_OF[kind])
    return table.mapped(columns) if columns else table


def make_plan(
    *,
    kind: str,
    content: bytes,
    name: str,
    columns: Sequence[str] = (),
    tell: Tell = untold,
    answers: Answers | None = None,
    only: Container[int] | None = None,
) -> Plan:
    """What the file, or only those of its rows, would do to the register as it is. Raises Unreadable."""
    table = read(kind=kind, content=content, name=name, columns=columns)
    if only is not None:
        table = replace(table, rows=[row for row in table.rows if row[0] in only])
    return PLANNERS[kind](table, tell=tell, answers=answers).plan


@transaction.atomic
def write(
    *,
    kind: str,
    content: bytes,
    name: str,
    by: User,
    at: datetime,
    columns: Sequence[str] = (),
    shown: str = "",
    tell: Tell = untold,
    answers: Answers | None = None,
) -> Plan:
    """Write the whole file or nothing; the plan says under which entry of the history.

    Raises ValidationError where a row is at fault and, if `shown` is the digest of what a person has seen and
    agreed to, RegisterChanged where the outcome would be another.
    """
    table = read(kind=kind, content=content, name=name, columns=columns)
    planner = PLANNERS[kind](table, lock=True, tell=tell, answers=answers)
    if shown and planner.plan.digest() != shown:
        raise RegisterChanged("The register has changed since this preview was made. Look at the new one.")
    if planner.plan.faults:
        raise ValidationError([f"Row {f.row}, {f.column}: {f.rule}" for f in planner.plan.faults[:20]])
    with pghistory.context(user=by.pk, imported_at=at.isoformat(), **{"import": name}) as context:
        try:
            changed = planner.write(by=by)
            tell_apart(planner.told_apart(), name, by, at)
        except IntegrityError as error:
            raise RegisterChanged("The register is being changed at this moment. Try again.") from error
    planner.plan.context = context.id
    for vendor_id in changed[:ANNOUNCED]:
        events.vendor_changed.publish(vendor_id=vendor_id)
    return planner.plan


def tell_apart(pairs: Iterable[tuple[int, int]], name: str, by: User, at: datetime) -> None:
    """Nobody is asked again about what was said of the file."""
    Distinction.objects.bulk_create(
        [
            Distinction(
                first_id=min(pair),
                second_id=max(pair),
                reason=f"Said when {name} was imported"[:300],
                told_by=by,
                told_at=at,
            )
            for pair in pairs
        ],
        batch_size=BATCH,
    )
