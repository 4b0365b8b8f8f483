from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.http import QueryDict

from accounts.models import User
from rfp.forms import MemberForm, OfferForm, RfpForm
from rfp.models import Candidate, Rfp, TeamRole
from rfp.services import add_member

from .conftest import NOW

GOOD = {
    "title": "Payroll",
    "need": "",
    "buyer_country": "ES",
    "currency": "EUR",
    "timezone": "Europe/Madrid",
    "deadline": "2026-12-15T14:00",
    "contract_starts_on": "2027-02-01",
    "contract_ends_on": "2029-01-31",
}


def errors(*, at: datetime = NOW, instance: Rfp | None = None, **changes: Any) -> dict[str, list[str]]:
    rfp = instance or Rfp()
    form = RfpForm({**GOOD, **changes, "seen": seen(rfp)}, instance=rfp, at=at)
    return {name: [str(error) for error in found] for name, found in form.errors.items()}


def seen(rfp: Rfp) -> str:
    return str(RfpForm(instance=rfp, at=NOW)["seen"].value())


def typed_price(candidate: Candidate, price: str) -> OfferForm:
    data = QueryDict(mutable=True)
    data.update({f"{candidate.pk}-price": price, f"{candidate.pk}-seen": ""})
    return OfferForm(data, candidate=candidate)


@pytest.mark.django_db
def test_good_values_are_taken_and_the_deadline_is_the_rfps_wall_time() -> None:
    form = RfpForm(GOOD, instance=Rfp(), at=NOW)

    assert form.is_valid(), form.errors
    assert form.instance.deadline_at == datetime(2026, 12, 15, 13, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "required"),
        ("title", "\u00a0\u200b", "required"),
        ("title", "x" * 201, "At most 200"),
        ("title", "Pay\u202eroll", "direction mark"),
        ("need", "a\x07b", "control character"),
        ("currency", "XQX", "choose one that is listed"),
        ("currency", "eur", "choose one that is listed"),
        ("timezone", "Europe/Atlantis", "choose one that is listed"),
        ("buyer_country", "ZZ", "choose one that is listed"),
        ("deadline", "2027-02-30T10:00", "not a day and time"),
        ("deadline", "2027-02-01T24:00", "not a day and time"),
        ("deadline", "tomorrow", "not a day and time"),
        ("deadline", "0001-01-01T00:00", "from 2000 to 2100"),
        ("deadline", "9999-12-31T23:59", "from 2000 to 2100"),
        ("deadline", "2026-11-02T11:00", "passed already"),
        ("deadline", "2027-03-28T02:30", "does not exist in Europe/Madrid"),
        ("deadline", "2027-10-31T02:30", "exists twice in Europe/Madrid"),
        ("contract_starts_on", "2027-02-30", "Give a day of the calendar"),
        ("contract_starts_on", "9999-12-31", "Not after 2100"),
        ("contract_starts_on", "0001-01-01", "Not before 2000"),
        ("contract_starts_on", "2026-12-14", "before offers are due"),
        ("service_lines", ["999999"], "not on the list, or no longer"),
        ("service_lines", ["x"], "choose from those that are listed"),
    ],
)
def test_bad_values_are_refused_at_their_field(field: str, value: object, words: str) -> None:
    changes: dict[str, Any] = {field: value}
    found = errors(**changes)

    assert list(found) == [field]
    assert words in found[field][0]


@pytest.mark.django_db
def test_a_contract_ends_after_it_starts() -> None:
    assert errors(contract_ends_on="2027-02-01") == {"__all__": ["The contract must end after it starts."]}


@pytest.mark.django_db
def test_a_deadline_a_second_ahead_is_still_one() -> None:
    assert errors(at=datetime(2026, 12, 15, 12, 59, 59, tzinfo=UTC)) == {}
    assert "deadline" in errors(at=datetime(2026, 12, 15, 13, 0, tzinfo=UTC))


def test_what_must_not_move_after_publication_stays(ready: Rfp) -> None:
    ready.status = "published"

    form = RfpForm(
        {**GOOD, "currency": "USD", "timezone": "UTC", "seen": seen(ready)}, instance=ready, at=NOW
    )

    assert form.is_valid(), form.errors
    assert (form.instance.currency, form.instance.timezone) == ("EUR", "Europe/Madrid")


