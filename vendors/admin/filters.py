"""What the lists of the admin are narrowed by."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from vendors.models import Certification, Contact, FactSource, Standing, Vendor
from vendors.models.certification import CertificationQuerySet

if TYPE_CHECKING:
    from django.contrib.admin.views.main import ChangeList


class RecordFilter(admin.SimpleListFilter):
    """Records that were merged into others are not among the vendors unless one asks for them."""

    title = "record"
    parameter_name = "record"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("merged", "Merged into another"), ("all", "Both")]

    def choices(self, changelist: "ChangeList") -> Iterator[Any]:
        first, *rest = super().choices(changelist)
        yield {**first, "display": "Vendors"}
        yield from rest

    def queryset(self, request: HttpRequest, queryset: QuerySet[Vendor]) -> QuerySet[Vendor]:
        match self.value():
            case "merged":
                return queryset.exclude(merged_into=None)
            case "all":
                return queryset
        return queryset.filter(merged_into=None)


class SampleFilter(admin.BooleanFieldListFilter):
    """Called as a reader would ask, not as the column is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "sample story"


class StandingFilter(admin.SimpleListFilter):
    """By state and calendar, as the badges on the pages say it."""

    title = "standing today"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(standing.value), str(standing.label)) for standing in Standing]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if (value := self.value()) not in Standing.values:
            return queryset
        return cast(CertificationQuerySet, queryset).in_standing(Standing(value), on=today())


class CertificationsFilter(admin.SimpleListFilter):
    """Vendors with a certification that wants attention."""

    title = "certifications"
    parameter_name = "certifications"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            (str(Standing.CLAIMED.value), "Something to verify"),
            (str(Standing.EXPIRING.value), "Something expiring soon"),
            (str(Standing.EXPIRED.value), "Something expired, not renewed"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Vendor]) -> QuerySet[Vendor]:
        if (value := self.value()) not in Standing.values:
            return queryset
        found = Certification.objects.not_renewed().in_standing(Standing(value), on=today())
        return queryset.filter(Exists(found.filter(vendor=OuterRef("pk"))))


class FactsFilter(admin.SimpleListFilter):
    title = "facts"
    parameter_name = "facts"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("unverified", "Some not verified"),
            ("verified", "All verified"),
            ("unsourced", "Some without source"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Vendor]) -> QuerySet[Vendor]:
        facts = FactSource.objects.filter(vendor=OuterRef("pk"))
        match self.value():
            case "unverified":
                return queryset.filter(Exists(facts.filter(verified_at=None)))
            case "verified":
                return queryset.filter(Exists(facts)).exclude(Exists(facts.filter(verified_at=None)))
            case "unsourced":
                return queryset.filter(Exists(facts.filter(source="")))
        return queryset


class ContactFilter(admin.SimpleListFilter):
    title = "contact"
    parameter_name = "contact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", "None on record"), ("access", "With access to its own pages")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Vendor]) -> QuerySet[Vendor]:
        contacts = Contact.objects.filter(vendor=OuterRef("pk"))
        match self.value():
            case "none":
                return queryset.exclude(Exists(contacts))
            case "access":
                return queryset.filter(Exists(contacts.filter(user__is_active=True)))
        return queryset


def today() -> date:
    return timezone.localdate()
