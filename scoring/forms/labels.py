"""What the fields of this app's forms are called, for those who sent one that cannot be saved any more."""

from collections.abc import Collection, Mapping

from rfp.forms.labels import labels_of
from rfp.models import Rfp

from ..models import Criterion, Source
from .criteria import FORMS
from .decisions import DecisionForm
from .method import MethodForm
from .weights import name_of

CELL = {"value": "", "answer": "", "note": ", note"}
LEVEL = {"value": "value", "anchor": "what it means"}


def scoring_labels(rfp: Rfp, names: Collection[str]) -> Mapping[str, str]:
    criteria = list(Criterion.objects.of_rfp(rfp))
    labels = labels_of(*FORMS.values(), MethodForm, DecisionForm)
    labels |= {"value": "Score", "comment": "Comment", "reason": "Reason", "note": "Note"}
    labels |= {name_of(each): f"Weight of {each}" for each in criteria}
    for name in names:
        prefix, _, rest = name.partition("-")
        place, _, part = rest.partition("-")
        if prefix == "rubric" and place.isdigit() and part in LEVEL:
            labels[name] = f"Level {int(place) + 1}, {LEVEL[part]}"
    recorded = [each for each in criteria if each.source == Source.RECORDED]
    for candidate in rfp.candidates.select_related("vendor") if recorded else ():
        for each in recorded:
            start = f"{candidate.pk}-{each.pk}-"
            labels |= {f"{start}{part}": f"{candidate.vendor}, {each}{words}" for part, words in CELL.items()}
    return labels
