"""What of the candidates' knock-outs can be waived, and what is asked for or waived already."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from rfp.hooks import Step
from rfp.models import Candidate, Rfp

from .inputs.facts import PASS, Facts, local_day
from .models import Criterion, Kind, Waiver

ANSWERS = {"fail": "failed", None: "not answered"}
Failed = list[tuple[Criterion, str]]


def waivable(rfp: Rfp, candidates: Sequence[Candidate], *, at: datetime) -> dict[int, Failed]:
    """By candidate the knock-outs that it fails or has no answer for, and that nobody asked to waive yet."""
    knockouts = list(Criterion.objects.of_rfp(rfp).filter(kind=Kind.KNOCKOUT)) if candidates else []
    if not knockouts:
        return {}
    taken = set(Waiver.objects.of_rfp(rfp).open().values_list("candidate", "criterion"))
    facts = Facts(rfp, knockouts, candidates, on=local_day(rfp, at=at))
    found = defaultdict[int, Failed](list)
    for candidate in candidates:
        for each in knockouts:
            answer = facts.answer(each, candidate)
            if answer != PASS and (candidate.pk, each.pk) not in taken:
                found[candidate.pk].append((each, ANSWERS[answer]))
    return found


def waiver_steps(rfp: Rfp, candidates: Iterable[Candidate], *, at: datetime) -> dict[int, list[Step]]:
    """For a lead: the waivers that were asked for or granted, and where to ask for one that is still needed."""
    candidates, steps = list(candidates), defaultdict[int, list[Step]](list)
    if not candidates:
        return {}
    for waiver in Waiver.objects.of_rfp(rfp).open().filter(candidate__in=candidates):
        state = "Waiver asked for" if waiver.is_requested else "Waiver granted"
        steps[waiver.candidate_id].append(Step(state, reverse("rfp_waivers", args=[rfp.number])))
    for pk in waivable(rfp, candidates, at=at):
        steps[pk].append(Step("Ask for a waiver", reverse("waiver_request", args=[rfp.number, pk])))
    return steps
