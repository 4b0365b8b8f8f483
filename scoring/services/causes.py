"""Why there is a new version of a shortlist, in words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from rfp.models import Rfp

from ..engine import ENGINE_VERSION
from ..engine.canonical import taken_apart
from ..engine.explanation.changes import changes_between
from ..engine.reading.building import build
from ..inputs import Inputs
from ..models import CriteriaChange, Shortlist
from ..waivers import by_cell, sentence
from .moved_days import moved_days
from .turns import turns

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
    """What changed since the previous version, one sentence a line: the reasons that were given, then the changes."""
    if previous is None:
        return FIRST
    changes = _changes(rfp, previous, inputs, line=line, on=on, engine=ENGINE_VERSION)
    return _shortened([*_reasons(rfp, previous), *changes])


def net_changes(since: Shortlist, now: Shortlist) -> list[str]:
    """What is different after several versions, in the same words; what cancelled itself out in between is not told.

    Reasons are told as long as anything of the criteria or the method is left changed.
    """
    rfp, was, document = now.rfp, since.file, now.file
    names = dict(rfp.team.values_list("key", "user__name"))
    inputs = Inputs(
        document, [], build(document), now.document.encode(), evaluators=names, waivers=now.waivers
    )
    changes = _changes(rfp, since, inputs, line=now.line, on=now.as_of, engine=now.engine_version)
    is_judged_alike = all(was[part] == document[part] for part in ("criteria", "method"))
    return changes if is_judged_alike else [*_reasons(rfp, since, until=now.computed_at), *changes]


def _changes(
    rfp: Rfp, previous: Shortlist, inputs: Inputs, *, line: Mapping[str, object], on: date, engine: str
) -> list[str]:
    """What was waived, then what certificates did by themselves, by edits of the register or because the day on which
    they count was moved, then the edits."""
    old = _read_again(previous, inputs)
    waived = list(_waivers(previous, old, inputs))
    certificates = _apply_turns(old, turns(rfp, old, inputs.document, on=on))
    moved = list(moved_days(rfp, since=previous.computed_at)) if certificates else []
    sentences = [
        *waived,
        *moved,
        *certificates,
        *_edits(old, inputs),
        *_moves_of_the_line(previous.line, line),
    ]
    if previous.engine_version != engine:
        sentences.append(f"Method of computing {previous.engine_version} → {engine}")
    return sentences


def _read_again(previous: Shortlist, inputs: Inputs) -> Document:
    """The document of a version. Most vendors are the same as now, letter by letter, and need not be read again."""
    parts, now = (taken_apart(text) for text in (previous.document, inputs.canonical.decode()))
    if parts is None or now is None:
        return previous.file
    (rest, before), (_, after) = parts, now
    known = dict(zip(after, inputs.document["vendors"], strict=True))
    vendors = [dict(known[each]) if each in known else json.loads(each) for each in before]
    return {**json.loads(rest), "vendors": vendors}


def _shortened(sentences: Sequence[str]) -> str:
    rest = len(sentences) - SHOWN
    more = [f"… and {rest} more change{'s' if rest > 1 else ''}"] if rest > 0 else []
    return "\n".join([*sentences[:SHOWN], *more])


def _reasons(rfp: Rfp, previous: Shortlist, *, until: datetime | None = None) -> list[str]:
    """Reasons given for changes of the criteria that no version up to the previous one has told."""
    earliest = previous.computed_at - LEEWAY
    versions = rfp.shortlists.filter(computed_at__gte=earliest, number__lte=previous.number)
    told = list(versions.values_list("cause", flat=True))
    changes = CriteriaChange.objects.filter(criteria_set__rfp=rfp, at__gt=earliest).order_by("number")
    if until:
        changes = changes.filter(at__lte=until)
    return [str(change) for change in changes if not any(str(change) in cause for cause in told)]


def _waivers(previous: Shortlist, old: Document, inputs: Inputs) -> Iterator[str]:
    """Waivers that came and went; their answers are put into the old document, so that nothing tells them again."""
    was, now = by_cell(previous.waivers), by_cell(inputs.waivers)
    titles = {each["key"]: each["title"] for each in old["criteria"]}
    before = {each["key"]: each for each in old["vendors"]}
    after = {each["key"]: each for each in inputs.document.get("vendors", ())}
    for vendor, criterion in dict.fromkeys([*was, *now]):
        is_same = was.get((vendor, criterion)) == now.get((vendor, criterion))
        if is_same or vendor not in before or vendor not in after or criterion not in titles:
            continue
        entry, answer = now.get((vendor, criterion)), after[vendor].get("knockouts", {}).get(criterion)
        ended = "Knock-out passed, no longer waived" if answer == "pass" else "Waiver ended"
        said = sentence(entry, titles[criterion]) if entry else f"{ended}: {titles[criterion]}"
        yield f"{after[vendor]['title']}: {said}"
        answers = {**before[vendor].get("knockouts", {}), criterion: answer}
        before[vendor]["knockouts"] = {key: each for key, each in answers.items() if each}


def _apply_turns(old: Document, turned: Iterator[tuple[Cell, str, str]]) -> list[str]:
    """Put the answers that turned into the old document, so that they are not told again, and say why."""
    before = {each["key"]: each["knockouts"] for each in old["vendors"] if "knockouts" in each}
    told = []
    for (vendor, criterion), answer, said in list(turned):
        before[vendor][criterion] = answer
        told.append(said)
    return sorted(set(told))


def _edits(old: Document, inputs: Inputs) -> list[str]:
    """Evaluators by name; those who share a name by key. The old document was valid when it was stored."""
    if inputs.evaluation is None:
        return []
    names = list(inputs.evaluators.values())
    shown = {key: name for key, name in inputs.evaluators.items() if names.count(name) == 1}
    before, after = _without_the_unchanged(old, inputs.document)
    return changes_between(build(before), build(after), evaluators=shown)


def _without_the_unchanged(old: Document, new: Document) -> tuple[Document, Document]:
    """Vendors that are the same in both have nothing to tell, unless their order has changed."""
    before, after = ({each["key"]: each for each in document["vendors"]} for document in (old, new))
    if [key for key in before if key in after] != [key for key in after if key in before]:
        return old, new
    same = {key for key, each in after.items() if before.get(key) == each}
    return _without(old, same), _without(new, same)


def _without(document: Document, vendors: set[str]) -> Document:
    return document | {"vendors": [each for each in document["vendors"] if each["key"] not in vendors]}


def _moves_of_the_line(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    words = {"size": "Shortlist: most vendors", "threshold": "Shortlist: least total"}
    return [
        f"{words[key]} {old.get(key) or 'none'} → {new.get(key) or 'none'}"
        for key in words
        if old.get(key) != new.get(key)
    ]
