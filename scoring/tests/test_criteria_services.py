from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from rfp.lifecycle import RefusedMove
from rfp.models import Rfp, RfpStatus, RfpTemplate, TeamRole
from rfp.services import add_member, change_role, create_rfp, move_rfp, remove_member
from scoring.models import Assignment, CriteriaSet, Criterion, Kind, RecordedValue, Score, Source
from scoring.services.assignments import assign_everything, save_assignments
from scoring.services.criteria import apply_template, delete_criterion, move_criterion, save_criterion
from scoring.services.method import save_method
from scoring.services.recorded import Finding, Recording, RecordingConflict, save_recorded
from scoring.services.weights import WeightsConflict, save_weights, weights_mark
from vendors.models import CertificationScheme, ServiceLine

from .scenes import NOW, make_rfp

D = Decimal


@pytest.fixture
def draft(bea: User) -> Rfp:
    """60 for two scored criteria, 40 for price, everything scored; Bea leads."""
    return led(make_rfp(status=RfpStatus.DRAFT), bea)


@pytest.fixture
def published(bea: User) -> Rfp:
    return led(make_rfp(status=RfpStatus.EVALUATION), bea)


def led(rfp: Rfp, lead: User) -> Rfp:
    add_member(rfp=rfp, user=lead, role=TeamRole.LEAD)
    return rfp


def keyed(rfp: Rfp, **weights: str) -> dict[int, Decimal]:
    named = {name.replace("_", "-"): D(weight) for name, weight in weights.items()}
    return {each.pk: named[each.key] for each in Criterion.objects.of_rfp(rfp) if each.key in named}


def weights_of(rfp: Rfp) -> list[Decimal]:
    return list(Criterion.objects.of_rfp(rfp).values_list("weight", flat=True))


def version(rfp: Rfp) -> int:
    return Rfp.objects.get(pk=rfp.pk).inputs_version


def reasons(rfp: Rfp) -> list[tuple[int, str]]:
    changes = CriteriaSet.objects.get(rfp=rfp).changes.order_by("number")
    return list(changes.values_list("number", "reason"))


# --- Weights


@pytest.mark.parametrize(
    "weights", [("30", "30", "40"), ("33.33", "33.33", "33.34"), ("0", "0", "100"), ("20", "20", "20")]
)
def test_a_draft_takes_any_weights(draft: Rfp, bea: User, weights: tuple[str, str, str]) -> None:
    one, two, price = weights

    save_weights(rfp=draft, weights=keyed(draft, quality_1=one, quality_2=two, price=price), by=bea, at=NOW)

    assert weights_of(draft) == [D(weight) for weight in weights]


def test_a_negative_weight_is_refused(draft: Rfp, bea: User) -> None:
    with pytest.raises(ValidationError, match="negative"):
        save_weights(rfp=draft, weights=keyed(draft, price="-1"), by=bea, at=NOW)

    assert weights_of(draft) == [30, 30, 40]


@pytest.mark.parametrize("price", ["39.99", "40.01", "0"])
def test_after_publication_the_sum_must_be_exact(published: Rfp, bea: User, price: str) -> None:
    with pytest.raises(ValidationError, match="add up to"):
        save_weights(rfp=published, weights=keyed(published, price=price), by=bea, at=NOW, reason="x")

    assert weights_of(published) == [30, 30, 40]
    assert reasons(published) == []


def test_after_publication_a_change_of_weights_needs_a_reason_and_is_numbered(
    published: Rfp, bea: User
) -> None:
    first = keyed(published, quality_1="20", price="50")
    with pytest.raises(ValidationError, match="give the reason"):
        save_weights(rfp=published, weights=first, by=bea, at=NOW)

    save_weights(rfp=published, weights=first, by=bea, at=NOW, reason="Price matters more.")
    save_weights(
        rfp=published, weights=keyed(published, quality_1="30", price="40"), by=bea, at=NOW, reason="Back."
    )

    assert reasons(published) == [(1, "Price matters more."), (2, "Back.")]


