"""Criteria and their weights in words."""

from decimal import Decimal

from vendors.dimensions import DIMENSIONS

from ..models import CriteriaSet, Criterion, Direction, Kind, PriceFormula, Source
from ..models.criteria import ValidOn
from ..numbers import plain

DAYS = {
    ValidOn.TODAY: "valid every day, as long as the RFP is open",
    ValidOn.DEADLINE: "valid on the deadline for offers",
    ValidOn.CONTRACT_START: "valid on the day the contract starts",
}


def where_from(criterion: Criterion) -> str:
    """Where its value comes from, and what is asked of it."""
    match criterion.source:
        case Source.CERTIFICATE:
            return f"Register: {criterion.scheme}, verified and {DAYS[ValidOn(criterion.valid_on)]}"
        case Source.EMPLOYEES:
            return f"Register: head-count{_least(criterion)}"
        case Source.YEARS:
            return f"Register: years in {criterion.service_line}{_least(criterion)}"
        case Source.PROFILE:
            return f"Register: {_dimension(criterion)}{_least(criterion)}"
        case Source.OFFER:
            return _formula(criterion)
        case Source.PANEL:
            return "Scores of the panel"
    return "Recorded by the procurement lead"


def scale_of(criterion: Criterion) -> str:
    """Its two ends; the direction where low is good; the minimum."""
    if criterion.scale_low is None:
        return ""
    ends = f"{plain(criterion.scale_low)} to {plain(criterion.scale_high)}"
    direction = ", lower is better" if criterion.direction == Direction.LOWER else ""
    least = f", at least {plain(criterion.minimum)}" if criterion.minimum is not None else ""
    return ends + direction + least


def difference(found: Decimal, total: Decimal) -> str:
    """How far weights are from adding up, in words."""
    if found == total:
        return f"Adds up to {plain(total)}"
    gap = plain(abs(total - found))
    return f"{gap} to give away" if found < total else f"{gap} too many"


def ties(criteria_set: CriteriaSet) -> str:
    """What decides between equal totals."""
    titles = {"quality": "more points for quality", "price": "the lower price"}
    rules = [
        titles.get(key) or f"more points for {_title(criteria_set, key)}" for key in criteria_set.tie_break
    ]
    return ", then ".join(rules) or "share a rank"


def _title(criteria_set: CriteriaSet, key: str) -> str:
    return next((each.title for each in criteria_set.criteria.all() if each.key == key), key)


def _least(criterion: Criterion) -> str:
    asked = criterion.kind == Kind.KNOCKOUT and criterion.minimum is not None
    limit = "at most" if criterion.direction == Direction.LOWER else "at least"
    return f", {limit} {plain(criterion.minimum)}" if asked else ""


def _dimension(criterion: Criterion) -> str:
    about = DIMENSIONS[criterion.dimension]
    side = "assessed, or else claimed" if criterion.claimed_counts else "assessed"
    return f"{about.label.lower()}, {about.unit}, {side}"


def _formula(criterion: Criterion) -> str:
    label = PriceFormula(criterion.formula).label
    match criterion.formula:
        case PriceFormula.BETWEEN_BOUNDS:
            return f"{label}: {plain(criterion.bound_low)} and {plain(criterion.bound_high)}"
        case PriceFormula.REFERENCE_RATIO:
            cap = ", never more than full points" if criterion.cap else ""
            return f"{label}: {plain(criterion.reference)}{cap}"
    return label
