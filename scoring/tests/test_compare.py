"""The Compare tab."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from rfp.models import Candidate, Rfp
from scoring.models import Criterion, Score
from scoring.services.recompute import recompute
from vendors.models import DeliverySite, FactSource, Language, ProfileValue, Vendor

from .conftest import Newest, SignIn
from .scenes import NOW, certify, make_rfp, require_certificate


@pytest.fixture
def lead(signed_in: SignIn, bea: User) -> Client:
    return signed_in(bea)


def ask(client: Client, rfp: Rfp, *candidates: Candidate, status: int = 200, **more: str) -> str:
    query: dict[str, str | list[str]] = {"vendor": [each.key for each in candidates], **more}
    answer = client.get(reverse("rfp_compare", args=[rfp.number]), query if candidates else more)
    assert answer.status_code == status
    return str(answer.content.decode())


def row_of(page: str, title: str) -> list[str]:
    """The cells of one row, as text."""
    body = re.split(rf'<th scope="row">(?:<a [^>]*>)?<bdi>{title}', page)[1].split("</tr>")[0]
    cells = [re.sub(r"<details.*?</details>|<[^>]+>", "", cell, flags=re.S) for cell in cells_of(body)]
    return [" ".join(cell.split()) for cell in cells]


def counted(client: Client, name: str, rfp: Rfp, *candidates: Candidate) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(
            reverse(name, args=[rfp.number]),
            {"vendor": [each.key for each in candidates]} if candidates else {},
        )
    assert answer.status_code == 200
    return len(queries)


def cells_of(row: str) -> list[str]:
    return re.findall(r"<td.*?</td>", row, flags=re.S)


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

    assert row_of(page, "Rank") == ["best: 1", "worst: 2"]
    assert row_of(page, "Price") == ["best: 100,000 EUR 40.00 points", "worst: 110,000 EUR 36.36 points"]
    assert row_of(page, "Quality 1") == ["worst: 2 12.00 points", "best: 3 18.00 points"]
    assert "Cima" not in page.split('class="table compare"')[1]


def test_facts_come_with_their_year_and_are_never_best_or_worst(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    Vendor.objects.filter(name="Acanto").update(employees=1200, employees_year=2025)

    assert row_of(ask(lead, evaluation), "Head-count")[0] == "1,200 2025"


def test_where_a_vendor_delivers_from_and_speaks_includes_its_sites(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    vendor = Vendor.objects.get(name="Acanto")
    Vendor.objects.filter(pk=vendor.pk).update(delivery_countries=["PT"])
    spanish = Language.objects.create(code="es", name="Spanish")
    site = DeliverySite.objects.create(vendor=vendor, country="ES", city="Vigo", timezone="Europe/Madrid")
    site.languages.add(spanish)

    page = ask(lead, evaluation)

    assert row_of(page, "Delivers from")[0] == "Portugal; Spain by its sites: Spain"
    assert row_of(page, "Languages")[0] == "Spanish by its sites: Spanish"


def test_certificates_in_force_on_the_needed_day_are_listed_with_their_end(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    require_certificate(evaluation, valid_on="contract_start")
    certify("Acanto", issued_on=date(2020, 1, 1), expires_on=date(2027, 5, 31))
    certify("Borea", issued_on=date(2020, 1, 1), expires_on=date(2099, 1, 31))

    held = row_of(ask(lead, evaluation), "Certificates in force on 1 Jun 2027")

    assert held == ["–", "ISO/IEC 27001 (until 31 Jan 2099)", "–"]


def test_a_failed_knock_out_and_the_reason_stand_beside_the_vendor(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    require_certificate(evaluation)
    certify("Acanto")
    certify("Cima")
    newest()

    page = ask(lead, evaluation)

    assert sorted(row_of(page, "Valid ISO/IEC 27001")) == ["Failed", "Passed", "Passed"]
    assert row_of(page, "Rank")[2] == "Excluded"
    assert row_of(page, "Remarks")[2] == "Knock-out failed: Valid ISO/IEC 27001 certificate"


def test_a_missed_minimum_is_said(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    Criterion.objects.filter(key="quality-1").update(minimum=Decimal("2.5"))
    newest()

    page = ask(lead, evaluation)

    assert [cell for cell in row_of(page, "Quality 1") if "minimum missed" in cell] == [
        row_of(page, "Quality 1")[2]
    ]
    assert "minimum 2.5" in page


def test_where_lower_is_better_the_lower_value_is_best(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    Criterion.objects.filter(key="quality-1").update(direction="lower")
    newest()
    acanto, borea, _ = evaluation.candidates.order_by("pk")

    cells = row_of(ask(lead, evaluation, acanto, borea), "Quality 1")

    assert sorted(cells) == ["best: 2 18.00 points", "worst: 3 12.00 points"]


def test_who_is_level_shares_the_mark(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    Candidate.objects.filter(rfp=evaluation).update(price=Decimal(100000))
    evaluation.candidates.filter(key="cima").update(price=Decimal(200000))
    newest()

    cells = row_of(ask(lead, evaluation), "Price")

    assert sorted(cell.split(":")[0] for cell in cells) == ["best", "best", "worst"]


def test_scores_of_the_panel_unfold_with_their_comments(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()

    row = ask(lead, evaluation).split("<bdi>Quality 1")[1].split("</tr>")[0]

    assert row.count("As seen on the visit.") == 9
    assert all(name in row for name in ("Nora", "Emma", "Lars"))
    assert "1 to 3" in row


def test_a_comment_is_not_shown_beside_a_score_it_does_not_speak_of(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    version = newest()
    Score.objects.filter(candidate__key="acanto").update(value=5, comment="Better by now.")

    page = ask(lead, evaluation, version=str(version.number))

    assert "Better by now." not in page.split("<bdi>Quality 1")[1].split("</tr>")[0]


def test_facts_say_their_source_and_whether_they_are_old(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    Vendor.objects.filter(name="Acanto").update(employees=1200, employees_year=2019)
    FactSource.objects.filter(vendor__name="Acanto", field="employees").update(source="Annual report 2019")

    assert "1,200 2019 old Annual report 2019" in row_of(ask(lead, evaluation), "Head-count")


def test_profiles_are_compared_by_what_was_assessed(evaluation: Rfp, lead: Client) -> None:
    for name, assessed in (("Acanto", 30), ("Borea", 12)):
        vendor = Vendor.objects.get(name=name)
        ProfileValue.objects.create(vendor=vendor, dimension="attrition", side="assessed", value=assessed)
    ProfileValue.objects.create(
        vendor=Vendor.objects.get(name="Cima"), dimension="attrition", side="claimed", value=5
    )

    cells = row_of(ask(lead, evaluation), "Attrition")

    assert cells == ["worst: 30", "best: 12", "– claimed 5"]


def test_an_older_version_is_shown_as_it_was(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    first = newest()
    evaluation.candidates.filter(key="acanto").update(price=Decimal(500000))
    newest()

    old = ask(lead, evaluation, version=str(first.number))

    assert any("100,000 EUR" in cell for cell in row_of(old, "Price"))
    assert "not the newest" in old
    assert any("500,000 EUR" in cell for cell in row_of(ask(lead, evaluation), "Price"))


@pytest.mark.parametrize("name", ["rfp_compare", "rfp_heat_map", "compare_spreadsheet"])
def test_a_version_that_is_not_there_is_not_found(
    evaluation: Rfp, newest: Newest, lead: Client, name: str
) -> None:
    newest()

    found = [
        lead.get(reverse(name, args=[evaluation.number]), {"version": number}).status_code
        for number in ("9", "0", "-1", "x", "1" * 40, "²")
    ]

    assert found == [404] * 6


def test_columns_are_in_the_order_of_the_ranking(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    evaluation.candidates.filter(key="acanto").update(price=Decimal(900000))
    newest()

    page = ask(lead, evaluation)

    heads = page.split('class="table compare"')[1].split("</thead>")[0]
    assert heads.index("Borea") < heads.index("Acanto")
    assert [cell.split()[-1] for cell in row_of(page, "Rank")] == ["1", "2", "3"]


def test_a_vendor_that_left_the_rfp_is_still_in_the_old_version(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    evaluation.candidates.get(key="cima").delete()

    page = ask(lead, evaluation)

    assert "no longer a candidate" in page
    assert "– no longer a candidate" in row_of(page, "Head-count")


def test_every_number_leads_to_why_it_is_that(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    version = newest()

    page = ask(lead, evaluation)

    why = reverse("shortlist_vendor", args=[evaluation.number, version.number, "acanto"])
    assert f'href="{why}#criterion-quality-1"' in page
    assert 'id="criterion-quality-1"' in lead.get(why).content.decode()


def test_the_bars_have_the_points_of_each_criterion(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()

    page = ask(lead, evaluation)

    bars = page.split('class="table contributions"')[1].split("</table>")[0]
    assert bars.count('class="segment"') == 9
    assert "Price: 40.00" in bars


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
    page = lead.get(reverse("rfp_compare", args=[evaluation.number]), {"vendor": [choice, "acanto"]})

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
) -> None:
    newest()
    many = make_rfp("RFP-2027-030", vendors=[f"Vendor {place}" for place in range(30)], scored=29)
    many.team.create(user=bea, role="lead", key="bea")

    recompute(rfp_id=many.pk, at=NOW)
    for vendor in Vendor.objects.all():
        ProfileValue.objects.create(vendor=vendor, dimension="attrition", side="assessed", value=9)

    few = counted(lead, "rfp_compare", evaluation, *evaluation.candidates.all()[:2])

    assert counted(lead, "rfp_compare", many, *many.candidates.all()[:8]) == few <= 27
    for name in ("rfp_heat_map", "compare_spreadsheet"):
        assert counted(lead, name, many) == counted(lead, name, evaluation) <= 27
