"""Who is suspended or retired, and since when."""

from datetime import UTC, datetime
from typing import Any

import pgtrigger
from django.apps import apps
from pytest_django import DjangoAssertNumQueries

from vendors.models import Vendor
from vendors.standing import away

from .conftest import MakeVendor

DAYS = [datetime(2026, month, 1, 12, tzinfo=UTC) for month in range(1, 7)]


def put(vendor: Vendor, **facts: str) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(**facts)


def test_a_suspension_counts_from_the_last_time_it_began(
    make_vendor: MakeVendor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    vendor, other = make_vendor("Acanto"), make_vendor("Borea")
    gone = make_vendor("Caldo", status="retired", status_reason="Left the market")
    for status in ("suspended", "qualified", "suspended"):
        put(vendor, status=status, status_reason="Late")
    put(vendor, city="Vigo")
    trail: Any = apps.get_model("vendors.VendorEvent").objects.filter(pgh_obj=vendor).order_by("pgh_id")
    with pgtrigger.ignore("vendors.VendorEvent:append_only"):
        for event, day in zip(trail, DAYS, strict=False):
            trail.filter(pk=event.pk).update(pgh_created_at=day)

    with django_assert_num_queries(1):
        found = away([vendor.pk, other.pk, gone.pk])

    assert set(found) == {vendor.pk, gone.pk}
    assert (found[vendor.pk].label, found[vendor.pk].since) == ("Suspended", DAYS[3])
    assert found[gone.pk].label == "Retired"
