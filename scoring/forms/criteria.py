"""One form for each kind of criterion: it asks what matters for that kind and clears what does not."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms

from bpo_portal.fields import LineFormField
from vendors.dimensions import CHOICES, DIMENSIONS
from vendors.forms import RecordForm
from vendors.models import CertificationScheme

from ..models import Criterion, Direction, Kind, PriceFormula, Source
from ..models.criteria import SOURCES_OF_KIND, ValidOn
from ..numbers import plain

NEEDED_BY_SOURCE: dict[str, tuple[str, ...]] = {
    Source.CERTIFICATE: ("scheme", "valid_on"),
    Source.EMPLOYEES: (),
    Source.YEARS: ("service_line",),
    Source.PROFILE: ("dimension", "claimed_counts"),
    Source.RECORDED: (),
}
NEEDED_BY_FORMULA: dict[str, tuple[str, ...]] = {
    PriceFormula.BETWEEN_BOUNDS: ("bound_low", "bound_high"),
    PriceFormula.REFERENCE_RATIO: ("reference",),
}
SCALE_LABELS = {
    "scale_low": "Low end of the scale",
    "scale_high": "High end",
    "direction": "Direction",
    "minimum": "Minimum",
}
REQUIRED = "This is needed for what you chose above."


def dimensions() -> list[tuple[str, list[tuple[str, str]]]]:
    """By profile, each with its unit and range, so that a scale or a minimum can be given in it."""
    return [
        (
            profile,
            [
                (key, f"{label}: {DIMENSIONS[key].range}, {DIMENSIONS[key].better.label}")
                for key, label in each
            ],
        )
        for profile, each in CHOICES
    ]


def reason_field() -> LineFormField:
    return LineFormField(
        label="Reason of the change",
        max_length=500,
        help_text="The RFP is published: changes are numbered and kept with their reason.",
        widget=forms.TextInput,
    )


class CriterionForm(RecordForm):
    """What all kinds have in common. `instance` has its kind and its criteria set."""

    TOGETHER = (
        ("source", "scheme", "valid_on", "service_line", "dimension", "claimed_counts", "minimum"),
        ("scale_low", "scale_high", "direction", "minimum"),
        ("formula", "bound_low", "bound_high", "reference", "cap"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "source" in self.fields:
            wanted = [choice for choice in Source.choices if choice[0] in SOURCES_OF_KIND[self.instance.kind]]
            self.fields["source"] = forms.ChoiceField(label="Value comes from", choices=wanted)
        if "scheme" in self.fields:
            self.fields["scheme"] = forms.ModelChoiceField(
                CertificationScheme.objects.filter(counts_as_certificate=True),
                label="Certificate",
                required=False,
            )
            self.fields["valid_on"] = forms.ChoiceField(
                label="Valid on", choices=ValidOn.choices, required=False
            )
        if "dimension" in self.fields:
            self.fields["dimension"] = forms.ChoiceField(
                label="Dimension", choices=[("", "---------"), *dimensions()], required=False
            )
        if not self.instance.criteria_set.rfp.is_draft:
            self.fields["reason"] = reason_field()
        for name in NUMBERS & self.fields.keys():
            self.initial[name] = plain(self.initial.get(name))
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("seen", *self.rows(), *(["reason"] if "reason" in self.fields else []))

    def rows(self) -> list[Any]:
        return []

    def keep_only(self, chosen: str, table: dict[str, tuple[str, ...]]) -> None:
        """Of the fields that one choice or another needs, those of the choice made are required."""
        for name in {name for names in table.values() for name in names} & self.fields.keys():
            if name not in table.get(chosen, ()):
                self.cleaned_data[name] = UNUSED.get(name)
                self.errors.pop(name, None)
            elif self.cleaned_data.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, REQUIRED)


NUMBERS = {"scale_low", "scale_high", "minimum", "bound_low", "bound_high", "reference"}
UNUSED: dict[str, Any] = {"valid_on": ValidOn.TODAY, "dimension": "", "claimed_counts": False}


class KnockoutForm(CriterionForm):
    minimum_sources = "employees years profile"
    """What a least figure can be asked of; the page shows whom it would exclude with these only."""

    class Meta:
        model = Criterion
        fields = (
            "title", "description", "source", "scheme", "valid_on", "service_line",
            "dimension", "claimed_counts", "minimum",
        )  # fmt: skip

    def rows(self) -> list[Any]:
        return [
            "title",
            "description",
            "source",
            Row(Column("scheme"), Column("valid_on"), data_when_source="certificate"),
            Row(Column("service_line"), data_when_source="years"),
            profile_row(),
            Row(Column("minimum", css_class="col-md-4"), data_when_source=self.minimum_sources),
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        source = self.cleaned_data.get("source", "")
        self.keep_only(source, NEEDED_BY_SOURCE)
        by_figure = (Source.EMPLOYEES, Source.YEARS, Source.PROFILE)
        self.keep_only(source, dict.fromkeys(by_figure, ("minimum",)))
        about = DIMENSIONS.get(self.cleaned_data.get("dimension") or "")
        self.instance.direction = about.better if about else Direction.HIGHER
        return self.cleaned_data


class ScaleMixin(forms.ModelForm):  # type: ignore[type-arg]
    def clean(self) -> dict[str, Any]:
        super().clean()
        low, high = self.cleaned_data.get("scale_low"), self.cleaned_data.get("scale_high")
        for name, end in (("scale_low", low), ("scale_high", high)):
            if end is None and name not in self.errors:
                self.add_error(name, "Give this end of the scale.")
        if low is not None and high is not None and low >= high:
            self.add_error("scale_high", "The high end must lie above the low end.")
        return self.cleaned_data


class ScoredForm(ScaleMixin, CriterionForm):
    class Meta:
        model = Criterion
        fields = ("title", "description", "scale_low", "scale_high", "direction", "minimum")
        labels = SCALE_LABELS

    def rows(self) -> list[Any]:
        return ["title", "description", scale_row()]

    def clean(self) -> dict[str, Any]:
        super().clean()
        low, high = self.cleaned_data.get("scale_low"), self.cleaned_data.get("scale_high")
        least = self.cleaned_data.get("minimum")
        if low is not None and high is not None and least is not None and not low <= least <= high:
            self.add_error(
                "minimum", f"The minimum must lie on the scale, from {plain(low)} to {plain(high)}."
            )
        return self.cleaned_data


class MeasuredForm(ScaleMixin, CriterionForm):
    class Meta:
        model = Criterion
        fields = (
            "title",
            "description",
            "source",
            "service_line",
            "dimension",
            "claimed_counts",
            "scale_low",
            "scale_high",
            "direction",
            "minimum",
        )
        labels = SCALE_LABELS

    def rows(self) -> list[Any]:
        return [
            "title",
            "description",
            "source",
            Row(Column("service_line"), data_when_source="years"),
            profile_row(),
            scale_row(),
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.keep_only(self.cleaned_data.get("source", ""), NEEDED_BY_SOURCE)
        return self.cleaned_data


class PriceForm(CriterionForm):
    class Meta:
        model = Criterion
        fields = (
            "title",
            "description",
            "formula",
            "bound_low",
            "bound_high",
            "reference",
            "cap",
            "points_decimals",
        )
        labels = {
            "bound_low": "Price for full points",
            "bound_high": "Price for no points",
            "reference": "Reference price",
            "cap": "Never more than full points",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["formula"].required = True
        self.fields["points_decimals"] = forms.IntegerField(
            label="Decimals of the points",
            required=False,
            min_value=0,
            max_value=6,
            help_text="Rounds the points of price before they are added; empty keeps them exact.",
        )

    def rows(self) -> list[Any]:
        return [
            "title",
            "description",
            "formula",
            Row(Column("bound_low"), Column("bound_high"), data_when_formula="between_bounds"),
            Row(Column("reference"), Column("cap"), data_when_formula="reference_ratio"),
            Row(Column("points_decimals", css_class="col-md-4")),
        ]

    def clean(self) -> dict[str, Any]:
        super().clean()
        self.keep_only(self.cleaned_data.get("formula", ""), NEEDED_BY_FORMULA)
        low, high = self.cleaned_data.get("bound_low"), self.cleaned_data.get("bound_high")
        if low is not None and high is not None and low >= high:
            self.add_error("bound_high", "The upper price must lie above the lower one.")
        reference = self.cleaned_data.get("reference")
        if reference is not None and reference <= 0:
            self.add_error("reference", "The reference price must be above zero.")
        return self.cleaned_data


def profile_row() -> Row:
    return Row(Column("dimension"), Column("claimed_counts"), data_when_source="profile")


def scale_row() -> Row:
    names = ("scale_low", "scale_high", "direction", "minimum")
    return Row(*[Column(name, css_class="col-md-3") for name in names])


FORMS: dict[str, type[CriterionForm]] = {
    Kind.KNOCKOUT: KnockoutForm,
    Kind.SCORED: ScoredForm,
    Kind.MEASURED: MeasuredForm,
    Kind.PRICE: PriceForm,
}
STARTS: dict[str, dict[str, Any]] = {
    Kind.KNOCKOUT: {"source": Source.RECORDED},
    Kind.SCORED: {"source": Source.PANEL, "scale_low": Decimal(0), "scale_high": Decimal(5)},
    Kind.MEASURED: {"source": Source.RECORDED, "direction": Direction.HIGHER},
    Kind.PRICE: {"title": "Price", "source": Source.OFFER, "formula": PriceFormula.LOWEST_RATIO},
}
