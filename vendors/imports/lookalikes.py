"""New rows that may be about a vendor that is on record under another name."""

from collections.abc import Sequence

from vendors.duplicates import Known, Lookalikes, bare, host_of, register_of
from vendors.models import ImportRow, Vendor


def point_out_lookalikes(rows: Sequence[ImportRow]) -> None:
    """Give each row the vendor that it resembles most, and why; two queries, however many rows."""
    index = Lookalikes(register_of(Vendor.objects.current()))
    found = {row.number: each[0] for row in rows if (each := index.like(known_of(row)))}
    vendors = Vendor.objects.in_bulk([alike.pk for alike in found.values()])
    for row in rows:
        if alike := found.get(row.number):
            row.alike = (vendors[alike.pk], alike.reasons[0].text)


def known_of(row: ImportRow) -> Known:
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
