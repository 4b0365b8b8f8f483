"""The Reports tab."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from outbox.models import Mail, MailState
from rfp.models import Rfp
from scoring.models import Delivery, ReportSubscription, ScoreSheet, Shortlist
from scoring.services.reports import send_now, subscribe

from .conftest import BOARD
from .scenes import NOW, make_rfp

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
Newest = Callable[[], Shortlist]
PLAN = {"rhythm": "each", "weekday": "0", "hour": "8", "timezone": "Europe/Madrid"}


@pytest.fixture
def delivery(evaluation: Rfp, bea: User, board: ReportSubscription, newest: Newest) -> Delivery:
    [made] = send_now(shortlist=newest(), by=bea, recipients=[board], at=NOW)
    return made


def page_of(rfp: Rfp) -> str:
    return reverse("rfp_reports", args=[rfp.number])


def everything(rfp: Rfp, board: ReportSubscription, delivery: Delivery) -> dict[str, str]:
    number = rfp.number
    return {
        "page": page_of(rfp),
        "log": reverse("report_log", args=[number]),
        "mail": reverse("report_preview", args=[number, 1]),
        "pdf": reverse("report_pdf", args=[number, 1]),
        "spreadsheet": reverse("report_spreadsheet", args=[number, 1]),
        "send": reverse("report_send", args=[number, 1]),
        "add": reverse("recipient_add", args=[number]),
        "edit": reverse("recipient_edit", args=[number, board.pk]),
        "remove": reverse("recipient_remove", args=[number, board.pk]),
        "resend": reverse("report_resend", args=[number, delivery.pk]),
    }


READING = ("page", "log", "mail", "pdf", "spreadsheet")
CHANGING = ("send", "add", "edit", "remove", "resend")


@pytest.mark.parametrize("name", READING)
def test_the_team_reads_reports_and_nobody_else(
    name: str,
    evaluation: Rfp,
    board: ReportSubscription,
    delivery: Delivery,
    signed_in: SignIn,
    otto: User,
    xenia: User,
    client: Client,
) -> None:
    address = everything(evaluation, board, delivery)[name]

    assert client.get(address).status_code == 302
    assert signed_in(xenia).get(address).status_code == 404
    assert signed_in(otto).get(address).status_code == 200


@pytest.mark.parametrize("name", CHANGING)
def test_only_leads_change_anything(
    name: str,
    evaluation: Rfp,
    board: ReportSubscription,
    delivery: Delivery,
    signed_in: SignIn,
    otto: User,
    xenia: User,
    client: Client,
) -> None:
    address = everything(evaluation, board, delivery)[name]
    typed = {"email": "new@example.com", "recipients": board.pk, **PLAN}
    Mail.objects.update(state=MailState.PARKED)

    assert client.post(address, typed)["Location"].startswith("/accounts/login/")
    assert signed_in(xenia).post(address, typed).status_code == 404
    assert signed_in(otto).post(address, typed).status_code == 404

    assert ReportSubscription.objects.get() == board
    assert Mail.objects.get().state == MailState.PARKED


@pytest.mark.parametrize("name", READING)
def test_an_evaluator_sees_no_report_before_handing_in(
    name: str,
    evaluation: Rfp,
    board: ReportSubscription,
    delivery: Delivery,
    signed_in: SignIn,
    eva: User,
) -> None:
    address = everything(evaluation, board, delivery)[name]
    assert signed_in(eva).get(address).status_code == 403

    ScoreSheet.objects.create(rfp=evaluation, evaluator=eva, submitted_at=NOW)

    assert signed_in(eva).get(address).status_code == 200


def test_before_the_first_ranking_the_page_says_what_belongs_there(
    evaluation: Rfp, signed_in: SignIn, bea: User
) -> None:
    content = signed_in(bea).get(page_of(evaluation)).content.decode()

    assert "No report yet" in content
    assert "Nobody gets the report yet." in content
    assert "Nothing has been sent yet." in content
    assert "Send now" not in content


def test_a_recipient_is_added(evaluation: Rfp, signed_in: SignIn, bea: User) -> None:
    address = reverse("recipient_add", args=[evaluation.number])

    response = signed_in(bea).post(
        address, {"email": "Board@Example.com", "name": "The board", **PLAN}, follow=True
    )

    added = ReportSubscription.objects.get()
    assert (added.email, added.name, added.added_by) == (BOARD, "The board", bea)
    assert "board@example.com gets the reports from now on." in response.content.decode()


@pytest.mark.parametrize(
    ("email", "name", "message"),
    [
        ("", "", "This field is required."),
        ("nobody", "", "Enter one e-mail address"),
        ("a@localhost", "", "Enter one e-mail address"),
        ("a@example.com\r\nBcc: b@example.com", "", "control character"),
        ("a@example.com", "evil\u202ename", "U+202E"),
        ("a@example.com", "x" * 151, "At most 150 characters"),
        (BOARD, "", "gets the report already"),
    ],
)
def test_what_cannot_be_added_is_said_at_the_form_and_kept(
    email: str,
    name: str,
    message: str,
    evaluation: Rfp,
    board: ReportSubscription,
    signed_in: SignIn,
    bea: User,
) -> None:
    address = reverse("recipient_add", args=[evaluation.number])

    response = signed_in(bea).post(address, {"email": email, "name": name, **PLAN})

    assert response.status_code == 422
    assert message in response.content.decode()
    assert ReportSubscription.objects.get() == board


def test_a_recipient_is_removed_after_a_question(
    evaluation: Rfp, board: ReportSubscription, signed_in: SignIn, bea: User
) -> None:
    address = reverse("recipient_remove", args=[evaluation.number, board.pk])

    assert BOARD in signed_in(bea).get(address).content.decode()
    assert ReportSubscription.objects.exists()

    signed_in(bea).post(address)
    assert not ReportSubscription.objects.exists()


def test_a_recipient_of_another_rfp_is_not_found(
    evaluation: Rfp, signed_in: SignIn, xenia: User, bea: User
) -> None:
    other = make_rfp("RFP-2027-002")
    theirs = subscribe(rfp=other, email=BOARD, name="", by=xenia, at=NOW)

    address = reverse("recipient_remove", args=[evaluation.number, theirs.pk])

    assert signed_in(bea).post(address).status_code == 404
    assert ReportSubscription.objects.exists()


def test_a_report_is_sent_now_to_those_chosen(
    evaluation: Rfp, board: ReportSubscription, newest: Newest, signed_in: SignIn, bea: User
) -> None:
    subscribe(rfp=evaluation, email="chief@example.com", name="", by=bea, at=NOW)
    newest()
    address = reverse("report_send", args=[evaluation.number, 1])

    asked = signed_in(bea).get(address).content.decode()
    response = signed_in(bea).post(address, {"recipients": [board.pk]}, follow=True)

    assert "The board, board@example.com" in asked and "chief@example.com" in asked
    assert Delivery.objects.get().recipient == BOARD
    content = response.content.decode()
    assert "One report is on the way." in content
    assert "1 waiting to be sent." in content


def test_sending_to_nobody_is_refused(
    evaluation: Rfp, board: ReportSubscription, newest: Newest, signed_in: SignIn, bea: User
) -> None:
    newest()
    address = reverse("report_send", args=[evaluation.number, 1])

    for typed in ({}, {"recipients": ["x"]}, {"recipients": ["999999"]}):
        response = signed_in(bea).post(address, typed)
        assert response.status_code == 422
        assert "recipient" in response.content.decode()
    assert not Delivery.objects.exists()


def test_when_all_have_a_version_there_is_nobody_to_send_it_to(
    delivery: Delivery, evaluation: Rfp, signed_in: SignIn, bea: User
) -> None:
    address = reverse("report_send", args=[evaluation.number, 1])

    assert "Nobody is left to send it to" in signed_in(bea).get(address).content.decode()


def test_the_log_shows_each_state_its_reason_and_the_next_try(
    delivery: Delivery, evaluation: Rfp, signed_in: SignIn, bea: User
) -> None:
    Mail.objects.update(state=MailState.FAILED, last_error="451 4.7.1 <Greylisted>")

    content = signed_in(bea).get(page_of(evaluation)).content.decode()

    assert "451 4.7.1 &lt;Greylisted&gt;" in content
    assert "1 failed and tried again." in content
    assert "Try now" in content
    assert "Next try" in content


def test_the_log_answers_only_when_something_is_new(
    delivery: Delivery, evaluation: Rfp, signed_in: SignIn, bea: User
) -> None:
    address = reverse("report_log", args=[evaluation.number])
    client = signed_in(bea)
    seen = client.get(page_of(evaluation)).context["log"].token

    assert client.get(address, {"seen": seen}).status_code == 204

    Mail.objects.update(state=MailState.SENT, sent_at=NOW)
    fresh = client.get(address, {"seen": seen})
    assert fresh.status_code == 200
    assert "1 sent." in fresh.content.decode()
    assert 'hx-swap-oob="true"' in fresh.content.decode()


def test_a_parked_report_is_sent_again_after_a_question(
    delivery: Delivery, evaluation: Rfp, signed_in: SignIn, bea: User
) -> None:
    Mail.objects.update(state=MailState.PARKED, last_error="550 no such user", attempts=1)
    address = reverse("report_resend", args=[evaluation.number, delivery.pk])

    assert "550 no such user" in signed_in(bea).get(address).content.decode()
    signed_in(bea).post(address)

    assert Mail.objects.get().state == MailState.QUEUED


def test_the_files_of_any_version_can_be_fetched(
    delivery: Delivery, evaluation: Rfp, signed_in: SignIn, otto: User
) -> None:
    client = signed_in(otto)

    pdf = client.get(reverse("report_pdf", args=[evaluation.number, 1]))
    book = client.get(reverse("report_spreadsheet", args=[evaluation.number, 1]))

    assert pdf["Content-Disposition"] == f'attachment; filename="{evaluation.number}-shortlist-v1.pdf"'
    assert pdf.content.startswith(b"%PDF-")
    assert openpyxl.load_workbook(BytesIO(book.content)).sheetnames[0] == "Ranking"
    assert client.get(reverse("report_pdf", args=[evaluation.number, 2])).status_code == 404
    assert client.get(reverse("report_pdf", args=[evaluation.number, 10**30])).status_code == 404


def test_the_preview_may_do_nothing_but_show(
    delivery: Delivery, evaluation: Rfp, signed_in: SignIn, otto: User
) -> None:
    response = signed_in(otto).get(reverse("report_preview", args=[evaluation.number, 1]))

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy and "script-src" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "unsubscribe" not in response.content.decode()


@pytest.mark.parametrize("asked", ["1", "2", "", "0", "x", "-1", "9" * 40, "²", "\u0663"])
def test_any_version_asked_for_gives_a_page(
    asked: str, delivery: Delivery, evaluation: Rfp, signed_in: SignIn, otto: User
) -> None:
    response = signed_in(otto).get(page_of(evaluation), {"page": asked})

    assert response.status_code == 200
    assert response.context["shown"].number == 1


def test_the_page_costs_the_same_with_one_delivery_and_with_thirty(
    delivery: Delivery, evaluation: Rfp, signed_in: SignIn, bea: User
) -> None:
    client = signed_in(bea)
    client.get(page_of(evaluation))
    with CaptureQueriesContext(connection) as one:
        client.get(page_of(evaluation))
    readers = [
        subscribe(rfp=evaluation, email=f"reader{number}@example.com", name="", by=bea, at=NOW)
        for number in range(30)
    ]
    send_now(shortlist=delivery.shortlist, by=bea, recipients=readers, at=NOW)

    with CaptureQueriesContext(connection) as thirty:
        client.get(page_of(evaluation))

    assert len(thirty) == len(one)


def test_deliveries_are_found_by_recipient_and_state(
    delivery: Delivery, evaluation: Rfp, signed_in: SignIn, bea: User
) -> None:
    client = signed_in(bea)

    def found(**asked: str) -> list[Delivery]:
        return list(client.get(page_of(evaluation), asked).context["log"].page)

    assert found(recipient="BOARD", state="queued") == [delivery]
    assert found(recipient="nobody") == found(state="sent") == []
    assert found(state="no such state") == [delivery]


def test_the_preview_for_a_recipient_is_what_they_would_get(
    delivery: Delivery, board: ReportSubscription, evaluation: Rfp, signed_in: SignIn, bea: User
) -> None:
    client, number = signed_in(bea), evaluation.number

    team = client.get(reverse("report_spreadsheet", args=[number, 1]))
    theirs = client.get(reverse("report_spreadsheet", args=[number, 1]), {"for": board.pk})

    assert "Comments" in openpyxl.load_workbook(BytesIO(team.content)).sheetnames
    assert "Comments" not in openpyxl.load_workbook(BytesIO(theirs.content)).sheetnames
    assert (
        f"As {BOARD} would get it now" in client.get(page_of(evaluation), {"for": board.pk}).content.decode()
    )
    assert client.get(reverse("report_preview", args=[number, 1]), {"for": "²"}).status_code == 200


def test_a_version_that_does_not_exist_is_not_found(
    evaluation: Rfp, newest: Newest, signed_in: SignIn, bea: User
) -> None:
    newest()
    client, page = signed_in(bea), reverse("rfp_reports", args=[evaluation.number])

    answers = [client.get(page, {"version": asked}).status_code for asked in ("", "1", "99", "x", "²")]

    assert answers == [200, 200, 404, 404, 404]
