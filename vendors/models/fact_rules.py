"""Which facts stand on the vendor's own row, and how the database keeps a source beside each of them.

Whatever changes a fact, its source, its day and its verification are those of the old one and go.
"""

import pgtrigger

from .provenance import ACTOR

FACTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "legal_name": ("Legal name", ("legal_name",)),
    "country": ("Headquarters", ("city", "country")),
    "website": ("Website", ("website",)),
    "founded_year": ("Founded", ("founded_year",)),
    "employees": ("People", ("employees", "employees_year")),
    "revenue_millions": ("Revenue", ("revenue_millions", "revenue_currency", "revenue_year")),
    "delivery_countries": ("Delivers from", ("delivery_countries",)),
    "lei": ("LEI", ("lei",)),
    "vat_number": ("VAT number", ("vat_number",)),
    "duns": ("D-U-N-S", ("duns",)),
    "parent": ("Belongs to", ("parent_id",)),
    "languages": ("Languages", ()),
    "industries": ("Industries", ()),
}
"""By the name of its field: what a fact is called, and the columns that hold it; lists have a table."""

CHANGED = f"source = '', as_of = NULL, entered_by_id = {ACTOR}, verified_by_id = NULL, verified_at = NULL"
ENTER = f"""
    INSERT INTO vendors_factsource (vendor_id, field, source, entered_by_id)
    {{rows}}
    ON CONFLICT (vendor_id, field) DO UPDATE SET {CHANGED};
"""


def told(row: str) -> str:
    """The facts of a row in text, the missing ones empty."""
    texts = (
        f"('{key}', btrim(concat_ws(' ', {', '.join(f'{row}.{column}' for column in columns)})))"
        for key, (_, columns) in FACTS.items()
        if columns
    )
    return f"(VALUES {', '.join(texts)})"


def kept(name: str, operation: pgtrigger.Operation, func: str, **tables: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**tables),  # type: ignore[no-untyped-call]
        func=f"{func} RETURN NULL;",
    )


NEW_FACTS = ENTER.format(
    rows=f"""SELECT entry.id, fact.field, '', {ACTOR} FROM new_rows entry,
        LATERAL {told("entry")} AS fact(field, now) WHERE fact.now <> ''"""
)
CHANGES = f"""SELECT entry.id AS vendor_id, fact.field, fact.now FROM new_rows entry
    JOIN old_rows was ON was.id = entry.id,
    LATERAL {told("entry")} AS fact(field, now) JOIN LATERAL {told("was")} AS prior(field, before) USING (field)
    WHERE fact.now <> prior.before"""
CHANGED_FACTS = (
    ENTER.format(
        rows=f"SELECT vendor_id, field, '', {ACTOR} FROM ({CHANGES}) AS changes WHERE now <> ''",
    )
    + f"""DELETE FROM vendors_factsource USING ({CHANGES}) AS changes
        WHERE vendors_factsource.vendor_id = changes.vendor_id
        AND vendors_factsource.field = changes.field AND changes.now = '';"""
)
OF_VENDORS = [
    kept("keep_new_facts", pgtrigger.Insert, NEW_FACTS, new="new_rows"),
    kept("keep_changed_facts", pgtrigger.Update, CHANGED_FACTS, old="old_rows", new="new_rows"),
]


def of_list(field: str) -> list[pgtrigger.Trigger]:
    """Of a table that holds a list of vendors' facts, such as their languages."""
    table = f"vendors_vendor_{field}"
    mine = f"fact.vendor_id = gone.vendor_id AND fact.field = '{field}'"
    added = ENTER.format(rows=f"SELECT DISTINCT vendor_id, '{field}', '', {ACTOR} FROM new_rows")
    removed = f"""
        DELETE FROM vendors_factsource fact USING old_rows gone WHERE {mine}
            AND NOT EXISTS (SELECT FROM {table} rest WHERE rest.vendor_id = gone.vendor_id);
        UPDATE vendors_factsource fact SET {CHANGED} FROM old_rows gone WHERE {mine};
    """
    return [
        kept("keep_added_facts", pgtrigger.Insert, added, new="new_rows"),
        kept("keep_removed_facts", pgtrigger.Delete, removed, old="old_rows"),
    ]
