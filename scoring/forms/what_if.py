from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from bpo_portal.fields import ExactDecimalFormField

from ..engine import EvaluationError, from_mapping
from ..engine.weighting import CannotBalance, scale_to
from ..inputs.problems import in_words
from ..models import Scenario
from ..numbers import plain
from ..scratch import Changes, Document, knockout_keys, panel, titles

ANSWERS = {"pass": "passed", "fail": "failed", "waived": "waived"}


class KnockoutCell(NamedTuple):
    """One vendor at one knock-out; codes are place of the vendor, place of the knock-out, answer."""

    title: str
    options: list[tuple[str, str]]
    chosen: str
    recorded: str


class WhatIfForm(forms.Form):
    """The changes of a scratch copy. `names` of evaluators by key."""

    def __init__(
        self, data: Any = None, *, document: Document, names: Mapping[str, str], changes: Changes
    ) -> None:
        super().__init__(data)
        self.document, self.shown = document, changes
        self.weighted = [each for each in document["criteria"] if "weight" in each]
        self.total = Decimal(document["method"]["weights_total"])
        for place, criterion in enumerate(self.weighted):
            self._add_weight(f"weight-{place}", criterion)
        self._add_choice("vendors", "Vendors left out", titles(document, "vendors"))
        self._add_choice(
            "evaluators", "Evaluators left out", {key: names.get(key, key) for key in panel(document)}
        )
        self._add_choice("knockouts", "Knock-outs", {code: code for code in self._knockout_codes()})
        self.initial["vendors"], self.initial["evaluators"] = changes.vendors, changes.evaluators

    def _add_weight(self, name: str, criterion: Document) -> None:
        self.initial[name] = self.shown.weights.get(criterion["key"], str(criterion["weight"]))
        self.fields[name] = ExactDecimalFormField(
            label=f"Weight of {criterion['title']}",
            required=False,
            min_value=0,
            max_value=self.total,
            max_digits=9,
            decimal_places=4,
        )
        self.fields[name].widget.attrs |= {
            "class": "form-control form-control-sm num weight",
            "aria-label": f"Weight of {criterion['title']}",
            "aria-describedby": f"id_{name}_fault",
        }

    def _add_choice(self, name: str, label: str, choices: Mapping[str, str]) -> None:
        self.fields[name] = forms.MultipleChoiceField(
            label=label,
            required=False,
            choices=list(choices.items()),
            widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            error_messages={"invalid_choice": "One of these is not in this version."},
        )

    def _knockout_codes(self) -> list[str]:
        return [code for _, cells in self.knockout_rows() for cell in cells for code, _ in cell.options]

    def clean(self) -> None:
        if self.errors:
            return
        found = sum(self._weights, Decimal(0))
        if found != self.total:
            raise ValidationError(
                f"The weights add up to {plain(found)}, not to {plain(self.total)}.", code="sum"
            )
        try:
            from_mapping(self.changes.made_on(self.document))
        except EvaluationError as error:
            raise ValidationError(in_words(error, self.document)) from error

    def scale(self) -> None:
        """Put weights in the same proportions that add up where the typed ones stand."""
        try:
            fitted = scale_to(self._weights, self.total)
        except CannotBalance as refusal:
            self.add_error(None, str(refusal))
            return
        self.data = self.data.copy()  # type: ignore[attr-defined]
        for place, weight in enumerate(fitted):
            self.data[f"weight-{place}"] = plain(weight)  # type: ignore[index]

    @property
    def can_scale(self) -> bool:
        return self.has_error("__all__", "sum")

    @property
    def _weights(self) -> list[Decimal]:
        return [self.cleaned_data.get(f"weight-{place}") or Decimal(0) for place in range(len(self.weighted))]

    @property
    def changes(self) -> Changes:
        """Of a form that was filled in: only what is other than in the document."""
        given = zip([each["key"] for each in self.weighted], self._weights, strict=True)
        weights = {key: plain(weight) for key, weight in given}
        recorded = [Decimal(each["weight"]) for each in self.weighted]
        return Changes(
            weights={} if self._weights == recorded else weights,
            vendors=self.cleaned_data["vendors"],
            evaluators=self.cleaned_data["evaluators"],
            knockouts=self._knockouts(self.cleaned_data["knockouts"]),
        )

    def _knockouts(self, codes: list[str]) -> dict[str, dict[str, str]]:
        keys, found = knockout_keys(self.document), dict[str, dict[str, str]]()
        for code in codes:
            v, c, answer = code.split(".")
            vendor, key = self.document["vendors"][int(v)], keys[int(c)]
            if answer != vendor.get("knockouts", {}).get(key, ""):
                found.setdefault(vendor["key"], {})[key] = answer
        return found

    @property
    def current(self) -> Changes:
        """What the page shows: the changes that were sent, none while something is wrong with them."""
        if not self.is_bound:
            return self.shown
        return self.changes if self.is_valid() else Changes()

    def rows(self) -> list[tuple[Document, forms.BoundField]]:
        return [(each, self[f"weight-{place}"]) for place, each in enumerate(self.weighted)]

    def knockout_rows(self) -> list[tuple[str, list[KnockoutCell]]]:
        """By vendor, an answer to choose at each knock-out."""
        knockouts = [each for each in self.document["criteria"] if each["kind"] == "knockout"]
        sent = set(self.data.getlist("knockouts")) if self.is_bound else set()  # type: ignore[attr-defined]
        return [
            (vendor["title"], [self._cell((v, vendor), (c, each), sent) for c, each in enumerate(knockouts)])
            for v, vendor in enumerate(self.document["vendors"])
            if knockouts
        ]

    def _cell(
        self, vendor: tuple[int, Document], criterion: tuple[int, Document], sent: set[str]
    ) -> KnockoutCell:
        (v, its), (c, knockout) = vendor, criterion
        recorded = its.get("knockouts", {}).get(knockout["key"], "")
        shown = self.shown.knockouts.get(its["key"], {}).get(knockout["key"], recorded)
        answers = ANSWERS if recorded else {"": "not answered", **ANSWERS}
        options = [(f"{v}.{c}.{answer}", label) for answer, label in answers.items()]
        chosen = next((code for code, _ in options if code in sent), f"{v}.{c}.{shown}")
        return KnockoutCell(knockout["title"], options, chosen, f"{v}.{c}.{recorded}")


class ScenarioForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Scenario
        fields = ["name", "is_shared"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["autocomplete"] = "off"
