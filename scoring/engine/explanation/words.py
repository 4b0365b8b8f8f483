"""States, reasons and changes of the engine, as a reader says them."""

from collections.abc import Iterable

from ..document import Evaluation, Vendor
from ..faults import quoted
from ..ranking import Row, State
from .numbers import to_decimals

MOST_NAMED = 20
REASONS = {
    "knockout": "failed the knock-out {}",
    "waived": "the knock-out {} was waived",
    "minimum": "below the minimum of {}",
    "missing": "{} is missing",
    "not-comparable": "the price of {} cannot be compared, as it is not above zero",
}


def reasons_in_words(evaluation: Evaluation, row: Row) -> tuple[str, ...]:
    """Criteria by their titles, in the order of the reasons."""
    if not row.reasons:
        return ()
    titles = {criterion.key: criterion.title for criterion in evaluation.criteria}
    pairs = (reason.split(":", 1) for reason in row.reasons)
    return tuple(REASONS[kind].format(titles.get(key, key)) for kind, key in pairs)


def place_in_words(evaluation: Evaluation, row: Row) -> str:
    """``rank 1 with 87.00``, or the state with its reasons."""
    reasons = ", ".join(reasons_in_words(evaluation, row))
    if row.state is State.RANKED and row.total is not None:
        place = f"rank {row.rank} with {to_decimals(row.total, evaluation.method.decimals)}"
        return f"{place} ({reasons})" if reasons else place
    return f"{row.state.value} ({reasons})"


def enumerated(names: Iterable[str], word: str = "and") -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    *others, last = names
    return f"{', '.join(others)} {word} {last}" if others else last


class UnknownVendor(LookupError):
    """There is no vendor with this key; the text names those that there are."""


def vendor_of(evaluation: Evaluation, key: str) -> Vendor:
    """Raises ``UnknownVendor``."""
    vendors = {vendor.key: vendor for vendor in evaluation.vendors}
    if key not in vendors:
        named = ", ".join(map(quoted, list(vendors)[:MOST_NAMED])) or "none"
        more = f" and {len(vendors) - MOST_NAMED} more" if len(vendors) > MOST_NAMED else ""
        raise UnknownVendor(f"there is no vendor {quoted(key)}; known are {named}{more}")
    return vendors[key]
