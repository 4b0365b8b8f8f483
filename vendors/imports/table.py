"""A file as rows of text, whatever program saved it."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import PurePath

from django.core.exceptions import ValidationError

from bpo_portal.text import folded, from_text_cell, refuse_hidden_characters

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 100
SEPARATORS = ",;\t|"
LINES_COMPARED = 20
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}
NO_TEXT = {
    ZIP: "a workbook or archive",
    b"%PDF": "a PDF",
    b"<": "a web page or XML: open it in a spreadsheet program and save it as .xlsx",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
MULTIBYTE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""A letter as UTF-8 writes it and hardly any text in Windows-1252 has it."""
SEPARATOR_TOLD = re.compile(r"sep=([,;|\t])\r?\n")
WESTERN = "Read as Windows-1252, as it is not UTF-8: look whether letters with accents are right."


class Unreadable(ValidationError):
    """The file as a whole cannot be read; its message says why and what to do."""


@dataclass(frozen=True)
class Table:
    """Column names and rows; each row with its number in the file, the head being row 1.

    `titles` are the columns as the file itself calls them.
    """

    head: list[str]
    rows: list[tuple[int, list[str]]]
    note: str = ""
    titles: list[str] = field(default_factory=list)

    def mapped(self, columns: Sequence[str]) -> "Table":
        """With our names for the file's columns, in their order; those without one are left out, and said so."""
        kept = [place for place, column in enumerate(columns) if column]
        left_out = [self.titles[place] for place, column in enumerate(columns) if not column]
        said = f"Left out: {', '.join(left_out)}." if left_out else ""
        return replace(
            self,
            head=[columns[place] for place in kept],
            titles=[self.titles[place] for place in kept],
            rows=[(number, picked(row, kept, len(columns))) for number, row in self.rows],
            note=" ".join(filter(None, (self.note, said))),
        )


def picked(row: list[str], kept: list[int], width: int) -> list[str]:
    """The cells at those places, and whatever stands beyond the last column."""
    return [row[place] if place < len(row) else "" for place in kept] + row[width:]


class Unusable(str):
    """A cell whose program could not say its value: what stands there instead, and why that is refused."""

    why: str

    def __new__(cls, text: str, why: str) -> "Unusable":
        made = super().__new__(cls, text)
        made.why = why
        return made


@dataclass
class Grid:
    """Cells as a reader of one file format found them."""

    rows: list[list[str]]
    note: str = ""
    names: list[str] = field(default_factory=list)


def read_table(content: bytes, name: str, known: Sequence[str]) -> Table:
    """Raises Unreadable. `known` are the columns that a head may have: they tell separators apart."""
    if not content:
        raise Unreadable("The file is empty.")
    if len(content) > MAX_BYTES:
        raise Unreadable("The file is larger than 10 MB.")
    grid = read_grid(content, PurePath(name).suffix.lower(), known)
    numbered = [(number, row) for number, row in enumerate(grid.rows, start=1) if any(map(str.strip, row))]
    if not numbered:
        raise Unreadable("The file has no rows.")
    (_, head), *rows = numbered
    if not rows:
        raise Unreadable(
            "The file has only one row, which names the columns. Put the records in rows below it."
        )
    if len(rows) > MAX_ROWS:
        raise Unreadable(f"The file has {len(rows):,} rows; at most {MAX_ROWS:,} are read at once. Split it.")
    while head and not head[-1].strip():
        head.pop()
    titles = [title_of(cell, place) for place, cell in enumerate(head, start=1)]
    check_begin(numbered, known)
    return Table([key_of(cell) for cell in head], rows, grid.note, titles)


def title_of(cell: str, place: int) -> str:
    title = " ".join(cell.split())
    try:
        refuse_hidden_characters(title)
    except ValidationError as error:
        raise Unreadable(f"The name of column {place}: {error.messages[0]}") from error
    return title


def check_begin(numbered: Sequence[tuple[int, list[str]]], known: Sequence[str]) -> None:
    """A title above the table is no name of a column."""
    (first, head), (second, row), *_ = numbered
    named, values = ([cell for cell in cells if cell.strip()] for cells in (head, row))
    if len(named) == 1 < len(values) and key_of(named[0]) not in known:
        raise Unreadable(
            f"Row {first} holds only “{named[0].strip()[:60]}”, and row {second} has {len(values)} cells. The first "
            "row has to name the columns: remove what stands above them."
        )


