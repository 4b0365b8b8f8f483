"""What the fields of forms are called, for those who sent one that cannot be saved any more."""

from collections.abc import Collection, Mapping

from django import forms
from django.forms.utils import pretty_name

from ..models import Rfp
from .demand import MONTHS, DemandForm
from .rfp import RfpForm

CHOICES = (forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField)


def labels_of(*kinds: type[forms.BaseForm]) -> dict[str, str]:
    """By name; choices mean nothing without their form."""
    return {
        name: str(field.label or pretty_name(name))
        for kind in kinds
        for name, field in kind.base_fields.items()  # type: ignore[attr-defined]
        if not (isinstance(field, CHOICES) or name == "seen")
    }


def own_labels(rfp: Rfp, names: Collection[str]) -> Mapping[str, str]:
    """Those of the forms of this app, and of the offers of each vendor."""
    offers = {
        f"{candidate.pk}-{name}": f"{candidate.vendor}: {words}"
        for candidate in rfp.candidates.select_related("vendor")
        for name, words in (("price", "price"), ("note", "what it covers"))
    }
    months = {f"season_{at}": f"Volume in {month}" for at, month in enumerate(MONTHS)}
    return labels_of(RfpForm, DemandForm) | months | offers
