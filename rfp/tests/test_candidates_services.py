from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from rfp.models import Candidate, Rfp
from rfp.services import (
    Offer,
    OfferConflict,
    StandingBlocked,
    add_candidates,
    remove_candidate,
    save_offers,
)
from vendors.models import PerformanceRecord, ServiceLine, Vendor, VendorStatus

from .conftest import NOW

TODAY = NOW.date()


def offer(candidate: Candidate, price: str | None, note: str = "") -> Offer:
    return Offer(price=None if price is None else Decimal(price), note=note, seen=candidate.offer_mark)


def test_vendors_become_candidates_once(draft: Rfp, acme: Vendor, bolt: Vendor) -> None:
    add_candidates(rfp=draft, vendors=[acme], on=TODAY)
    added = add_candidates(rfp=draft, vendors=[acme, bolt], on=TODAY)

    assert [candidate.vendor for candidate in added] == [bolt]
    assert list(draft.candidates.values_list("key", flat=True)) == ["acme", "bolt"]


@pytest.mark.parametrize("status", [VendorStatus.SUSPENDED, VendorStatus.RETIRED])
def test_suspended_and_retired_vendors_are_refused(
    draft: Rfp, acme: Vendor, vendor: Callable[..., Vendor], status: str
) -> None:
    gone = vendor("Gone", status=status, status_reason="Insolvent.")

    with pytest.raises(ValidationError, match="Gone"):
        add_candidates(rfp=draft, vendors=[acme, gone], on=TODAY)

    assert not draft.candidates.exists()


def test_prices_are_kept_to_the_cent_and_missing_stays_missing(ready: Rfp) -> None:
    acme, bolt = ready.candidates.all()

    count = save_offers(rfp=ready, offers={acme.pk: offer(acme, "0.10", "net"), bolt.pk: offer(bolt, None)})

    assert count == 1
    assert [c.price for c in ready.candidates.all()] == [Decimal("0.10"), None]


def test_zero_is_kept_and_called_not_comparable(ready: Rfp) -> None:
    acme = ready.candidates.first()
    assert acme

    save_offers(rfp=ready, offers={acme.pk: offer(acme, "0")})

    acme.refresh_from_db()
    assert (acme.price, acme.is_comparable) == (Decimal("0.00"), False)


def test_two_leads_do_not_overwrite_each_other_silently(ready: Rfp) -> None:
    acme, bolt = ready.candidates.all()
    mine = {acme.pk: offer(acme, "100"), bolt.pk: offer(bolt, "200")}
    save_offers(rfp=ready, offers={acme.pk: offer(acme, "90")})

    with pytest.raises(OfferConflict) as conflict:
        save_offers(rfp=ready, offers=mine)

    assert {pk: each.price for pk, each in conflict.value.candidates.items()} == {acme.pk: Decimal("90.00")}
    assert [c.price for c in ready.candidates.all()] == [Decimal("90.00"), None]


def test_a_row_that_was_not_touched_does_not_stand_in_the_way(ready: Rfp) -> None:
    acme, bolt = ready.candidates.all()
    mine = {acme.pk: offer(acme, None), bolt.pk: offer(bolt, "200")}
    save_offers(rfp=ready, offers={acme.pk: offer(acme, "90")})

    assert save_offers(rfp=ready, offers=mine) == 1
    assert [c.price for c in ready.candidates.all()] == [Decimal("90.00"), Decimal("200.00")]


def test_after_publication_a_removal_needs_a_reason(ready: Rfp) -> None:
    Rfp.objects.filter(pk=ready.pk).update(status="published")
    acme = ready.candidates.first()
    assert acme

    with pytest.raises(ValidationError, match="give the reason"):
        remove_candidate(candidate=acme)
    remove_candidate(candidate=acme, reason="Withdrew.")

    assert list(ready.candidates.values_list("key", flat=True)) == ["bolt"]


def test_nothing_changes_in_an_rfp_that_has_ended(ready: Rfp, acme: Vendor) -> None:
    candidate = ready.candidates.get(vendor=acme)
    Rfp.objects.filter(pk=ready.pk).update(status="cancelled", status_reason="Budget cut.")

    for deed in (
        lambda: add_candidates(rfp=ready, vendors=[acme], on=TODAY),
        lambda: remove_candidate(candidate=candidate, reason="x"),
        lambda: save_offers(rfp=ready, offers={candidate.pk: offer(candidate, "1")}),
    ):
        with pytest.raises(ValidationError, match="has ended"):
            deed()


def rated(vendor: Vendor, by: User, rating: str = "blocked", **facts: object) -> PerformanceRecord:
    facts = {"since": date(2026, 1, 1), "until": date(2026, 6, 30), **facts}
    return PerformanceRecord.objects.create(
        vendor=vendor, rating=rating, text="Missed its deadlines.", source="Minutes", recorded_by=by, **facts
    )


def test_a_blocked_vendor_is_refused_with_the_record_that_says_so(
    draft: Rfp, acme: Vendor, bolt: Vendor, bea: User
) -> None:
    rated(acme, bea)

    with pytest.raises(StandingBlocked, match=r"Acme \(Blocked: Missed its deadlines\.\)"):
        add_candidates(rfp=draft, vendors=[acme, bolt], on=TODAY)

    assert not draft.candidates.exists()


def test_a_reason_overrides_the_block_and_is_kept_with_that_vendor_only(
    draft: Rfp, acme: Vendor, bolt: Vendor, bea: User
) -> None:
    rated(acme, bea)

    add_candidates(rfp=draft, vendors=[acme, bolt], on=TODAY, override="The only one with Catalan.")

    assert dict(draft.candidates.values_list("key", "override_reason")) == {
        "acme": "The only one with Catalan.",
        "bolt": "",
    }


def test_a_block_ends_with_its_day_with_a_newer_record_and_outside_its_service_line(
    draft: Rfp, vendor: Callable[..., Vendor], bea: User
) -> None:
    payroll, calls = (
        ServiceLine.objects.create(code=code, name=code, office="back") for code in ("Payroll", "Calls")
    )
    draft.service_lines.set([payroll])
    ran_out, better, elsewhere, watched = (vendor(name) for name in ("Out", "Better", "Else", "Watched"))
    rated(ran_out, bea, valid_until=TODAY - timedelta(days=1))
    rated(better, bea)
    rated(better, bea, "good", until=date(2026, 9, 30))
    rated(elsewhere, bea, service_line=calls)
    rated(watched, bea, "watch")

    add_candidates(rfp=draft, vendors=[ran_out, better, elsewhere, watched], on=TODAY)

    assert draft.candidates.count() == 4


def test_a_block_in_a_service_line_of_the_rfp_counts_to_its_last_day(
    draft: Rfp, acme: Vendor, bea: User
) -> None:
    payroll = ServiceLine.objects.create(code="P", name="Payroll", office="back")
    draft.service_lines.set([payroll])
    rated(acme, bea, service_line=payroll, valid_until=TODAY)

    with pytest.raises(StandingBlocked, match="Blocked in Payroll"):
        add_candidates(rfp=draft, vendors=[acme], on=TODAY)
