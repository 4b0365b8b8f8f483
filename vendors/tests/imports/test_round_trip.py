"""What is exported says all that an import reads: read again, it changes nothing, whatever the names are."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from vendors.exports import PARTS, csv_of, importable_fields, parts_of, rows_of, xlsx_of
from vendors.imports import Plan, make_plan
from vendors.models import (
    Capability,
    Certification,
    CertificationScheme,
    DeliverySite,
    ImportKind,
    Industry,
    Language,
    ServiceLine,
    Vendor,
)

TODAY = date(2026, 11, 2)
NASTY = [
    "=cmd|'/c calc'!A0",
    "'=x",
    "+1",
    "-",
    "@a",
    'say "hi", ok',
    "A\u0301gora",
    "；,;|",
    "\uff1dwide",
    "0012",
    "1,234",
]
NAMES = st.one_of(
    st.sampled_from(NASTY),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn")),
        min_size=1,
        max_size=20,
    ),
)
PROSE = st.lists(NAMES, max_size=3).map("\n".join)


def read_again(kind: ImportKind, form: str) -> Plan:
    vendors = Vendor.objects.all()
    rows = rows_of(vendors, importable_fields(), on=TODAY) if kind not in PARTS else parts_of(kind, vendors)
    content = xlsx_of(rows, kind.label).getvalue() if form == "xlsx" else "".join(csv_of(rows)).encode()
    return make_plan(kind=kind, content=content, name=f"a.{form}")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=NAMES,
    others=st.lists(NAMES, max_size=2),
    text=NAMES,
    prose=PROSE,
    volume=st.sampled_from([None, 0, 10**6, 2**53 + 1, 9 * 10**18]),
    issued=st.sampled_from([None, date(2024, 2, 29)]),
    form=st.sampled_from(["csv", "xlsx"]),
)
def test_every_part_of_the_register_comes_back_as_it_was(
    name: str,
    others: list[str],
    text: str,
    prose: str,
    volume: int | None,
    issued: date | None,
    form: str,
    reference: None,
) -> None:
    Vendor.objects.all().delete()
    vendor = Vendor.objects.create(
        name=name,
        legal_name=text,
        trading_names=others,
        notes=prose,
        sources=prose,
        city=text,
        country="ES",
        delivery_countries="ES,PH",
    )
    vendor.languages.add(Language.objects.get(code="es"), Language.objects.get(code="en"))
    vendor.industries.add(*Industry.objects.all()[:2])
    site = DeliverySite.objects.create(
        vendor=vendor, country="ES", city=text, timezone="Europe/Madrid", seats=7, source=text,
        opens=time(22), closes=time(6, 30), sunday_opens=time(0), sunday_closes=time(0), people=9, as_of=TODAY,
    )  # fmt: skip
    site.languages.add(Language.objects.get(code="es"))
    Capability.objects.create(
        vendor=vendor,
        service_line=ServiceLine.objects.get(code="FO-01"),
        years=3,
        as_of=TODAY,
        annual_volume=volume,
        volume_unit=text,
        source=text,
    )
    scheme = CertificationScheme.objects.get(code="ISO27001")
    facts: dict[str, Any] = {"vendor": vendor, "scheme": scheme, "number": text, "scope": text, "note": text}
    facts |= {"issued_on": issued, "state": "verified"}
    for twin, expires_on in enumerate((None, date(2027, 1, 1), date(2027, 1, 1))):
        Certification.objects.create(**facts, expires_on=expires_on, twin=twin)

    plans = {kind: read_again(kind, form) for kind in ImportKind}

    assert {kind: plan.faults for kind, plan in plans.items()} == {kind: [] for kind in ImportKind}
    assert {kind: plan.count("same") for kind, plan in plans.items()} == {
        ImportKind.VENDORS: 1,
        ImportKind.CERTIFICATIONS: 3,
        ImportKind.SITES: 1,
        ImportKind.CAPABILITIES: 1,
    }
    assert [row.changes for plan in plans.values() for row in plan.rows if row.changes] == []


@pytest.mark.parametrize("kind", sorted(PARTS))
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_parts_of_the_vendors_found_can_be_taken_out(
    kind: str, suffix: str, vendor: Vendor, bea: User, vic: User, signed_in: Callable[[User], Client]
) -> None:
    address = f"/vendors/export/{kind}.{suffix}"

    answer = signed_in(bea).get(address, {"country": "ES"})

    assert (answer.status_code, kind in answer["Content-Disposition"]) == (200, True)
    assert signed_in(bea).get(address, {"country": "XX"}).status_code == 302
    assert signed_in(vic).get(address).status_code == 404


def test_a_kind_or_format_that_is_not_there_is_not_found(
    bea: User, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(bea)

    for tail in ("people.csv", "vendors.csv", "sites.pdf"):
        assert client.get(f"/vendors/export/{tail}").status_code == 404
