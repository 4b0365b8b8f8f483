"""What people answered, and everything that is wrong with it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from ..faults import EvaluationError, Fault, place_of, quoted, step
from ..reading.json_text import LONGEST_NUMBER
from ..reading.schema import as_decimal

Number = str | int | Decimal | Fraction
Answer = TypeVar("Answer")


class CannotPropose(EvaluationError):
    """Answers that make no weights. ``faults`` names each broken rule; a place is ``person.criterion``."""


def refuse_faults(
    criteria: Sequence[str],
    people: Mapping[str, Answer],
    faults_of: Callable[[Answer], Iterable[tuple[str, str]]],
) -> None:
    """Raises ``CannotPropose`` with all faults of all people.

    ``faults_of`` gives, for one person's answer, pairs of the place within it and what is wrong there.
    """
    faults = [Fault("criteria", f"{quoted(key)} is there twice") for key in _twice(criteria)]
    if not criteria:
        faults.append(Fault("criteria", "there are no weighted criteria"))
    if not people:
        faults.append(Fault("people", "nobody has answered"))
    faults += [
        Fault(place_of(step(person) + place), message)
        for person, answer in people.items()
        for place, message in faults_of(answer)
    ]
    if faults:
        raise CannotPropose(faults)


def naming_faults(criteria: Sequence[str], named: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each criterion is named, once, and nothing else is."""
    unknown = (key for key in dict.fromkeys(named) if key not in criteria)
    yield from ((step(key), "is not a weighted criterion") for key in unknown)
    yield from ((step(key), "is named twice") for key in _twice(named) if key in criteria)
    yield from ((step(key), "is missing") for key in criteria if key not in named)


def _twice(keys: Iterable[str]) -> list[str]:
    return [key for key, times in Counter(iter(keys)).items() if times > 1]


def number(value: Number) -> Fraction | None:
    """A number, a decimal text, or two of them with a stroke between (``"1/3"``); of reasonable length."""
    pieces: list[Number] = list(value.split("/")) if isinstance(value, str) else [value]
    match [_exact(piece) for piece in pieces]:
        case [Fraction() as whole]:
            return whole
        case [Fraction() as above, Fraction() as below] if below:
            return above / below
    return None


def _exact(value: Number) -> Fraction | None:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Decimal):
        short = value.is_finite() and abs(value.adjusted()) < LONGEST_NUMBER
        return Fraction(value) if short else None
    read = as_decimal(value)
    return None if read is None else Fraction(read)
