"""When a recipient gets the reports, said by a lead or by the recipient without an account."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from rfp.models import Rfp
from scoring.models import ReportSubscription
from scoring.services.reports import choose

from .conftest import BOARD
from .scenes import NOW

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
PLAN = {"rhythm": "each", "weekday": "0", "hour": "8", "timezone": "Europe/Madrid"}


def page_of(rfp: Rfp) -> str:
    return reverse("rfp_reports", args=[rfp.number])


def test_a_link_to_stop_changes_nothing_when_fetched(board: ReportSubscription, client: Client) -> None:
    for method in (client.get, client.head):
        assert method(board.stop_address).status_code in (200, 405)

    board.refresh_from_db()
    assert board.is_active


def test_a_recipient_stops_and_starts_the_reports_without_an_account(
    board: ReportSubscription, client: Client
) -> None:
    page = client.get(board.stop_address).content.decode()
    assert board.rfp.number in page and BOARD not in page

    stopped = client.post(board.stop_address, {"wanted": "no"}, follow=True)
    board.refresh_from_db()
    assert not board.is_active
    assert "You get no more reports" in stopped.content.decode()

    client.post(board.stop_address, {"wanted": "yes"})
    board.refresh_from_db()
    assert board.is_active


def test_a_forged_or_broken_link_to_stop_is_not_found(board: ReportSubscription, client: Client) -> None:
    for token in (f"{board.pk}.x", "x", "1", f"{board.pk}", board.stop_address.rstrip("/")[-8:]):
        assert client.post(reverse("report_stop", args=[token]), {"wanted": "no"}).status_code == 404

    board.refresh_from_db()
    assert board.is_active


def test_the_link_of_a_removed_recipient_says_that_no_more_comes(
    board: ReportSubscription, client: Client
) -> None:
    address = board.stop_address
    board.delete()

    assert "your address was taken off the list" in client.get(address).content.decode()
    assert "your address was taken off the list" in client.post(address, {"wanted": "yes"}).content.decode()


def test_who_has_stopped_is_shown_so_and_cannot_be_removed(
    evaluation: Rfp, board: ReportSubscription, signed_in: SignIn, bea: User
) -> None:
    choose(subscription=board, wanted=False, at=NOW)
    client = signed_in(bea)

    assert "Has stopped the reports" in client.get(page_of(evaluation)).content.decode()
    client.post(reverse("recipient_remove", args=[evaluation.number, board.pk]))

    assert ReportSubscription.objects.exists()


def test_a_mail_program_stops_the_reports_with_one_post_and_nothing_else(board: ReportSubscription) -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(board.stop_address, {"List-Unsubscribe": "One-Click"})

    assert response.status_code == 200
    board.refresh_from_db()
    assert not board.is_active


def test_a_recipient_chooses_when_without_an_account(board: ReportSubscription, client: Client) -> None:
    weekly = {"rhythm": "weekly", "weekday": "4", "hour": "17", "timezone": "America/Bogota"}

    page = client.post(board.stop_address, weekly, follow=True).content.decode()

    board.refresh_from_db()
    assert board.rhythm_in_words == "Every Friday at 17:00, America/Bogota time, if the ranking changed"
    assert "Next possible time" in page


@pytest.mark.parametrize(
    "wrong", [{"hour": "24"}, {"weekday": "7"}, {"timezone": "Mars/Base"}, {"rhythm": "hourly"}, {"hour": ""}]
)
def test_times_that_do_not_exist_are_refused(
    wrong: dict[str, str], board: ReportSubscription, evaluation: Rfp, signed_in: SignIn, bea: User
) -> None:
    address = reverse("recipient_edit", args=[evaluation.number, board.pk])

    assert Client().post(board.stop_address, PLAN | wrong).status_code == 422
    assert signed_in(bea).post(address, PLAN | wrong).status_code == 422

    board.refresh_from_db()
    assert board.rhythm == "each"


def test_a_lead_chooses_when_a_recipient_gets_reports(
    board: ReportSubscription, evaluation: Rfp, signed_in: SignIn, bea: User
) -> None:
    address = reverse("recipient_edit", args=[evaluation.number, board.pk])
    assert BOARD in signed_in(bea).get(address).content.decode()

    page = signed_in(bea).post(address, PLAN | {"rhythm": "daily"}, follow=True).content.decode()

    assert "Every day at 08:00, Europe/Madrid time, if the ranking changed" in page