def key_of(cell: str) -> str:
    """A column's name, however it is written: `Legal name` is `legal_name`."""
    return folded(cell).replace(" ", "_").replace("-", "_")


def read_grid(content: bytes, suffix: str, known: Sequence[str]) -> Grid:
    from .workbook import read_workbook

    if content.startswith(OLD_OFFICE):
        raise Unreadable(
            "This is an old or a password-protected workbook. Save it as .xlsx without a password."
        )
    if suffix == ".xlsx":
        if not content.startswith(ZIP):
            raise Unreadable("The name ends in .xlsx, but the content is no workbook.")
        return read_workbook(content)
    if suffix == ".xlsm":
        raise Unreadable("Workbooks with macros are not read. Save it as .xlsx, without them.")
    if suffix not in TEXT_SUFFIXES:
        raise Unreadable("Only .csv and .xlsx files are read.")
    for beginning, what in NO_TEXT.items():
        if content.lstrip()[: len(beginning)] == beginning:
            raise Unreadable(f"The name ends in {suffix}, but the content is {what}.")
    encoding, text = decode(content)
    return Grid(list(read_csv(text, known)), WESTERN if encoding == "cp1252" else "")


def decode(content: bytes) -> tuple[str, str]:
    """UTF-8, UTF-16 or UTF-32 where it says or shows so, else Windows-1252; with what it was taken for."""
    for encoding in encodings_of(content):
        try:
            return encoding, content.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8" and MULTIBYTE.search(content):
                line = content.count(b"\n", 0, error.start) + 1
                raise Unreadable(
                    f"Most of the text is UTF-8, but line {line} is not: save the file as CSV in UTF-8."
                ) from error
    raise Unreadable("The text is in no encoding that is read: save it as CSV in UTF-8.")


def encodings_of(content: bytes) -> list[str]:
    if content.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return ["utf-32"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    if content.startswith(b"\xef\xbb\xbf"):
        return ["utf-8-sig"]
    start = content[:200]
    if start[1::2].count(0) > len(start) // 4:
        return ["utf-16-le"]
    if start[0::2].count(0) > len(start) // 4:
        return ["utf-16-be"]
    if content.isascii():
        return ["ascii"]
    return ["utf-8", "cp1252"]


def read_csv(text: str, known: Sequence[str]) -> Iterator[list[str]]:
    told = SEPARATOR_TOLD.match(text)
    if told:  # as spreadsheet programs write it above the head; no row of the table
        text = text[told.end() :]
        yield []
    sign = told[1] if told else separator(text, known)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    begun = 1
    try:
        for number, row in enumerate(reader, start=1):
            if number > 2 * MAX_ROWS:
                raise Unreadable(f"The file has more than {MAX_ROWS:,} rows. Split it.")
            if len(row) > MAX_COLUMNS:
                raise Unreadable(f"Row {number} has {len(row)} columns; at most {MAX_COLUMNS} are read.")
            begun = reader.line_num + 1
            yield [from_text_cell(cell) for cell in row]
    except csv.Error as error:
        raise Unreadable(what_is_wrong(str(error), begun + bool(told))) from error


def what_is_wrong(error: str, line: int) -> str:
    """In the row that begins in that line; a row has several where a quotation mark stays open."""
    if "unexpected end" in error:
        return f"A quotation mark opens in the row that begins in line {line}, and is never closed: close or remove it."
    if "field larger" in error:
        return (
            f"A cell of the row that begins in line {line} is far too long. Is a quotation mark open there?"
        )
    return (
        f"In the row that begins in line {line}, text follows a quotation mark that closes a cell. Is a quotation "
        "mark open? Within a cell it is written twice."
    )


def separator(text: str, known: Sequence[str]) -> str:
    """The one that makes most of the first line into known columns, else the most columns in every line."""
    lines = list(islice((line for line in io.StringIO(text, newline="") if line.strip()), LINES_COMPARED))
    return max(SEPARATORS, key=lambda sign: likelihood(lines, sign, known))


def likelihood(lines: Sequence[str], sign: str, known: Sequence[str]) -> tuple[int, int]:
    try:
        rows = list(csv.reader(lines, delimiter=sign))
    except csv.Error:
        return (0, 0)
    head = rows[0] if rows else []
    return sum(key_of(cell) in known for cell in head), min(map(len, rows), default=0)
