"""Short mails about work that waits or is done: who it is from, which RFP, and where to go; nothing that is secret."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User, UserQuerySet
from outbox import services as outbox
from rfp.models import APPROVERS, Rfp, TeamRole

from ..models import Approval, Assignment, Decision, Kind, Waiver


def ask_for_approval(*, decision: Decision, at: datetime) -> None:
    if decision.approver is None:
        return
    rfp, what = decision.rfp, decision.get_kind_display().lower()
    _tell(
        _on_team(rfp).filter(pk=decision.approver.pk),
        rfp,
        f"your approval of the {what} is asked for",
        f"{decision.decided_by} asks you to approve or decline the {what} decision on {_version(decision)}.",
        reverse("decision_answer", args=[rfp.number, decision.pk]),
        at=at,
    )


def tell_of_approval(*, approval: Approval, at: datetime) -> None:
    decision = approval.decision
    rfp, what = decision.rfp, decision.get_kind_display().lower()
    answered = "approved" if approval.approves else "declined"
    _tell(
        _on_team(rfp).filter(pk=decision.decided_by_id),
        rfp,
        f"the {what} decision is {answered}",
        f"{approval.by} has {answered} the {what} decision that you recorded on {_version(decision)}.",
        reverse("decision_answer", args=[rfp.number, decision.pk]),
        at=at,
    )


def ask_for_waiver(*, waiver: Waiver, at: datetime) -> None:
    """Whoever can decide it."""
    rfp = waiver.candidate.rfp
    _tell(
        _on_team(rfp, *APPROVERS).exclude(pk=waiver.requested_by_id),
        rfp,
        "a waiver waits to be decided",
        f"{waiver.requested_by} asks to waive a knock-out in {_named(rfp)}. You can approve or decline it.",
        reverse("waiver_decide", args=[rfp.number, waiver.pk]),
        at=at,
    )


def tell_of_waiver(*, waiver: Waiver, at: datetime) -> None:
    rfp, answered = waiver.candidate.rfp, waiver.get_state_display().lower()
    _tell(
        _on_team(rfp).filter(pk=waiver.requested_by_id),
        rfp,
        f"a waiver is {answered}",
        f"{waiver.decided_by} has {answered} the waiver that you asked for in {_named(rfp)}.",
        reverse("rfp_waivers", args=[rfp.number]),
        at=at,
    )


def ask_to_score(*, rfp: Rfp, evaluators: Iterable[int], at: datetime | None = None) -> None:
    """Evaluators, by number, who have something to score."""
    _tell(
        _on_team(rfp, TeamRole.EVALUATOR).filter(pk__in=evaluators),
        rfp,
        "there is something for you to score",
        f"Scoring is open in {_named(rfp)}, and criteria are assigned to you.",
        reverse("rfp_scoring", args=[rfp.number]),
        at=at,
    )


def ask_the_panel(rfp: Rfp, at: datetime) -> None:
    assigned = Assignment.objects.filter(criterion__criteria_set__rfp=rfp, criterion__kind=Kind.SCORED)
    ask_to_score(rfp=rfp, evaluators=assigned.values_list("evaluator", flat=True), at=at)


def tell_all_have_scored(*, rfp: Rfp, last: User, at: datetime) -> None:
    _tell(
        _on_team(rfp, TeamRole.LEAD),
        rfp,
        "all scores are handed in",
        f"{last} was the last to hand in: everybody who scores {_named(rfp)} has done so.",
        reverse("rfp_scoring", args=[rfp.number]),
        at=at,
    )


def _on_team(rfp: Rfp, *roles: TeamRole) -> UserQuerySet:
    """Members with an account that is open; of these roles, where any is named."""
    members = rfp.team.filter(role__in=roles) if roles else rfp.team.all()
    people: UserQuerySet = User.objects.get_queryset()
    return people.active().internal().filter(pk__in=members.values("user"))


def _named(rfp: Rfp) -> str:
    return f"{rfp.number}, {rfp.title}"


def _version(decision: Decision) -> str:
    return f"version {decision.shortlist.number} of {_named(decision.rfp)}"


def _tell(
    people: Iterable[User], rfp: Rfp, subject: str, line: str, address: str, *, at: datetime | None
) -> None:
    for person in people:
        context = {"person": person, "line": line, "address": f"{settings.BASE_URL}{address}"}
        text = render_to_string("scoring/mail/work.txt", context)
        outbox.queue(message=EmailMessage(f"{rfp.number}: {subject}", text, to=[person.email]), at=at)
