"""After a change somebody is told, once, and with nothing but the number of the RFP."""

import json
import os
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, cast

import pytest
from django.conf import settings
from django.utils import timezone
from redis import Redis

from rfp.events import rfp_changed
from rfp.models import Candidate, Rfp
from scoring.events import inputs_changed
from scoring.models import Recomputation, Score
from scoring.services.recompute import recompute
from vendors.events import vendor_changed
from vendors.models import Vendor

from .scenes import NOW, make_rfp

pytestmark = pytest.mark.django_db

Committing = Callable[..., AbstractContextManager[list[Callable[[], Any]]]]


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Committing) -> Callable[[], AbstractContextManager[Any]]:
    """What happens after the commit happens at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def rfp() -> Rfp:
    """Computed a while ago, so that what is sent now is sent because of a change."""
    rfp = make_rfp()
    recompute(rfp_id=rfp.pk, at=timezone.now() - timedelta(minutes=1))
    return rfp


@pytest.fixture
def broker() -> Iterator[Redis]:
    with Redis.from_url(settings.REDIS_URL) as client:
        yield client


def waiting(broker: Redis, rfp: Rfp) -> list[dict[str, Any]]:
    """What this process sent to the workers about an RFP, the last one first."""
    sent = [json.loads(message) for message in cast("list[bytes]", broker.lrange("celery", 0, -1))]
    origin = f"gen{os.getpid()}@"
    mine = [each for each in sent if each["headers"]["origin"].startswith(origin)]
    return [
        each
        for each in mine
        if each["headers"]["task"] == "scoring.tasks.recompute" and arguments(each) == [rfp.pk]
    ]


def arguments(message: dict[str, Any]) -> list[Any]:
    positional, named, _ = json.loads(b64decode(message["body"]))
    assert named == {}
    return list(positional)


def messages(broker: Redis, rfp: Rfp) -> int:
    return len(waiting(broker, rfp))


def change(rfp: Rfp, price: int = 1) -> None:
    Candidate.objects.filter(rfp=rfp).update(price=price)


@pytest.mark.parametrize("event", [inputs_changed, rfp_changed])
def test_a_change_sends_one_task_with_the_id_alone(
    rfp: Rfp, broker: Redis, committing: Callable[[], Any], event: Any
) -> None:
    with committing():
        change(rfp)
        event.publish(rfp_id=rfp.pk)

    assert messages(broker, rfp) == 1
    assert Recomputation.objects.get(rfp=rfp).queued_at is not None


def test_a_burst_sends_one_task(rfp: Rfp, broker: Redis, committing: Callable[[], Any]) -> None:
    for price in range(1, 21):
        with committing():
            change(rfp, price)
            inputs_changed.publish(rfp_id=rfp.pk)

    assert messages(broker, rfp) == 1


def test_a_task_that_was_lost_does_not_hold_the_next_one_back_for_long(
    rfp: Rfp, broker: Redis, committing: Callable[[], Any]
) -> None:
    change(rfp)
    Recomputation.objects.update(queued_at=timezone.now() - timedelta(seconds=6))
    with committing():
        inputs_changed.publish(rfp_id=rfp.pk)

    assert messages(broker, rfp) == 1


def test_an_edit_during_a_computation_is_not_held_back_by_its_token(
    rfp: Rfp, broker: Redis, committing: Callable[[], Any]
) -> None:
    for price in (1, 2):
        with committing():
            change(rfp, price)
            inputs_changed.publish(rfp_id=rfp.pk)
        recompute(rfp_id=rfp.pk, at=timezone.now())

    assert rfp.shortlists.count() == 3
    assert Recomputation.objects.get(rfp=rfp).queued_at is None


def test_a_changed_vendor_concerns_the_requests_it_is_a_candidate_of(
    rfp: Rfp, broker: Redis, committing: Callable[[], Any]
) -> None:
    other = make_rfp("RFP-2027-002", vendors=["Delta"])
    recompute(rfp_id=other.pk, at=NOW)
    vendor = Vendor.objects.get(name="Acanto")
    with committing():
        Vendor.objects.filter(pk=vendor.pk).update(employees=7, employees_year=2026)
        vendor_changed.publish(vendor_id=vendor.pk)

    assert messages(broker, rfp) == 1
    assert messages(broker, other) == 0


def test_a_change_that_no_ranking_reads_sends_nothing(
    rfp: Rfp, broker: Redis, committing: Callable[[], Any]
) -> None:
    vendor = Vendor.objects.get(name="Acanto")
    with committing():
        Vendor.objects.filter(pk=vendor.pk).update(website="https://example.com/")
        vendor_changed.publish(vendor_id=vendor.pk)
        inputs_changed.publish(rfp_id=rfp.pk)

    assert messages(broker, rfp) == 0


def test_a_change_of_what_had_been_given_up_is_one_more_attempt(
    rfp: Rfp, committing: Callable[[], Any]
) -> None:
    Rfp.objects.update(timezone="Atlantis/Poseidonis")
    for _ in range(3):
        recompute(rfp_id=rfp.pk, at=NOW)
    assert Recomputation.objects.get(rfp=rfp).parked_at

    with committing():
        change(rfp)
        inputs_changed.publish(rfp_id=rfp.pk)
    row = Recomputation.objects.get(rfp=rfp)
    assert (row.attempts, row.parked_at) == (2, None)

    recompute(rfp_id=rfp.pk, at=NOW)
    assert Recomputation.objects.get(rfp=rfp).parked_at == NOW


def test_the_first_change_is_computed_at_once_and_a_burst_with_a_growing_pause(
    rfp: Rfp, broker: Redis, committing: Callable[[], Any]
) -> None:
    pauses = []
    for turn in range(5):
        with committing():
            for number in range(4):
                Score.objects.filter(candidate__rfp=rfp).update(value=turn, comment=f"{number}")
            inputs_changed.publish(rfp_id=rfp.pk)
        pauses.append(pause_of_the_last(broker, rfp))
        recompute(rfp_id=rfp.pk, at=timezone.now())

    assert pauses[0] == 0
    assert pauses == sorted(pauses)
    assert 1 < pauses[-1] <= 3


def pause_of_the_last(broker: Redis, rfp: Rfp) -> float:
    eta = waiting(broker, rfp)[0]["headers"]["eta"]
    return (datetime.fromisoformat(eta) - timezone.now()).total_seconds() if eta else 0.0
