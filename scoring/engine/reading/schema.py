"""Small checks that combine into the description of a document.

A check takes any value and yields complaints: pairs of the place below the value and a message.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ..document import number
from ..faults import quoted, step
from .json_text import LONGEST_NUMBER, Repeating, Unusable

Complaints = Iterator[tuple[str, str]]
Check = Callable[[object], Complaints]
OBJECT = (dict, Mapping)
"""A dict is a Mapping; asked for first, it is recognised ten times as fast."""

DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
TOO_LONG: int = 10**LONGEST_NUMBER
WHOLE = re.compile(r"[0-9]+")
UNPAIRED_OR_NUL = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Field:
    """What a key's value must be. An optional key may be absent or ``null``."""

    check: Check
    required: bool = True


def shown(value: object) -> str:
    match value:
        case str():
            return quoted(value)
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case int():
            return str(value) if _is_short(value) else "this number"
        case float():
            return str(value)
        case Mapping():
            return "an object"
        case list() | tuple():
            return "a list"
    return "this value"


def text(value: object) -> Complaints:
    if not isinstance(value, str):
        yield "", f"{shown(value)} is not a text"
    elif UNPAIRED_OR_NUL.search(value):
        yield "", f"{quoted(value)} holds a NUL or half of a surrogate pair"


def name(value: object) -> Complaints:
    """A text that identifies something, so it is not blank."""
    yield from text(value)
    if isinstance(value, str) and not value.strip():
        yield "", f"{quoted(value)} is blank"


def as_decimal(value: object) -> Decimal | None:
    """The number, if the value is a decimal text or a whole JSON number of reasonable length."""
    if isinstance(value, str):
        return number(value) if len(value) <= LONGEST_NUMBER and DECIMAL.fullmatch(value) else None
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value) if _is_short(value) else None
    return None


def _is_short(number: int) -> bool:
    return abs(number) < TOO_LONG


def decimal(value: object) -> Complaints:
    if as_decimal(value) is None:
        yield "", _why_not_decimal(value)


def _why_not_decimal(value: object) -> str:
    if isinstance(value, Unusable):
        return value.complaint
    if isinstance(value, float):
        return f'{value} is a JSON float; write decimals as text, such as "12.5"'
    if isinstance(value, str) and len(value) > LONGEST_NUMBER and DECIMAL.fullmatch(value):
        return f"a number of {len(value)} characters is too long (at most {LONGEST_NUMBER})"
    return f"{shown(value)} is not a decimal number"


def not_negative(value: object) -> Complaints:
    yield from decimal(value)
    number = as_decimal(value)
    if number is not None and number < 0:
        yield "", f"{shown(value)} is negative"


def positive(value: object) -> Complaints:
    yield from decimal(value)
    number = as_decimal(value)
    if number is not None and number <= 0:
        yield "", f"{shown(value)} is not above zero"


def whole_up_to(most: int) -> Check:
    def check(value: object) -> Complaints:
        number = as_decimal(value) if not isinstance(value, str) or WHOLE.fullmatch(value) else None
        if number is None or not 0 <= number <= most:
            complaint = value.complaint if isinstance(value, Unusable) else shown(value)
            yield "", f"{complaint} is not a whole number from 0 to {most}"

    return check


def flag(value: object) -> Complaints:
    if not isinstance(value, bool):
        yield "", f"{shown(value)} is neither true nor false"


def one_of(*choices: str) -> Check:
    def check(value: object) -> Complaints:
        if value not in choices:
            yield "", f"{shown(value)} is not one of {', '.join(choices)}"

    return check


def ends(value: object) -> Complaints:
    """Two decimals, the first below the second."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        yield "", f"{shown(value)} is not a list of two numbers"
        return
    yield from list_of(decimal)(value)
    low, high = map(as_decimal, value)
    if low is not None and high is not None and low >= high:
        yield "", f"the low end {low} is not below the high end {high}"


def list_of(check: Check) -> Check:
    def checks(value: object) -> Complaints:
        if not isinstance(value, list | tuple):
            yield "", f"{shown(value)} is not a list"
            return
        for index, item in enumerate(value):
            yield from below(f"[{index}]", check(item))

    return checks


def map_of(check: Check) -> Check:
    """An object whose keys are names of the writer's choice; ``null`` values count as absent."""

    def checks(value: object) -> Complaints:
        if not isinstance(value, OBJECT):
            yield "", f"{shown(value)} is not an object"
            return
        yield from keys(value)
        for key, item in value.items():
            for deeper, message in () if item is None else check(item):
                yield step(str(key)) + deeper, message

    return checks


def keys(value: Mapping[Any, object]) -> Complaints:
    for repeated in value.repeated if isinstance(value, Repeating) else ():
        yield step(repeated), "the key is given more than once"
    if all(map(is_plain, value)):
        return
    for key in value:
        for _, message in name(key):
            yield step(str(key)), message


@lru_cache(maxsize=50_000)
def is_plain(key: object) -> bool:
    """True for nearly all good names; only the others are looked at closely."""
    return isinstance(key, str) and key.isprintable() and not key.isspace() and key != ""


def object_of(fields: Mapping[str, Field]) -> Check:
    """An object with these keys and no others."""

    def checks(value: object) -> Complaints:
        if not isinstance(value, OBJECT):
            yield "", f"{shown(value)} is not an object"
            return
        yield from keys(value)
        for key in value:
            if key not in fields:
                yield step(str(key)), "unknown key"
        for key, field in fields.items():
            yield from below(step(key), _field(field, value.get(key)))

    return checks


def _field(field: Field, value: object) -> Complaints:
    if value is not None:
        yield from field.check(value)
    elif field.required:
        yield "", "is missing"


def below(steps: str, complaints: Complaints) -> Complaints:
    for deeper, message in complaints:
        yield steps + deeper, message
