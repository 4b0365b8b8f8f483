from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from bpo_portal.fields import ExactDecimalFormField, LineFormField
from rfp.models import Candidate

from ..history import events, newest_writer
from ..models import Criterion, RecordedValue
from ..numbers import plain
from ..services.recorded import Finding, Recording, finding_in

ANSWERS = {"": None, "pass": True, "fail": False}


class FindingForm(forms.Form):
    """What was found of one vendor on one criterion: passed or failed, or a figure."""

    answer = forms.ChoiceField(
        required=False, choices=[("", "not known"), ("pass", "passed"), ("fail", "failed")]
    )
    value = ExactDecimalFormField(required=False, max_digits=15, decimal_places=4)
    note = LineFormField(required=False, max_length=500)
    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None, *, candidate: Candidate, criterion: Criterion, finding: Finding
    ) -> None:
        super().__init__(data, prefix=f"{candidate.pk}-{criterion.pk}")
        self.candidate, self.criterion, self.typed = candidate, criterion, data
        del self.fields["value" if criterion.is_knockout else "answer"]
        self.initial = {
            "answer": {True: "pass", False: "fail", None: ""}[finding.passed],
            "value": plain(finding.value),
            "note": finding.note,
            "seen": finding.mark,
        }
        for name, field in self.fields.items():
            self._dress(name, field)

    def _dress(self, name: str, field: forms.Field) -> None:
        kind = "form-select form-select-sm" if name == "answer" else "form-control form-control-sm"
        extra = " num" if name == "value" else ""
        invalid = " is-invalid" if self.is_bound and name in self.errors else ""
        word = "Note on " if name == "note" else ""
        field.widget.attrs |= {
            "class": f"{kind}{extra}{invalid}",
            "aria-label": f"{word}{self.criterion.title}, {self.candidate.vendor.name}",
        }
        if name == "note":
            field.widget.attrs["placeholder"] = "Note"

    @property
    def main(self) -> forms.BoundField:
        return self["answer" if self.criterion.is_knockout else "value"]

    @property
    def recording(self) -> Recording:
        cleaned = self.cleaned_data
        finding = Finding(
            passed=ANSWERS[cleaned.get("answer", "")], value=cleaned.get("value"), note=cleaned["note"]
        )
        return Recording(now=finding, seen=cleaned["seen"])

    def overtaken_by(self, now: Finding) -> None:
        """Somebody else has changed this finding: say so, keep what was typed, let it be saved again."""
        answer = {True: "passed", False: "failed", None: plain(now.value) or "not known"}[now.passed]
        note = f" (“{now.note}”)" if now.note else ""
        own = events("scoring.RecordedValueEvent").filter(candidate=self.candidate, criterion=self.criterion)
        self.add_error(
            self.main.name,
            f"{newest_writer(own)} changed this to {answer}{note} while you were editing. "
            "Save again to replace it by what you typed.",
        )
        if self.typed is not None:
            self.data = again = self.typed.copy()
            again[self.add_prefix("seen")] = now.mark


def finding_forms(
    *,
    candidates: Iterable[Candidate],
    criteria: Iterable[Criterion],
    rows: Iterable[RecordedValue],
    data: QueryDict | None,
) -> list[tuple[Candidate, list[FindingForm]]]:
    """By candidate, one for each criterion; bound are those that were on the page that sent the data."""
    found = {(row.candidate_id, row.criterion_id): row for row in rows}
    asked = list(criteria)

    def form(candidate: Candidate, criterion: Criterion) -> FindingForm:
        sent: Any = data is not None and f"{candidate.pk}-{criterion.pk}-seen" in data
        finding = finding_in(found.get((candidate.pk, criterion.pk)))
        return FindingForm(data if sent else None, candidate=candidate, criterion=criterion, finding=finding)

    return [(each, [form(each, criterion) for criterion in asked]) for each in candidates]
