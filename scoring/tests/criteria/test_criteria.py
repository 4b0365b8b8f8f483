from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from rfp.models import Rfp, RfpTemplate
from rfp.services import create_rfp
from scoring.models import CriteriaSet, Criterion, Kind, Score, Source
from scoring.services.assignments import assign_everything
from scoring.services.criteria import apply_template, delete_criterion, move_criterion, save_criterion
from scoring.services.method import save_method
from scoring.services.recorded import save_recorded
from scoring.services.weights import save_weights
from scoring.tests.scenes import NOW
from vendors.models import CertificationScheme, ServiceLine

from .asking import (
    keyed,
    reasons,
    scored,
)

D = Decimal


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
