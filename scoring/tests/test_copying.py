"""A new RFP from one there is."""

from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import User
from rfp.models import DemandProfile, Rfp, RfpStatus, TeamRole
from rfp.services import copy_rfp
from scoring.models import Assignment, CriteriaSet, Criterion, RubricLevel, Score
from vendors.models import Language, Vendor

from .conftest import SignIn, scored_of
from .scenes import NOW, approve_waiver, require_certificate


@pytest.fixture
def ended(evaluation: Rfp) -> Rfp:
    knockout = require_certificate(evaluation)
    approve_waiver(evaluation.candidates.earliest("pk"), knockout)
    scored_of(evaluation)[0].rubric.create(value=3, anchor="Meets the need")
    CriteriaSet.objects.filter(rfp=evaluation).update(panel="median", shortlist_size=2)
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.AWARDED, need="More reach.", currency="CHF")
    evaluation.refresh_from_db()
    return evaluation


def copied(client: SignIn, lead: User, source: Rfp, **typed: str) -> Rfp:
    page = reverse("rfp_copy", args=[source.number])
    answer = client(lead).post(page, {"title": "Second round", **typed})
    assert answer.status_code == 302
    copy: Rfp = Rfp.objects.get(title="Second round")
    return copy


def judged(rfp: Rfp) -> list[tuple[object, ...]]:
    criteria = Criterion.objects.of_rfp(rfp).values_list(
        "key", "title", "kind", "source", "weight", "scale_high", "scheme", "valid_on", "formula", "position"
    )
    return list(criteria)


def test_an_ended_rfp_is_copied_with_its_criteria_and_nothing_that_happened(
    ended: Rfp, signed_in: SignIn, bea: User
) -> None:
    copy = copied(signed_in, bea, ended)

    assert (copy.status, copy.need, copy.currency, copy.buyer_country) == (
        "draft",
        "More reach.",
        "CHF",
        "ES",
    )
    assert (copy.deadline_at, copy.contract_starts_on, copy.contract_ends_on) == (None, None, None)
    assert judged(copy) == judged(ended)
    method = CriteriaSet.objects.get(rfp=copy)
    assert (method.panel, method.shortlist_size) == ("median", 2)
    assert RubricLevel.objects.get(criterion__criteria_set__rfp=copy).anchor == "Meets the need"
    assert [(each.user, each.role) for each in copy.team.all()] == [(bea, TeamRole.LEAD)]
    assert not copy.candidates.exists()
    assert not Score.objects.of_rfp(copy).exists()


def test_team_and_vendors_are_taken_along_without_prices_and_without_who_cannot_be_asked(
    ended: Rfp, signed_in: SignIn, bea: User, eva: User
) -> None:
    Vendor.objects.filter(name="Borea").update(status="suspended", status_reason="Insolvent.")
    User.objects.filter(name="Emma").update(is_active=False)

    copy = copied(signed_in, bea, ended, team="on", candidates="on")

    assert [(each.key, each.price) for each in copy.candidates.all()] == [("acanto", None), ("cima", None)]
    names = set(copy.team.values_list("user__name", flat=True))
    assert {"Bea", "Eva", "Otto", "Nora", "Lars"} <= names
    assert "Emma" not in names
    assigned = Assignment.objects.filter(criterion__criteria_set__rfp=copy)
    assert assigned.filter(evaluator=eva).count() == 2
    assert not assigned.filter(evaluator__name="Emma").exists()


def test_the_demand_comes_with_it(ended: Rfp, signed_in: SignIn, bea: User) -> None:
    spanish = Language.objects.create(code="spa", name="Spanish")
    demand = {
        "weekday": [9] * 24,
        "handling_seconds": 300,
        "occupancy": 80,
        "season": [110] * 12,
        "ramp_up": [50],
    }
    profile = DemandProfile.objects.create(rfp=ended, **demand)
    profile.languages.create(language=spanish, share=100)

    copy = copied(signed_in, bea, ended)

    assert {name: getattr(copy.demand, name) for name in demand} == demand
    assert [(each.language, each.share) for each in copy.demand.languages.all()] == [(spanish, 100)]
    assert ended.demand == profile
    assert profile.languages.count() == 1


def test_who_is_not_taken_along_is_named(ended: Rfp, bea: User) -> None:
    Vendor.objects.filter(name="Borea").update(status="suspended", status_reason="Insolvent.")
    User.objects.filter(name="Emma").update(is_active=False)

    found = [
        copy_rfp(source=ended, title="Again", by=bea, at=NOW, team=True, candidates=True)[1] for _ in range(2)
    ]

    assert found == [["Emma", "Lea", "Borea"]] * 2


def test_the_original_stays_as_it_is(ended: Rfp, signed_in: SignIn, bea: User) -> None:
    before = (judged(ended), ended.inputs_version, Score.objects.of_rfp(ended).count())

    copied(signed_in, bea, ended, team="on", candidates="on")

    ended.refresh_from_db()
    assert (judged(ended), ended.inputs_version, Score.objects.of_rfp(ended).count()) == before
    assert Criterion.objects.of_rfp(ended).weighted().latest("weight").weight == Decimal(40)


def test_the_title_is_proposed_and_needed(ended: Rfp, signed_in: SignIn, bea: User) -> None:
    client, page = signed_in(bea), reverse("rfp_copy", args=[ended.number])

    assert 'value="Copy of Out-of-hours contact centre"' in client.get(page).content.decode()
    assert client.post(page, {"title": " \u200b"}).status_code == 422
    assert Rfp.objects.count() == 1


def test_only_who_leads_is_offered_a_copy(
    ended: Rfp, signed_in: SignIn, bea: User, otto: User, eva: User
) -> None:
    page = reverse("rfp_copy", args=[ended.number])

    assert page in signed_in(bea).get(ended.get_absolute_url()).content.decode()
    for person in (otto, eva):
        client = signed_in(person)
        assert page not in client.get(ended.get_absolute_url()).content.decode()
        assert client.post(page, {"title": "Mine"}).status_code == 404
