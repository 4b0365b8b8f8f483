"""What counts as text that people may type: one reading of Unicode for forms, imports and commands."""

import re
import unicodedata

from django.core.exceptions import ValidationError

BIDIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE_ENDS = " \t\r\n\f\v\u00a0\u00ad\u180e\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
_ENDS = re.compile(f"^[{INVISIBLE_ENDS}]+|[{INVISIBLE_ENDS}]+$")


def tidy(value: str) -> str:
    """NFC, without white space or invisible characters at its two ends."""
    return _ENDS.sub("", unicodedata.normalize("NFC", value))


def is_hidden(character: str) -> bool:
    return character in BIDIRECTIONAL or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def refuse_hidden_characters(value: str, *, multiline: bool = False) -> None:
    """Refuse what would make text read differently from what is stored.

    Raises ValidationError for bidirectional controls, control characters and lone surrogates, and in
    a single line for line ends.
    """
    if value.isprintable():
        return
    allowed = "\n\r\t\u2028\u2029" if multiline else ""
    for character in value:
        if character in BIDIRECTIONAL:
            raise ValidationError(
                f"Contains the invisible direction mark U+{ord(character):04X}; remove it.", code="hidden"
            )
        if character not in allowed and is_hidden(character):
            raise ValidationError(
                f"Contains the control character U+{ord(character):04X}; remove it.", code="hidden"
            )


def searched(value: str) -> str:
    """What is looked for: as typed, with a space for each character that would be refused in a record."""
    return tidy("".join(" " if is_hidden(character) else character for character in value))


def folded(value: str) -> str:
    """The form in which two names are the same name: compatibility form, case and inner spaces folded."""
    return " ".join(unicodedata.normalize("NFKC", tidy(value)).casefold().split())


LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁԛԝһӏαβεηικνορτυχøłđıæœ",
    "abekmhopctyxijsdqwhlabenikvoptuxoldiao",
)


def searchable(value: str) -> str:
    """The form in which a search finds a name: folded, without accents, look-alike letters made Latin."""
    plain = unicodedata.normalize("NFKD", folded(value))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(LOOKALIKES)


_FORMULA_LIKE = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def is_formula_like(value: str) -> bool:
    """Whether a spreadsheet program could take the text for a formula."""
    return _FORMULA_LIKE.match(value) is not None


def as_text_cell(value: str) -> str:
    """The text as a cell of a CSV file that no spreadsheet program computes; `from_text_cell` undoes it."""
    return f"'{value}" if is_formula_like(value) else value


def from_text_cell(value: str) -> str:
    return value[1:] if value.startswith("'") and is_formula_like(value) else value
