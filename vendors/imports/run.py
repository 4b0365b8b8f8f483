"""From a file to a plan, and from a plan to the register."""

from collections.abc import Sequence
from datetime import datetime

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from vendors import events
from vendors.models import UploadKind

from .certifications import CertificationPlanner
from .parts import CapabilityPlanner, SitePlanner
from .plan import Plan
from .planner import Planner
from .table import read_table
from .vendors import VendorPlanner

PLANNERS: dict[str, type[Planner]] = {
    UploadKind.VENDORS: VendorPlanner,
    UploadKind.CERTIFICATIONS: CertificationPlanner,
    UploadKind.SITES: SitePlanner,
    UploadKind.CAPABILITIES: CapabilityPlanner,
}
COLUMNS_OF: dict[str, Sequence[str]] = {kind: planner.columns for kind, planner in PLANNERS.items()}
REQUIRED_OF: dict[str, Sequence[str]] = {kind: planner.required for kind, planner in PLANNERS.items()}
ANNOUNCED = 50
"""Vendors told of one by one after a large import; rankings behind the others are found from rows."""


class RegisterChanged(ValidationError):
    """What would be written now is not what was shown."""


def planner_for(*, kind: str, content: bytes, name: str, lock: bool = False) -> Planner:
    planner = PLANNERS[kind]
    return planner(read_table(content, name, planner.columns), lock=lock)


def make_plan(*, kind: str, content: bytes, name: str) -> Plan:
    """What the file would do to the register as it is. Raises Unreadable."""
    return planner_for(kind=kind, content=content, name=name).plan


@transaction.atomic
def write(
    *, kind: str, content: bytes, name: str, by: User, at: datetime, shown: dict[str, object] | None = None
) -> Plan:
    """Write the whole file or nothing.

    Raises ValidationError where a row is at fault and, if `shown` is what a person has seen and agreed to,
    RegisterChanged where the outcome would be another.
    """
    planner = planner_for(kind=kind, content=content, name=name, lock=True)
    if shown is not None and planner.plan.as_json() != shown:
        raise RegisterChanged("The register has changed since this preview was made. Look at the new one.")
    if planner.plan.faults:
        raise ValidationError([f"Row {f.row}, {f.column}: {f.rule}" for f in planner.plan.faults[:20]])
    with pghistory.context(user=by.pk, imported_at=at.isoformat(), **{"import": name}):
        try:
            changed = planner.write(by=by)
        except IntegrityError as error:
            raise RegisterChanged("The register is being changed at this moment. Try again.") from error
    for vendor_id in changed[:ANNOUNCED]:
        events.vendor_changed.publish(vendor_id=vendor_id)
    return planner.plan