def test_weights_that_are_the_same_change_nothing(published: Rfp, bea: User) -> None:
    before = version(published)

    assert save_weights(rfp=published, weights=keyed(published, price="40.00"), by=bea, at=NOW) == 0
    assert version(published) == before


def test_one_change_of_all_weights_is_one_step_of_the_inputs(draft: Rfp, bea: User) -> None:
    before = version(draft)

    save_weights(rfp=draft, weights=keyed(draft, quality_1="1", quality_2="2", price="3"), by=bea, at=NOW)

    assert version(draft) == before + 1


def test_weights_changed_meanwhile_are_not_overwritten(draft: Rfp, bea: User) -> None:
    seen = weights_mark(Criterion.objects.of_rfp(draft).weighted())
    save_weights(rfp=draft, weights=keyed(draft, price="30"), by=bea, at=NOW, seen=seen)

    with pytest.raises(WeightsConflict):
        save_weights(rfp=draft, weights=keyed(draft, price="20"), by=bea, at=NOW, seen=seen)

    assert weights_of(draft) == [30, 30, 30]


def test_weights_of_another_rfp_are_left_alone(draft: Rfp, bea: User) -> None:
    other = make_rfp("RFP-2027-002")

    assert save_weights(rfp=draft, weights=keyed(other, price="1"), by=bea, at=NOW) == 0
    assert weights_of(other) == [30, 30, 40]


def test_the_database_refuses_published_weights_that_do_not_add_up(published: Rfp) -> None:
    with pytest.raises(IntegrityError, match="add up to 99"), transaction.atomic():
        Criterion.objects.filter(criteria_set__rfp=published, key="price").update(weight=39)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


# --- Criteria


def scored(rfp: Rfp, title: str = "Transition", **facts: Any) -> Criterion:
    scale = {"scale_low": D(0), "scale_high": D(5)}
    criteria_set = CriteriaSet.objects.get(rfp=rfp)
    return Criterion(
        criteria_set=criteria_set, title=title, kind=Kind.SCORED, source=Source.PANEL, **{**scale, **facts}
    )


def test_a_new_criterion_stands_last_without_weight(published: Rfp, bea: User) -> None:
    added = save_criterion(
        rfp=published,
        criterion=scored(published),
        by=bea,
        at=NOW,
        rubric=[(D(0), "Nothing"), (D(5), "Proven")],
        reason="Left out by mistake.",
    )

    assert (added.key, added.weight, added.position) == ("transition", 0, 4)
    assert [(level.value, level.anchor) for level in added.rubric.all()] == [(0, "Nothing"), (5, "Proven")]
    assert reasons(published) == [(1, "Left out by mistake.")]


@pytest.mark.parametrize(
    ("title", "key"), [("Quality", "quality-3"), ("Price", "price-2"), ("品質", "criterion")]
)
def test_keys_are_unique_and_are_no_words_of_the_tie_break(
    draft: Rfp, bea: User, title: str, key: str
) -> None:
    criterion = save_criterion(rfp=draft, criterion=scored(draft, title), by=bea, at=NOW)

    assert criterion.key == key


def test_there_is_one_price_criterion_at_most(draft: Rfp, bea: User) -> None:
    criteria_set = CriteriaSet.objects.get(rfp=draft)
    second = Criterion(
        criteria_set=criteria_set, title="Cost", kind=Kind.PRICE, source=Source.OFFER, formula="lowest_ratio"
    )

    with pytest.raises(ValidationError, match="at most one"):
        save_criterion(rfp=draft, criterion=second, by=bea, at=NOW)


def test_a_scale_cannot_leave_given_scores_outside(draft: Rfp, bea: User) -> None:
    criterion = Criterion.objects.of_rfp(draft).get(key="quality-1")
    criterion.scale_high = D(3)

    with pytest.raises(ValidationError, match="Scores given already lie outside 0 to 3"):
        save_criterion(rfp=draft, criterion=criterion, by=bea, at=NOW)


