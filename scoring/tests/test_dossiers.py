"""Dossiers asked for, made apart, never lost, and seen by nobody but who leads the RFP."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from rfp.models import Rfp
from scoring.history import History
from scoring.models import Dossier, DossierFile, DossierPiece, DossierState, ScoreSheet, Shortlist
from scoring.presentation.changes import told
from scoring.services import dossiers
from scoring.services.dossiers import DIED, LEASE, Overtaken, ask, claim, run, run_due

from .conftest import SignIn
from .scenes import NOW

pytestmark = pytest.mark.django_db
Newest = Callable[[], Shortlist]
LATER = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def asked(evaluation: Rfp, bea: User) -> Dossier:
    return ask(rfp=evaluation, by=bea, at=NOW)


def now(dossier: Dossier) -> Dossier:
    return Dossier.objects.select_related("file").get(pk=dossier.pk)


def page(client: Client, rfp: Rfp, name: str = "rfp_dossier", *rest: object, **more: object) -> str:
    answer = client.get(reverse(name, args=[rfp.number, *rest]), **more)  # type: ignore[arg-type]
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_what_was_asked_for_is_made_kept_and_downloaded(
    evaluation: Rfp, bea: User, newest: Newest, signed_in: SignIn
) -> None:
    newest()
    client = signed_in(bea)
    client.post(reverse("dossier_ask", args=[evaluation.number]))
    dossier = Dossier.objects.get()

    run(dossier_id=dossier.pk, at=NOW)

    made = now(dossier)
    assert (made.state, made.version, made.asked_by, made.altered) == (DossierState.READY, 1, bea, 0)
    answer = client.get(reverse("dossier_file", args=[evaluation.number, dossier.pk]))
    content = b"".join(answer)
    assert made.file
    assert sha256(content).hexdigest() == made.file.sha256
    assert len(content) == made.file.size == int(answer["Content-Length"])
    assert len(ZipFile(BytesIO(content)).namelist()) == made.file_count
    assert answer["Content-Disposition"] == f'attachment; filename="{made.file_name}"'
    assert made.file.sha256 in page(client, evaluation)


def test_the_same_bytes_are_kept_once(asked: Dossier, evaluation: Rfp, bea: User) -> None:
    run(dossier_id=asked.pk, at=NOW)
    again = ask(rfp=evaluation, by=bea, at=LATER)
    run(dossier_id=again.pk, at=LATER)

    assert now(again).file == now(asked).file
    assert DossierFile.objects.count() == 1


def test_only_one_is_made_at_a_time(asked: Dossier, evaluation: Rfp, bea: User, signed_in: SignIn) -> None:
    with pytest.raises(ValidationError, match="being made already"):
        ask(rfp=evaluation, by=bea, at=NOW)

    client = signed_in(bea)
    client.post(reverse("dossier_ask", args=[evaluation.number]))
    assert Dossier.objects.get() == asked
    assert "Make a dossier" not in page(client, evaluation)


def test_one_that_is_ready_can_be_neither_changed_nor_deleted(asked: Dossier) -> None:
    run(dossier_id=asked.pk, at=NOW)

    for rows in (Dossier.objects.all(), DossierFile.objects.all(), DossierPiece.objects.all()):
        with pytest.raises(Error, match="Cannot update or delete"), transaction.atomic():
            rows.update(id=F("id"))
        with pytest.raises(Error), transaction.atomic():
            rows.delete()


def test_who_observes_may_have_what_was_made_and_makes_nothing(
    asked: Dossier, evaluation: Rfp, otto: User, signed_in: SignIn
) -> None:
    run(dossier_id=asked.pk, at=NOW)
    client = signed_in(otto)

    assert "Make a dossier" not in page(client, evaluation)
    assert reverse("dossier_file", args=[evaluation.number, asked.pk]) in page(client, evaluation)
    assert b"".join(client.get(reverse("dossier_file", args=[evaluation.number, asked.pk])))
    for address, rest in (("dossier_ask", []), ("dossier_again", [asked.pk])):
        assert client.post(reverse(address, args=[evaluation.number, *rest])).status_code == 404


def test_each_download_is_told_in_the_history_but_not_to_evaluators(
    asked: Dossier, evaluation: Rfp, bea: User, otto: User, eva: User, signed_in: SignIn
) -> None:
    run(dossier_id=asked.pk, at=NOW)

    signed_in(otto).get(reverse("dossier_file", args=[evaluation.number, asked.pk]), REMOTE_ADDR="192.0.2.7")

    newest = told(History(rfp=evaluation, user=bea)[:1])[0]
    assert (newest.who, newest.address) == ("Otto", "192.0.2.7")
    assert [(line.subject, line.deed) for line in newest.lines] == [
        ("Dossier of 1 Mar 2027, 09:30 UTC", "downloaded")
    ]
    assert "downloaded" in page(signed_in(bea), evaluation, "rfp_history")
    assert "downloaded" not in page(signed_in(eva), evaluation, "rfp_history")


def test_the_shortlist_leads_to_the_dossier_for_whoever_may_have_it(
    newest: Newest, evaluation: Rfp, bea: User, otto: User, eva: User, signed_in: SignIn
) -> None:
    newest()
    ScoreSheet.objects.create(rfp=evaluation, evaluator=eva, submitted_at=NOW)
    link = f'href="{reverse("rfp_dossier", args=[evaluation.number])}"'

    for user, expected in ((bea, True), (otto, True), (eva, False)):
        for name in ("rfp_shortlist", "rfp_reports"):
            assert (link in page(signed_in(user), evaluation, name)) == expected


@pytest.mark.parametrize("name", ["ada", "eva", "xenia"])
def test_nobody_else_reaches_any_of_it(
    name: str, asked: Dossier, evaluation: Rfp, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    run(dossier_id=asked.pk, at=NOW)
    client = signed_in(request.getfixturevalue(name))

    for address in ("rfp_dossier", "dossier_progress", "dossier_file"):
        rest = [] if address == "rfp_dossier" else [asked.pk]
        assert client.get(reverse(address, args=[evaluation.number, *rest])).status_code == 404
    for address in ("dossier_ask", "dossier_again"):
        rest = [] if address == "dossier_ask" else [asked.pk]
        assert client.post(reverse(address, args=[evaluation.number, *rest])).status_code == 404
    assert Dossier.objects.count() == 1


def test_one_of_another_rfp_is_not_found_under_this_one(
    asked: Dossier, evaluation: Rfp, bea: User, signed_in: SignIn
) -> None:
    run(dossier_id=asked.pk, at=NOW)
    other = Rfp.objects.create(number="RFP-2027-002", title="Other", buyer_country="ES")
    other.team.create(user=bea, role="lead", key="bea")

    assert signed_in(bea).get(reverse("dossier_file", args=[other.number, asked.pk])).status_code == 404


def test_a_task_that_comes_twice_makes_it_once(asked: Dossier) -> None:
    for _ in range(2):
        run(dossier_id=asked.pk, at=NOW)

    assert now(asked).attempts == 1


def test_what_no_task_came_for_is_found_by_the_reconciler(asked: Dossier) -> None:
    run_due(at=NOW)
    assert not now(asked).is_ready

    run_due(at=LATER)
    assert now(asked).is_ready


def test_nobody_else_works_on_it_while_its_process_is_heard_of(asked: Dossier) -> None:
    assert claim(asked.pk, at=NOW) == 1

    run(dossier_id=asked.pk, at=NOW)
    assert not now(asked).is_ready

    run(dossier_id=asked.pk, at=LATER)
    assert (now(asked).is_ready, now(asked).attempts) == (True, 2)


def test_a_process_that_was_overtaken_keeps_nothing(asked: Dossier) -> None:
    claim(asked.pk, at=NOW)
    progress = dossiers.Progress(asked.pk, 1)
    claim(asked.pk, at=LATER)

    with pytest.raises(Overtaken):
        dossiers.make(now(asked), 1, progress, at=NOW)

    progress.close()
    assert not now(asked).is_ready
    assert not DossierFile.objects.exists()


def test_what_kills_its_process_each_time_is_given_up_and_can_be_tried_again(
    asked: Dossier, evaluation: Rfp, bea: User, signed_in: SignIn
) -> None:
    at = NOW
    for _ in range(4):
        claim(asked.pk, at=at)
        at += LEASE + timedelta(seconds=1)
    client = signed_in(bea)
    assert now(asked).error == DIED
    assert "Try again" in page(client, evaluation)

    client.post(reverse("dossier_again", args=[evaluation.number, asked.pk]))
    run(dossier_id=asked.pk, at=at)

    assert now(asked).is_ready


def test_a_failure_is_told_without_what_people_entered(asked: Dossier, evaluation: Rfp) -> None:
    """A time zone that does not exist, as no form lets in."""
    Rfp.objects.filter(pk=evaluation.pk).update(timezone="Atlantis/Poseidonis")

    run(dossier_id=asked.pk, at=NOW)

    assert now(asked).error.endswith(", attempt 1.")
    assert "Atlantis" not in now(asked).error


def test_the_page_says_how_far_it_is_and_turns_when_it_is_ready(
    asked: Dossier, evaluation: Rfp, bea: User, signed_in: SignIn
) -> None:
    client = signed_in(bea)
    Dossier.objects.update(step="Writing versions", done=120, total=10_000)
    htmx = {"headers": {"HX-Request": "true"}}

    assert "Writing versions: 120 of 10,000" in page(client, evaluation)
    assert "Writing versions: 120 of 10,000" in page(client, evaluation, "dossier_progress", asked.pk, **htmx)
    run(dossier_id=asked.pk, at=NOW)
    address = reverse("dossier_progress", args=[evaluation.number, asked.pk])
    assert client.get(address, **htmx)["HX-Refresh"] == "true"  # type: ignore[arg-type]
    assert client.get(address).status_code == 302


def test_that_it_was_asked_for_is_in_the_history_of_the_rfp_but_not_for_evaluators(
    asked: Dossier, evaluation: Rfp, bea: User, eva: User
) -> None:
    def subjects(user: User) -> list[str]:
        changes = told(History(rfp=evaluation, user=user)[:500])
        return [line.subject for change in changes for line in change.lines]

    assert "Dossier of 1 Mar 2027, 09:30 UTC" in subjects(bea)
    assert not any(subject.startswith("Dossier") for subject in subjects(eva))


def test_the_page_takes_no_more_queries_for_many_than_for_one(
    asked: Dossier, evaluation: Rfp, bea: User, signed_in: SignIn
) -> None:
    client = signed_in(bea)
    run(dossier_id=asked.pk, at=NOW)
    file = DossierFile.objects.get()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, evaluation)
        return len(captured)

    queries()
    one = queries()
    ready = {"rfp": evaluation, "asked_by": bea, "state": DossierState.READY, "file": file}
    Dossier.objects.bulk_create(Dossier(**ready, asked_at=NOW, made_at=NOW) for _ in range(19))

    assert queries() == one
