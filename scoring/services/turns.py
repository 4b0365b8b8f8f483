"""Certificates that put a vendor out of a ranking, or back into it: which, of whom, and why."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rfp.models import Rfp
from vendors.models import Certification, Vendor

from ..certificates import asking, certificates_of, in_force, lacking, written
from ..inputs.facts import certificate_day
from ..models import Criterion

Document = Mapping[str, Any]
Cell = tuple[str, str]

ANSWERS = ("pass", "fail")


def turns(rfp: Rfp, old: Document, new: Document, *, on: date) -> Iterator[tuple[Cell, str, str]]:
    """Certificate knock-outs answered differently now: vendor and criterion, the answer, a sentence."""
    turned = list(_turned(old, new))
    if not turned:
        return
    criteria = {each.key: each for each in asking(rfp)}
    vendors = {each.key: each.vendor for each in rfp.candidates.select_related("vendor")}
    held = certificates_of(rfp, criteria.values())
    for (key, about), answer in turned:
        if about in criteria and key in vendors:
            criterion, vendor = criteria[about], vendors[key]
            day = certificate_day(criterion, rfp, on=on) or on
            of_vendor = held.get((vendor.pk, criterion.scheme_id), ())
            yield (key, about), answer, _sentence(answer, criterion, vendor, of_vendor, day=day, on=on)


def _turned(old: Document, new: Document) -> Iterator[tuple[Cell, str]]:
    before = {each["key"]: each.get("knockouts", {}) for each in old["vendors"]}
    for vendor in new["vendors"]:
        was = before.get(vendor["key"], {})
        for criterion, answer in vendor.get("knockouts", {}).items():
            if was.get(criterion, answer) != answer and {was[criterion], answer} == set(ANSWERS):
                yield (vendor["key"], criterion), answer


def _sentence(
    answer: str, criterion: Criterion, vendor: Vendor, held: Sequence[Certification], *, day: date, on: date
) -> str:
    if answer == "fail":
        return f"{vendor} is out: {lacking(criterion, held, day=day, on=on)}"
    began = [each.issued_on for each in in_force(held, day) if each.issued_on]
    since = f" from {written(max(began))}" if began else ""
    return f"{criterion.scheme} of {vendor} is valid{since}"
