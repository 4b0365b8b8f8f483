"""Every version of the shortlist: its evaluation file as stored, what the engine made of it, and what changed."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from .. import engine
from ..engine.arithmetic import fixed
from ..engine.explanation.change import Cause, VendorChange
from ..engine.explanation.changes import changes_between
from ..engine.explanation.report import Report as Explanation
from ..engine.explanation.versions import split_change
from ..models import Decision, Shortlist
from ..presentation.provenance import Provenance
from ..presentation.ranking import RankingView
from .archive import Archive
from .scope import AT_ONCE, Row, Rows, Scope, day, moment, stem

FOLDER = "5-shortlist"
FILES = f"{FOLDER}/versions"


def evaluation_file(number: int) -> str:
    return f"{FILES}/{stem(number)}.json"


def ranking_file(number: int) -> str:
    return f"{FILES}/{stem(number)}-ranking.json"


def write_versions(archive: Archive, scope: Scope) -> list[dict[str, Any]]:
    """The files of all versions; gives what the manifest says of each."""
    known = []
    for version in scope.versions():
        scope.tell("Writing versions", version.number, scope.newest or 0)
        known.append(_write_version(archive, scope, version))
    archive.table(
        f"{FOLDER}/versions.csv",
        _versions(scope),
        about="All versions with cause, time, hashes and what became of decisions; values_missing: of some vendor",
    )
    archive.table(f"{FOLDER}/rankings.csv", _rankings(scope), about="Rank and total of every vendor in them")
    return known


def _write_version(archive: Archive, scope: Scope, version: Shortlist) -> dict[str, Any]:
    number, faults = version.number, version.alterations
    if faults:
        scope.altered[number] = faults
    mark = ". ALTERED, see README.txt" if faults else ""
    document, ranking = evaluation_file(number), ranking_file(number)
    archive.add(document, [version.document.encode()], about=f"Evaluation file of version {number}{mark}")
    archive.add(
        ranking, [version.ranking.encode()], about=f"What was computed from it, version {number}{mark}"
    )
    return {
        "number": number,
        "evaluation_file": document,
        "sha256": version.sha256,
        "ranking_file": ranking,
        "ranking_sha256": version.ranking_sha256,
        "engine_version": version.engine_version,
        "computed_at": moment(version.computed_at),
        "altered": faults,
    }


def _versions(scope: Scope) -> Rows:
    decided: dict[int, list[str]] = {}
    for each in scope.decisions:
        state = _standing(each, scope.decisions)
        decided.setdefault(each.shortlist.number, []).append(f"{each.get_kind_display()}: {state}")
    yield [
        *("version", "computed_at", "facts_as_of", "what_led_to_it", "values_missing", "decision"),
        *("evaluation_file", "sha256", "ranking_file", "method_of_computing", "altered"),
    ]
    known = scope.rfp.shortlists.defer("document", "ranking").order_by("number")
    for version in known.iterator(chunk_size=AT_ONCE):
        number = version.number
        yield [
            *(number, moment(version.computed_at), day(version.as_of), version.cause, version.provisional),
            "; ".join(decided.get(number, [])),
            *(evaluation_file(number), version.sha256, ranking_file(number), version.engine_version),
            " ".join(scope.altered.get(number, [])),
        ]


def _standing(decision: Decision, known: Sequence[Decision]) -> str:
    """Whether a decision holds: `known` are all of its RFP, oldest first."""
    if decision.waits:
        return "never approved" if decision.shortlist.rfp.has_ended else "waits for approval"
    if decision.is_declined:
        return "declined"
    in_force = [each for each in known if each.kind == decision.kind and each.is_in_force]
    return "in force" if decision == in_force[-1] else "replaced by a later one"


def _rankings(scope: Scope) -> Rows:
    yield [
        *("version", "rank", "vendor", "key", "state", "total", "quality", "on_shortlist", "reasons"),
        "altered",
    ]
    for version in scope.versions():
        if version.number in scope.altered:
            yield [version.number, *[""] * 8, "see README.txt"]
            continue
        for row in RankingView(version, before=None).rows:
            yield [
                *(version.number, row.rank, row.title, row.key, row.state, row.total, row.quality),
                *(row.on_shortlist, "; ".join(row.reasons), ""),
            ]


# --- What changed from each version to the next


def write_changes(archive: Archive, scope: Scope) -> None:
    pairs = f"{FOLDER}/changes-of-totals.csv"
    archive.table(
        pairs, _totals(scope), about="From each version to the next: every total divided among its causes"
    )
    inputs = f"{FOLDER}/changes-of-inputs.csv"
    archive.table(inputs, _inputs(scope), about="From each version to the next: what was changed, in words")


class Computed:
    """A version, and what the engine makes of it; as the next one's neighbour it is not computed again."""

    def __init__(self, version: Shortlist) -> None:
        self.version, self.number = version, version.number
        self.evaluation = engine.parse(version.document)

    @cached_property
    def ranking(self) -> engine.Ranking:
        return engine.rank(self.evaluation)


