"""New rows that may be about a vendor that is on record under another name."""

from collections.abc import Sequence

from vendors.duplicates import Known, Lookalikes, bare, host_of, register_of
from vendors.models import Vendor

from .plan import PlannedRow
from .planner import BATCH, Tell, untold

Alike = tuple[int, str]
MANY = 50
"""From so many questions on it is worth preparing the register for them."""


def lookalikes(rows: Sequence[PlannedRow], tell: Tell = untold) -> dict[int, Alike]:
    """By the number of a new row the vendor that it resembles most, and why; in two queries."""
    new = [row for row in rows if row.kind == "new"]
    index = Lookalikes(register_of(Vendor.objects.current())) if new else Lookalikes(())
    if len(new) >= MANY:
        index.prepared()
    found = {}
    for done, row in enumerate(new):
        if done % BATCH == 0:
            tell("Looked up", done)
        if alike := index.like(known_of(row)):
            found[row.row] = (alike[0].pk, alike[0].reasons[0].text)
    return found


def known_of(row: PlannedRow) -> Known:
    said = {column: new for column, _, new in row.changes}
    others = [said.get("legal_name", ""), *said.get("trading_names", "").split(";")]
    names = [name.strip() for name in (row.label, *others)]
    return Known(
        None,
        tuple(dict.fromkeys(filter(None, names))),
        lei=said.get("lei", ""),
        vat=bare(said.get("vat_number", "")),
        duns=said.get("duns", ""),
        website=host_of(said.get("website", "")),
    )
