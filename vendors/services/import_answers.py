"""What a person says of rows that resemble a vendor on record, until the import is confirmed."""

from collections.abc import Mapping
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction

from vendors.imports import Plan, PlannedRow, make_plan
from vendors.imports.plan import RowKind
from vendors.models import Import, ImportRow, ImportState

from .import_runs import answers_in, facts_of

KNOWN = (ImportRow.Kind.CHANGED, ImportRow.Kind.SAME)


@transaction.atomic
def answer_rows(*, imported: Import, answers: Mapping[int, str]) -> list[str]:
    """Take what was said, and plan those rows anew; what cannot be stays as it was, and why is said."""
    imported = locked(imported)
    asked = imported.rows.resembling().select_related("resembles").filter(number__in=answers)
    rows = {row.number: row for row in asked if row.answer != answers[row.number]}
    for number, row in rows.items():
        row.answer = answers[number]
    made = make_plan(**facts_of(imported), only=rows, answers=answers_in(rows.values()))
    refused = taken(imported, rows) | {fault.row: f"Row {fault.row}: {fault.rule}" for fault in made.faults}
    settled = [row for row in made.rows if row.row not in refused]
    for planned in settled:
        row = rows[planned.row]
        row.kind, row.label, row.changes = planned.kind, planned.label, planned.changes
    ImportRow.objects.bulk_update(
        [rows[planned.row] for planned in settled], ["kind", "label", "changes", "answer"]
    )
    count(imported)
    return [refused[number] for number in sorted(refused)]


@transaction.atomic
def answer_rest(*, imported: Import) -> int:
    """Say of all rows that nobody has answered that they are other companies; how many there were."""
    return locked(imported).rows.unanswered().update(answer=ImportRow.Answer.OTHER)


def locked(imported: Import) -> Import:
    imported = Import.objects.select_for_update().get(pk=imported.pk)
    if imported.state != ImportState.PREVIEWED or imported.fault_count:
        raise ValidationError("Rows are answered while a file without faults waits to be confirmed.")
    return imported


def taken(imported: Import, rows: Mapping[int, ImportRow]) -> dict[int, str]:
    """One record is not updated by two rows."""
    meant = {
        row.resembles.name: row
        for row in rows.values()
        if row.answer == ImportRow.Answer.SAME and row.resembles
    }
    others = imported.rows.filter(kind__in=KNOWN, label__in=meant).exclude(number__in=rows)
    return {
        meant[label].number: f"Row {meant[label].number}: row {number} is about {label} already."
        for label, number in others.values_list("label", "number")
    }


def count(imported: Import) -> None:
    """What would be done and must be found again when it is confirmed."""
    rows = [
        PlannedRow(number, cast(RowKind, kind), label, [tuple(change) for change in changes])
        for number, kind, label, changes in imported.rows.values_list("number", "kind", "label", "changes")
    ]
    plan = Plan(rows)
    imported.counts, imported.digest = plan.counts(), plan.digest()
    imported.save(update_fields=["counts", "digest"])
