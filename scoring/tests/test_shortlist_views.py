"""The Shortlist tab over HTTP."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Candidate, Rfp, RfpStatus
from scoring.engine import parse
from scoring.inputs.problems import NO_VENDORS
from scoring.models import CriteriaSet, LastSeen, Recomputation, Score, Shortlist
from scoring.services.recompute import recompute

from .conftest import Newest, SignIn
from .scenes import NOW, make_rfp


def page(client: Client, rfp: Rfp, name: str = "rfp_shortlist", *rest: object) -> str:
    answer = client.get(reverse(name, args=[rfp.number, *rest]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def status_address(rfp: Rfp, shown: int, token: str = "") -> str:
    return reverse("shortlist_status", args=[rfp.number]) + f"?shown={shown}&token={token}"


def change_price(rfp: Rfp, key: str, price: str | None) -> None:
    Candidate.objects.filter(rfp=rfp, key=key).update(price=price and Decimal(price))


@pytest.fixture
def lead(signed_in: SignIn, bea: User) -> Client:
    return signed_in(bea)


def test_the_ranking_is_shown_with_totals_line_hash_and_file(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    CriteriaSet.objects.filter(rfp=evaluation).update(shortlist_size=2)
    shortlist = newest()

    shown = page(lead, evaluation)

    for row in shortlist.result["rows"]:
        assert row["total"] in shown
    assert "Line of the shortlist" in shown
    assert "the first 2 vendors" in shown
    assert shortlist.sha256 in shown
    assert "Version 1 is the newest" in shown


def test_before_the_first_ranking_the_page_says_what_comes(evaluation: Rfp, lead: Client) -> None:
    assert "The first ranking is on its way." in page(lead, evaluation)


def test_a_change_makes_the_label_stale_until_it_is_computed(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    change_price(evaluation, "acanto", "150000")
    assert "A newer version is on its way." in page(lead, evaluation)

    newest()
    assert "Version 2 is the newest" in page(lead, evaluation)


def test_a_new_rfp_leads_to_the_page_that_mends_it(
    evaluation: Rfp, lead: Client, otto: User, signed_in: SignIn
) -> None:
    Recomputation.objects.update_or_create(
        rfp=evaluation, defaults={"waiting_for": NO_VENDORS, "computed_version": 10**6}
    )
    button = f'href="{reverse("rfp_candidates_add", args=[evaluation.number])}">Choose vendors</a>'

    assert button in page(lead, evaluation)
    assert button not in page(signed_in(otto), evaluation)


def test_problems_of_the_inputs_are_told(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()
    Candidate.objects.filter(rfp=evaluation).update(price=None)
    Recomputation.objects.update(waiting_for="The weights add up to 95, not 100.", computed_version=10**6)

    shown = page(lead, evaluation)

    assert "No ranking can be computed from the inputs as they are now." in shown
    assert "The weights add up to 95, not 100." in shown


def test_a_parked_ranking_says_so_and_only_the_lead_can_retry(
    evaluation: Rfp, newest: Newest, lead: Client, signed_in: SignIn, otto: User, bea: User
) -> None:
    newest()
    change_price(evaluation, "acanto", "150000")
    Recomputation.objects.update(parked_at=NOW, attempts=3)
    address = reverse("shortlist_retry", args=[evaluation.number])

    assert "Try again" in page(lead, evaluation)
    assert signed_in(otto).post(address).status_code == 404
    assert "Try again" not in page(signed_in(otto), evaluation)
    assert signed_in(bea).post(address).status_code == 302
    assert Recomputation.objects.get().parked_at is None


def test_an_ended_rfp_is_never_stale(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()
    Rfp.objects.filter(pk=evaluation.pk).update(
        status=RfpStatus.CANCELLED, status_reason="No budget", inputs_version=99
    )

    shown = page(lead, evaluation)

    assert "Version 1 is the last" in shown
    assert "hx-trigger" not in shown.split('id="shortlist-state"')[1].split(">")[0]


def test_left_out_vendors_are_named_with_their_reasons(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    change_price(evaluation, "borea", None)
    newest()

    shown = page(lead, evaluation)

    assert "Provisional" in shown
    assert "Price missing" in shown


def test_an_older_version_is_marked_as_such_and_leads_to_the_newest(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    change_price(evaluation, "acanto", "150000")
    newest()

    shown = page(lead, evaluation, "shortlist_version", 1)

    assert "This is version 1 of 2" in shown
    assert "Show the newest" in shown


def test_movement_against_the_version_before_is_shown(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()
    change_price(evaluation, "acanto", "900000")
    newest()

    assert "▼" in page(lead, evaluation)


def test_the_file_is_the_stored_document_byte_for_byte(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    shortlist = newest()

    answer = lead.get(reverse("shortlist_file", args=[evaluation.number, 1]))

    assert answer.content == shortlist.document.encode()
    assert parse(answer.content).sha256 == shortlist.sha256
    assert answer["Content-Disposition"] == 'attachment; filename="RFP-2027-001-version-1.json"'


def test_why_a_total_is_what_it_is(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()

    shown = page(lead, evaluation, "shortlist_vendor", 1, "acanto")

    assert "Nora" in shown
    assert "100000 / 100000" in shown
    assert lead.get(reverse("shortlist_vendor", args=[evaluation.number, 1, "nobody"])).status_code == 404


def test_the_price_of_a_vendor_that_is_left_out_has_its_currency(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    CriteriaSet.objects.filter(rfp=evaluation).update(quality_minimum=Decimal(100))
    newest()

    shown = page(lead, evaluation, "shortlist_vendor", 1, "acanto")

    assert ": excluded</h2>" in shown
    assert '<span class="unit">EUR</span>' in shown


@pytest.mark.parametrize("name", ["shortlist_version", "shortlist_file"])
def test_a_version_that_is_not_there_is_404(evaluation: Rfp, newest: Newest, lead: Client, name: str) -> None:
    newest()

    assert lead.get(reverse(name, args=[evaluation.number, 7])).status_code == 404
    assert lead.get(reverse(name, args=[evaluation.number, 10**30])).status_code == 404


def test_a_version_of_another_rfp_is_404(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()
    other = make_rfp("RFP-2027-002", vendors=["Duero", "Ebro"])
    recompute(rfp_id=other.pk, at=NOW)

    assert lead.get(reverse("shortlist_version", args=[other.number, 1])).status_code == 404


def test_polling_says_nothing_while_nothing_is_new(
    evaluation: Rfp, newest: Newest, lead: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    newest()
    token = token_of(page(lead, evaluation))

    with django_assert_num_queries(3):
        answer = lead.get(status_address(evaluation, 1, token))

    assert answer.status_code == 204


def test_polling_for_an_evaluator_is_as_cheap(
    evaluation: Rfp,
    newest: Newest,
    signed_in: SignIn,
    eva: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    newest()
    evaluation.sheets.create(evaluator=eva, submitted_at=NOW)
    client = signed_in(eva)
    token = token_of(page(client, evaluation))

    with django_assert_num_queries(3):
        assert client.get(status_address(evaluation, 1, token)).status_code == 204


def test_polling_tells_that_the_ranking_became_stale(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()
    token = token_of(page(lead, evaluation))
    change_price(evaluation, "acanto", "150000")

    answer = lead.get(status_address(evaluation, 1, token))

    assert "A newer version is on its way." in answer.content.decode()
    assert 'id="ranking"' not in answer.content.decode()
    assert 'data-poll-ms="200"' in answer.content.decode()


def test_polling_brings_the_newer_ranking(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()
    token = token_of(page(lead, evaluation))
    change_price(evaluation, "acanto", "150000")
    newest()

    shown = lead.get(status_address(evaluation, 1, token)).content.decode()

    assert 'id="ranking" hx-swap-oob="true"' in shown
    assert "Version 2 is the newest" in shown
    assert 'data-poll-ms="1500"' in shown


def test_seeing_the_newest_version_is_remembered_and_an_older_changes_nothing(
    evaluation: Rfp, newest: Newest, lead: Client, bea: User
) -> None:
    newest()
    page(lead, evaluation)
    change_price(evaluation, "acanto", "150000")
    newest()
    page(lead, evaluation)
    page(lead, evaluation, "shortlist_version", 1)

    assert LastSeen.objects.get(user=bea).number == 2


def test_who_comes_back_is_told_who_moved_since_they_last_looked(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    assert "Since you last looked" not in page(lead, evaluation)
    change_price(evaluation, "acanto", "100001")
    newest()
    change_price(evaluation, "cima", "20000")
    newest()

    told, again = page(lead, evaluation), page(lead, evaluation)

    assert "Since you last looked, at version 1: Cima from 3 to 1, Acanto from 1 to 3." in told
    assert "?from=1&amp;to=3" in told
    assert "Since you last looked" not in again


def test_who_comes_back_is_told_that_nobody_moved(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()
    page(lead, evaluation)
    change_price(evaluation, "acanto", "100001")
    newest()

    assert "Since you last looked, at version 1: no vendor has moved." in page(lead, evaluation)


def test_versions_are_listed_with_cause_page_by_page(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    first = newest()
    Shortlist.objects.bulk_create(
        Shortlist(
            rfp=evaluation,
            number=number,
            inputs_version=10_000 + number,
            as_of=first.as_of,
            document=first.document,
            sha256=first.sha256,
            ranking=first.ranking,
            cause=f"Cause {number}",
            line=first.line,
            provisional=False,
            engine_version="1",
            computed_at=NOW,
        )
        for number in range(2, 61)
    )

    address = reverse("shortlist_versions", args=[evaluation.number])

    assert "Cause 60" in lead.get(address).content.decode()
    assert "First ranking" in lead.get(address, {"page": "3"}).content.decode()
    assert lead.get(address, {"page": "junk"}).status_code == 200


def test_scores_still_to_come_are_told(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    newest()
    before = page(lead, evaluation)
    Score.objects.filter(candidate__rfp=evaluation, candidate__key="cima").update(value=None)
    after = page(lead, evaluation)

    assert "6 assigned scores still to come" in before
    assert "12 assigned scores still to come" in after


def test_the_number_of_queries_does_not_depend_on_the_rows(
    evaluation: Rfp,
    newest: Newest,
    lead: Client,
    bea: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    newest()
    many = make_rfp("RFP-2027-030", vendors=[f"Vendor {place}" for place in range(30)], scored=5)
    many.team.create(user=bea, role="lead", key="bea")
    recompute(rfp_id=many.pk, at=NOW)

    for rfp in (evaluation, many):
        with django_assert_max_num_queries(26):
            page(lead, rfp)


def test_of_many_ranked_vendors_a_page_shows_250_and_stays_where_it_is_while_it_asks_for_news(
    lead: Client, bea: User
) -> None:
    names = [f"Vendor {place}" for place in range(251)]
    many = make_rfp("RFP-2027-040", vendors=names, evaluators=["Nora"], scored=1)
    many.team.create(user=bea, role="lead", key="bea")
    recompute(rfp_id=many.pk, at=NOW)
    address = reverse("rfp_shortlist", args=[many.number])

    first, second = page(lead, many), lead.get(f"{address}?page=2").content.decode()

    assert (first.count('id="why-'), second.count('id="why-')) == (250, 1)
    assert "1–250 of 251 ranked vendors" in first
    assert "&amp;page=2" in second.split('id="shortlist-state"')[1].split(">")[0]
    assert 'href="?page=2"' in first


def token_of(shown: str) -> str:
    return shown.split("token=")[1].split('"')[0]
