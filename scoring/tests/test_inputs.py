"""Rows become the evaluation document; what is not known is not there; every writer is noticed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rfp.models import Candidate, Rfp, TeamMember
from scoring.inputs import Inputs, build_document
from scoring.models import (
    Assignment,
    CriteriaSet,
    Criterion,
    Kind,
    PanelMethod,
    PriceFormula,
    RecordedValue,
    Score,
    Source,
)
from vendors.models import Capability, CertificationScheme, ProfileValue, ServiceLine, Vendor

from .scenes import TODAY, certify, make_rfp, require_certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def rfp() -> Rfp:
    return make_rfp()


def vendor_in(inputs: Inputs, key: str) -> dict[str, Any]:
    [found] = [each for each in inputs.document["vendors"] if each["key"] == key]
    return dict(found)


def answer(rfp: Rfp, *, on: date = TODAY, key: str = "iso27001") -> str | None:
    found: str | None = vendor_in(build_document(rfp, on=on), "acanto").get("knockouts", {}).get(key)
    return found


def add_criterion(rfp: Rfp, key: str, kind: Kind, source: Source, **fields: Any) -> Criterion:
    if kind == Kind.MEASURED:
        fields = {"scale_low": Decimal(0), "scale_high": Decimal(10_000), **fields}
    criteria_set = CriteriaSet.objects.get(rfp=rfp)
    return Criterion.objects.create(
        criteria_set=criteria_set, key=key, title=key, kind=kind, source=source, **fields
    )


def test_the_document_is_the_whole_of_the_evaluation() -> None:
    rfp = make_rfp(vendors=["Acanto"], evaluators=["Nora"], scored=1)
    Criterion.objects.filter(key="quality-1").update(minimum=Decimal("2.50"))
    Candidate.objects.update(price=Decimal("1200000.00"))

    inputs = build_document(rfp, on=TODAY)

    assert inputs.problems == []
    assert inputs.evaluators == {"nora": "Nora"}
    assert inputs.document == {
        "format": "bpo-evaluation/1",
        "title": "Out-of-hours contact centre",
        "currency": "EUR",
        "method": {
            "weights_total": "100",
            "panel": "mean",
            "quality_relative_to_best": False,
            "decimals": 2,
            "tie_break": ["quality", "price"],
        },
        "criteria": [
            {
                "key": "quality-1",
                "title": "Quality 1",
                "kind": "scored",
                "weight": "60",
                "scale": ["0", "5"],
                "direction": "higher",
                "minimum": "2.5",
            },
            {
                "key": "price",
                "title": "Price",
                "kind": "price",
                "weight": "40",
                "formula": "lowest_ratio",
            },
        ],
        "vendors": [
            {
                "key": "acanto",
                "title": "Acanto",
                "scores": {"quality-1": {"nora": "1"}},
                "price": "1200000",
            }
        ],
    }


@pytest.mark.parametrize(
    ("formula", "figures", "written"),
    [
        (PriceFormula.LINEAR_OVER_LOWEST, {}, {}),
        (
            PriceFormula.BETWEEN_BOUNDS,
            {"bound_low": Decimal(50_000), "bound_high": Decimal("250000.50")},
            {"bounds": ["50000", "250000.5"]},
        ),
        (
            PriceFormula.REFERENCE_RATIO,
            {"reference": Decimal(90_000), "cap": False},
            {"reference": "90000", "cap": False},
        ),
    ],
)
def test_a_price_formula_is_written_with_the_figures_it_uses(
    rfp: Rfp, formula: PriceFormula, figures: dict[str, Any], written: dict[str, Any]
) -> None:
    Criterion.objects.filter(key="price").update(formula=formula, points_decimals=1, **figures)

    inputs = build_document(rfp, on=TODAY)

    identity = {"key": "price", "title": "Price", "kind": "price", "weight": "40", "formula": formula.value}
    assert inputs.document["criteria"][-1] == {**identity, **written, "points_decimals": 1}
    assert inputs.problems == []


def test_an_abstention_is_absent(rfp: Rfp) -> None:
    Score.objects.filter(evaluator__name="Nora").update(value=None, abstained=True)

    scores = vendor_in(build_document(rfp, on=TODAY), "acanto")["scores"]

    assert [sorted(panel) for panel in scores.values()] == [["emma", "lars"]] * 2


def test_only_whoever_is_assigned_to_the_criterion_and_on_the_team_counts(rfp: Rfp) -> None:
    Assignment.objects.filter(evaluator__name="Nora", criterion__key="quality-1").delete()
    TeamMember.objects.filter(key="lars").delete()

    scores = vendor_in(build_document(rfp, on=TODAY), "acanto")["scores"]

    assert {key: sorted(panel) for key, panel in scores.items()} == {
        "quality-1": ["emma"],
        "quality-2": ["emma", "nora"],
    }


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 12), "fail"),
        (date(2026, 3, 13), "pass"),
        (date(2029, 3, 12), "pass"),
        (date(2029, 3, 13), "fail"),
    ],
)
def test_a_certificate_counts_from_its_first_day_to_its_last(rfp: Rfp, day: date, expected: str) -> None:
    require_certificate(rfp)
    certify("Acanto")

    assert answer(rfp, on=day) == expected


@pytest.mark.parametrize("state", ["claimed", "rejected"])
def test_a_certificate_that_nobody_verified_does_not_count(rfp: Rfp, state: str) -> None:
    require_certificate(rfp)
    certificate = certify("Acanto")
    type(certificate).objects.update(state=state, reason="Not found in the register of the body.")

    assert answer(rfp) == "fail"


def test_a_self_declaration_is_no_certificate(rfp: Rfp) -> None:
    require_certificate(rfp)
    certify("Acanto")
    CertificationScheme.objects.update(counts_as_certificate=False)

    assert answer(rfp) == "fail"


def test_the_deadline_is_a_day_in_the_time_zone_of_the_rfp(rfp: Rfp) -> None:
    """23:30 UTC on 31 January is 1 February in Madrid."""
    require_certificate(rfp, valid_on="deadline")
    certify("Acanto", issued_on=date(2027, 2, 1))

    assert answer(rfp) == "pass"
    Rfp.objects.update(timezone="UTC")
    assert answer(Rfp.objects.get()) == "fail"


def test_a_certificate_may_have_to_be_valid_when_the_contract_starts(rfp: Rfp) -> None:
    require_certificate(rfp, valid_on="contract_start")
    certify("Acanto", issued_on=date(2027, 6, 1))

    assert answer(rfp) == "pass"
    rfp.contract_starts_on = None
    assert answer(rfp) is None


@pytest.mark.parametrize(("employees", "expected"), [(500, "pass"), (499, "fail"), (None, None)])
def test_the_head_count_is_read_from_the_register(
    rfp: Rfp, employees: int | None, expected: str | None
) -> None:
    add_criterion(rfp, "large", Kind.KNOCKOUT, Source.EMPLOYEES, minimum=Decimal(500))
    add_criterion(rfp, "heads", Kind.MEASURED, Source.EMPLOYEES)
    Vendor.objects.filter(name="Acanto").update(employees=employees, employees_year=2026)

    measures = vendor_in(build_document(rfp, on=TODAY), "acanto").get("measures", {})

    assert answer(rfp, key="large") == expected
    assert measures.get("heads") == (None if employees is None else str(employees))


@pytest.mark.parametrize(("years", "expected"), [(5, "pass"), (4, "fail"), (None, None)])
def test_years_are_read_from_the_register_for_the_service_line(
    rfp: Rfp, years: int | None, expected: str | None
) -> None:
    asked, other = (
        ServiceLine.objects.create(code=code, name=code, office="front") for code in ("FO-1", "FO-2")
    )
    add_criterion(rfp, "seasoned", Kind.KNOCKOUT, Source.YEARS, service_line=asked, minimum=Decimal(5))
    vendor = Vendor.objects.get(name="Acanto")
    Capability.objects.create(vendor=vendor, service_line=asked, years=years)
    Capability.objects.create(vendor=vendor, service_line=other, years=30)

    assert answer(rfp, key="seasoned") == expected


@pytest.mark.parametrize(
    ("claimed", "assessed", "claimed_counts", "measured", "passed"),
    [
        ("15", "22.5", False, "22.5", "fail"),
        ("30", "20", True, "20", "pass"),
        ("15", None, True, "15", "pass"),
        ("15", None, False, None, None),
    ],
)
def test_a_profile_is_read_as_assessed_and_as_claimed_where_the_criterion_says_so(
    claimed: str,
    assessed: str | None,
    claimed_counts: bool,
    measured: str | None,
    passed: str | None,
    rfp: Rfp,
) -> None:
    asked: dict[str, Any] = {"dimension": "attrition", "claimed_counts": claimed_counts, "direction": "lower"}
    add_criterion(rfp, "leaving", Kind.MEASURED, Source.PROFILE, **asked)
    add_criterion(rfp, "stays", Kind.KNOCKOUT, Source.PROFILE, minimum=Decimal(20), **asked)
    vendor = Vendor.objects.get(name="Acanto")
    for side, figure in (("claimed", claimed), ("assessed", assessed)):
        if figure is not None:
            ProfileValue.objects.create(
                vendor=vendor, dimension="attrition", side=side, value=Decimal(figure)
            )
    ProfileValue.objects.create(vendor=vendor, dimension="peak_multiple", side="assessed", value=3)

    inputs = build_document(rfp, on=TODAY)

    assert vendor_in(inputs, "acanto").get("measures", {}).get("leaving") == measured
    assert answer(rfp, key="stays") == passed


def test_what_the_lead_recorded_is_used_and_what_not_is_absent(rfp: Rfp) -> None:
    on_site = add_criterion(rfp, "on-site", Kind.KNOCKOUT, Source.RECORDED)
    coverage = add_criterion(rfp, "coverage", Kind.MEASURED, Source.RECORDED)
    acanto = Candidate.objects.get(key="acanto")
    RecordedValue.objects.create(candidate=acanto, criterion=on_site, passed=False)
    RecordedValue.objects.create(candidate=acanto, criterion=coverage, value=Decimal("16.5000"))

    inputs = build_document(rfp, on=TODAY)

    assert vendor_in(inputs, "acanto")["knockouts"] == {"on-site": "fail"}
    assert vendor_in(inputs, "acanto")["measures"] == {"coverage": "16.5"}
    assert not {"knockouts", "measures"} & vendor_in(inputs, "borea").keys()


def test_a_missing_price_is_absent_and_a_price_of_zero_stays_zero(rfp: Rfp) -> None:
    Candidate.objects.filter(key="acanto").update(price=None)
    Candidate.objects.filter(key="borea").update(price=0)

    inputs = build_document(rfp, on=TODAY)

    assert "price" not in vendor_in(inputs, "acanto")
    assert vendor_in(inputs, "borea")["price"] == "0"


def without_criteria(rfp: Rfp) -> None:
    Criterion.objects.all().delete()


def without_vendors(rfp: Rfp) -> None:
    Candidate.objects.all().delete()


def without_weights(rfp: Rfp) -> None:
    Criterion.objects.update(weight=0)


def with_weights_to_95(rfp: Rfp) -> None:
    Criterion.objects.filter(key="price").update(weight=35)


def with_odd_tie_break(rfp: Rfp) -> None:
    CriteriaSet.objects.update(tie_break=["quality", "gone"])


def with_trimmed_mean_of_three(rfp: Rfp) -> None:
    CriteriaSet.objects.update(panel=PanelMethod.TRIMMED_MEAN)
    Candidate.objects.exclude(key="acanto").delete()


def with_a_score_off_the_scale(rfp: Rfp) -> None:
    Score.objects.filter(candidate__key="cima", evaluator__name="Nora").update(value=Decimal("5.5"))


TRIMMED = "has fewer than five scores; the mean without the highest and the lowest needs five."


@pytest.mark.parametrize(
    ("damage", "problems"),
    [
        (without_criteria, ["There are no criteria yet."]),
        (without_vendors, ["There are no vendors to rank yet."]),
        (without_weights, ["No criterion has a weight yet."]),
        (with_weights_to_95, ["The weights add up to 95, not to 100."]),
        (with_odd_tie_break, ["The tie-break names something that is not a criterion with points."]),
        (
            with_trimmed_mean_of_three,
            [f"“Quality 1” of Acanto {TRIMMED}", f"“Quality 2” of Acanto {TRIMMED}"],
        ),
        (
            with_a_score_off_the_scale,
            [
                "A score of Cima for “Quality 1” is not on its scale.",
                "A score of Cima for “Quality 2” is not on its scale.",
            ],
        ),
    ],
)
def test_why_there_can_be_no_ranking_is_said_in_words(
    damage: Callable[[Rfp], None], problems: list[str]
) -> None:
    rfp = make_rfp(status="draft")
    damage(rfp)

    inputs = build_document(rfp, on=TODAY)

    assert inputs.problems == problems
    assert inputs.evaluation is None


def test_an_rfp_without_a_criteria_set_says_what_is_missing(rfp: Rfp) -> None:
    bare = Rfp.objects.create(number="RFP-2027-002", title="Payroll", buyer_country="ES")

    assert build_document(bare, on=TODAY).problems == [
        "There are no criteria yet.",
        "There are no vendors to rank yet.",
    ]


def test_the_number_of_queries_does_not_grow_with_the_rows() -> None:
    counts = []
    for number, size in (("RFP-2027-001", 1), ("RFP-2027-002", 30)):
        rfp = make_rfp(number, vendors=[f"Vendor {index}" for index in range(size)], scored=size)
        require_certificate(rfp)
        with CaptureQueriesContext(connection) as queries:
            assert build_document(rfp, on=TODAY).problems == []
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8
