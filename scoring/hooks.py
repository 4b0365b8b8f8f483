"""What scoring adds to the deeds of an RFP, in their transaction."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum
from django.urls import reverse
from django.utils.text import capfirst

from accounts.models import User
from rfp import hooks
from rfp.models import Rfp, RfpStatus, TeamRole

from .access import may_see_results
from .approvals import approval_in_words
from .certificates import needed, outlooks
from .forms.labels import scoring_labels
from .inputs.facts import FAIL, Facts, local_day
from .models import (
    Assignment,
    Criterion,
    Decision,
    DecisionKind,
    Kind,
    Recomputation,
    Shortlist,
    Source,
    Waiver,
)
from .models.criteria import ValidOn
from .numbers import plain
from .panel import PanelProgress
from .presentation.awarded import award_in_force, winners
from .presentation.cautions import Cautions
from .presentation.confirmed import confirmed
from .services.assignments import release
from .services.copying import copy_criteria
from .services.criteria import start_criteria
from .services.decisions import confirm
from .services.letters import ask_the_panel
from .sheets import handed_in
from .waivable import waiver_steps

MOST_DECISIONS = 5


def connect() -> None:
    hooks.started.append(on_started)
    hooks.copied.append(lambda source, copy: copy_criteria(source=source, copy=copy))
    hooks.evaluator_left.append(lambda member: release(member=member))
    hooks.candidate_notes += [certificate_notes, knockout_notes]
    hooks.field_labels.append(scoring_labels)
    hooks.candidate_steps.append(lambda rfp, at: waiver_steps(rfp, rfp.candidates.all(), at=at))
    hooks.overview_notes.append(decision_notes)
    hooks.rail_notes += [confirmed_note, awarded_note]
    hooks.moved[RfpStatus.SHORTLISTED].append(on_confirmed)
    hooks.needs.append(needed)
    hooks.moved[RfpStatus.EVALUATION].append(lambda rfp, by, at: ask_the_panel(rfp, at))
    hooks.checks[RfpStatus.PUBLISHED] += [_at_any_time(weights_missing), _at_any_time(dates_missing)]
    hooks.checks[RfpStatus.EVALUATION].append(_at_any_time(panel_missing))
    hooks.checks[RfpStatus.SHORTLISTED] += [
        scores_missing,
        _at_any_time(ranking_missing),
        _at_any_time(shortlist_unapproved),
    ]
    hooks.checks[RfpStatus.AWARDED].append(_at_any_time(award_missing))
    hooks.first_steps[RfpStatus.AWARDED].append(award_to_record)
    hooks.grounds[RfpStatus.AWARDED].append(award_ground)


def _at_any_time(check: Callable[[Rfp], list[str]]) -> Callable[[Rfp, datetime], list[str]]:
    return lambda rfp, at: check(rfp)


def on_started(rfp: Rfp) -> None:
    start_criteria(rfp=rfp)


def on_confirmed(rfp: Rfp, by: User | None, at: datetime) -> None:
    """Confirming pins the newest version, as a decision recorded on its page does; the clock confirms nothing."""
    if by:
        confirm(rfp=rfp, by=by, at=at)


def confirmed_note(rfp: Rfp) -> hooks.Note | None:
    found = confirmed(rfp)
    if found is None:
        return None
    count = len(found.vendors)
    return hooks.Note(
        title=f"Confirmed: version {found.version.number}, {count} vendor{'' if count == 1 else 's'}",
        address=reverse("rfp_shortlist", args=[rfp.number]),
        by=str(found.decision.decided_by),
        at=found.decision.at,
        text="the ranking has since moved" if found.moved else "",
    )


def awarded_note(rfp: Rfp) -> hooks.Note | None:
    award = award_in_force(rfp)
    if award is None:
        return None
    return hooks.Note(
        title=f"Awarded to {winners(award)} on version {award.shortlist.number}",
        address=award.shortlist.get_absolute_url(),
        by=str(award.decided_by),
        at=award.at,
        text=f"approved by {award.answer.by}" if award.answer else "",
    )


def certificate_notes(rfp: Rfp, at: datetime) -> dict[int, list[str]]:
    return {pk: [words for _, words in found] for pk, found in outlooks(rfp, at=at).items()}


def decision_notes(rfp: Rfp, user: User) -> list[hooks.Note]:
    """The newest decisions, for whoever may see results."""
    if not may_see_results(user=user, rfp=rfp):
        return []
    decisions = Decision.objects.filter(rfp=rfp).with_names()
    return [
        hooks.Note(
            title=f"{each} on version {each.shortlist.number}",
            address=each.shortlist.get_absolute_url(),
            by=str(each.decided_by),
            at=each.at,
            text="\n".join(filter(None, (capfirst(approval_in_words(each)), each.reasons))),
        )
        for each in decisions[:MOST_DECISIONS]
    ]


def knockout_notes(rfp: Rfp, at: datetime) -> dict[int, list[str]]:
    """Knock-outs that candidates fail, except by certificates, and what of all of them is waived."""
    knockouts = list(Criterion.objects.of_rfp(rfp).filter(kind=Kind.KNOCKOUT))
    candidates = list(rfp.candidates.select_related("vendor")) if knockouts else []
    facts = Facts(rfp, knockouts, candidates, on=local_day(rfp, at=at))
    notes = {
        candidate.pk: [
            f"Fails “{each}”"
            for each in knockouts
            if each.source != Source.CERTIFICATE and facts.answer(each, candidate) == FAIL
        ]
        for candidate in candidates
    }
    for waiver in Waiver.objects.of_rfp(rfp).open().with_names():
        words = "is waived" if waiver.decided_by else "waits for a waiver"
        notes.setdefault(waiver.candidate_id, []).append(f"“{waiver.criterion}” {words}")
    return notes


def weights_missing(rfp: Rfp) -> list[str]:
    weighted = Criterion.objects.of_rfp(rfp).weighted()
    if not weighted:
        return ["Add the criteria that offers are judged by."]
    found = weighted.aggregate(found=Sum("weight"))["found"] or Decimal(0)
    total = weighted[0].criteria_set.weights_total
    return [] if found == total else [f"The weights add up to {plain(found)}, not to {plain(total)}."]


def dates_missing(rfp: Rfp) -> list[str]:
    """A certificate that must be valid when the contract starts needs that day."""
    if rfp.contract_starts_on:
        return []
    asking = Criterion.objects.of_rfp(rfp).filter(source=Source.CERTIFICATE, valid_on=ValidOn.CONTRACT_START)
    return [f"Set the start of the contract: “{criterion}” looks at that day." for criterion in asking]


def panel_missing(rfp: Rfp) -> list[str]:
    scored = Criterion.objects.of_rfp(rfp).filter(kind=Kind.SCORED, weight__gt=0)
    team = rfp.team.filter(role=TeamRole.EVALUATOR).values("user")
    assigned = Assignment.objects.filter(evaluator__in=team).values("criterion")
    return [f"Nobody is assigned to score “{criterion}”." for criterion in scored.exclude(pk__in=assigned)]


def scores_missing(rfp: Rfp, at: datetime) -> list[str]:
    """Who has not handed in, and which sheets that are handed in need more by now, as when a vendor is not excluded
    any more."""
    sheets = handed_in(rfp)
    late = [_late(name) for name, is_in in sheets if not is_in]
    if len(late) == len(sheets):
        return late
    return late + [
        f"{row.evaluator} handed in without {row.missing} score{'s' if row.missing > 1 else ''} that "
        f"{'are' if row.missing > 1 else 'is'} needed now: reopen the sheet."
        for row in PanelProgress(rfp, at=at).lacking
    ]


def _late(name: str) -> str:
    return f"{name} has not handed in the scores."


def ranking_missing(rfp: Rfp) -> list[str]:
    state: Recomputation | None = getattr(rfp, "recomputation", None)
    latest = Shortlist.objects.checked().defer("document", "ranking").latest_of(rfp)
    if latest is None:
        return [f"There is no ranking yet. {_reasons(state)}".strip()]
    if state is None or state.computed_version != rfp.inputs_version:
        return ["The ranking is being computed from the latest changes: look again in a moment."]
    if state.waiting_for:
        return [f"There is no ranking of the present state. {_reasons(state)}"]
    if latest.is_altered:
        return [f"Version {latest.number} was altered in the database: no shortlist can rest on it."]
    if latest.provisional:
        return ["The ranking is provisional: values of some vendors are missing."]
    return []


def shortlist_unapproved(rfp: Rfp) -> list[str]:
    """A shortlist is confirmed without a recorded decision too, but not against one that is not approved, nor on
    another version than the one that was."""
    decision = Decision.objects.standing_of(rfp, DecisionKind.SHORTLIST)
    if decision is None or not decision.answer or decision.is_declined:
        return unapproved(decision)
    approved, newest = decision.shortlist.number, rfp.shortlists.values_list("number", flat=True).first()
    if approved == newest:
        return []
    return [
        f"{decision.approver} approved version {approved}, and version {newest} is the newest: "
        "record a decision on it."
    ]


def unapproved(decision: Decision | None) -> list[str]:
    if decision is None or decision.is_in_force:
        return []
    if decision.is_declined:
        return [f"{decision.approver} has declined “{decision}”: record another decision."]
    return [f"{decision.approver} has not approved “{decision}” yet."]


def award_missing(rfp: Rfp) -> list[str]:
    award = Decision.objects.standing_of(rfp, DecisionKind.AWARD)
    if award is None:
        return ["Record the award, on the version of the shortlist that it rests on."]
    return unapproved(award)


def award_ground(rfp: Rfp) -> hooks.Ground | None:
    """Whom the move awards the contract to, on which version, and what is to be known about that."""
    award = Decision.objects.standing_of(rfp, DecisionKind.AWARD)
    if award is None:
        return None
    return hooks.Ground(
        facts=[
            ("Awarded to", ", ".join(award.awarded_to)),
            ("Decided by", str(award.decided_by)),
            ("Approval", capfirst(approval_in_words(award)) or "Nobody was asked to approve it"),
            ("Reasons", award.reasons),
        ],
        page=hooks.Step(f"Version {award.shortlist.number}", award.shortlist.get_absolute_url()),
        warnings=Cautions.of_decision(award).sentences,
    )


def award_to_record(rfp: Rfp) -> hooks.Step | None:
    """The award on the newest version, as long as there is none, or only one that was declined."""
    newest = rfp.shortlists.values_list("number", flat=True).first()
    award = Decision.objects.standing_of(rfp, DecisionKind.AWARD)
    if newest is None or (award and not award.is_declined):
        return None
    page = reverse("shortlist_decide", args=[rfp.number, newest])
    return hooks.Step("Record the award", f"{page}?kind={DecisionKind.AWARD}")


def _reasons(state: Recomputation | None) -> str:
    return " ".join(state.waiting_for.splitlines()) if state else ""