def _pairs(scope: Scope) -> Iterator[tuple[Computed, Computed]]:
    """Neighbours that can be held against each other: neither altered, both computed by one method."""
    older: Computed | None = None
    for version in scope.versions():
        scope.tell("Comparing versions", version.number, scope.newest or 0)
        newer = None if version.number in scope.altered else Computed(version)
        if older and newer and older.version.engine_version == version.engine_version:
            yield older, newer
        older = newer


def _totals(scope: Scope) -> Rows:
    yield [
        *("from_version", "to_version", "vendor", "rank_before", "rank_after", "total_before", "total_after"),
        *("change", *(f"of_which_{cause.label.replace(' ', '_')}" for cause in Cause), "in_words"),
    ]
    for old, new in _pairs(scope):
        rankings = (old.ranking, new.ranking)
        for vendor in split_change(old.evaluation, new.evaluation, rankings=rankings).vendors:
            yield [old.number, new.number, *_total(vendor)]


def _total(vendor: VendorChange) -> Row:
    split = vendor.split
    if split is None:
        blank = [""] * (3 + len(Cause))
        return [vendor.title, *vendor.ranks, *blank, vendor.sentence]
    parts = [split.shown.get(cause) for cause in Cause]
    numbers = [*split.totals, split.shown_change, *parts]
    return [
        *(vendor.title, *vendor.ranks),
        *(Decimal(fixed(each, split.decimals)) if each is not None else "" for each in numbers),
        vendor.sentence,
    ]


def _inputs(scope: Scope) -> Rows:
    names = dict(scope.rfp.team.values_list("key", "user__name"))
    yield ["from_version", "to_version", "what_changed"]
    for old, new in _pairs(scope):
        for sentence in changes_between(old.evaluation, new.evaluation, evaluators=names):
            yield [old.number, new.number, sentence]


# --- Versions in full: each total down to who entered what


def write_explanations(archive: Archive, scope: Scope) -> None:
    for version in scope.shown_in_full():
        scope.tell("Explaining versions", version.number, scope.newest or 0)
        number = version.number
        explanation = Explanation(engine.parse(version.document))
        archive.text(
            f"{FOLDER}/{stem(number)}-explained.txt",
            explanation.lines(),
            about=f"Every total of version {number}, step by step, and how firm the first place is",
        )
        archive.table(
            f"{FOLDER}/{stem(number)}-points.csv",
            _points(scope, version),
            about=f"Every point of version {number}, with the inputs behind it and who entered each, when",
        )


def _points(scope: Scope, version: Shortlist) -> Rows:
    yield [
        *("rank", "vendor", "criterion", "kind", "weight", "points", "input", "value", "entered_by"),
        *("entered_at", "note", "told_as_it_is_today"),
    ]
    document = version.file
    for row in RankingView(version, before=None).rows:
        provenance = Provenance(scope.rfp, version, vendor=row.key, document=document)
        points = {column.key: number for column, number in row.cells}
        for criterion in document["criteria"]:
            about = [row.rank, row.title, criterion["title"], criterion["kind"], criterion.get("weight")]
            yield from _of_criterion(about, points.get(criterion["key"]), provenance.of(criterion))


def _of_criterion(about: Row, points: str | None, origins: Iterable[Any]) -> Rows:
    """One row for each input; the points stand in each, as they follow from all."""
    found = [[each.what, each.value, each.who, moment(each.at), each.note, each.is_later] for each in origins]
    for origin in found or [["", "", "", "", "", ""]]:
        yield [*about, points, *origin]
