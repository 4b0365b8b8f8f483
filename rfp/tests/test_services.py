from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import User
from rfp.models import Candidate, Rfp, RfpTemplate, TeamMember, TeamRole
from rfp.services import (
    Offer,
    OfferConflict,
    add_candidates,
    add_member,
    change_role,
    create_rfp,
    load_templates,
    remove_candidate,
    remove_member,
    save_offers,
)
from rfp.services.creation import next_number
from vendors.models import Vendor, VendorStatus
from vendors.services import load_reference

from .conftest import NOW


def new_rfp(title: str = "Payroll") -> Rfp:
    return Rfp(title=title, buyer_country="ES")


def test_who_creates_an_rfp_leads_it(draft: Rfp, bea: User) -> None:
    member = draft.team.get()

    assert (draft.number, draft.status) == ("RFP-2026-001", "draft")
    assert (member.user, member.role, member.key) == (bea, TeamRole.LEAD, "bea")


def test_numbers_count_up_within_a_year_and_start_again_in_the_next(bea: User) -> None:
    years = [2026, 2026, 2027]
    numbers = [create_rfp(rfp=new_rfp(), by=bea, at=datetime(y, 5, 1, tzinfo=UTC)).number for y in years]

    assert numbers == ["RFP-2026-001", "RFP-2026-002", "RFP-2027-001"]


def test_numbers_go_on_after_999(draft: Rfp) -> None:
    Rfp.objects.filter(pk=draft.pk).update(number="RFP-2026-1000")

    assert next_number(at=NOW) == "RFP-2026-1001"


@pytest.mark.django_db(transaction=True)
def test_rfps_created_at_the_same_time_get_different_numbers(person: Callable[..., User]) -> None:
    lead = person("Bea", "procurement_lead")

    def create(_: int) -> str:
        try:
            return create_rfp(rfp=new_rfp(), by=lead, at=NOW).number
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(create, range(12)))

    assert sorted(numbers) == [f"RFP-2026-{number:03}" for number in range(1, 13)]


def test_shipped_templates_load_twice_without_doubling(db: None) -> None:
    load_reference()

    assert load_templates() == load_templates() == RfpTemplate.objects.count() == 14
    madrid = RfpTemplate.objects.get(key="madrid-citizen-line-2011")
    weights = [Decimal(each["weight"]) for each in madrid.criteria if "weight" in each]
    assert weights == [45, 32, 9, 6, 5, 2, 1]
    assert [line.code for line in madrid.service_lines.all()] == ["FO-01", "FO-02", "FO-11"]


def test_every_shipped_template_becomes_an_rfp_that_adds_up(bea: User) -> None:
    load_reference()
    load_templates()

    for template in RfpTemplate.objects.all():
        rfp = create_rfp(rfp=Rfp(title="Trial", buyer_country="ES", template=template), by=bea, at=NOW)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT s.weights_total, SUM(c.weight), COUNT(*) FROM scoring_criteriaset s "
                "JOIN scoring_criterion c ON c.criteria_set_id = s.id WHERE s.rfp_id = %s GROUP BY s.id",
                [rfp.pk],
            )
            total, found, count = cursor.fetchone()
        assert (found, count) == (total, len(template.criteria)), template.key


# --- Team


def test_keys_of_namesakes_differ(draft: Rfp, person: Callable[..., User]) -> None:
    one = person("Eva")
    other = User.objects.create_user("eva.two@example.com", "correct horse battery staple", name="Eva")

    members = [add_member(rfp=draft, user=user, role=TeamRole.EVALUATOR) for user in (one, other)]

    assert [member.key for member in members] == ["eva", "eva-2"]


def test_a_person_is_on_the_team_once(draft: Rfp, bea: User) -> None:
    with pytest.raises(ValidationError, match="on the team already"):
        add_member(rfp=draft, user=bea, role=TeamRole.OBSERVER)


def test_only_a_procurement_lead_can_lead(draft: Rfp, eva: User) -> None:
    with pytest.raises(ValidationError, match="Eva is not a procurement lead"):
        add_member(rfp=draft, user=eva, role=TeamRole.LEAD)


def test_a_vendor_contact_is_on_no_team(draft: Rfp, vic: User) -> None:
    with pytest.raises(ValidationError, match="not on the buyer's side"):
        add_member(rfp=draft, user=vic, role=TeamRole.OBSERVER)


def test_the_last_lead_stays(draft: Rfp) -> None:
    only = draft.team.get()

    with pytest.raises(ValidationError, match="at least one lead"):
        remove_member(member=only)
    with pytest.raises(ValidationError, match="at least one lead"):
        change_role(member=only, role=TeamRole.OBSERVER)

    assert draft.team.get().role == TeamRole.LEAD


def test_a_lead_can_go_when_there_is_another(draft: Rfp, bea: User, xenia: User) -> None:
    add_member(rfp=draft, user=xenia, role=TeamRole.LEAD)

    remove_member(member=draft.team.get(user=bea))

    assert draft.team.get().user == xenia


def test_a_changed_role_keeps_the_key(draft: Rfp, eva: User) -> None:
    member = add_member(rfp=draft, user=eva, role=TeamRole.EVALUATOR)

    change_role(member=member, role=TeamRole.OBSERVER)

    assert TeamMember.objects.filter(pk=member.pk, role=TeamRole.OBSERVER, key="eva").exists()


# --- Candidates and their prices


def offer(candidate: Candidate, price: str | None, note: str = "") -> Offer:
    return Offer(price=None if price is None else Decimal(price), note=note, seen=candidate.offer_mark)


def test_vendors_become_candidates_once(draft: Rfp, acme: Vendor, bolt: Vendor) -> None:
    add_candidates(rfp=draft, vendors=[acme])
    added = add_candidates(rfp=draft, vendors=[acme, bolt])

    assert [candidate.vendor for candidate in added] == [bolt]
    assert list(draft.candidates.values_list("key", flat=True)) == ["acme", "bolt"]


@pytest.mark.parametrize("status", [VendorStatus.SUSPENDED, VendorStatus.RETIRED])
def test_suspended_and_retired_vendors_are_refused(
    draft: Rfp, acme: Vendor, vendor: Callable[..., Vendor], status: str
) -> None:
    gone = vendor("Gone", status=status, status_reason="Insolvent.")

    with pytest.raises(ValidationError, match="Gone"):
        add_candidates(rfp=draft, vendors=[acme, gone])

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
        lambda: add_candidates(rfp=ready, vendors=[acme]),
        lambda: remove_candidate(candidate=candidate, reason="x"),
        lambda: save_offers(rfp=ready, offers={candidate.pk: offer(candidate, "1")}),
    ):
        with pytest.raises(ValidationError, match="has ended"):
            deed()
