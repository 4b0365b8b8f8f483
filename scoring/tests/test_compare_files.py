"""The heat map of all vendors, and the comparison as a spreadsheet, read back as other programs read it."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl.workbook import Workbook

from accounts.models import User
from rfp.models import Rfp
from scoring.models import Criterion, Score
from scoring.presentation.comparison import Compared, HeatMap
from scoring.presentation.explanation import Version
from vendors.models import Vendor

from .conftest import Newest, SignIn
from .test_compare import ask
from .versions import NASTY, call_centre, version_of


@pytest.fixture
def lead(signed_in: SignIn, bea: User) -> Client:
    return signed_in(bea)


def heat(document: dict[str, Any]) -> HeatMap:
    vendors = [Compared(each["key"], each["title"], None) for each in document["vendors"]]
    return HeatMap(Version(version_of(document)), vendors)


def book(client: Client, rfp: Rfp, **query: str) -> Workbook:
    answer = client.get(reverse("compare_spreadsheet", args=[rfp.number]), query)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return openpyxl.load_workbook(BytesIO(answer.content))


def values(found: Workbook, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in found[sheet].iter_rows()]


def test_the_heat_map_tells_the_share_of_each_weight() -> None:
    rows = {row.vendor.title: [cell.text for cell in row.cells] for row in heat(call_centre()).rows}

    assert rows["Acme Services"] == ["90", "67", "90"]


def test_of_vendors_that_are_not_ranked_it_tells_what_is_known() -> None:
    rows = {row.vendor.title: row for row in heat(call_centre()).rows}

    assert rows["Dune Services"].state == "incomplete"
    assert [cell.text for cell in rows["Dune Services"].cells][:2] == ["–", "67"]
    assert [cell.text for cell in rows["Elm Services"].cells][:2] == ["100", "67"]


def test_colours_run_over_the_whole_scale_and_no_further() -> None:
    document = call_centre()
    for vendor, hours in zip(document["vendors"], ("0", "12", "24", "30", "6"), strict=True):
        vendor["measures"] = {"hours": hours}

    steps = {row.vendor.key: row.cells[1].step for row in heat(document).rows}

    assert steps == {"acme": 0, "bolt": 4, "cove": 8, "dune": 8, "elm": 2}


def test_the_heat_map_page_offers_every_vendor_for_the_comparison(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()

    page = lead.get(reverse("rfp_heat_map", args=[evaluation.number])).content.decode()

    assert [f'name="vendor" value="{key}"' in page for key in ("acanto", "borea", "cima")] == [True] * 3
    assert page.count('<td class="heat-') == 9


def test_without_a_ranking_the_heat_map_says_so(evaluation: Rfp, lead: Client) -> None:
    assert b"No ranking yet" in lead.get(reverse("rfp_heat_map", args=[evaluation.number])).content


def test_numbers_are_numbers_in_the_spreadsheet(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()
    Vendor.objects.filter(name="Acanto").update(employees=1200, employees_year=2025)

    rows = {row[1]: row for row in values(book(lead, evaluation), "Comparison")[4:]}

    assert rows["Price"][3:5] == [100000, 40]
    assert rows["Quality 1"][3:5] == [2, 12]
    assert rows["Head-count"][3:5] == [1200, "2025"]
    assert rows["Price"][-2:] == ["Acanto", "Cima"]


def test_the_heat_map_and_the_scores_are_sheets_of_their_own(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()

    found = book(lead, evaluation)

    assert found.sheetnames == ["Comparison", "Heat map", "Scores"]
    assert values(found, "Heat map")[1] == [1, "Acanto", "ranked", 76, 0.4, 0.8, 1]
    assert len(values(found, "Scores")) == 1 + 3 * 2 * 3
    assert ["Acanto", "Quality 1", "Nora", 1, "As seen on the visit."] in values(found, "Scores")


def test_before_a_ranking_the_spreadsheet_has_the_facts(evaluation: Rfp, lead: Client) -> None:
    assert book(lead, evaluation).sheetnames == ["Comparison"]


def test_text_that_looks_like_a_formula_stays_text(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    for vendor, name in zip(Vendor.objects.order_by("pk"), ("=1+1", "@SUM(A1)", "-2+3"), strict=True):
        Vendor.objects.filter(pk=vendor.pk).update(name=name)
    Criterion.objects.filter(key="quality-1").update(title="+1-800")
    Score.objects.filter(evaluator__name="Nora").update(comment="=cmd|'/C calc'!A0")
    newest()

    found = book(lead, evaluation)

    kinds = {cell.data_type for sheet in found for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert "=1+1" in values(found, "Comparison")[3]


@pytest.mark.parametrize("name", NASTY)
def test_any_name_can_be_compared(evaluation: Rfp, newest: Newest, lead: Client, name: str) -> None:
    Vendor.objects.filter(name="Acanto").update(name=name[:200])
    Criterion.objects.filter(key="quality-1").update(title=name[:200])
    newest()

    assert "<script>alert" not in ask(lead, evaluation)
    assert lead.get(reverse("rfp_heat_map", args=[evaluation.number])).status_code == 200
    assert book(lead, evaluation)


def test_a_refused_choice_is_told_in_words_instead_of_a_file(evaluation: Rfp, lead: Client) -> None:
    answer = lead.get(reverse("compare_spreadsheet", args=[evaluation.number]), {"vendor": "acanto"})

    assert answer.status_code == 400
    assert "these are 1." in answer.content.decode()


def test_whoever_still_scores_sees_neither_heat_map_nor_file(
    evaluation: Rfp, newest: Newest, signed_in: SignIn, eva: User
) -> None:
    newest()

    for name in ("rfp_compare", "rfp_heat_map", "compare_spreadsheet"):
        answer = signed_in(eva).get(reverse(name, args=[evaluation.number]))
        assert answer.status_code == 403
        assert "Acanto" not in answer.content.decode()
