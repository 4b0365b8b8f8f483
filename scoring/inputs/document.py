from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rfp.models import Rfp

from ..engine import Evaluation, EvaluationError, canonical_bytes, from_mapping
from ..models import CriteriaSet, Criterion, Kind, PriceFormula
from ..numbers import plain
from ..waivers import Waived, kept
from .facts import Facts
from .problems import in_words, missing_parts

Document = dict[str, Any]

OF_CANDIDATES = ("pk", "key", "price", "vendor_id", "vendor__name")


@dataclass(frozen=True)
class Inputs:
    """The evaluation document of an RFP, or in words why no ranking can be computed from it yet.

    `evaluation` is what the engine made of the document, None if there are problems; `canonical` is the document as
    it is hashed and kept. `evaluators` has the name for each evaluator key, `waivers` what is to be told of each
    knock-out that is waived.
    """

    document: Document = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    evaluation: Evaluation | None = None
    canonical: bytes = b""
    evaluators: Mapping[str, str] = field(default_factory=dict)
    waivers: list[Waived] = field(default_factory=list)


def build_document(rfp: Rfp, *, on: date) -> Inputs:
    """Everything the ranking of this RFP is computed from, with the facts of that day.

    The number of queries does not depend on the number of rows. To get no mixture of two states, call it
    in one database snapshot in which `rfp` was read too.
    """
    criteria_set = CriteriaSet.objects.filter(rfp=rfp).first()
    criteria = list(criteria_set.criteria.all()) if criteria_set else []
    candidates = list(rfp.candidates.values_list(*OF_CANDIDATES, named=True))
    problems = missing_parts(criteria, candidates)
    if problems or criteria_set is None:
        return Inputs(problems=problems)
    facts = Facts(rfp, criteria, candidates, on=on)
    document = _document(rfp, criteria_set, facts, candidates)
    canonical = canonical_bytes(document)
    try:
        return Inputs(
            document,
            evaluation=from_mapping(document, canonical=canonical),
            canonical=canonical,
            evaluators=facts.evaluators,
            waivers=kept(facts.waivers, rfp),
        )
    except EvaluationError as error:
        return Inputs(document, problems=in_words(error, document), evaluators=facts.evaluators)


def _document(rfp: Rfp, criteria_set: CriteriaSet, facts: Facts, candidates: Sequence[Any]) -> Document:
    return {
        "format": "bpo-evaluation/1",
        "title": rfp.title,
        "currency": rfp.currency,
        "method": _method(criteria_set),
        "criteria": [_criterion(each) for each in facts.criteria],
        "vendors": _vendors(facts, candidates),
    }


def _method(criteria_set: CriteriaSet) -> Document:
    return _present(
        weights_total=plain(criteria_set.weights_total),
        panel=criteria_set.panel,
        quality_minimum=plain(criteria_set.quality_minimum),
        quality_relative_to_best=criteria_set.quality_relative_to_best,
        decimals=criteria_set.decimals,
        tie_break=criteria_set.tie_break,
    )


def _criterion(criterion: Criterion) -> Document:
    identity = {"key": criterion.key, "title": criterion.title, "kind": criterion.kind}
    match criterion.kind:
        case Kind.KNOCKOUT:
            return identity
        case Kind.PRICE:
            return identity | _price(criterion)
    return identity | _present(
        weight=plain(criterion.weight),
        scale=[plain(criterion.scale_low), plain(criterion.scale_high)],
        direction=criterion.direction,
        minimum=plain(criterion.minimum),
    )


def _price(criterion: Criterion) -> Document:
    """Of the parameters, those that the formula uses."""
    fixed = criterion.formula == PriceFormula.REFERENCE_RATIO
    bounded = criterion.formula == PriceFormula.BETWEEN_BOUNDS
    return _present(
        weight=plain(criterion.weight),
        formula=criterion.formula,
        reference=plain(criterion.reference) if fixed else None,
        cap=criterion.cap if fixed else None,
        bounds=[plain(criterion.bound_low), plain(criterion.bound_high)] if bounded else None,
        points_decimals=criterion.points_decimals,
    )


def _vendors(facts: Facts, candidates: Sequence[Any]) -> list[Document]:
    of_kind = {kind: [each for each in facts.criteria if each.kind == kind] for kind in Kind}
    panels = {each.key: facts.panels(each) for each in of_kind[Kind.SCORED]}
    return [
        {"key": each.key, "title": each.vendor__name}
        | _present(
            knockouts=_present(
                **{knockout.key: facts.knockout(knockout, each) for knockout in of_kind[Kind.KNOCKOUT]}
            ),
            scores=_of(str(each.pk), panels),
            measures=facts.figures(each),
            price=plain(each.price),
        )
        for each in candidates
    ]


def _of(candidate: str, columns: Mapping[str, Mapping[str, object]]) -> Document:
    """What there is of one candidate, by criterion."""
    return {key: column[candidate] for key, column in columns.items() if candidate in column}


def _present(**entries: object) -> Document:
    """Without what is not known."""
    return {key: value for key, value in entries.items() if value not in (None, "", {})}