def test_changing_a_criterion_leaves_its_weight_to_the_weights(draft: Rfp, bea: User) -> None:
    stale = Criterion.objects.of_rfp(draft).get(key="quality-1")
    save_weights(rfp=draft, weights=keyed(draft, quality_1="10"), by=bea, at=NOW)

    stale.title = "Service quality"
    save_criterion(rfp=draft, criterion=stale, by=bea, at=NOW)

    kept = Criterion.objects.get(pk=stale.pk)
    assert (kept.title, kept.weight, kept.key) == ("Service quality", 10, "quality-1")


def test_a_deleted_criterion_leaves_the_tie_break(draft: Rfp, bea: User) -> None:
    CriteriaSet.objects.filter(rfp=draft).update(tie_break=["quality-1", "price"])

    delete_criterion(criterion=Criterion.objects.of_rfp(draft).get(key="quality-1"), by=bea, at=NOW)

    assert CriteriaSet.objects.get(rfp=draft).tie_break == ["price"]
    assert not Score.objects.of_rfp(draft).filter(criterion__key="quality-1").exists()


def test_a_published_criterion_with_weight_is_not_deleted(published: Rfp, bea: User) -> None:
    criterion = Criterion.objects.of_rfp(published).get(key="quality-1")

    with pytest.raises(ValidationError, match="Give its weight to other criteria first"):
        delete_criterion(criterion=criterion, by=bea, at=NOW, reason="x")

    save_weights(
        rfp=published, weights=keyed(published, quality_1="0", price="70"), by=bea, at=NOW, reason="Moved."
    )
    delete_criterion(criterion=criterion, by=bea, at=NOW, reason="Not needed.")
    assert not Criterion.objects.filter(pk=criterion.pk).exists()


def test_criteria_move_among_their_kind(draft: Rfp, bea: User) -> None:
    criteria_set = CriteriaSet.objects.get(rfp=draft)
    knockout = Criterion(criteria_set=criteria_set, title="Valid", kind=Kind.KNOCKOUT, source=Source.RECORDED)
    save_criterion(rfp=draft, criterion=knockout, by=bea, at=NOW)
    price = Criterion.objects.of_rfp(draft).get(key="price")

    move_criterion(criterion=price, up=True, by=bea, at=NOW)
    move_criterion(criterion=price, up=True, by=bea, at=NOW)
    move_criterion(criterion=price, up=True, by=bea, at=NOW)
    move_criterion(criterion=knockout, up=True, by=bea, at=NOW)

    keys = Criterion.objects.of_rfp(draft).values_list("key", flat=True)
    assert list(keys) == ["price", "quality-1", "quality-2", "valid"]


def test_the_order_is_fixed_by_publication(published: Rfp, bea: User) -> None:
    with pytest.raises(ValidationError, match="order is fixed"):
        move_criterion(criterion=Criterion.objects.of_rfp(published)[0], up=False, by=bea, at=NOW)


def test_nothing_changes_in_an_rfp_that_has_ended(draft: Rfp, bea: User) -> None:
    Rfp.objects.filter(pk=draft.pk).update(status="cancelled", status_reason="Budget cut.")
    deeds: list[Callable[[], object]] = [
        lambda: save_weights(rfp=draft, weights=keyed(draft, price="1"), by=bea, at=NOW, reason="x"),
        lambda: save_criterion(rfp=draft, criterion=scored(draft), by=bea, at=NOW, reason="x"),
        lambda: save_method(criteria_set=CriteriaSet.objects.get(rfp=draft), by=bea, at=NOW, reason="x"),
        lambda: assign_everything(rfp=draft),
        lambda: save_recorded(rfp=draft, recordings={}),
    ]

    for deed in deeds:
        with pytest.raises(ValidationError, match="has ended"):
            deed()


# --- Template and method


