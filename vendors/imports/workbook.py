"""XLSX workbooks, bombs refused before anything is built from them."""

import io
import re
import zipfile
from datetime import date, datetime, time
from itertools import product
from pathlib import PurePosixPath
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from .table import MAX_COLUMNS, MAX_ROWS, Grid, Unreadable, Unusable

MAX_PARTS = 500
MAX_UNPACKED = 40 * 1024 * 1024
MAX_SHEET_ROWS = MAX_ROWS + 200
MAX_MERGED = 10_000
"""So many merged cells are named; what has more is no table."""
CHUNK = 64 * 1024
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")
BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
UNCALCULATED = (
    "The cell holds a formula without its result. Open the file in a spreadsheet program and save it again, or "
    "put the value in its place."
)
Cells = dict[tuple[int, int], Unusable]
BROKEN = "The workbook is damaged. Open it in a spreadsheet program and save it again."


def read_workbook(content: bytes) -> Grid:
    try:
        clean, unusable = checked(content)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(clean))
        name = sheet_read(workbook)
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except Unreadable:
        raise
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of the Rust parser is no Exception
        raise Unreadable(BROKEN) from error
    others = len(workbook.sheet_names) - 1
    note = f"Read from the sheet “{name}”; {others} more in the file not read." if others else ""
    grid = Grid([[text_of(cell) for cell in row] for row in rows], note)
    for (row, column), cell in unusable.items():
        put(grid, row - 1, column - 1, cell)
    return grid


def sheet_read(workbook: CalamineWorkbook) -> str:
    """The first that one sees and that is no chart."""
    for sheet in workbook.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            return sheet.name
    raise Unreadable("The workbook has no sheet that is visible: show the one that is to be read.")


def put(grid: Grid, row: int, column: int, cell: str) -> None:
    grid.rows += [[] for _ in range(row + 1 - len(grid.rows))]
    cells = grid.rows[row]
    cells += [""] * (column + 1 - len(cells))
    cells[column] = cell


def checked(content: bytes) -> tuple[bytes, Cells]:
    """A workbook of only those parts that were looked through: what is checked is what is read.

    With it the cells of the first sheet that have no value to be read.
    """
    unusable: dict[str, Cells] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = parts_of(archive)
            clean = io.BytesIO()
            with zipfile.ZipFile(clean, "w") as out:
                for part in parts:
                    data, unusable[part.filename] = look_through(archive, part)
                    out.writestr(part.filename, data)
            return clean.getvalue(), unusable.get(first_sheet(clean), {})
    # zipfile says so to compressions it does not know (NotImplementedError) and to encrypted parts (RuntimeError).
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Unreadable(BROKEN) from error


def first_sheet(clean: io.BytesIO) -> str:
    """The part that holds the sheet that is read."""
    with zipfile.ZipFile(clean) as archive:
        if not {BOOK, LINKS} <= set(archive.namelist()):
            return ""
        sheets = elements(archive.read(BOOK), "sheet")
        links = elements(archive.read(LINKS), "Relationship")
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in links
        if link.get("Type", "").endswith("/worksheet")
    }
    seen = [sheet for sheet in sheets if sheet.get("state", "visible") == "visible"]
    ids = [text for sheet in seen for name, text in sheet.items() if name.endswith(" id")]
    target = next((targets[each] for each in ids if each in targets), "")
    return str(PurePosixPath("/xl", target)).removeprefix("/")


def elements(data: bytes, kind: str) -> list[dict[str, str]]:
    """The attributes of all elements of that kind, in a part that was looked through."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == kind:
            found.append(attributes)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unreadable(BROKEN) from error
    return found


def parts_of(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise Unreadable(f"The workbook has {len(parts):,} parts inside; that is no plain table.")
    if len({part.filename for part in parts}) < len(parts):
        raise Unreadable(BROKEN)
    wanted = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    if sum(part.file_size for part in wanted) > MAX_UNPACKED:
        raise Unreadable(
            "Unpacked, the workbook is larger than 40 MB. Keep only the table, or save it as CSV."
        )
    return wanted


def look_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[bytes, Cells]:
    data = bytearray()
    scan = Scan(is_sheet=part.filename.startswith("xl/worksheets/"))
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            data += chunk
            scan.feed(chunk)
    scan.settle()
    return bytes(data), scan.unusable


class Scan:
    """Reads XML as a stream: refuses document types, and cells with content where no table would have any.

    It remembers errors and formulas that were never calculated: the reader of the workbook takes both for empty.
    """

    def __init__(self, *, is_sheet: bool) -> None:
        self.row = self.column = 0
        self.unusable: Cells = {}
        self.merged = 0
        self.kind, self.doubt, self.heard = "", False, ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        if is_sheet:
            self.parser.StartElementHandler = self.start

    def feed(self, chunk: bytes) -> None:
        try:
            self.parser.Parse(chunk)
        except expat.ExpatError as error:
            raise Unreadable(BROKEN) from error

    def refuse_doctype(self, *_: Any) -> None:
        raise Unreadable("The workbook defines entities of its own; no spreadsheet program does that.")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(" ")[2]
        if kind in ("row", "c"):
            self.settle()
        if kind == "row":
            self.row = int(attributes["r"]) if attributes.get("r", "").isdigit() else self.row + 1
            self.column = 0
        elif kind == "c":
            self.move(attributes.get("r"))
            self.kind = attributes.get("t", "")
            self.doubt = self.kind == "e"
        elif kind == "f":
            self.check()
            self.doubt = self.kind != "str"
        elif kind == "mergeCell":
            self.merge(attributes.get("ref", ""))
        elif kind in ("v", "is"):
            self.check()
            if self.doubt:
                self.parser.CharacterDataHandler = self.hear

    def hear(self, text: str) -> None:
        self.heard += text

    def settle(self) -> None:
        """The cell that is over: whether there was something to be read in it."""
        text = self.heard.strip()
        if self.doubt and self.kind == "e":
            why = f"The cell holds the error {text or 'of a formula'}: put a value in its place."
            self.unusable[self.row, self.column] = Unusable(text or "error", why)
        elif self.doubt and not text:
            self.unusable[self.row, self.column] = Unusable("formula", UNCALCULATED)
        self.doubt, self.heard = False, ""
        self.parser.CharacterDataHandler = None

    def move(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        found = REFERENCE.match(reference)
        if not found:
            raise Unreadable(BROKEN)
        self.column, self.row = number_of(found[1]), int(found[2])

    def merge(self, ref: str) -> None:
        """Of merged cells only the first holds a value: the others are not empty because somebody said so."""
        ends = [REFERENCE.match(end) for end in ref.split(":")]
        if len(ends) != 2 or not ends[0] or not ends[1]:
            return
        (left, top), (right, bottom) = ((number_of(end[1]), int(end[2])) for end in ends if end)
        self.merged += max(right - left + 1, 0) * max(bottom - top + 1, 0)
        if self.merged > MAX_MERGED:
            return
        why = f"The cell is merged with {ref.split(':')[0]}: take the merge apart and fill every cell."
        for place in product(range(top, bottom + 1), range(left, right + 1)):
            if place != (top, left):
                self.unusable[place] = Unusable("", why)

    def check(self) -> None:
        if self.row > MAX_SHEET_ROWS:
            raise Unreadable(
                f"There is a value in row {self.row:,}; at most {MAX_ROWS:,} rows are read at once."
            )
        if self.column > MAX_COLUMNS:
            raise Unreadable(f"There is a value in column {self.column:,}; at most {MAX_COLUMNS} are read.")


def number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def text_of(cell: Any) -> str:
    """A cell as one would have typed it into a CSV file."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)
