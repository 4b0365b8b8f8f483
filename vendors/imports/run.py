"""From a file to a plan, and from a plan to the register."""

from collections.abc import Sequence
from datetime import datetime

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from vendors import events
from vendors.models import ImportKind

from .certifications import CertificationPlanner
from .parts import CapabilityPlanner, SitePlanner
from .plan import Plan
from .planner import Planner, Tell, untold
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
    *, kind: str, content: bytes, name: str, columns: Sequence[str] = (), tell: Tell = untold
) -> Plan:
    """What the file would do to the register as it is. Raises Unreadable."""
    table = read(kind=kind, content=content, name=name, columns=columns)
    return PLANNERS[kind](table, tell=tell).plan


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
) -> Plan:
    """Write the whole file or nothing; the plan says under which entry of the history.

    Raises ValidationError where a row is at fault and, if `shown` is the digest of what a person has seen and
    agreed to, RegisterChanged where the outcome would be another.
    """
    table = read(kind=kind, content=content, name=name, columns=columns)
    planner = PLANNERS[kind](table, lock=True, tell=tell)
    if shown and planner.plan.digest() != shown:
        raise RegisterChanged("The register has changed since this preview was made. Look at the new one.")
    if planner.plan.faults:
        raise ValidationError([f"Row {f.row}, {f.column}: {f.rule}" for f in planner.plan.faults[:20]])
    with pghistory.context(user=by.pk, imported_at=at.isoformat(), **{"import": name}) as context:
        try:
            changed = planner.write(by=by)
        except IntegrityError as error:
            raise RegisterChanged("The register is being changed at this moment. Try again.") from error
    planner.plan.context = context.id
    for vendor_id in changed[:ANNOUNCED]:
        events.vendor_changed.publish(vendor_id=vendor_id)
    return planner.plan
