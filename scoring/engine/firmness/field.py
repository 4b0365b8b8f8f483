"""Who takes part in the questions about the first place: the ranked vendors, and who of them is first."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..ranking import Ranking


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Instead of an answer: why there is none."""

    reason: str

    def as_dict(self) -> dict[str, object]:
        return {"unavailable": self.reason}


@dataclass(frozen=True, slots=True)
class Entrant:
    """A ranked vendor with its exact numbers; fractions by the key of the weighted criterion."""

    vendor: str
    rank: int
    total: Fraction
    quality: Fraction
    fractions: Mapping[str, Fraction]


def entrants(ranking: Ranking) -> list[Entrant]:
    """First to last."""
    return [
        Entrant(row.vendor, row.rank, row.total, row.quality, row.fractions)
        for row in ranking.rows
        if row.rank is not None and row.total is not None and row.quality is not None
    ]


def first(ranking: Ranking) -> tuple[str, ...]:
    """The vendors of rank 1."""
    placing, vendors = ranking.placing, ranking.sheet.evaluation.vendors
    leading = placing.vendors[placing.order[placing.ranks == 1]]
    return tuple(vendors[place].key for place in leading.tolist())


def margin(ranking: Ranking) -> Fraction | None:
    """Between the exact totals of the first two; below zero if only rounding or a tie-break put the first there."""
    total, order = ranking.placing.total, ranking.placing.order[:2]
    if len(order) < 2:
        return None
    ahead, behind = map(Fraction, total.upper[order].integers(), total.lower[order].integers())
    return ahead - behind


def incomplete(ranking: Ranking) -> tuple[str, ...]:
    flags = zip(ranking.sheet.evaluation.vendors, ranking.sheet.incomplete.tolist(), strict=True)
    return tuple(vendor.key for vendor, is_incomplete in flags if is_incomplete)


def nobody_to_compare(ranking: Ranking) -> Unavailable | None:
    """With fewer than two ranked vendors there is no question."""
    count = len(ranking.placing.ranks)
    if count > 1:
        return None
    return Unavailable("Only one vendor is ranked." if count else "No vendor is ranked.")


def no_leader(ranking: Ranking) -> Unavailable | None:
    """Why no one vendor leads the others."""
    if len(first(ranking)) > 1:
        return Unavailable("Several vendors share the first place.")
    return nobody_to_compare(ranking)
