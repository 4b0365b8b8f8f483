"""Why there is a new version of a shortlist, in words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format

from rfp.models import Rfp
from vendors.models import Certification, CertificationState

from ..engine import ENGINE_VERSION
from ..engine.explanation.changes import changes_between
from ..engine.reading.building import build
from ..inputs import READS_THE_DAY, Inputs
from ..models import CriteriaChange, Criterion, Shortlist

Document = dict[str, Any]
Cell = tuple[str, str]

FIRST = "First ranking"
SHOWN = 12
"""Of more changes than this, the first are told and the rest are counted."""
LEEWAY = timedelta(minutes=1)
"""How long before a version a reason can have been given that only the next version shows."""


def cause_in_words(
    *, rfp: Rfp, previous: Shortlist | None, inputs: Inputs, line: Mapping[str, object], on: date
) -> str:
    """What changed since the previous version, one sentence a line.

    First the reasons that were given, then what a new day did by itself, then the edits.
    """
    if previous is None:
        return FIRST
    old = previous.file
    by_itself = _apply_turns(old, inputs.document, _turns(rfp, since=previous.as_of, on=on))
    sentences = [
        *_reasons(rfp, previous),
        *by_itself,
        *_edits(old, inputs),
        *_moves_of_the_line(previous.line, line),
    ]
    if previous.engine_version != ENGINE_VERSION:
        sentences.append(f"Method of computing {previous.engine_version} → {ENGINE_VERSION}")
    return _shortened(sentences)


def _shortened(sentences: Sequence[str]) -> str:
    rest = len(sentences) - SHOWN
    more = [f"… and {rest} more change{'s' if rest > 1 else ''}"] if rest > 0 else []
    return "\n".join([*sentences[:SHOWN], *more])


def _reasons(rfp: Rfp, previous: Shortlist) -> list[str]:
    """Reasons given for changes of the criteria that no earlier version has told."""
    earliest = previous.computed_at - LEEWAY
    told = list(rfp.shortlists.filter(computed_at__gte=earliest).values_list("cause", flat=True))
    changes = CriteriaChange.objects.filter(criteria_set__rfp=rfp, at__gt=earliest).order_by("number")
    return [str(change) for change in changes if not any(str(change) in cause for cause in told)]


def _turns(rfp: Rfp, *, since: date, on: date) -> Iterator[tuple[Cell, str, str]]:
    """Certificates that ended or began between two days: vendor and criterion, the answer now, a sentence."""
    criteria = list(Criterion.objects.filter(READS_THE_DAY, criteria_set__rfp=rfp)) if on > since else []
    vendors = dict(rfp.candidates.values_list("vendor_id", "key")) if criteria else {}
    held = Certification.objects.filter(
        vendor__in=vendors,
        scheme__in={each.scheme_id for each in criteria},
        state=CertificationState.VERIFIED,
    )
    for certificate in held.select_related("scheme", "vendor").order_by("expires_on", "vendor__name"):
        turn = _turn(certificate, since, on)
        for criterion in criteria if turn else ():
            if turn and criterion.scheme_id == certificate.scheme_id:
                yield (vendors[certificate.vendor_id], criterion.key), *turn


def _turn(certificate: Certification, since: date, on: date) -> tuple[str, str] | None:
    ends, begins = certificate.expires_on, certificate.issued_on
    if ends and since <= ends < on:
        return "fail", f"{certificate} expired on {_written(ends)}"
    if begins and since < begins <= on:
        return "pass", f"{certificate} is valid from {_written(begins)}"
    return None


def _written(day: date) -> str:
    return date_format(day, "j F Y")


def _apply_turns(old: Document, new: Document, turns: Iterator[tuple[Cell, str, str]]) -> list[str]:
    """Put the answers that turned by themselves into the old document, and say which they were."""
    before = {each["key"]: each.setdefault("knockouts", {}) for each in old["vendors"]}
    after = {each["key"]: each.get("knockouts", {}) for each in new["vendors"]}
    told = []
    for (vendor, criterion), answer, sentence in turns:
        was = before.get(vendor, {}).get(criterion)
        if was not in (None, answer) and after[vendor].get(criterion) == answer:
            before[vendor][criterion] = answer
            told.append(sentence)
    return list(dict.fromkeys(told))


def _edits(old: Document, inputs: Inputs) -> list[str]:
    """Evaluators by name; those who share a name by key. The old document was valid when it was stored."""
    if inputs.evaluation is None:
        return []
    names = list(inputs.evaluators.values())
    shown = {key: name for key, name in inputs.evaluators.items() if names.count(name) == 1}
    return changes_between(build(old), inputs.evaluation, evaluators=shown)


def _moves_of_the_line(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    words = {"size": "Shortlist: most vendors", "threshold": "Shortlist: least total"}
    return [
        f"{words[key]} {old.get(key) or 'none'} → {new.get(key) or 'none'}"
        for key in words
        if old.get(key) != new.get(key)
    ]
