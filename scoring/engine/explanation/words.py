"""States, reasons and changes of the engine, as a reader says them."""

from collections.abc import Iterable

from ..arithmetic import to_decimals
from ..document import Evaluation, Vendor
from ..faults import quoted
from ..ranking import Row, State

MOST_NAMED = 20
REASONS = {
    "knockout": "failed the knock-out {}",
    "waived": "the knock-out {} was waived",
    "minimum": "below the minimum of {}",
    "missing": "{} is missing",
    "not-comparable": "the price of {} cannot be compared, as it is not above zero",
}


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


def place_in_words(evaluation: Evaluation, row: Row) -> str:
    """``rank 1 with 87.00``, or the state with its reasons: criteria by their titles."""
    reasons = ""
    if row.reasons:
        titles = {criterion.key: criterion.title for criterion in evaluation.criteria}
        pairs = (reason.split(":", 1) for reason in row.reasons)
        reasons = f" ({', '.join(REASONS[kind].format(titles.get(key, key)) for kind, key in pairs)})"
    if row.state is State.RANKED and row.total is not None:
        return f"rank {row.rank} with {to_decimals(row.total, evaluation.method.decimals)}{reasons}"
    return f"{row.state.value}{reasons}"


def counted(number: int, noun: str) -> str:
    """``1 vendor``, ``2 vendors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def enumerated(names: Iterable[str], word: str = "and") -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    *others, last = names
    return f"{', '.join(others)} {word} {last}" if others else last
