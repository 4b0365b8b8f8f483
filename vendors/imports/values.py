"""Cells to values; each reader raises ValidationError with the rule that the cell breaks."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django_countries import countries

from bpo_portal.fields import read_decimal
from bpo_portal.text import folded, refuse_hidden_characters, searchable, tidy
from vendors.past import refuse_later_day, refuse_later_year

Reader = Callable[[str], Any]
ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
OTHER_DAY = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})\Z")
CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})(:(?P<minute>[0-9]{2})(:00)?)?\Z")
TRUE, FALSE = {"true", "yes", "1"}, {"false", "no", "0", ""}
WEBSITE = forms.URLField(required=False, max_length=200, assume_scheme="https")
LONGEST_NAME = 200
OTHERWISE_CALLED = {
    "america": "US",
    "united states": "US",
    "uk": "GB",
    "great britain": "GB",
    "ivory coast": "CI",
    "burma": "MM",
    "uae": "AE",
}
"""Countries by usual English names that the standard does not use."""
BEGINS_ADDRESS = re.compile(r"\s+(?=https?://)")


def line(text: str) -> str:
    text = tidy(text)
    refuse_hidden_characters(text)
    return text


def name(text: str) -> str:
    text = " ".join(line(text).split())
    if not text:
        raise ValidationError("A name is required.")
    return text


def prose(text: str) -> str:
    return tidy(text.replace("\r\n", "\n"))


def addresses(text: str) -> str:
    """Web addresses that stand beside each other, one on a line."""
    return BEGINS_ADDRESS.sub("\n", prose(text))


def website(text: str) -> str:
    """As the form takes it: https where a bare domain does not say."""
    return WEBSITE.clean(line(text)) or ""


def several(text: str) -> list[str]:
    parts = (" ".join(line(part).split()) for part in text.split(";"))
    return list(dict.fromkeys(part for part in parts if part))


def several_names(text: str) -> list[str]:
    names = several(text)
    for place, each in enumerate(names, start=1):
        if len(each) > LONGEST_NAME:
            raise ValidationError(
                f"Name {place} has at most {LONGEST_NAME} characters; this has {len(each)}."
            )
    return names


def number(text: str) -> Decimal | None:
    return read_decimal(text) if tidy(text) else None


def whole(text: str) -> int | None:
    value = number(text)
    if value is not None and value != value.to_integral_value():
        raise ValidationError(f"“{tidy(text)}” is not a whole number.")
    return None if value is None else int(value)


def flag(text: str) -> bool:
    word = folded(text)
    if word not in TRUE | FALSE:
        raise ValidationError("Write true or false.")
    return word in TRUE


def day(text: str) -> date | None:
    text = tidy(text)
    if not text:
        return None
    if not ISO_DAY.match(text):
        raise ValidationError(explain_day(text))
    try:
        value = date.fromisoformat(text)
    except ValueError:
        raise ValidationError(f"{text} is not in the calendar.") from None
    if not 1900 <= value.year <= 2200:
        raise ValidationError("Give a year between 1900 and 2200.")
    return value


def past_day(text: str) -> date | None:
    value = day(text)
    if value:
        refuse_later_day(value)
    return value


def past_year(text: str) -> int | None:
    value = whole(text)
    if value is not None:
        refuse_later_year(value)
    return value


def in_column(read: Reader, cells: Iterable[str]) -> Reader:
    """A reader of days, with the order of day and month that the cells of its column leave no doubt of."""
    if read not in (day, past_day):
        return read
    shown = [set(readings(text)) for text in cells]
    orders = {order for each in shown if len(each) == 1 for order in each}
    order = orders.pop() if len(orders) == 1 else ""
    return lambda text: read(in_order(text, order))


def in_order(text: str, order: str) -> str:
    """A day that can be read in one way only as year-month-day; any other text as it is."""
    found = readings(text)
    ways = set(found.values())
    return ways.pop() if len(ways) == 1 else found.get(order, text)


def readings(text: str) -> dict[str, str]:
    """What a day with its year last can mean, by which of the two others comes first."""
    if not (found := OTHER_DAY.match(tidy(text))):
        return {}
    first, second, year = (int(part) for part in found.groups())
    ways = {"day first": real_day(year, second, first), "month first": real_day(year, first, second)}
    return {order: day for order, day in ways.items() if day}


def explain_day(text: str) -> str:
    """Where a day can be read in two ways, both."""
    rule = "Write days as year-month-day, such as 2026-03-31."
    if found := readings(text):
        return f"“{text}” could be {' or '.join(sorted(set(found.values())))}. {rule}"
    if OTHER_DAY.match(text):
        return f"“{text}” is not in the calendar."
    return f"“{text[:40]}” is not a day. {rule}"


def real_day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def country(text: str) -> str:
    """ISO code of a country given as code of two or three letters or by its English name."""
    text = line(text)
    if not text:
        return ""
    word = searchable(text).removeprefix("the ")
    code: str = text.upper() if text.upper() in countries else country_words().get(word, "")
    if not (code or (code := countries.by_name(text))):
        raise ValidationError(
            f"“{text[:60]}” is no country: use its English name or its ISO code, such as Spain or ES."
        )
    return code


@cache
def country_words() -> dict[str, str]:
    names = {searchable(name): code for code, name in countries}
    return {searchable(countries.alpha3(code)): code for code in names.values()} | names | OTHERWISE_CALLED


def known_country(text: str) -> str:
    if code := country(text):
        return code
    raise ValidationError("A country is required.")


def clock(text: str) -> time | None:
    text = tidy(text)
    if not text:
        return None
    try:
        if found := CLOCK.match(text):
            return time(int(found["hour"]), int(found["minute"] or 0))
    except ValueError:
        pass
    raise ValidationError(f"“{text[:40]}” is no time of day: write hours and minutes, such as 08:30.")


def several_countries(text: str) -> list[str]:
    return sorted({country(part) for part in several(text)})


def one_of(choices: type[models.TextChoices]) -> Reader:
    known = {folded(word): str(choice.value) for choice in choices for word in (choice.value, choice.label)}

    def read(text: str) -> str:
        word = folded(text)
        if word and word not in known:
            raise ValidationError(f"“{line(text)[:60]}” is none of {', '.join(choices.values)}.")
        return known.get(word, "")

    return read


def known_one(known: Mapping[str, Any], what: str) -> Reader:
    def read(text: str) -> Any:
        if folded(text) not in known:
            raise ValidationError(f"“{line(text)[:60]}” is no {what} that is known here.")
        return known[folded(text)]

    return read


def known_several(known: Mapping[str, Any], what: str) -> Reader:
    read = known_one(known, what)
    return lambda text: list(dict.fromkeys(read(part) for part in several(text)))


def by_words(records: Iterable[models.Model], *fields: str) -> dict[str, Any]:
    """Reference records by each of the words that may stand for them."""
    return {folded(str(getattr(record, field))): record for record in records for field in fields}
