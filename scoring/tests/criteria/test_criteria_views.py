from decimal import Decimal

import pytest

from accounts.models import User
from rfp.models import Rfp
from scoring.models import CriteriaSet, Criterion, Kind, Source
from vendors.models import CertificationScheme, ServiceLine

from .asking import SignIn, criterion, of, resent, save

D = Decimal


def test_the_kind_is_chosen_first(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    page = signed_in(bea).get(of("criterion_create", draft)).content.decode()

    assert all(f"?kind={kind.value}" in page for kind in Kind)


def test_a_scored_criterion_is_added_with_its_rubric(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    levels = {"rubric-TOTAL_FORMS": "3", "rubric-INITIAL_FORMS": "0", "rubric-0-value": "0"}
    words = {
        "rubric-0-anchor": "Nothing",
        "rubric-1-value": "5",
        "rubric-1-anchor": "Proven",
        "rubric-2-value": "3",
    }
    data = {"title": "Transition", "scale_low": "0", "scale_high": "5", "direction": "higher", "minimum": "2"}

    page = save(signed_in(bea), draft, "scored", **data, **levels, **words)

    added = criterion(draft, "transition")
    assert "Now give it its weight." in page
    assert (added.source, added.minimum, added.weight) == (Source.PANEL, 2, 0)
    assert [(level.value, level.anchor) for level in added.rubric.all()] == [(0, "Nothing"), (5, "Proven")]


def test_a_certificate_is_asked_for_on_a_day(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    iso = CertificationScheme.objects.create(
        code="ISO", name="ISO/IEC 27001", kind="certificate", counts_as_certificate=True
    )
    choice = {"title": "Certified", "source": "certificate"}
    client = signed_in(bea)

    incomplete = save(client, draft, "knockout", **choice)
    page = save(client, draft, "knockout", **choice, scheme=iso.pk, valid_on="contract_start", minimum="5")

    added = criterion(draft, "certified")
    assert "This is needed for what you chose above." in incomplete
    assert "ISO/IEC 27001, verified and valid on the day the contract starts" in page
    assert (added.scheme, added.valid_on, added.minimum) == (iso, "contract_start", None)


def test_years_and_head_count_need_a_least_figure(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    voice = ServiceLine.objects.create(code="FO-01", name="Voice", office="front")
    client = signed_in(bea)

    assert "needed for what you chose" in save(client, draft, "knockout", title="Staff", source="employees")
    assert "needed for what you chose" in save(
        client, draft, "knockout", title="Years", source="years", minimum="3"
    )
    page = save(client, draft, "knockout", title="Years", source="years", minimum="3", service_line=voice.pk)

    assert "Register: years in Voice, at least 3" in page
    assert not Criterion.objects.of_rfp(draft).filter(title="Staff").exists()


def test_a_criterion_reads_a_dimension_of_the_profile(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    asked = {"source": "profile", "dimension": "attrition", "claimed_counts": "on"}
    client = signed_in(bea)

    page = save(client, draft, "knockout", title="Stays", minimum="20", **asked)
    assert "attrition, % a year, assessed, or else claimed, at most 20" in page
    scale = {"scale_low": "0", "scale_high": "40", "direction": "lower"}
    page = save(client, draft, "measured", title="Leaving", **scale, **asked | {"claimed_counts": ""})
    assert "Register: attrition, % a year, assessed" in page

    found = Criterion.objects.of_rfp(draft).filter(source="profile").order_by("kind")
    assert [(each.direction, each.claimed_counts) for each in found] == [("lower", True), ("lower", False)]


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("scored", {"title": " \u200b"}, "This field is required."),
        ("scored", {"scale_low": "5", "scale_high": "5"}, "must lie above the low end"),
        ("scored", {"scale_low": ""}, "Give this end of the scale."),
        ("scored", {"minimum": "6"}, "must lie on the scale, from 0 to 5"),
        ("scored", {"scale_high": "1e9"}, "not a plain number"),
        ("scored", {"direction": "sideways"}, "choose one that is listed"),
        ("measured", {"source": "panel"}, "choose one that is listed"),
        ("measured", {"source": "years"}, "needed for what you chose"),
        ("measured", {"source": "profile"}, "needed for what you chose"),
        ("measured", {"source": "profile", "dimension": "charm"}, "choose one that is listed"),
        ("knockout", {"source": "profile", "dimension": "attrition"}, "needed for what you chose"),
        ("knockout", {"source": "offer"}, "choose one that is listed"),
        ("knockout", {"source": "certificate", "scheme": "999"}, "choose one that is listed"),
        ("scored", {"rubric-TOTAL_FORMS": "1", "rubric-0-anchor": "Good"}, "Say which value this describes."),
        (
            "scored",
            {"rubric-TOTAL_FORMS": "1", "rubric-0-value": "7", "rubric-0-anchor": "Good"},
            "not on the scale",
        ),
        (
            "scored",
            {
                "rubric-TOTAL_FORMS": "2",
                "rubric-0-value": "1",
                "rubric-0-anchor": "a",
                "rubric-1-value": "1.0",
                "rubric-1-anchor": "b",
            },
            "Described twice: 1.",
        ),
        ("scored", {"rubric-TOTAL_FORMS": "x"}, "ManagementForm"),
    ],
)
def test_bad_criteria_are_refused_in_words(
    draft: Rfp, signed_in: SignIn, bea: User, kind: str, data: dict[str, str], words: str
) -> None:
    good = {"title": "Plan", "source": "recorded", "scale_low": "0", "scale_high": "5", "direction": "higher"}
    before = Criterion.objects.count()

    page = save(signed_in(bea), draft, kind, **{**good, **data})

    assert words in page
    assert Criterion.objects.count() == before


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"formula": "between_bounds", "bound_low": "100"}, "needed for what you chose"),
        (
            {"formula": "between_bounds", "bound_low": "100", "bound_high": "100"},
            "must lie above the lower one",
        ),
        ({"formula": "reference_ratio"}, "needed for what you chose"),
        ({"formula": "reference_ratio", "reference": "0"}, "must be above zero"),
        ({"formula": ""}, "required"),
        ({"formula": "magic"}, "choose one that is listed"),
        ({"formula": "lowest_ratio", "points_decimals": "7"}, "At most 6;"),
    ],
)
def test_a_price_formula_needs_its_figures(
    draft: Rfp, signed_in: SignIn, bea: User, data: dict[str, str], words: str
) -> None:
    price = criterion(draft, "price")

    page = resent(signed_in(bea), of("criterion_edit", draft, price.pk), {"title": "Price", **data})

    assert words in page.content.decode()
    assert criterion(draft, "price").formula == "lowest_ratio"


