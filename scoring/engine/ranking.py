"""The computation, in the order in which the method states it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from .arithmetic import units
from .document import Evaluation, Method
from .firmness.tipping import Contender, sensitivity
from .grading import Grade
from .judging import Finding, Judge
from .pricing import grade_prices
from .result import Ranking, Row, Sensitivity, State

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Standing:
    """A vendor that can be ranked, with its exact numbers; ``grades`` in the order of the criteria."""

    finding: Finding
    grades: dict[str, Grade]
    quality: Fraction
    total: Fraction


class Placing(NamedTuple):
    """Everything found out about each vendor, in the file's order, and the ranked ones with their ranks."""

    findings: list[Finding]
    ranked: list[tuple[int, Standing]]


def rank(evaluation: Evaluation) -> Ranking:
    """Who is where, and why; exact for every valid evaluation."""
    placing = place(evaluation)
    rows = [_ranked_row(position, standing) for position, standing in placing.ranked]
    for state in (State.INCOMPLETE, State.EXCLUDED):
        rows += [_unranked_row(finding) for finding in placing.findings if finding.state is state]
    return Ranking(
        snapshot_sha256=evaluation.sha256,
        decimals=evaluation.method.decimals,
        rows=tuple(rows),
        sensitivity=firmness(evaluation, placing),
    )


def place(evaluation: Evaluation) -> Placing:
    """Steps 1 to 8: exact totals and the ranks that follow from them."""
    judge = Judge(evaluation)
    findings = [judge.judge(vendor) for vendor in evaluation.vendors]
    return Placing(findings, _in_order(_standings(evaluation, judge, findings), evaluation.method))


def _standings(evaluation: Evaluation, judge: Judge, findings: Sequence[Finding]) -> list[Standing]:
    """Steps 4 to 6. Whoever is not excluded takes part in setting the lowest price and the best quality,
    even while another of its values is missing."""
    surviving = [finding for finding in findings if finding.state is not State.EXCLUDED]
    stretch = _stretch(evaluation.method, judge.quality_weight, surviving)
    prices = _price_grades(evaluation, surviving)
    keys = [criterion.key for criterion in evaluation.weighted]
    standings = []
    for finding in surviving:
        if finding.state is State.RANKED and finding.quality is not None:
            quality = finding.quality * stretch
            priced = prices.get(finding.vendor.key, {})
            total = quality + sum((grade.points for grade in priced.values()), ZERO)
            grades = {key: grade.times(stretch) for key, grade in finding.grades.items()} | priced
            standings.append(Standing(finding, {key: grades[key] for key in keys}, quality, total))
    return standings


def _stretch(method: Method, quality_weight: Fraction, surviving: Sequence[Finding]) -> Fraction:
    """What quality totals are multiplied by: the best one reaches the whole weight of quality."""
    best = max((each.quality for each in surviving if each.quality is not None), default=ZERO)
    return quality_weight / best if method.quality_relative_to_best and best else ONE


def _price_grades(evaluation: Evaluation, surviving: Sequence[Finding]) -> dict[str, dict[str, Grade]]:
    """By vendor, the grade of the price criterion under that criterion's key."""
    criterion = evaluation.price
    if criterion is None:
        return {}
    prices = {
        each.vendor.key: Fraction(each.vendor.price) for each in surviving if each.vendor.price is not None
    }
    return {vendor: {criterion.key: grade} for vendor, grade in grade_prices(criterion, prices).items()}


def _in_order(standings: Sequence[Standing], method: Method) -> list[tuple[int, Standing]]:
    """Standings with their ranks: 1, 1, 3, 4 …; the file's order among those that share one."""
    position = _position(method)
    ranked: list[tuple[int, Standing]] = []
    for _, level in groupby(sorted(standings, key=position), key=position):
        shared = len(ranked) + 1
        ranked += [(shared, standing) for standing in level]
    return ranked


def _position(method: Method) -> Callable[[Standing], tuple[Fraction | int, ...]]:
    """What vendors are sorted by: the rounded total, then the exact values of the tie-break."""

    def position(standing: Standing) -> tuple[Fraction | int, ...]:
        ties = [part for key in method.tie_break for part in _tie_break(key, standing)]
        return (-units(standing.total, method.decimals), *ties)

    return position


def _tie_break(key: str, standing: Standing) -> tuple[Fraction, ...]:
    """Lower comes first. A vendor without a price comes after those that have one."""
    if key == "quality":
        return (-standing.quality,)
    if key == "price":
        price = standing.finding.vendor.price
        return (ONE, ZERO) if price is None else (ZERO, Fraction(price))
    return (-standing.grades[key].points,)


def _ranked_row(position: int, standing: Standing) -> Row:
    return Row(
        vendor=standing.finding.vendor.key,
        state=State.RANKED,
        reasons=standing.finding.reasons_shown,
        rank=position,
        total=standing.total,
        quality=standing.quality,
        points={key: grade.points for key, grade in standing.grades.items()},
        fractions={key: grade.fraction for key, grade in standing.grades.items()},
    )


def _unranked_row(finding: Finding) -> Row:
    return Row(
        vendor=finding.vendor.key,
        state=finding.state,
        reasons=finding.reasons_shown,
        rank=None,
        total=None,
        quality=None,
        points={},
        fractions={},
    )


def firmness(evaluation: Evaluation, placing: Placing) -> Sensitivity | None:
    """How firm the first place is: only for one clear leader, and only where the closed forms hold."""
    ranked = placing.ranked
    one_leader = len(ranked) > 1 and ranked[1][0] > 1
    rounds_price = evaluation.price is not None and evaluation.price.points_decimals is not None
    if not one_leader or rounds_price or evaluation.method.quality_relative_to_best:
        return None
    in_file = {vendor.key: index for index, vendor in enumerate(evaluation.vendors)}
    leader, *others = (_contender(standing) for _, standing in ranked)
    others.sort(key=lambda contender: in_file[contender.vendor])
    return sensitivity(evaluation, leader, others)


def _contender(standing: Standing) -> Contender:
    fractions = [grade.fraction for grade in standing.grades.values()]
    return Contender(standing.finding.vendor.key, standing.total, fractions)
