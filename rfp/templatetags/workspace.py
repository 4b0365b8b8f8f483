"""What the frame of an RFP's pages shows: tabs by role, where it stands, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format

from .. import hooks
from ..lifecycle import RFP_MOVES, STEPS, Deed, deeds_of
from ..models import Rfp, RfpStatus, RfpTemplate, TeamRole
from ..passages import was_examined
from ..readiness import missing
from ..walltime import wall_time

register = template.Library()

S = RfpStatus
TONES: dict[str, str] = {
    S.DRAFT: "neutral",
    S.PUBLISHED: "info",
    S.CLOSED: "warn",
    S.OPENED: "info",
    S.EVALUATION: "info",
    S.CONSENSUS: "info",
    S.SHORTLISTED: "good",
    S.DUE_DILIGENCE: "good",
    S.AWARDED: "good",
    S.UNSUCCESSFUL: "bad",
    S.CANCELLED: "bad",
}
WAITS_FOR: dict[str, str] = {
    S.DRAFT: "Being prepared; nobody has been asked yet.",
    S.PUBLISHED: "Offers are awaited. The clock closes the RFP at the deadline.",
    S.CLOSED: "No more offers are accepted. They can be opened now.",
    S.OPENED: "Offers are open. Assign evaluators and record the facts, then start the evaluation.",
    S.EVALUATION: "The panel scores. The ranking follows every change.",
    S.CONSENSUS: "The panel agrees on its scores.",
    S.SHORTLISTED: "The shortlist is confirmed. The award comes next, or due diligence before it.",
    S.DUE_DILIGENCE: "The vendors on the shortlist are examined; the award comes next.",
    S.AWARDED: "The contract is awarded.",
    S.UNSUCCESSFUL: "Ended without a shortlist.",
    S.CANCELLED: "Cancelled.",
}


@dataclass(frozen=True)
class Tab:
    key: str
    label: str
    url_name: str


TABS = (
    Tab("overview", "Overview", "rfp_overview"),
    Tab("criteria", "Criteria", "rfp_criteria"),
    Tab("vendors", "Vendors", "rfp_candidates"),
    Tab("scoring", "Scoring", "rfp_scoring"),
    Tab("shortlist", "Shortlist", "rfp_shortlist"),
    Tab("compare", "Compare", "rfp_compare"),
    Tab("what-if", "What if", "rfp_what_if"),
    Tab("reports", "Reports", "rfp_reports"),
    Tab("history", "History", "rfp_history"),
)
NOT_FOR: dict[str, frozenset[str]] = {TeamRole.EVALUATOR: frozenset({"reports"})}


@register.simple_tag
def tabs_of(rfp: Rfp) -> list[Tab]:
    return [tab for tab in TABS if tab.key not in NOT_FOR.get(rfp.my_role, frozenset())]


@register.filter
def status_tone(status: str) -> str:
    return TONES[status]


@register.filter
def waits_for(rfp: Rfp) -> str:
    if rfp.status == S.AWARDED and not was_examined(rfp):
        return f"{WAITS_FOR[rfp.status]} There was no due diligence before."
    return WAITS_FOR[rfp.status]


@register.filter
def role_label(role: str) -> str:
    return str(TeamRole(role).label)


@dataclass(frozen=True)
class Step:
    label: str
    state: str


@register.filter
def steps_of(rfp: Rfp) -> list[Step]:
    """The straight road with what is done, what is now, and what is ahead; a detour while the RFP is on it, and due
    diligence before an award if it was made."""
    if rfp.has_ended and rfp.status != S.AWARDED:
        return []
    order = [str(status) for status in RFP_MOVES]
    here = order.index(rfp.status)
    detour = S.DUE_DILIGENCE if rfp.status == S.AWARDED and was_examined(rfp) else RfpStatus(rfp.status)
    on_the_way = sorted({*STEPS, detour}, key=order.index)
    return [
        Step(
            status.label, "now" if status == rfp.status else "done" if order.index(status) < here else "ahead"
        )
        for status in on_the_way
    ]


@dataclass(frozen=True)
class Next:
    deed: Deed
    others: list[Deed]
    first: hooks.Step | None
    missing: list[str]


@register.simple_tag
def next_deed(rfp: Rfp) -> Next | None:
    """The way forward that a lead is offered, with what it lacks, and others there are."""
    forward = [deed for deed in deeds_of(rfp) if not deed.ends]
    if not forward or not rfp.can_edit:
        return None
    deed, *others = forward
    steps = [step for find in hooks.first_steps[deed.to] if (step := find(rfp))]
    return Next(deed, others, steps[0] if steps else None, missing(rfp, to=deed.to, at=timezone.now()))


@register.simple_tag
def rail_notes(rfp: Rfp) -> list[hooks.Note]:
    return [note for tell in hooks.rail_notes if (note := tell(rfp))]


@register.filter
def endings_of(rfp: Rfp) -> list[Deed]:
    return [deed for deed in deeds_of(rfp) if deed.ends]


@register.filter
def deadline_there(rfp: Rfp) -> str:
    """The deadline as the RFP's own clocks show it, where the reader's are others."""
    if rfp.deadline_at is None or timezone.get_current_timezone_name() == rfp.timezone:
        return ""
    there = wall_time(rfp.deadline_at, zone=rfp.timezone)
    return f"{date_format(there, 'j M Y, H:i')} in {rfp.timezone}"


@register.filter
def by_office(templates: Iterable[RfpTemplate]) -> list[tuple[str, list[RfpTemplate]]]:
    """Templates by the office that most of their work belongs to."""
    groups: dict[str, list[RfpTemplate]] = {}
    for each in templates:
        lines = list(each.service_lines.all())
        office = str(lines[0].get_office_display()) if lines else "Other"
        groups.setdefault(office, []).append(each)
    return sorted(groups.items(), key=lambda group: group[0] != "Front office")


@register.filter
def knockouts(criteria: Iterable[dict[str, Any]]) -> list[str]:
    return [each["title"] for each in criteria if each["kind"] == "knockout"]


@register.filter
def of(found: dict[Any, Any], key: object) -> Any:
    return found.get(key, ())
