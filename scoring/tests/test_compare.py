"""The Compare tab."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Candidate, Rfp
from scoring.models import Criterion
from vendors.models import Vendor

from .conftest import Newest, SignIn
from .scenes import certify, make_rfp, require_certificate


@pytest.fixture
def lead(signed_in: SignIn, bea: User) -> Client:
    return signed_in(bea)


def ask(client: Client, rfp: Rfp, *candidates: Candidate, status: int = 200, **more: str) -> str:
    query: dict[str, str | list[int]] = {"c": [candidate.pk for candidate in candidates], **more}
    answer = client.get(reverse("rfp_compare", args=[rfp.number]), query if candidates else {})
    assert answer.status_code == status
    return str(answer.content.decode())


def row_of(page: str, title: str) -> list[str]:
    """The cells of one row, as text."""
    body = page.split(f'<th scope="row">{title}')[1].split("</tr>")[0]
    cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", body)]
    return [" ".join(cell.split()) for cell in cells]


def test_the_first_of_the_ranking_are_suggested(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()

    page = ask(lead, evaluation)

    assert all(name in page for name in ("Acanto", "Borea", "Cima"))


def test_ranks_values_points_and_price_stand_in_columns(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    acanto, borea, _ = evaluation.candidates.order_by("pk")

    page = ask(lead, evaluation, acanto, borea)

    assert row_of(page, "Price") == ["best: 100,000 EUR 40.00 points", "worst: 110,000 EUR 36.36 points"]
    assert row_of(page, "Quality 1") == ["worst: 2 12.00 points", "best: 3 18.00 points"]
    assert "Cima" not in page.split('class="table compare"')[1]


def test_facts_come_with_their_year_and_are_never_best_or_worst(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    Vendor.objects.filter(name="Acanto").update(employees=1200, employees_year=2025)

    assert row_of(ask(lead, evaluation), "Head-count")[0] == "1,200 2025"


def test_only_certificates_valid_today_are_listed(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    require_certificate(evaluation)
    certify("Acanto", issued_on=date(2020, 1, 1), expires_on=date(2021, 1, 1))
    certify("Borea", issued_on=date(2020, 1, 1), expires_on=date(2099, 1, 1))

    assert row_of(ask(lead, evaluation), "Valid certificates") == ["–", "ISO/IEC 27001", "–"]


def test_what_is_level_is_not_marked(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    Candidate.objects.filter(rfp=evaluation).update(price=Decimal(100000))
    newest()

    assert row_of(ask(lead, evaluation), "Price") == ["100,000 EUR 40.00 points"] * 3


def test_rows_in_which_all_agree_can_be_left_out(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()
    chosen = list(evaluation.candidates.all())

    assert "Founded" in ask(lead, evaluation, *chosen)
    assert "Founded" not in ask(lead, evaluation, *chosen, differences="on")


def test_a_candidate_added_after_the_version_is_said_to_be_missing_in_it(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    late = Candidate.objects.create(rfp=evaluation, vendor=Vendor.objects.create(name="Duero"), key="duero")

    page = ask(lead, evaluation, evaluation.candidates.earliest("pk"), late)

    assert row_of(page, "Rank")[1] == "– not in this version"
    assert row_of(page, "Price")[1] == "–"


def test_before_a_ranking_there_are_facts_only(evaluation: Rfp, lead: Client) -> None:
    page = ask(lead, evaluation)

    assert "No ranking has been computed yet" in page
    assert "Head-count" in page


def test_one_or_nine_vendors_are_refused_in_words(lead: Client, bea: User) -> None:
    many = make_rfp("RFP-2027-009", vendors=[f"Vendor {place}" for place in range(9)])
    many.team.create(user=bea, role="lead", key="bea")
    chosen = list(many.candidates.all())

    assert "Choose 2 to 8 vendors; these are 1." in ask(lead, many, chosen[0], status=400)
    assert "Choose 2 to 8 vendors; these are 9." in ask(lead, many, *chosen, status=400)
    assert ask(lead, many, *chosen[:8])


@pytest.mark.parametrize("choice", ["x", "-1", "9" * 40, "%00", "'; DROP"])
def test_a_nonsense_choice_is_refused_in_words(evaluation: Rfp, lead: Client, choice: str) -> None:
    page = lead.get(reverse("rfp_compare", args=[evaluation.number]), {"c": [choice, "1"]})

    assert page.status_code == 400


def test_a_candidate_of_another_rfp_is_refused(evaluation: Rfp, lead: Client) -> None:
    other = make_rfp("RFP-2027-002", vendors=["Duero"], evaluators=["Nora"])

    page = ask(lead, evaluation, evaluation.candidates.earliest("pk"), other.candidates.get(), status=400)

    assert "Duero" not in page


def test_the_chart_has_the_shares_as_json(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()

    data = re.search(r'id="profile-data" type="application/json">(.*?)</script>', ask(lead, evaluation))

    assert data is not None
    profile = json.loads(data[1])
    assert profile["criteria"] == ["Quality 1 (30)", "Quality 2 (30)", "Price (40)"]
    assert profile["vendors"][0] == {"name": "Acanto", "values": [40.0, 80.0, 100.0]}


def test_markup_in_names_is_text(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    Vendor.objects.filter(name="Acanto").update(name="<script>alert(1)</script>")
    Criterion.objects.filter(key="quality-1").update(title="</script><b>")
    newest()

    page = ask(lead, evaluation)

    assert "<script>alert" not in page
    assert "</script><b>" not in page


def test_the_number_of_queries_does_not_depend_on_vendors(
    newest: Newest,
    evaluation: Rfp,
    lead: Client,
    bea: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    newest()
    many = make_rfp("RFP-2027-030", vendors=[f"Vendor {place}" for place in range(30)], scored=5)
    many.team.create(user=bea, role="lead", key="bea")

    with django_assert_max_num_queries(22):
        ask(lead, evaluation, *evaluation.candidates.all()[:2])
    with django_assert_max_num_queries(22):
        ask(lead, many, *many.candidates.all()[:8])
