"""One criterion, all vendors side by side."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from rfp.models import Rfp
from scoring.models import Score
from scoring.services.recompute import recompute

from .conftest import Newest, SignIn
from .scenes import NOW, make_rfp


@pytest.fixture
def lead(signed_in: SignIn, bea: User) -> Client:
    return signed_in(bea)


def table(client: Client, rfp: Rfp, criterion: str, **more: str) -> list[list[str]]:
    """The text of every cell, row by row."""
    answer = client.get(reverse("compare_criterion", args=[rfp.number, criterion]), more)
    assert answer.status_code == 200
    rows = re.findall(r"<tr>.*?</tr>", answer.content.decode().split("<tbody>")[1], flags=re.S)
    cells = [re.findall(r"<t[dh].*?</t[dh]>", row, flags=re.S) for row in rows]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]


def test_vendors_stand_by_what_they_reached_under_it(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    evaluation.candidates.filter(key="acanto").update(price=Decimal(400_000))
    newest()

    rows = table(lead, evaluation, "price")

    assert [row[:2] for row in rows] == [["1", "Borea"], ["2", "Cima"], ["3", "Acanto"]]
    assert "400,000 EUR" in rows[2][3]


def test_who_is_level_shares_the_place(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    evaluation.candidates.exclude(key="cima").update(price=Decimal(100_000))
    newest()

    assert [row[0] for row in table(lead, evaluation, "price")] == ["1", "1", "3"]


def test_what_every_evaluator_gave_and_wrote_is_there(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    score = Score.objects.filter(criterion__key="quality-1", candidate__key="borea").earliest("pk")
    Score.objects.filter(pk=score.pk).update(comment="Night shift was <not> shown.")
    newest()

    rows = {row[1]: row for row in table(lead, evaluation, "quality-1")}

    assert "Night shift was &lt;not&gt; shown." in rows["Borea"][4]
    assert all(name in rows["Cima"][4] for name in ("Nora", "Emma", "Lars"))


def test_an_old_version_stays_as_it_was(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    first = newest()
    evaluation.candidates.filter(key="acanto").update(price=Decimal(900_000))
    newest()

    assert table(lead, evaluation, "price", version=str(first.number))[0][1] == "Acanto"
    assert table(lead, evaluation, "price")[0][1] == "Borea"


@pytest.mark.parametrize("criterion", ["nothing", "QUALITY-1", "9" * 300, "²"])
def test_a_criterion_that_is_not_there_is_not_found(
    evaluation: Rfp, newest: Newest, lead: Client, criterion: str
) -> None:
    newest()

    assert lead.get(f"/rfps/{evaluation.number}/compare/criteria/{criterion}/").status_code == 404


def test_many_vendors_come_in_pages_with_as_many_queries_as_few(lead: Client, bea: User) -> None:
    counts = []
    for number, size in (("RFP-2027-011", 2), ("RFP-2027-012", 60)):
        rfp = make_rfp(number, vendors=[f"{number} {place}" for place in range(size)])
        rfp.team.create(user=bea, role="lead", key="bea")
        recompute(rfp_id=rfp.pk, at=NOW)
        with CaptureQueriesContext(connection) as queries:
            rows = table(lead, rfp, "quality-1")
        counts.append(len(queries))

    assert len(rows) == 50
    assert counts[0] == counts[1]
    assert len(table(lead, rfp, "quality-1", page="2")) == 10
