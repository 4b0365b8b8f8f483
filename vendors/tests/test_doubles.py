"""The database itself holds a certification once; doubles from before, and those that a merge brings, stay."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from vendors.forms import CertificationForm
from vendors.models import Certification, CertificationScheme, Vendor
from vendors.services import merge_vendors, undo_merge

from .conftest import MakeCertification, MakeVendor
from .test_admin import page_of, untouched

SignIn = Callable[[User], Client]
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
SAME = {"number": "IS 1", "scope": "Payroll", "issued_on": date(2024, 1, 1)}
ONCE = next(each for each in Certification._meta.constraints if each.name == "certification_once")
LONG = "\ufdfa" * 500  # eighteen letters each, once folded


@pytest.mark.parametrize(
    "other",
    [
        {"number": "is  1"},
        {"number": "\uff29\uff33 1"},
        {"scope": "PAYROLL", "body": "Another body", "note": "Again"},
        {"state": "verified"},
    ],
)
def test_the_database_refuses_a_double_however_it_is_spelled(
    other: dict[str, str], vendor: Vendor, make_certification: MakeCertification
) -> None:
    make_certification(vendor, **SAME)

    with pytest.raises(IntegrityError, match="certification_once"), transaction.atomic():
        make_certification(vendor, **SAME | other)


@pytest.mark.parametrize(
    "other",
    [
        {"number": "IS 2"},
        {"edition": "2022"},
        {"scope": LONG},
        {"issued_on": None},
        {"expires_on": None},
        {"state": "rejected", "reason": "Not seen"},
        {"state": "withdrawn"},
    ],
)
def test_what_differs_in_one_thing_is_no_double(
    other: dict[str, object], vendor: Vendor, make_certification: MakeCertification
) -> None:
    make_certification(vendor, **SAME)
    make_certification(vendor, **SAME | other)

    assert Certification.objects.count() == 2


def test_days_that_are_not_known_are_alike(vendor: Vendor, make_certification: MakeCertification) -> None:
    bare = {"issued_on": None, "expires_on": None}
    make_certification(vendor, **bare)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_certification(vendor, **bare)


def test_of_two_who_save_at_once_the_second_is_told(
    vendor: Vendor, make_certification: MakeCertification
) -> None:
    scheme = CertificationScheme.objects.get(code="ISO27001")
    form = CertificationForm({"scheme": scheme.pk, "number": "IS 1"}, vendor=vendor)
    assert form.is_valid()
    make_certification(vendor, number="IS 1", expires_on=None)

    assert not form.saved()
    assert form.non_field_errors() == ["This certification is on record already. Add to that one instead."]


def test_two_alike_are_refused_in_the_admin(
    vendor: Vendor, make_certification: MakeCertification, rita: User, signed_in: SignIn
) -> None:
    make_certification(vendor, number="IS 1", expires_on=None, claimed_by=rita)
    client, address = signed_in(rita), page_of(vendor)
    typed = untouched(client, address)
    typed |= {
        key.replace("certifications-0-", "certifications-1-"): value
        for key, value in typed.items()
        if key.startswith("certifications-0-")
    }
    typed |= {"certifications-TOTAL_FORMS": "3", "certifications-1-id": ""}
    typed |= {key.replace("-1-", "-2-"): value for key, value in typed.items() if "certifications-1-" in key}
    typed |= {"certifications-1-number": "IS 2", "certifications-2-number": "IS 2"}

    html = client.post(address, typed, follow=True).content.decode()

    assert "such a certification is recorded once only" in html
    assert Certification.objects.count() == 1


def test_doubles_of_an_existing_database_stay_beside_each_other(
    vendor: Vendor, make_certification: MakeCertification
) -> None:
    migration = import_module("vendors.migrations.0007_once_and_seen")
    with connection.schema_editor() as schema:
        schema.remove_constraint(Certification, ONCE)
    first, second = (make_certification(vendor, **SAME) for _ in range(2))
    checked = make_certification(vendor, **SAME | {"number": "is 1"}, state="verified")
    rejected = make_certification(vendor, **SAME, state="rejected", reason="Not seen")
    apart = make_certification(vendor, **SAME | {"number": "IS 2"})

    with connection.cursor() as cursor:
        cursor.execute(migration.DOUBLES)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as schema:
        schema.add_constraint(Certification, ONCE)

    twins = dict(Certification.objects.values_list("pk", "twin"))
    assert twins == {
        first.pk: first.pk,
        second.pk: second.pk,
        checked.pk: 0,
        rejected.pk: 0,
        apart.pk: 0,
    }


def test_records_with_the_same_certification_can_be_merged_and_parted(
    make_vendor: MakeVendor, make_certification: MakeCertification, rita: User
) -> None:
    kept, away = make_vendor("Acme"), make_vendor("Acme Ltd")
    ours, theirs = make_certification(kept, **SAME), make_certification(away, **SAME)

    merge = merge_vendors(survivor=kept, merged=away, choices={}, by=rita, at=NOW)
    assert set(kept.certifications.all()) == {ours, theirs}

    undo_merge(merge=merge, by=rita, at=NOW)
    assert (kept.certifications.get(), away.certifications.get()) == (ours, theirs)
    assert set(Certification.objects.values_list("twin", flat=True)) == {0}


def test_a_double_is_named_before_it_is_saved(
    vendor: Vendor, make_certification: MakeCertification, rita: User, signed_in: SignIn
) -> None:
    held = make_certification(vendor, **SAME, expires_on=None)
    typed = {"scheme": held.scheme_id, "number": "is 1", "scope": "payroll", "issued_on": "2024-01-01"}

    answer = signed_in(rita).post(reverse("certification_create", args=[vendor.pk]), typed)

    assert "This is on record already, claimed" in answer.context["form"].non_field_errors()[0]
