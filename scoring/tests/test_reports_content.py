"""What a report says, from the stored version alone."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import User
from outbox.models import Mail
from rfp.models import Rfp
from scoring.models import Criterion, Score, Shortlist
from scoring.reports import Reader, Readers, Report
from scoring.reports.content import SHOWN_CHANGES
from scoring.reports.mail import mail_html, mail_text
from scoring.services.recompute import recompute
from scoring.services.weights import save_weights

from .scenes import NOW
from .versions import call_centre, gold, report_of, with_weights


def test_the_first_words_say_who_is_first_by_how_much_and_of_how_many() -> None:
    report = report_of(call_centre())

    assert report.headline == "Acme Services is first"
    assert report.lead == "85.33 of 100 points, 3.20 ahead of Bolt Services."
    assert report.summary == "5 vendors: 3 ranked, 1 incomplete, 1 excluded."
    assert report.subject == "RFP-2026-001 shortlist: Acme Services first (version 12)"


def test_a_shared_first_place_names_all_who_share_it() -> None:
    document = call_centre()
    document["vendors"][1] = {**document["vendors"][0], "key": "bolt", "title": "Bolt Services"}

    report = report_of(document)

    assert report.headline == "Acme Services and Bolt Services share first place"
    assert "2 vendors share first place" in report.subject


def test_without_a_ranked_vendor_it_says_so() -> None:
    document = call_centre()
    document["vendors"] = [vendor for vendor in document["vendors"] if vendor["key"] in ("dune", "elm")]

    report = report_of(document)

    assert report.headline == "Nobody is ranked yet"
    assert "nobody is ranked yet" in report.subject
    assert report.moves == []


def test_where_somebody_was_ranked_before_it_says_that_nobody_is_now_and_why() -> None:
    open_knockout = call_centre()
    for vendor in open_knockout["vendors"]:
        vendor["knockouts"] = {}

    report = report_of(open_knockout, since=call_centre())

    assert report.headline == "Nobody is ranked now"
    assert "nobody is ranked now" in report.subject
    assert "Knock-out not answered: Valid ISO/IEC 27001 certificate (5 of 5 vendors)" in report.lead
    assert "There is no first place now." in mail_text(report)
    assert "yet" not in mail_text(report).replace("not ranked yet", "").replace("Not scored yet", "")


def test_a_tie_that_the_method_parts_is_said_to_be_one() -> None:
    document = call_centre()
    document["method"]["tie_break"] = ["price"]
    acme, bolt = document["vendors"][:2]
    acme |= {"scores": {"security": {"eva": "5"}}, "price": "100000", "measures": {"hours": "12"}}
    bolt |= {"scores": {"security": {"eva": "5"}}, "price": "125000", "measures": {"hours": "21.6"}}
    document["vendors"] = [acme, bolt]

    assert "the same as" in report_of(document).lead


def test_times_are_told_in_the_zone_of_the_rfp_with_the_zone_named() -> None:
    assert report_of(call_centre()).computed == "2 March 2026, 10:30 CET"


def test_what_changed_names_the_version_seen_before_and_who_moved() -> None:
    before = with_weights(call_centre(), security="50", price="30")

    report = report_of(with_weights(call_centre(), security="10", price="70"), since=before)

    assert report.changes_heading == "What changed since version 11 (2 March 2026, 10:30 CET)"
    assert report.changes == ["Weight of Price 30 → 40"]
    assert report.moves == ["Cove Services: up from 3", "Bolt Services: down from 2"]


def test_of_very_many_changes_the_first_are_told_and_the_rest_counted() -> None:
    report = report_of(call_centre(), cause="\n".join(f"Change {number}" for number in range(1, 31)))

    assert len(report.changes) == SHOWN_CHANGES + 1
    assert report.changes[-1] == "… and 18 more. See the history in BPO Portal."


@pytest.mark.parametrize(
    "name", ["design_build_weighted", "georgia_doas_lowest_price", "goldilocks_tie", "uk_digital_outcomes"]
)
def test_every_published_example_has_a_report(name: str) -> None:
    report = report_of(gold(name))

    assert report.headline and report.lead and report.firmness and report.method


@pytest.mark.django_db
def test_it_compares_with_the_version_before_when_nothing_was_sent_yet(
    evaluation: Rfp, newest: Callable[[], Shortlist]
) -> None:
    first = newest()
    evaluation.candidates.filter(key="acanto").update(price="120000")
    second = newest()

    report = Report.of(second)

    assert report.since == first
    assert report.causes == second.cause.splitlines()
    assert Report.of(first).since is None


@pytest.mark.django_db
def test_scores_still_to_come_are_said_before_the_ranking(
    evaluation: Rfp, newest: Callable[[], Shortlist]
) -> None:
    superseded = newest()
    Score.objects.of_rfp(evaluation).earliest("pk").delete()
    current = newest()

    report = Report.of(current)

    told = "Provisional: 7 assigned scores are still to come; until then totals rest on those given."
    assert report.provisional == told
    assert told in mail_text(report)
    assert told in mail_html(report, addressed=False)
    assert Report.of(superseded).provisional == ""


@pytest.mark.django_db
def test_each_reader_is_told_the_net_change_since_their_own_last_report(evaluation: Rfp) -> None:
    versions = []
    for price in ("100000", "120000", "130000", "140000"):
        evaluation.candidates.filter(key="acanto").update(price=price)
        recompute(rfp_id=evaluation.pk, at=NOW)
        versions.append(evaluation.shortlists.latest("number"))
    _mark_as_sent(versions[1], "a@example.com")
    _mark_as_sent(versions[2], "b@example.com")
    readers = Readers(versions[3])

    first, second, stranger = (
        Report.of(versions[3], readers.of(f"{name}@example.com")) for name in ("a", "b", "c")
    )

    assert (first.since, second.since, stranger.since) == (versions[1], versions[2], versions[2])
    assert first.causes == ["Price of Acanto 120000 → 140000 EUR"]
    assert second.causes == versions[3].cause.splitlines() == ["Price of Acanto 130000 → 140000 EUR"]


@pytest.mark.django_db
def test_what_was_changed_and_changed_back_is_not_told(evaluation: Rfp, bea: User) -> None:
    seen = _version(evaluation, hour=0)
    _mark_as_sent(seen, "a@example.com")
    _weigh(evaluation, bea, "35", "25", hour=1)
    _version(evaluation, hour=2)
    _weigh(evaluation, bea, "30", "30", hour=3)
    version = _version(evaluation, hour=4)
    reader = Readers(version).of("a@example.com")

    nothing_left = Report.of(version, reader)
    evaluation.candidates.filter(key="acanto").update(price="120000")
    left = Report.of(_version(evaluation, hour=5), reader)

    told = "Nothing in the end: what was changed since then was changed back."
    assert version.sha256 == seen.sha256
    assert version.cause.splitlines()[0] == "Change 2: Reason given at hour 3."
    assert nothing_left.changes == [f"{told} See the history in BPO Portal."]
    assert told in mail_text(nothing_left)
    assert left.changes == ["Price of Acanto 100000 → 120000 EUR"]


@pytest.mark.django_db
def test_a_reason_is_told_while_what_it_is_for_is_left(evaluation: Rfp, bea: User) -> None:
    _mark_as_sent(_version(evaluation, hour=0), "a@example.com")
    _weigh(evaluation, bea, "35", "25", hour=1)
    _version(evaluation, hour=2)
    evaluation.candidates.filter(key="acanto").update(price="120000")
    version = _version(evaluation, hour=3)
    _weigh(evaluation, bea, "30", "30", hour=4)

    report = Report.of(version, Readers(version).of("a@example.com"))

    assert report.changes == [
        "Change 1: Reason given at hour 1.",
        "Weight of Quality 1 30 → 35",
        "Weight of Quality 2 30 → 25",
        "Price of Acanto 100000 → 120000 EUR",
    ]


@pytest.mark.django_db
def test_outside_the_team_evaluators_have_no_names_and_comments_stay_inside(
    evaluation: Rfp, newest: Callable[[], Shortlist]
) -> None:
    newest()
    score = Score.objects.get(
        candidate__key="acanto", criterion__key="quality-1", evaluator__email="nora@example.com"
    )
    Score.objects.filter(pk=score.pk).update(value=5 if score.value != 5 else 4)
    version = newest()

    inside = Report.of(version, Reader(is_team=True))
    outside = Report.of(version, Reader())

    assert any(cause.startswith("Score of Nora for Acanto") for cause in inside.causes)
    assert any(cause.startswith("Score of an evaluator for Acanto") for cause in outside.causes)
    assert len(inside.comments) == 18 and inside.comments[0].text == "As seen on the visit."
    assert outside.comments == []


@pytest.mark.django_db
def test_a_comment_to_a_score_that_changed_since_is_not_told_with_the_old_score(
    evaluation: Rfp, newest: Callable[[], Shortlist]
) -> None:
    version = newest()
    score = Score.objects.filter(candidate__key="acanto").first()
    assert score is not None
    Score.objects.filter(pk=score.pk).update(value=(score.value or 0) % 5 + 1, comment="Now better.")

    told = [comment.text for comment in Report.of(version, Reader(is_team=True)).comments]

    assert len(told) == 17 and "Now better." not in told


def _version(rfp: Rfp, *, hour: int) -> Shortlist:
    recompute(rfp_id=rfp.pk, at=NOW + timedelta(hours=hour))
    return rfp.shortlists.latest("number")


def _weigh(rfp: Rfp, by: User, *weights: str, hour: int) -> None:
    """Other weights for the two criteria of quality; price keeps its 40."""
    pks = Criterion.objects.filter(criteria_set__rfp=rfp).values_list("pk", flat=True)
    new = {pk: Decimal(weight) for pk, weight in zip(pks, [*weights, "40"], strict=True)}
    at = NOW + timedelta(hours=hour)
    save_weights(rfp=rfp, weights=new, by=by, at=at, reason=f"Reason given at hour {hour}.")


def _mark_as_sent(version: Shortlist, recipient: str) -> None:
    at = timezone.now()
    mail = Mail.objects.create(
        message_id=f"<{recipient}>", recipient=recipient, content=b"", queued_at=at, next_try_at=at
    )
    version.deliveries.create(recipient=recipient, mail=mail)
