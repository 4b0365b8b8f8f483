from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from rfp.models import Rfp
from scoring.models import Criterion
from scoring.services.weights import WeightsConflict, save_weights, weights_mark
from scoring.tests.scenes import NOW, make_rfp

from .asking import keyed, reasons, version, weights_of

D = Decimal


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