def test_a_published_rfp_keeps_a_deadline(ready: Rfp) -> None:
    ready.status = "published"

    assert errors(instance=ready, deadline="") == {"deadline": ["A published RFP needs a deadline."]}


def test_the_deadline_of_a_closed_rfp_does_not_move(ready: Rfp) -> None:
    ready.status, before = "closed", ready.deadline_at

    data = {**GOOD, "deadline": "2028-01-01T10:00", "contract_starts_on": "2028-02-01", "seen": seen(ready)}
    form = RfpForm(data, instance=ready, at=NOW + timedelta(days=400))

    assert form.is_valid(), form.errors
    assert form.instance.deadline_at == before


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("NaN", "plain number"),
        ("Infinity", "plain number"),
        ("1e999999", "plain number"),
        ("1e3", "plain number"),
        ("1_0", "plain number"),
        ("1,234", "could mean 1234 or 1.234"),
        ("9" * 5000, "plain number"),
        ("-1", "At least 0;"),
        ("1.005", "At most 2 digits after the point."),
        ("9999999999999999.00", "At most 17 digits"),
        ("ten", "plain number"),
    ],
)
def test_a_bad_price_is_refused_and_not_rounded(ready: Rfp, typed: str, words: str) -> None:
    candidate = ready.candidates.first()
    assert candidate
    form = typed_price(candidate, typed)

    assert not form.is_valid()
    assert words in form.errors["price"][0]


@pytest.mark.parametrize("typed", ["-0.00", "0", "12.5", "999999999999999.99", " 7 "])
def test_a_plain_price_is_taken(ready: Rfp, typed: str) -> None:
    candidate = ready.candidates.first()
    assert candidate
    form = typed_price(candidate, typed)

    assert form.is_valid()
    assert form.offer.price is not None
    assert not form.offer.price.is_signed()


@pytest.mark.parametrize("typed", ["eva@example.com", "EVA@example.com", "eva", "  Eva "])
def test_people_are_found_by_address_or_name(draft: Rfp, eva: User, typed: str) -> None:
    form = MemberForm({"person": typed, "role": "evaluator"}, rfp=draft)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["person"] == eva


def test_people_who_cannot_be_added_are_not_found(draft: Rfp, vic: User, emil: User) -> None:
    User.objects.filter(pk=emil.pk).update(is_active=False)

    for typed in ("vic@example.com", "emil@example.com", "nobody"):
        form = MemberForm({"person": typed, "role": "evaluator"}, rfp=draft)
        assert form.errors["person"] == ["Nobody who could be added has this name or address."]


def test_who_is_on_the_team_already_is_named_with_the_role(draft: Rfp, eva: User) -> None:
    add_member(rfp=draft, user=eva, role=TeamRole.EVALUATOR)

    for typed, name, role in (("EVA@example.com", "Eva", "evaluator"), ("bea", "Bea", "procurement lead")):
        form = MemberForm({"person": typed, "role": "observer"}, rfp=draft)
        assert form.errors["person"] == [f"{name} is on the team already, as {role}."]


def test_a_name_of_two_people_asks_for_the_address(draft: Rfp, eva: User) -> None:
    User.objects.create_user("eva.two@example.com", "correct horse battery staple", name="Eva")

    form = MemberForm({"person": "Eva", "role": "evaluator"}, rfp=draft)

    assert form.errors["person"] == ["2 people have this name: type the e-mail address."]


@pytest.mark.django_db
def test_a_contract_does_not_start_in_the_past_where_it_is_first_entered() -> None:
    passed = errors(deadline="", contract_starts_on="2026-11-01")

    assert passed == {"contract_starts_on": ["This day has passed already; choose a later one."]}
    assert errors(deadline="", contract_starts_on="2026-11-02") == {}


@pytest.mark.django_db
def test_an_rfp_whose_contract_has_begun_stays_editable(draft: Rfp) -> None:
    draft.contract_starts_on = date(2026, 10, 1)
    draft.save()

    found = errors(instance=draft, deadline="", contract_starts_on="2026-10-01", title="Payroll again")

    assert found == {}