def test_a_template_brings_all_its_criteria(bea: User) -> None:
    CertificationScheme.objects.create(code="ISO27001", name="ISO/IEC 27001", kind="certificate")
    ServiceLine.objects.create(code="FO-01", name="Voice", office="front")
    template = RfpTemplate.objects.create(
        key="all-kinds",
        title="All kinds",
        criteria=[
            {"key": "iso", "title": "ISO", "kind": "knockout", "source": "certificate", "scheme": "ISO27001",
             "valid_on": "contract_start"},
            {"key": "staff", "title": "Staff", "kind": "knockout", "source": "employees", "minimum": "200"},
            {"key": "price", "title": "Price", "kind": "price", "source": "offer", "weight": "40",
             "formula": "between_bounds", "bounds": ["100", "300"]},
            {"key": "plan", "title": "Plan", "kind": "scored", "source": "panel", "weight": "35.5",
             "scale": ["0", "5"], "direction": "higher", "minimum": "2",
             "rubric": [{"value": "0", "text": "None"}]},
            {"key": "years", "title": "Years", "kind": "measured", "source": "years", "weight": "24.5",
             "scale": ["0", "15"], "direction": "higher", "minimum": None, "service_line": "FO-01"},
        ],
    )  # fmt: skip
    rfp = create_rfp(rfp=Rfp(title="Trial", buyer_country="ES", template=template), by=bea, at=NOW)

    criteria = {each.key: each for each in Criterion.objects.of_rfp(rfp)}
    assert list(criteria) == ["iso", "staff", "price", "plan", "years"]
    assert (criteria["iso"].scheme and criteria["iso"].scheme.code, criteria["iso"].valid_on) == (
        "ISO27001",
        "contract_start",
    )
    assert (criteria["price"].bound_low, criteria["price"].bound_high) == (100, 300)
    assert (criteria["plan"].weight, criteria["plan"].minimum) == (D("35.5"), 2)
    assert criteria["plan"].rubric.get().anchor == "None"
    assert criteria["years"].service_line and criteria["years"].service_line.code == "FO-01"
    with pytest.raises(ValidationError, match="no criteria yet"):
        apply_template(criteria_set=CriteriaSet.objects.get(rfp=rfp), template=template)


def test_the_total_is_fixed_by_publication(published: Rfp, bea: User) -> None:
    criteria_set = CriteriaSet.objects.get(rfp=published)
    criteria_set.weights_total = D(200)

    with pytest.raises(ValidationError, match="total is fixed"):
        save_method(criteria_set=criteria_set, by=bea, at=NOW, reason="x")


def test_a_change_of_the_method_is_numbered_too(published: Rfp, bea: User) -> None:
    criteria_set = CriteriaSet.objects.get(rfp=published)
    criteria_set.panel = "median"

    save_method(criteria_set=criteria_set, by=bea, at=NOW, reason="One score is far off.")

    assert CriteriaSet.objects.get(rfp=published).panel == "median"
    assert reasons(published) == [(1, "One score is far off.")]


# --- Who scores what


def pairs(rfp: Rfp) -> set[tuple[int, int]]:
    found = Assignment.objects.filter(criterion__criteria_set__rfp=rfp)
    return set(found.values_list("criterion_id", "evaluator_id"))


def test_assignments_become_exactly_those_given(draft: Rfp) -> None:
    keep = set(sorted(pairs(draft))[:2])

    assert save_assignments(rfp=draft, pairs=keep) == 4
    assert pairs(draft) == keep
    assert assign_everything(rfp=draft) == 4
    assert len(pairs(draft)) == 6


def test_a_pair_that_is_not_possible_is_refused(draft: Rfp, bea: User) -> None:
    criterion = Criterion.objects.of_rfp(draft)[0]

    with pytest.raises(ValidationError, match="changed meanwhile"):
        save_assignments(rfp=draft, pairs={(criterion.pk, bea.pk)})

    assert len(pairs(draft)) == 6


def test_who_stops_being_an_evaluator_scores_nothing_any_more(draft: Rfp) -> None:
    nora, emma, _ = draft.team.filter(role=TeamRole.EVALUATOR).order_by("pk")

    remove_member(member=nora)
    change_role(member=emma, role=TeamRole.OBSERVER)

    assert {evaluator for _, evaluator in pairs(draft)}.isdisjoint({nora.user_id, emma.user_id})
    assert len(pairs(draft)) == 2


