"""What the procurement lead found out: answers to knock-outs and figures that the register does not have."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction

from rfp.models import Candidate, Rfp

from ..events import inputs_changed
from ..models import Criterion, RecordedValue, Source
from ..numbers import plain

Cell = tuple[int, int]


@dataclass(frozen=True)
class Finding:
    """What was found of one candidate on one criterion; nothing at all is a finding not made yet."""

    passed: bool | None = None
    value: Decimal | None = None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return self.passed is None and self.value is None and not self.note

    @property
    def mark(self) -> str:
        """The same for equal findings only; a form sends back the mark of the finding that it showed."""
        return sha256(f"{self.passed}\n{plain(self.value)}\n{self.note}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Recording:
    """A finding, and the mark of the one that its writer had before their eyes."""

    now: Finding
    seen: str

    @property
    def is_untouched(self) -> bool:
        return self.now.mark == self.seen


class RecordingConflict(Exception):
    """Findings that somebody else has changed meanwhile, as they are now, by (candidate, criterion)."""

    def __init__(self, findings: Mapping[Cell, Finding]) -> None:
        super().__init__("Findings have been changed meanwhile.")
        self.findings = findings


@transaction.atomic
def save_recorded(*, rfp: Rfp, recordings: Mapping[Cell, Recording]) -> int:
    """Keep findings by (candidate, criterion); how many were changed. All or nothing.

    Raises RecordingConflict when a finding to be changed is not the one that its writer saw, and
    ValidationError for what is not of this RFP, and when the RFP has ended.
    """
    if Rfp.objects.locked().get(pk=rfp.pk).has_ended:
        raise ValidationError("This RFP has ended; nothing in it can be changed.")
    rows = {(row.candidate_id, row.criterion_id): row for row in recorded_of(rfp)}
    found = {cell: finding_in(rows.get(cell)) for cell in recordings}
    changed = {
        cell: each for cell, each in recordings.items() if not each.is_untouched and each.now != found[cell]
    }
    _require_of(rfp, changed)
    stale = {cell: found[cell] for cell, each in changed.items() if each.seen != found[cell].mark}
    if stale:
        raise RecordingConflict(stale)
    for cell, recording in changed.items():
        _write(rows.get(cell) or RecordedValue(candidate_id=cell[0], criterion_id=cell[1]), recording.now)
    if changed:
        inputs_changed.publish(rfp_id=rfp.pk)
    return len(changed)


def recorded_of(rfp: Rfp) -> "list[RecordedValue]":
    return list(RecordedValue.objects.filter(candidate__rfp=rfp))


def finding_in(row: RecordedValue | None) -> Finding:
    return Finding(row.passed, row.value, row.note) if row else Finding()


def _require_of(rfp: Rfp, cells: Mapping[Cell, Recording]) -> None:
    candidates = set(Candidate.objects.filter(rfp=rfp).values_list("pk", flat=True))
    asked = Criterion.objects.filter(criteria_set__rfp=rfp, source=Source.RECORDED)
    criteria = set(asked.values_list("pk", flat=True))
    if any(candidate not in candidates or criterion not in criteria for candidate, criterion in cells):
        raise ValidationError("The vendors or the criteria have changed meanwhile: look again.")


def _write(row: RecordedValue, finding: Finding) -> None:
    if finding.is_empty:
        if row.pk is not None:
            row.delete()
        return
    row.passed, row.value, row.note = finding.passed, finding.value, finding.note
    row.full_clean(exclude=["candidate", "criterion"])
    row.save()
