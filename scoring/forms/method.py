from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row
from django import forms

from bpo_portal.fields import ExactDecimalFormField
from vendors.forms import RecordForm

from ..models import CriteriaSet, Criterion
from ..numbers import plain
from .criteria import reason_field

TIES = ("tie_1", "tie_2", "tie_3")
WORDS = [("quality", "More points for quality"), ("price", "Lower price")]
EXACT = ("weights_total", "quality_minimum", "shortlist_threshold")


class MethodForm(RecordForm):
    """How points become a ranking, and where the line of the shortlist is drawn."""

    TOGETHER = (TIES,)
    COLUMNS = dict.fromkeys(TIES, "tie_break")

    decimals = forms.IntegerField(
        label="Decimals of totals", min_value=0, max_value=6, help_text="Rounded half up, once, at the end."
    )
    quality_minimum = ExactDecimalFormField(
        label="Least quality, per cent",
        required=False,
        min_value=0,
        max_value=100,
        max_digits=7,
        decimal_places=4,
        help_text="Of the weight of all criteria but price. Whoever has less is out; empty asks for none.",
    )
    shortlist_size = forms.IntegerField(
        label="Vendors at most",
        required=False,
        min_value=1,
        max_value=1000,
        help_text="Empty sets no limit.",
    )
    shortlist_threshold = ExactDecimalFormField(
        label="Least total",
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=4,
        help_text="Points a vendor must reach; empty asks for none.",
    )

    class Meta:
        model = CriteriaSet
        fields = (
            "panel",
            "decimals",
            "weights_total",
            "quality_minimum",
            "quality_relative_to_best",
            "shortlist_size",
            "shortlist_threshold",
        )
        labels = {"panel": "Several evaluators", "weights_total": "Weights add up to"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_draft = self.instance.rfp.is_draft
        self.fields["weights_total"].disabled = not is_draft
        self.fields["weights_total"].help_text = "What the weights add up to: 100 for per cent."
        for name in EXACT:
            self.initial[name] = plain(self.initial.get(name))
        self._add_ties()
        if not is_draft:
            self.fields["reason"] = reason_field()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = layout(("reason",) if "reason" in self.fields else ())

    def _add_ties(self) -> None:
        criteria = Criterion.objects.of_rfp(self.instance.rfp).weighted()
        own = [(each.key, f"More points for {each.title}") for each in criteria if each.key != "price"]
        present = [*self.instance.tie_break, "", "", ""]
        for name, label, value in zip(TIES, ("First", "Then", "Last"), present, strict=False):
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[("", "–"), *WORDS, *own], required=False, initial=value
            )

    def label(self, name: str) -> str:
        return f"Equal totals: {super().label(name).lower()}" if name in TIES else super().label(name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        ties = [cleaned[name] for name in TIES if cleaned.get(name)]
        if len(set(ties)) < len(ties):
            self.add_error(TIES[-1], "Each rule can be used once.")
        self.instance.tie_break = ties
        return cleaned


def layout(more: tuple[str, ...]) -> Layout:
    return Layout(
        "seen",
        Fieldset(
            "From scores to totals",
            Row(
                Column("panel", css_class="col-md-5"),
                Column("decimals", css_class="col-md-3"),
                Column("weights_total", css_class="col-md-4"),
            ),
            Row(Column("quality_minimum", css_class="col-md-6")),
            "quality_relative_to_best",
            css_class="card card-body mb-3",
        ),
        Fieldset(
            "Equal totals",
            Row(*[Column(name, css_class="col-md-4") for name in TIES]),
            HTML('<p class="form-text">Vendors that are still equal share a rank.</p>'),
            css_class="card card-body mb-3",
        ),
        Fieldset(
            "Line of the shortlist",
            Row(
                Column("shortlist_size", css_class="col-md-4"),
                Column("shortlist_threshold", css_class="col-md-4"),
            ),
            css_class="card card-body mb-3",
        ),
        *more,
    )
