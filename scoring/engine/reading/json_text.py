"""JSON text to plain data, keeping what the standard decoder would silently lose."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import NoReturn

from ..faults import EvaluationError, Fault

LARGEST_FILE = 64_000_000
LONGEST_NUMBER = 100


@dataclass(frozen=True, slots=True)
class Unusable:
    """A JSON number that no field takes: a float, NaN, an infinity, or one with thousands of digits."""

    complaint: str


class Repeating(dict[str, object]):
    """A JSON object in which a key occurs more than once."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.repeated = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]


def decode(text: str | bytes) -> object:
    """Plain data of a JSON text.

    Raises ``EvaluationError`` for text that is too large, not UTF-8, not JSON, or nested too deeply.
    """
    if len(text) > LARGEST_FILE:
        _refuse(f"larger than {LARGEST_FILE // 1_000_000} MB")
    try:
        return json.loads(
            text if isinstance(text, str) else text.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except UnicodeDecodeError as error:
        _refuse(f"not UTF-8 (byte {error.start})")
    except json.JSONDecodeError as error:
        _refuse(f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})")
    except RecursionError:
        _refuse("nested too deeply")


def _refuse(message: str) -> NoReturn:
    raise EvaluationError([Fault("document", message)]) from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    plain = dict(pairs)
    return plain if len(plain) == len(pairs) else Repeating(pairs)


def _integer(text: str) -> int | Unusable:
    return int(text) if len(text) <= LONGEST_NUMBER else _too_long(text)


def _float(text: str) -> Unusable:
    if len(text) > LONGEST_NUMBER:
        return _too_long(text)
    return Unusable(f'{text} is a JSON float; write decimals as text, such as "12.5"')


def _constant(text: str) -> Unusable:
    return Unusable(f"{text} is not a decimal number")


def _too_long(text: str) -> Unusable:
    return Unusable(f"a number of {len(text)} characters is too long (at most {LONGEST_NUMBER})")
