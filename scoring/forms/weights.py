from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from bpo_portal.fields import ExactDecimalFormField

from ..engine.weighting import CannotBalance, scale_to, share_rest
from ..models import CriteriaSet, Criterion
from ..numbers import plain
from ..services.weights import WeightsConflict, weights_mark
from .criteria import reason_field

BALANCES: dict[str, Callable[[Sequence[Decimal], Decimal], list[Decimal]]] = {
    "share": share_rest,
    "scale": scale_to,
}
UNSAVED = {*BALANCES, "preview"}
"""What may be done with typed weights short of saving them."""


class WeightsForm(forms.Form):
    """All weights of an RFP at once; an empty one is zero."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        criteria_set: CriteriaSet,
        criteria: Sequence[Criterion],
        proposed: Mapping[str, Decimal] | None = None,
        reason: str = "",
    ) -> None:
        """`proposed` weights, by criterion key, stand in the fields instead of those in force."""
        super().__init__(data, initial={"reason": reason})
        proposed = proposed or {}
        self.criteria, self.criteria_set = criteria, criteria_set
        self.initial["seen"] = weights_mark(criteria)
        for criterion in criteria:
            name = name_of(criterion)
            self.initial[name] = plain(proposed.get(criterion.key, criterion.weight))
            self.fields[name] = ExactDecimalFormField(
                label=f"Weight of {criterion.title}",
                required=False,
                min_value=0,
                max_value=criteria_set.weights_total,
                decimal_places=4,
            )
        if not criteria_set.rfp.is_draft:
            self.fields["reason"] = reason_field()
            self.fields["reason"].required = self.data.get("action") not in UNSAVED
        for name in self.fields:
            self._dress(name)

    def _dress(self, name: str) -> None:
        invalid = " is-invalid" if self.is_bound and name in self.errors else ""
        extra = " num weight" if name.startswith("weight-") else ""
        field = self.fields[name]
        field.widget.attrs |= {
            "class": f"form-control form-control-sm{extra}{invalid}",
            "aria-label": str(field.label),
        }

    def overtaken(self, conflict: WeightsConflict, told: Sequence[str]) -> None:
        """Others have changed weights: say who and what, keep what was typed, let it be saved again."""
        again = "What you typed is kept. Save again to put it in the place of these changes."
        self.add_error(None, [*(told or ["Somebody else has changed the weights meanwhile."]), again])
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = conflict.mark  # type: ignore[index]
        for criterion in self.criteria:
            if name_of(criterion) not in self.data:
                self.data[name_of(criterion)] = plain(criterion.weight)  # type: ignore[index]

    @property
    def has_weights(self) -> bool:
        """Whether all that was typed are weights, whatever else the form lacks."""
        return self.is_bound and not any(name_of(each) in self.errors for each in self.criteria)

    @property
    def is_off(self) -> bool:
        """Whether it was refused for what the weights add up to."""
        return self.is_bound and self.has_error(NON_FIELD_ERRORS, code="sum")

    @property
    def weights(self) -> dict[int, Decimal]:
        return {each.pk: self.cleaned_data[name_of(each)] or Decimal(0) for each in self.criteria}

    def balance(self, how: str) -> bool:
        """Put the balanced weights where the typed ones stand; nothing is saved. False if it cannot be done."""
        try:
            found = BALANCES[how](list(self.weights.values()), self.criteria_set.weights_total)
        except CannotBalance as refusal:
            self.add_error(None, forms.ValidationError(str(refusal), code="sum"))
            return False
        self.data = self.data.copy()  # type: ignore[attr-defined]
        for criterion, weight in zip(self.criteria, found, strict=True):
            self.data[name_of(criterion)] = plain(weight)  # type: ignore[index]
            self.cleaned_data[name_of(criterion)] = weight
        return True

    @property
    def typed_sum(self) -> Decimal | None:
        """What the weights shown add up to; None while one of them is no weight."""
        total = Decimal(0)
        for criterion in self.criteria:
            try:
                total += self.fields[name_of(criterion)].clean(self[name_of(criterion)].value()) or 0
            except forms.ValidationError:
                return None
        return total

    def faults(self) -> list[str]:
        """What is wrong with the typed weights, each with the criterion that it is said of."""
        named = ((each.title, self.errors.get(name_of(each))) for each in self.criteria)
        return [f"{title}: {' '.join(map(str, errors))}" for title, errors in named if errors]

    def rows(self) -> list[tuple[Criterion, forms.BoundField]]:
        return [(each, self[name_of(each)]) for each in self.criteria]


def name_of(criterion: Criterion) -> str:
    return f"weight-{criterion.pk}"
