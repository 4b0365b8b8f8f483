"""Reports by the day and by the week: lived through, hour by hour, over a change of clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from accounts.models import User
from rfp.models import Rfp, RfpStatus
from scoring.models import Delivery, ReportSubscription, Rhythm, Weekday
from scoring.services.recompute import recompute
from scoring.services.reports import choose, queue_due, reschedule, send_now, subscribe

pytestmark = pytest.mark.django_db
THURSDAY = datetime(2027, 3, 25, 12, 0, tzinfo=UTC)
"""Three days before the clocks of Madrid go forward."""
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def settle_time(settings: Settings) -> None:
    settings.REPORT_SETTLE_SECONDS = 120


def ask(rfp: Rfp, by: User, name: str, **plan: object) -> ReportSubscription:
    return subscribe(rfp=rfp, email=f"{name}@example.com", name="", by=by, at=THURSDAY, **plan)


def priced(rfp: Rfp, price: int, at: datetime) -> None:
    rfp.candidates.filter(key="acanto").update(price=price)
    recompute(rfp_id=rfp.pk, at=at)


def log(name: str) -> list[tuple[str, int]]:
    """When what was sent, in UTC."""
    sent = Delivery.objects.filter(recipient=f"{name}@example.com").order_by("pk")
    rows = sent.values_list("mail__queued_at", "shortlist__number")
    return [(f"{at:%a %d %H:%M}", number) for at, number in rows]


def test_through_a_week_with_a_change_of_clocks_everybody_gets_each_report_once(
    evaluation: Rfp, bea: User
) -> None:
    ask(evaluation, bea, "each")
    ask(evaluation, bea, "daily", rhythm=Rhythm.DAILY, hour=8)
    ask(evaluation, bea, "weekly", rhythm=Rhythm.WEEKLY, weekday=Weekday.MONDAY, hour=8)
    ask(evaluation, bea, "asked", rhythm=Rhythm.ASKED)
    edits = {2: 110_000, 25: 120_000, 26: 130_000, 90: 140_000, 130: 150_000}

    for hours in range(8 * 24):
        at = THURSDAY + hours * HOUR
        if hours in edits:
            priced(evaluation, edits[hours], at)
        queue_due(at=at + timedelta(minutes=10))
        queue_due(at=at + timedelta(minutes=20))

    assert log("each") == [
        ("Thu 25 14:10", 1),
        ("Fri 26 13:10", 2),
        ("Fri 26 14:10", 3),
        ("Mon 29 06:10", 4),
        ("Tue 30 22:10", 5),
    ]
    assert log("daily") == [
        ("Fri 26 07:10", 1),
        ("Sat 27 07:10", 3),
        ("Mon 29 06:10", 4),
        ("Wed 31 06:10", 5),
    ]
    assert log("weekly") == [("Mon 29 06:10", 4)]
    assert log("asked") == []


def test_after_a_day_without_a_worker_one_report_comes_not_one_for_each_hour_missed(
    evaluation: Rfp, bea: User
) -> None:
    ask(evaluation, bea, "daily", rhythm=Rhythm.DAILY, hour=8)
    priced(evaluation, 110_000, THURSDAY)
    priced(evaluation, 120_000, THURSDAY + 30 * HOUR)

    back = THURSDAY + 76 * HOUR
    assert queue_due(at=back) == 1
    assert queue_due(at=back) == 0

    assert [number for _, number in log("daily")] == [2]
    assert ReportSubscription.objects.get().next_at == datetime(2027, 3, 29, 6, 0, tzinfo=UTC)


def test_what_was_sent_by_hand_is_not_sent_again_at_the_hour(evaluation: Rfp, bea: User) -> None:
    daily = ask(evaluation, bea, "daily", rhythm=Rhythm.DAILY, hour=8)
    priced(evaluation, 110_000, THURSDAY)
    send_now(shortlist=evaluation.shortlists.get(), by=bea, recipients=[daily], at=THURSDAY)

    assert queue_due(at=THURSDAY + 24 * HOUR) == 0


def test_a_ranking_that_went_back_to_what_was_reported_is_no_news(evaluation: Rfp, bea: User) -> None:
    ask(evaluation, bea, "each")
    ask(evaluation, bea, "daily", rhythm=Rhythm.DAILY, hour=8)
    priced(evaluation, 110_000, THURSDAY)
    assert queue_due(at=THURSDAY + 23 * HOUR) == 2

    priced(evaluation, 120_000, THURSDAY + 30 * HOUR)
    priced(evaluation, 110_000, THURSDAY + 30 * HOUR)

    assert evaluation.shortlists.count() == 3
    assert queue_due(at=THURSDAY + 47 * HOUR) == 0


def test_who_chooses_another_time_gets_nothing_for_the_hours_gone(evaluation: Rfp, bea: User) -> None:
    reader = ask(evaluation, bea, "reader", rhythm=Rhythm.ASKED)
    priced(evaluation, 110_000, THURSDAY)
    later = THURSDAY + 5 * HOUR

    reschedule(subscription=reader, plan={"rhythm": Rhythm.DAILY, "hour": 9}, at=later)
    assert queue_due(at=later) == 0

    reschedule(subscription=reader, plan={"rhythm": Rhythm.EACH}, at=later)
    assert queue_due(at=later + HOUR) == 0


def test_stopped_reports_and_rfps_that_ended_are_passed_over(evaluation: Rfp, bea: User) -> None:
    stopped = ask(evaluation, bea, "stopped", rhythm=Rhythm.DAILY, hour=8)
    ask(evaluation, bea, "daily", rhythm=Rhythm.DAILY, hour=8)
    priced(evaluation, 110_000, THURSDAY)
    choose(subscription=stopped, wanted=False, at=THURSDAY)
    assert queue_due(at=THURSDAY + 24 * HOUR) == 1

    priced(evaluation, 120_000, THURSDAY + 25 * HOUR)
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.CANCELLED, status_reason="No need")

    assert queue_due(at=THURSDAY + 48 * HOUR) == 0
    assert log("stopped") == []
