"""What a register manager does to several rows of a list, and what the lists show and narrow."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from vendors.models import Certification, CertificationScheme, Contact, Language, RateCard, Standing, Vendor
from vendors.services import add_evidence, merge_vendors

from .conftest import MakeCertification, MakeVendor
from .files import PDF
from .test_admin import list_of, page_of, untouched

SignIn = Callable[[User], Client]


def chosen(action: str, *rows: Any, **typed: Any) -> dict[str, Any]:
    return {"action": action, "_selected_action": [row.pk for row in rows], **typed}


def names(client: Client, model: str, query: str) -> list[str]:
    return [row.name for row in client.get(list_of(model) + query).context["cl"].result_list]


def test_a_deed_on_certifications_asks_first(claim: Certification, rosa: User, signed_in: SignIn) -> None:
    html = signed_in(rosa).post(list_of("certification"), chosen("verify", claim)).content.decode()

    assert Certification.objects.get().state == "claimed"
    assert "Verify 1" in html and str(claim) in html


def test_selected_certifications_are_verified_under_the_same_rules(
    vendor: Vendor, make_certification: MakeCertification, rita: User, rosa: User, signed_in: SignIn
) -> None:
    theirs = make_certification(vendor, number="1", claimed_by=rosa)
    own = make_certification(vendor, number="2", claimed_by=rita)
    client = signed_in(rita)

    asked = client.post(list_of("certification"), chosen("verify", theirs, own)).content.decode()
    typed = chosen("verify", theirs, own, confirmed="yes", reason="Body's database")
    html = client.post(list_of("certification"), typed, follow=True).content.decode()

    assert "You recorded it" in asked
    assert dict(Certification.objects.values_list("number", "state")) == {"1": "verified", "2": "claimed"}
    assert Certification.objects.get(number="1").reason == "Body's database"
    assert "Verified 1." in html and "Somebody other than the person who recorded it" in html


def test_without_a_reason_only_what_has_evidence_is_verified_and_the_rest_is_named(
    vendor: Vendor, make_certification: MakeCertification, rita: User, rosa: User, signed_in: SignIn
) -> None:
    proven = make_certification(vendor, number="1", claimed_by=rosa)
    bare = make_certification(vendor, scheme="ISO9001", claimed_by=rosa)
    proof = {"name": "proof.pdf", "content": PDF, "dated_on": date(2026, 1, 1)}
    add_evidence(certification=proven, by=rosa, at=timezone.now(), **proof)

    html = (
        signed_in(rita)
        .post(
            list_of("certification"), chosen("verify", proven, bare, confirmed="yes", reason=""), follow=True
        )
        .content.decode()
    )

    assert dict(Certification.objects.values_list("scheme__code", "state")) == {
        "ISO27001": "verified",
        "ISO9001": "claimed",
    }
    assert f"{bare}: No evidence is on file: say how it was checked." in html and "Verified 1." in html


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301, "a\0b", "a\u202eb"])
def test_rejecting_needs_a_reason_that_can_be_read(
    reason: str, claim: Certification, rosa: User, signed_in: SignIn
) -> None:
    typed = chosen("reject", claim, confirmed="yes", reason=reason)

    answer = signed_in(rosa).post(list_of("certification"), typed)

    assert answer.context["form"].errors["reason"]
    assert Certification.objects.get().state == "claimed"


def test_selected_certifications_are_rejected_with_a_reason(
    claim: Certification, rosa: User, signed_in: SignIn
) -> None:
    signed_in(rosa).post(
        list_of("certification"), chosen("reject", claim, confirmed="yes", reason="Not in the database")
    )

    claim.refresh_from_db()
    assert (claim.state, claim.reason, claim.decided_by) == ("rejected", "Not in the database", rosa)


def test_selected_vendors_are_suspended_with_a_reason(
    make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    prospect, retired = make_vendor("One"), make_vendor("Two", status="retired", status_reason="Gone")
    client, typed = signed_in(rita), chosen("suspend", prospect, retired)

    asked = client.post(list_of("vendor"), typed).content.decode()
    html = client.post(
        list_of("vendor"), {**typed, "confirmed": "yes", "reason": "Unpaid wages"}, follow=True
    ).content.decode()

    refusal = "Two: A vendor that is retired cannot become suspended."
    assert refusal in asked
    assert "Suspended 1." in html and refusal in html
    assert list(Vendor.objects.order_by("name").values_list("name", "status", "status_reason")) == [
        ("One", "suspended", "Unpaid wages"),
        ("Two", "retired", "Gone"),
    ]


def test_selected_vendors_are_reinstated_where_each_stood_before(
    make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    one, other, third = make_vendor("One"), make_vendor("Two", status="qualified"), make_vendor("Three")
    client = signed_in(rita)
    client.post(list_of("vendor"), chosen("suspend", one, other, confirmed="yes", reason="Unpaid wages"))

    html = client.post(
        list_of("vendor"), chosen("reinstate", one, other, third, confirmed="yes"), follow=True
    ).content.decode()

    assert "Reinstated 2." in html and "Three: Only a suspended vendor can be reinstated." in html
    assert list(Vendor.objects.order_by("name").values_list("name", "status", "status_reason")) == [
        ("One", "prospect", ""),
        ("Three", "prospect", ""),
        ("Two", "qualified", ""),
    ]


@pytest.mark.parametrize("rows", [["x"], ["1e3"], ["99999999999999999999"], ["٣"], ["-1", "\0"]])
def test_rows_that_no_list_offers_are_refused(
    rows: list[str], vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    typed = {"action": "suspend", "_selected_action": rows, "confirmed": "yes", "reason": "x"}

    answer = signed_in(rita).post(list_of("vendor"), typed, follow=True)

    assert "Choose rows of this list." in answer.content.decode()


def test_two_vendors_are_compared_before_they_are_merged(
    make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    one, other, third = make_vendor("One"), make_vendor("Two"), make_vendor("Three")
    client = signed_in(rita)

    two = client.post(list_of("vendor"), chosen("merge", other, one))
    three = client.post(list_of("vendor"), chosen("merge", one, other, third), follow=True)

    assert two.headers["Location"] == reverse("vendor_merge", args=[one.pk, other.pk])
    assert "Choose two vendors" in three.content.decode()


def test_a_merged_record_is_no_vendor_of_the_list_and_is_not_edited(
    make_vendor: MakeVendor, rita: User, signed_in: SignIn
) -> None:
    stays, goes = make_vendor("Stays"), make_vendor("Goes")
    merge_vendors(survivor=stays, merged=goes, choices={}, by=rita, at=timezone.now())
    client = signed_in(rita)

    assert names(client, "vendor", "") == ["Stays"]
    assert names(client, "vendor", "?record=merged") == ["Goes"]
    assert names(client, "vendor", "?record=all") == ["Goes", "Stays"]
    assert "Merged into Stays" in client.get(list_of("vendor") + "?record=merged").content.decode()
    assert client.get(page_of(goes)).context["has_change_permission"] is False
    assert client.post(page_of(goes), {"name": "Anew"}).status_code == 403


def test_certifications_are_narrowed_by_their_standing_as_the_pages_tell_it(
    vendor: Vendor, make_certification: MakeCertification, rita: User
) -> None:
    on = date(2026, 11, 1)
    days = [on + timedelta(days=days) for days in (-1, 0, 60, 61)]
    for state in ("claimed", "verified", "rejected", "withdrawn"):
        for issued in (None, on - timedelta(days=9), on, on + timedelta(days=1)):
            for ends in (None, *days):
                if issued is None or ends is None or issued <= ends:
                    facts = {
                        "state": state,
                        "number": state,
                        "issued_on": issued,
                        "expires_on": ends,
                        "reason": "why",
                    }
                    make_certification(vendor, **facts)

    for standing in Standing:
        found = set(Certification.objects.in_standing(standing, on=on))
        assert found == {each for each in Certification.objects.all() if each.standing(on=on) == standing}
        assert found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?certifications=claimed", ["Waits"]),
        ("?certifications=expired", ["Late"]),
        ("?certifications=expiring", []),
        ("?facts=unverified", ["Late", "Waits"]),
        ("?facts=verified", []),
        ("?facts=unsourced", ["Late", "Waits"]),
        ("?contact=none", ["Late"]),
        ("?contact=access", []),
        ("?country=PT", ["Late"]),
        ("?status__exact=qualified", ["Late"]),
        ("?certifications=x&facts=x&contact=x&record=x", ["Late", "Waits"]),
        ("?q=wait", ["Waits"]),
    ],
)
def test_vendors_are_narrowed(
    query: str,
    found: list[str],
    make_vendor: MakeVendor,
    make_certification: MakeCertification,
    rita: User,
    signed_in: SignIn,
) -> None:
    waits, late = make_vendor("Waits", country="ES"), make_vendor("Late", country="PT", status="qualified")
    make_certification(waits)
    make_certification(late, state="verified", expires_on=date(2020, 1, 1))
    Contact.objects.create(vendor=waits, name="Vic")

    assert names(signed_in(rita), "vendor", query) == found


@pytest.mark.parametrize("model", ["vendor", "certification", "exchangerate", "language", "nearcountry"])
@pytest.mark.parametrize(
    "query",
    [
        "?standing=%F0%9F%92%A9&certifications=1e3&record=&o=1e3&p=1e3",
        "?p=999999999999999999999",
        "?o=-99999999999.1",
        "?q=" + "x" * 5000,
        "?q=%E2%80%AE",
        "?scheme__id__exact=99999999999999999999",
        "?service_lines__id__exact=abc",
        "?country=1e3&vendor__country=%E2%80%AE",
        "?expires_on__year=99999&dated__year=1e3",
        "?expires_on__gte=x",
        "?status__exact=" + "x" * 300,
    ],
)
def test_no_address_breaks_a_list(
    model: str, query: str, claim: Certification, rita: User, signed_in: SignIn
) -> None:
    assert signed_in(rita).get(list_of(model) + query).status_code in (200, 302, 400)


@pytest.mark.parametrize("count", [1, 30])
def test_a_vendor_page_costs_the_same_for_one_part_and_for_thirty(
    count: int,
    vendor: Vendor,
    make_certification: MakeCertification,
    rita: User,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    spanish = Language.objects.first()
    for number in range(count):
        make_certification(vendor, number=str(number), claimed_by=rita)
        site = vendor.sites.create(country="ES", city=f"City {number}", timezone="Europe/Madrid")
        if spanish:
            site.languages.add(spanish)
        Contact.objects.create(vendor=vendor, name=f"Contact {number}")
        vendor.references.create(client=f"Client {number}")
        RateCard.objects.create(vendor=vendor, name=f"Card {number}", currency="EUR")
    client, address = signed_in(rita), page_of(vendor)

    with django_assert_max_num_queries(40):
        client.get(address)


def test_what_only_one_part_may_say_is_refused_when_two_say_it(
    vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    client, address = signed_in(rita), page_of(vendor)
    typed = untouched(client, address) | {"contacts-TOTAL_FORMS": "2", "references-TOTAL_FORMS": "0"}
    for number in range(2):
        typed |= {
            f"contacts-{number}-name": f"Contact {number}",
            f"contacts-{number}-email": "one@example.com",
            f"contacts-{number}-is_primary": "on",
        }

    html = client.post(address, typed).content.decode()

    assert "Only one contact is the one to ask first." in html
    assert "one@example.com is the address of one contact only." in html
    assert not Contact.objects.exists()


def test_a_part_that_somebody_else_removed_meanwhile_breaks_nothing(
    vendor: Vendor, rita: User, signed_in: SignIn
) -> None:
    vendor.sites.create(country="ES", city="Vigo", timezone="Europe/Madrid")
    client, address = signed_in(rita), page_of(vendor)
    typed = untouched(client, address) | {"sites-0-city": "Bilbao"}
    vendor.sites.all().delete()

    answer = client.post(address, typed, follow=True)

    assert answer.status_code == 200
    assert not vendor.sites.exists()


def test_a_lookalike_written_down_in_the_admin_is_told(vendor: Vendor, rita: User, signed_in: SignIn) -> None:
    typed = {"name": "Acme BPO, S.L.", "status": "prospect"}

    html = signed_in(rita).post(reverse("admin:vendors_vendor_add"), typed, follow=True).content.decode()

    assert "looks like" in html and "Compare the two" in html


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"reminder_days": "90, 1e3"}, "reminder_days"),
        ({"reminder_days": "0"}, "reminder_days"),
        ({"reminder_days": ",".join(map(str, range(1, 20)))}, "reminder_days"),
        ({"reminder_days": "9" * 50}, "reminder_days"),
        ({"validity_years": "1e3"}, "validity_years"),
        ({"validity_years": "99999"}, "validity_years"),
        ({"code": "A\u202eB"}, "code"),
        ({"code": "a b"}, "code"),
        ({"name": "a\0b"}, "name"),
        ({"name": "x" * 151}, "name"),
    ],
)
def test_a_scheme_is_not_written_down_wrongly(
    typed: dict[str, str], wrong: str, reference: None, ada: User, signed_in: SignIn
) -> None:
    scheme = CertificationScheme.objects.get(code="ISO27001")
    client, address = signed_in(ada), page_of(scheme)

    answer = client.post(address, untouched(client, address) | typed)

    assert wrong in answer.context["adminform"].form.errors


def test_lead_times_of_a_scheme_are_kept_longest_first(
    reference: None, rita: User, signed_in: SignIn
) -> None:
    scheme = CertificationScheme.objects.get(code="ISO27001")
    client, address = signed_in(rita), page_of(scheme)

    client.post(address, untouched(client, address) | {"reminder_days": "30, 120,30"})

    scheme.refresh_from_db()
    assert scheme.reminder_days == [120, 30]
    assert "120, 30" in client.get(list_of("certificationscheme")).content.decode()


def test_register_managers_keep_the_register_and_administrators_see_accounts_too(
    rita: User, ada: User, signed_in: SignIn
) -> None:
    people = reverse("admin:accounts_user_changelist")

    assert signed_in(rita).get(people).status_code == 403
    assert signed_in(ada).get(people).status_code == 200
    assert rita.has_perm("vendors.change_vendor") and not rita.has_perm("accounts.view_user")