def test_figures_of_another_formula_are_cleared(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    price = criterion(draft, "price")
    data = {
        "title": "Price",
        "formula": "reference_ratio",
        "reference": "1000",
        "bound_low": "5",
        "bound_high": "1",
    }

    resent(signed_in(bea), of("criterion_edit", draft, price.pk), {**data, "cap": "on"})

    price = criterion(draft, "price")
    assert (price.formula, price.reference, price.bound_low, price.cap) == (
        "reference_ratio",
        1000,
        None,
        True,
    )


def test_a_second_price_criterion_is_refused_in_words(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    page = save(signed_in(bea), draft, "price", title="Cost", formula="lowest_ratio")

    assert "a set has at most one" in page


def test_after_publication_a_criterion_changes_with_a_reason_only(
    published: Rfp, signed_in: SignIn, bea: User
) -> None:
    price, client = criterion(published, "price"), signed_in(bea)
    data = {"title": "Total price", "formula": "lowest_ratio"}

    without = resent(client, of("criterion_edit", published, price.pk), data).content.decode()
    assert "Reason of the change" in without
    assert criterion(published, "price").title == "Price"

    resent(client, of("criterion_edit", published, price.pk), data | {"reason": "Clearer."})
    assert criterion(published, "price").title == "Total price"
    assert CriteriaSet.objects.get(rfp=published).changes.get().reason == "Clearer."


def test_a_criterion_is_deleted_after_confirming(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    pk, client = criterion(draft, "quality-1").pk, signed_in(bea)

    assert "Delete criterion" in client.get(of("criterion_delete", draft, pk)).content.decode()
    client.post(of("criterion_delete", draft, pk))

    assert not Criterion.objects.filter(pk=pk).exists()


def test_a_published_criterion_with_weight_says_why_it_stays(
    published: Rfp, signed_in: SignIn, bea: User
) -> None:
    pk = criterion(published, "quality-1").pk

    page = signed_in(bea).post(of("criterion_delete", published, pk), {"reason": "x"}).content.decode()

    assert "Give its weight to other criteria first" in page
    assert Criterion.objects.filter(pk=pk).exists()


def test_criteria_move_by_buttons(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    client, price = signed_in(bea), criterion(draft, "price").pk

    client.post(of("criterion_move", draft, price, "up"))

    assert list(Criterion.objects.of_rfp(draft).values_list("key", flat=True)) == [
        "quality-1",
        "price",
        "quality-2",
    ]
    assert client.post(of("criterion_move", draft, price, "sideways")).status_code == 404
    assert client.get(of("criterion_move", draft, price, "up")).status_code == 405