# --- Recorded facts


@pytest.fixture
def answered(draft: Rfp, bea: User) -> Criterion:
    criteria_set = CriteriaSet.objects.get(rfp=draft)
    knockout = Criterion(
        criteria_set=criteria_set, title="Data in EU", kind=Kind.KNOCKOUT, source=Source.RECORDED
    )
    return save_criterion(rfp=draft, criterion=knockout, by=bea, at=NOW)


def test_findings_are_kept_and_emptied(draft: Rfp, answered: Criterion) -> None:
    cell = (draft.candidates.all()[0].pk, answered.pk)
    passed = Finding(passed=True, note="Contract seen.")

    save_recorded(rfp=draft, recordings={cell: Recording(now=passed, seen=Finding().mark)})
    row = RecordedValue.objects.get()
    assert (row.passed, row.value, row.note) == (True, None, "Contract seen.")

    save_recorded(rfp=draft, recordings={cell: Recording(now=Finding(), seen=passed.mark)})
    assert not RecordedValue.objects.exists()


def test_a_finding_changed_meanwhile_is_not_overwritten(draft: Rfp, answered: Criterion) -> None:
    one, other = ((each.pk, answered.pk) for each in draft.candidates.all()[:2])
    empty = Finding().mark
    save_recorded(rfp=draft, recordings={one: Recording(now=Finding(passed=False), seen=empty)})

    with pytest.raises(RecordingConflict) as conflict:
        save_recorded(
            rfp=draft,
            recordings={
                one: Recording(now=Finding(passed=True), seen=empty),
                other: Recording(now=Finding(passed=True), seen=empty),
            },
        )

    assert conflict.value.findings == {one: Finding(passed=False)}
    assert RecordedValue.objects.get().passed is False


def test_a_finding_for_another_rfp_is_refused(draft: Rfp, answered: Criterion) -> None:
    stranger = make_rfp("RFP-2027-002").candidates.all()[0]

    with pytest.raises(ValidationError, match="changed meanwhile"):
        save_recorded(
            rfp=draft,
            recordings={(stranger.pk, answered.pk): Recording(now=Finding(passed=True), seen=Finding().mark)},
        )


# --- What moves of the RFP wait for


def test_publishing_waits_for_weights_that_add_up(draft: Rfp, bea: User) -> None:
    save_weights(rfp=draft, weights=keyed(draft, price="39.99"), by=bea, at=NOW)
    early = NOW.replace(year=2026)

    with pytest.raises(RefusedMove, match=r"The weights add up to 99\.99, not to 100\."):
        move_rfp(rfp=draft, to=RfpStatus.PUBLISHED, by=bea, at=early)

    save_weights(rfp=draft, weights=keyed(draft, price="40"), by=bea, at=NOW)
    assert move_rfp(rfp=draft, to=RfpStatus.PUBLISHED, by=bea, at=early).status == RfpStatus.PUBLISHED


def test_evaluation_waits_for_somebody_to_score_each_criterion(published: Rfp, bea: User) -> None:
    Rfp.objects.filter(pk=published.pk).update(status=RfpStatus.OPENED)
    Assignment.objects.filter(criterion__key="quality-2").delete()

    with pytest.raises(RefusedMove, match="Nobody is assigned to score “Quality 2”"):
        move_rfp(rfp=published, to=RfpStatus.EVALUATION, by=bea, at=NOW)


def test_a_shortlist_waits_for_sheets_and_for_a_ranking(published: Rfp, bea: User) -> None:
    with pytest.raises(RefusedMove) as refusal:
        move_rfp(rfp=published, to=RfpStatus.SHORTLISTED, by=bea, at=NOW)

    words = str(refusal.value)
    assert "Nora has not handed in the scores." in words
    assert "There is no ranking yet." in words
