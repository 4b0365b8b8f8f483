"""What was done since to what an import or a merge wrote, so that it is not taken back: named, with its page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from vendors.merging import kind_of, named_after, title_of
from vendors.models import (
    Capability,
    ClientReference,
    Contact,
    DeliverySite,
    FactSource,
    ProfileValue,
    RateCard,
    Subcontractor,
    Vendor,
)
from vendors.said import label_of, said

ALWAYS = {"verified_by_id", "state", "merged_into_id"}
"""Deeds of people that are lost with the record, whatever of it is taken back."""
PAGES: dict[Any, str] = {
    Capability: "vendor_expertise",
    ClientReference: "vendor_expertise",
    Subcontractor: "vendor_expertise",
    DeliverySite: "vendor_delivery",
    Contact: "vendor_contacts",
    FactSource: "vendor_facts",
    ProfileValue: "vendor_profiles",
    RateCard: "vendor_rates",
}


@dataclass(frozen=True)
class InTheWay:
    """A record and what of it is no longer as it was left."""

    label: str
    address: str = ""
    what: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.label} ({'; '.join(self.what)})" if self.what else self.label


class ChangedSince(ValidationError):
    """What was written is no longer as it was left; `found` says where, and in what."""

    def __init__(self, found: Iterable[InTheWay]) -> None:
        self.found = list(found)
        super().__init__([str(each) for each in self.found])


def named(row: Any, vendor: Vendor, *what: str) -> InTheWay:
    """A row of a vendor's record, called as on its page."""
    address = reverse(PAGES.get(type(row), "vendor_detail"), args=[vendor.pk])
    label = vendor.name if isinstance(row, Vendor) else f"{vendor.name}: {kind_of(type(row))} {title_of(row)}"
    return InTheWay(label, address, what)


def differences(left: Any, now: Any, columns: Iterable[str]) -> Iterator[str]:
    """In which of those columns a row says something else than it was left with."""
    for field in now._meta.concrete_fields:
        if field.attname in columns and getattr(left, field.attname) != getattr(now, field.attname):
            label = label_of(field.name) if isinstance(now, Vendor) else str(field.verbose_name).capitalize()
            yield f"{label} was left as {quoted(said(left, field))}, and is {quoted(said(now, field))} now"


def quoted(value: str) -> str:
    return f"“{value[:100]}”" if value else "nothing"


def fetched(model: type[models.Model], rows: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    """With what they are named after, and without what files hold."""
    files = [field.name for field in model._meta.concrete_fields if isinstance(field, models.BinaryField)]
    return rows.select_related(*named_after(model)).defer(*files)
