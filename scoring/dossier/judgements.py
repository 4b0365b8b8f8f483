"""What the panel gave, every earlier state of it, and what was decided and waived."""

from typing import Any

from ..history import events
from ..models import Assignment, Decision, Score, ScoreSheet, Waiver
from .archive import Archive
from .people import People
from .scope import Rows, Scope, moment, name

SCORES, DECISIONS = "4-scores", "6-decisions"


def write_judgements(archive: Archive, scope: Scope, people: People) -> None:
    for path, rows, about in (
        (f"{SCORES}/scores.csv", _scores(scope), "Every score of every evaluator with its comment, as it is now"),
        (f"{SCORES}/score-history.csv", _history(scope, people), "Every state a score ever had, and who changed it"),
        (f"{SCORES}/sheets.csv", _sheets(scope), "Who has handed in, and why a sheet was reopened"),
        (f"{DECISIONS}/decisions.csv", _decisions(scope), "What was decided and approved, by whom, why, on what"),
        (f"{DECISIONS}/waivers.csv", _waivers(scope), "Knock-outs waived or asked to be, with reason and approver"),
    ):  # fmt: skip
        archive.table(path, rows, about=about)


def _scores(scope: Scope) -> Rows:
    """`counts`: whoever abstained, left the team or is not assigned counts for nothing."""
    yield [
        *("vendor", "criterion", "evaluator", "key", "score", "abstained", "counts", "comment"),
        *("revision", "changed_at"),
    ]
    keys = dict(scope.rfp.team.values_list("user", "key"))
    found = Assignment.objects.filter(criterion__criteria_set__rfp=scope.rfp)
    assigned = set(found.values_list("criterion", "evaluator"))
    scores = Score.objects.of_rfp(scope.rfp).select_related("candidate__vendor", "criterion", "evaluator")
    for each in scores.order_by(
        "candidate__key", "criterion__position", "criterion", "evaluator__name", "pk"
    ):
        is_asked = (each.criterion_id, each.evaluator_id) in assigned and each.evaluator_id in keys
        yield [
            *(each.candidate.vendor.name, each.criterion.title, each.evaluator.name),
            *(keys.get(each.evaluator_id, ""), each.value, each.abstained),
            *(is_asked and each.value is not None, each.comment, each.revision, moment(each.changed_at)),
        ]


def _history(scope: Scope, people: People) -> Rows:
    yield [
        *("recorded_at", "who", "from", "deed", "vendor", "criterion", "evaluator", "score", "abstained"),
        "comment",
    ]
    candidates = events("rfp.CandidateEvent").filter(rfp_id=scope.rfp.pk).select_related("vendor")
    vendors = {each.pgh_obj_id: each.vendor.name for each in candidates.order_by("pgh_id")}
    titles: dict[int, str] = {
        each.pgh_obj_id: each.title
        for each in events("scoring.CriterionEvent")
        .filter(pgh_obj_id__in=_scored(vendors).values("criterion_id"))
        .order_by("pgh_id")
    }
    for each in _scored(vendors).select_related("pgh_context").order_by("pgh_id").iterator():
        who, address = people.of_event(each)
        yield [
            *(moment(each.pgh_created_at), who, address, each.pgh_label, vendors[each.candidate_id]),
            *(titles.get(each.criterion_id, ""), people.names.get(each.evaluator_id, "")),
            *(each.value, each.abstained, each.comment),
        ]


def _scored(vendors: dict[int, str]) -> Any:
    return events("scoring.ScoreEvent").filter(candidate_id__in=list(vendors))


def _sheets(scope: Scope) -> Rows:
    yield ["evaluator", "handed_in_at", "reopened_because"]
    sheets = ScoreSheet.objects.filter(rfp=scope.rfp).select_related("evaluator")
    for each in sheets.order_by("evaluator__name", "pk"):
        yield [each.evaluator.name, moment(each.submitted_at), each.reopened_because]


def _decisions(scope: Scope) -> Rows:
    yield [
        *("decision", "awarded_to", "version", "sha256_of_version", "decided_by", "at", "reasons"),
        *("approval_asked_of", "approval", "answered_by", "answered_at", "note_of_approver"),
    ]
    for each in scope.decisions:
        version = each.shortlist
        yield [
            *(each.get_kind_display(), ", ".join(each.awarded_to), version.number, version.sha256),
            *(name(each.decided_by), moment(each.at), each.reasons, name(each.approver)),
            *_answer(each),
        ]


def _answer(decision: Decision) -> list[str]:
    answer = decision.answer
    if answer is None:
        return ["waits" if decision.waits else "", "", "", ""]
    return [
        "approved" if answer.approves else "declined",
        name(answer.by),
        moment(answer.at),
        answer.note,
    ]


def waivers(scope: Scope) -> list[Waiver]:
    return list(Waiver.objects.of_rfp(scope.rfp).with_names().order_by("requested_at", "pk"))


def _waivers(scope: Scope) -> Rows:
    yield [
        *("vendor", "knock_out", "state", "reason", "asked_for_by", "asked_at", "decided_by", "decided_at"),
        "note_of_approver",
    ]
    for each in waivers(scope):
        yield [
            *(each.candidate.vendor.name, each.criterion.title, each.get_state_display(), each.reason),
            *(name(each.requested_by), moment(each.requested_at)),
            *(name(each.decided_by), moment(each.decided_at), each.note),
        ]
