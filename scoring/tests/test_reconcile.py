"""What happens although nobody told anybody."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from outbox.models import Mail, MailState
from outbox.services import queue
from rfp.models import Rfp, RfpStatus
from scoring.models import Recomputation, Score, Shortlist
from scoring.models.shortlist import QUEUE_LEASE
from scoring.services.reconcile import reconcile, renew_for_the_day, renew_for_the_engine

from .scenes import NOW, TODAY, certify, make_rfp, require_certificate

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def rfp() -> Rfp:
    return make_rfp()


def test_an_rfp_that_was_never_computed_is(rfp: Rfp) -> None:
    reconcile(at=NOW)

    assert Shortlist.objects.get().rfp == rfp


def test_what_is_behind_is_computed_and_what_is_not_is_left_alone(rfp: Rfp) -> None:
    other = make_rfp("RFP-2027-002")
    reconcile(at=NOW)
    Score.objects.filter(candidate__rfp=other).update(value=3)

    reconcile(at=NOW + SECOND)

    assert (rfp.shortlists.count(), other.shortlists.count()) == (1, 2)


def test_what_a_worker_was_told_a_moment_ago_is_left_to_it(rfp: Rfp) -> None:
    Recomputation.objects.create(rfp=rfp, queued_at=NOW)

    reconcile(at=NOW + QUEUE_LEASE)
    assert not Shortlist.objects.exists()

    reconcile(at=NOW + QUEUE_LEASE + SECOND)
    assert Shortlist.objects.get().rfp == rfp


def test_a_poisoned_rfp_is_given_up_and_stops_no_other(rfp: Rfp) -> None:
    poisoned = make_rfp("RFP-2027-000")
    Rfp.objects.filter(pk=poisoned.pk).update(timezone="Atlantis/Poseidonis")

    for turn in range(4):
        Score.objects.filter(candidate__rfp=rfp).update(value=turn)
        reconcile(at=NOW + turn * SECOND)

    assert rfp.shortlists.count() == 4
    assert list(
        Recomputation.objects.exclude(parked_at=None).values_list("rfp", "parked_at", "attempts")
    ) == [(poisoned.pk, NOW + 2 * SECOND, 3)]


def test_the_deadline_closes_an_rfp() -> None:
    rfp = make_rfp(status=RfpStatus.PUBLISHED)

    reconcile(at=NOW)

    assert Rfp.objects.get(pk=rfp.pk).status == RfpStatus.CLOSED


def test_a_certificate_that_expires_moves_the_ranking_the_next_day_in_the_zone_of_the_rfp(rfp: Rfp) -> None:
    """Midnight in Madrid is 23:00 UTC in winter."""
    require_certificate(rfp)
    certify("Acanto", expires_on=TODAY)
    midnight = NOW.replace(hour=23, minute=0)
    reconcile(at=NOW)

    reconcile(at=midnight - SECOND)
    assert rfp.shortlists.count() == 1

    reconcile(at=midnight)
    assert rfp.shortlists.latest("number").cause == "Acanto is out: ISO/IEC 27001 ended on 1 March 2027"


def test_a_new_day_is_worked_off_once(rfp: Rfp) -> None:
    require_certificate(rfp)
    tomorrow = NOW + timedelta(days=1)
    reconcile(at=NOW)
    before = Rfp.objects.get().inputs_version

    for _ in range(3):
        reconcile(at=tomorrow)

    assert Rfp.objects.get().inputs_version == before + 1
    assert Shortlist.objects.count() == 1


def test_two_reconcilers_renew_a_day_once(rfp: Rfp) -> None:
    require_certificate(rfp)
    reconcile(at=NOW)
    before = Rfp.objects.get().inputs_version

    renew_for_the_day(at=NOW + timedelta(days=1))
    renew_for_the_day(at=NOW + timedelta(days=1))

    assert Rfp.objects.get().inputs_version == before + 1


@pytest.mark.parametrize("valid_on", ["deadline", "contract_start"])
def test_a_ranking_that_reads_no_day_is_not_renewed(rfp: Rfp, valid_on: str) -> None:
    require_certificate(rfp, valid_on=valid_on)
    reconcile(at=NOW)

    reconcile(at=NOW + timedelta(days=1))

    assert not Recomputation.objects.exclude(computed_for=TODAY).exists()


@pytest.mark.parametrize(("engine", "is_renewed"), [("0", True), ("1000000", False)])
def test_a_ranking_of_an_earlier_engine_is_renewed_and_of_a_later_one_left(
    rfp: Rfp, engine: str, is_renewed: bool
) -> None:
    version = Rfp.objects.get().inputs_version
    Recomputation.objects.create(rfp=rfp, computed_version=version, computed_for=TODAY)
    Shortlist.objects.create(
        rfp=rfp,
        number=1,
        inputs_version=version,
        as_of=TODAY,
        line={},
        provisional=False,
        engine_version=engine,
        computed_at=NOW,
    )

    renew_for_the_engine(at=NOW)

    assert (Rfp.objects.get().inputs_version > version) is is_renewed


def test_the_outbox_is_emptied(rfp: Rfp) -> None:
    queue(message=EmailMessage("Shortlist", "See there.", to=["bea@example.com"]), at=NOW)

    reconcile(at=NOW)

    assert Mail.objects.get().state == MailState.SENT


def test_a_step_that_fails_does_not_stop_the_others(rfp: Rfp) -> None:
    """An RFP whose time zone does not exist cannot be renewed; the ranking of the other is computed."""
    require_certificate(rfp)
    reconcile(at=NOW)
    version = Rfp.objects.get().inputs_version
    Rfp.objects.update(timezone="Atlantis/Poseidonis")
    Recomputation.objects.update(computed_version=version + 1)
    other = make_rfp("RFP-2027-002")

    reconcile(at=NOW + timedelta(days=2))

    assert other.shortlists.count() == 1
    assert Rfp.objects.get(pk=rfp.pk).inputs_version == version + 1


def test_a_round_costs_as_much_for_thirty_rfps_as_for_one_if_nothing_is_due() -> None:
    counts = []
    for numbers in (range(1), range(1, 30)):
        for number in numbers:
            require_certificate(make_rfp(f"RFP-2027-{number:03}", evaluators=[], scored=1))
        reconcile(at=NOW)
        with CaptureQueriesContext(connection) as queries:
            reconcile(at=NOW + SECOND)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_verified_renewal_keeps_the_ranking_as_it_is(rfp: Rfp) -> None:
    require_certificate(rfp)
    old = certify("Acanto", expires_on=TODAY)
    renewal = certify("Acanto", issued_on=TODAY + timedelta(days=1))
    renewal.renews = old
    renewal.save()
    reconcile(at=NOW)

    for days in range(1, 4):
        reconcile(at=NOW + timedelta(days=days))

    assert Shortlist.objects.get().cause == "First ranking"
