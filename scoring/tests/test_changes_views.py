"""What changed between two versions, and ranks over all of them, as pages."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from rfp.models import Candidate, Rfp
from scoring.models import Criterion, Score
from scoring.presentation.difference import Difference
from scoring.services.recompute import recompute

from .conftest import Newest, SignIn
from .scenes import NOW, certify, make_rfp, require_certificate
from .test_versions import add_versions


@pytest.fixture
def lead(signed_in: SignIn, bea: User) -> Client:
    return signed_in(bea)


def changes(client: Client, rfp: Rfp, **query: Any) -> Any:
    return client.get(reverse("shortlist_changes", args=[rfp.number]), query)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def edit_everything(rfp: Rfp) -> None:
    Candidate.objects.filter(rfp=rfp, key="cima").update(price=Decimal("90000"))
    Criterion.objects.filter(criteria_set__rfp=rfp, key="quality-1").update(weight=25)
    Criterion.objects.filter(criteria_set__rfp=rfp, key="quality-2").update(weight=35)
    Score.objects.filter(candidate__rfp=rfp, candidate__key="borea", evaluator__name="Nora").update(value=5)


def number(shown: str) -> Decimal:
    return Decimal(shown.replace("−", "-").replace("±", "").replace("–", "0"))


def test_the_parts_that_are_shown_add_up_to_the_totals_that_are_shown(
    evaluation: Rfp, newest: Newest
) -> None:
    before = newest()
    edit_everything(evaluation)
    after = newest()

    rows = Difference(before, after, evaluators={}).rows

    assert len(rows) == 3
    for row in rows:
        assert sum(map(number, row.parts)) == number(row.change)
        assert number(row.before) + number(row.change) == number(row.after)
        for at, part in enumerate(row.parts):
            assert sum(number(each.parts[at]) for each in row.criteria) == number(part)


def test_each_change_of_an_input_is_told_with_its_vendor(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    edit_everything(evaluation)
    newest()

    page = text(changes(lead, evaluation))

    assert "Weight of Quality 1 30 → 25" in page
    assert "Price of Cima 120000 → 90000 EUR" in page.split('id="change-cima"')[1].split("</details>")[0]
    assert "Score of Nora for Borea" in page.split('id="change-borea"')[1].split("</details>")[0]
    for cause in ("Weights", "Scores", "Prices"):
        assert f">{cause}</th>" in page


def test_a_vendor_that_fell_out_says_what_it_was_and_what_it_is(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    require_certificate(evaluation)
    for name in ("Acanto", "Borea"):
        certify(name)
    newest()

    page = text(changes(lead, evaluation))

    assert "failed the knock-out Valid ISO/IEC 27001 certificate" in page
    assert "Vendors in and out" in page or "Criterion Valid ISO/IEC 27001 certificate added" in page


def test_any_two_versions_can_be_chosen_in_either_order(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    for price in ("150000", "160000"):
        Candidate.objects.filter(rfp=evaluation, key="acanto").update(price=price)
        newest()

    forward, backward = (
        text(changes(lead, evaluation, **span)) for span in ({"from": 1, "to": 3}, {"from": 3, "to": 1})
    )

    for page in (forward, backward):
        assert "Price of Acanto 100000 → 160000 EUR" in page


@pytest.mark.parametrize(
    "query",
    [{"from": "x"}, {"from": "0"}, {"to": "9" * 30}, {"from": "2", "to": "2"}, {"from": ""}, {"to": "\x00"}],
)
def test_versions_that_do_not_exist_are_refused_in_words(
    evaluation: Rfp, newest: Newest, lead: Client, query: dict[str, str]
) -> None:
    newest()
    edit_everything(evaluation)
    newest()

    answer = changes(lead, evaluation, **query)

    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_with_one_version_only_there_is_nothing_to_compare_yet(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()

    assert "Two versions make a difference" in text(changes(lead, evaluation))


def test_the_dashboard_leads_from_what_was_seen_last(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()
    lead.get(reverse("rfp_shortlist", args=[evaluation.number]))
    Candidate.objects.filter(rfp=evaluation, key="acanto").update(price=900_000)
    newest()

    assert f"/rfps/{evaluation.number}/shortlist/changes/?from=1&amp;to=2" in text(lead.get("/"))


def test_ranks_over_versions_are_drawn_and_told(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    first = newest()
    Candidate.objects.filter(rfp=evaluation, key="acanto").update(price=900_000)
    second = newest()

    page = text(lead.get(reverse("shortlist_ranks", args=[evaluation.number])))

    chart = json.loads(re.findall(r'<script id="ranks-data"[^>]*>(.*?)</script>', page)[0])
    assert chart["versions"] == ["1", "2"]
    ranks = {each["name"]: each["ranks"] for each in chart["vendors"]}
    for vendor, (then, now) in ranks.items():
        for version, place in ((first, then), (second, now)):
            assert {row["rank"] for row in version.result["rows"] if row["vendor"] == vendor.lower()} == {
                place
            }


def test_ranks_are_paged_by_thirty_versions(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    add_versions(newest(), 2, 41)
    address = reverse("shortlist_ranks", args=[evaluation.number])

    assert "Version 40" in text(lead.get(address))
    assert "Version 10" in text(lead.get(address, {"page": "2"}))
    assert "Version 40" not in text(lead.get(address, {"page": "2"}))


def test_the_number_of_queries_does_not_depend_on_vendors(
    evaluation: Rfp, newest: Newest, lead: Client, bea: User
) -> None:
    many = make_rfp("RFP-2027-030", vendors=[f"Vendor {place}" for place in range(30)], scored=5)
    many.team.create(user=bea, role="lead", key="bea")
    counts = []
    for rfp in (evaluation, many):
        recompute(rfp_id=rfp.pk, at=NOW)
        Candidate.objects.filter(rfp=rfp).update(price=Decimal(77))
        recompute(rfp_id=rfp.pk, at=NOW)
        for name in ("shortlist_changes", "shortlist_ranks"):
            text(lead.get(reverse(name, args=[rfp.number])))
            with CaptureQueriesContext(connection) as captured:
                text(lead.get(reverse(name, args=[rfp.number])))
            counts.append(len(captured))

    assert counts[:2] == counts[2:]
