"""Reading files: every usual encoding and separator, and no bomb."""

import resource
import time
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
import xlsxwriter

from vendors.imports import MAX_BYTES, Unreadable
from vendors.imports.table import Table, Unusable, read_grid, read_table

from .files import cell, changed_part, csv_bytes, sheet_xml, xlsx_bytes

KNOWN = ["name", "country", "employees", "issued_on"]
ROWS = [["name", "country"], ["Ágora", "ES"], ["Łódź – BPO", "PL"]]
WESTERN = [["name", "country"], ["Ágora “Cía” €", "ES"]]
SHEET = "xl/worksheets/sheet1.xml"


def read(content: bytes, name: str = "file.csv") -> Table:
    return read_table(content, name, KNOWN)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_is_read_in_every_usual_form(separator: str, encoding: str) -> None:
    table = read(csv_bytes(ROWS, separator=separator, encoding=encoding))

    assert (table.head, [row for _, row in table.rows]) == (ROWS[0], ROWS[1:])


def test_windows_text_is_read() -> None:
    table = read(csv_bytes(WESTERN, separator=";", encoding="cp1252"))

    assert table.rows == [(2, WESTERN[1])]
    assert table.note.startswith("Read as Windows-1252")


def test_a_line_that_tells_the_separator_is_no_row_of_the_table() -> None:
    table = read(b"sep=;\r\nname;country\r\nA, B;ES\r\n")

    assert (table.head, table.rows) == (["name", "country"], [(3, ["A, B", "ES"])])


def test_a_workbook_is_read_as_text() -> None:
    content = xlsx_bytes(
        [
            ["Name", "Employees", "Issued on"],
            ["Ágora", 3400, date(2026, 3, 31)],
            ["=1+1", 118.4, datetime(2026, 1, 2)],
        ]
    )

    table = read(content, "register.XLSX")

    assert table.head == ["name", "employees", "issued_on"]
    assert table.rows == [(2, ["Ágora", "3400", "2026-03-31"]), (3, ["=1+1", "118.4", "2026-01-02"])]


def test_errors_and_formulas_without_a_result_are_not_taken_for_empty() -> None:
    cells = (
        f'<row r="1">{cell("A1", "name")}{cell("B1", "employees")}</row>'
        '<row r="2"><c r="A2" t="e"><f>B9</f><v>#REF!</v></c><c r="B2"><f>1+1</f><v></v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>C1</f><v></v></c><c r="B3"><f>1+1</f><v>2</v></c></row>'
        '<row r="4"><c r="B4" t="e"><v>#N/A</v></c></row><row r="5"><c r="B5"><f>1+1</f></c></row>'
    )
    content = changed_part(xlsx_bytes(ROWS, more_sheets=1), SHEET, sheet_xml(cells))

    rows = read(content, "a.xlsx").rows

    assert [(number, [*row, ""][:2]) for number, row in rows] == [
        (2, ["#REF!", "formula"]),
        (3, ["", "2"]),
        (4, ["", "#N/A"]),
        (5, ["", "formula"]),
    ]
    assert [isinstance(text, Unusable) for _, row in rows for text in row[-2:]].count(True) == 4


def test_merged_cells_are_not_taken_for_empty() -> None:
    cells = "".join(
        f'<row r="{number}">{cell(f"A{number}", text)}</row>'
        for number, text in ((1, "name"), (2, "A"), (4, "B"))
    )
    merges = '</sheetData><mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = sheet_xml(cells).replace(b"</sheetData>", merges.encode())

    rows = read_grid(changed_part(xlsx_bytes(ROWS), SHEET, sheet), ".xlsx", KNOWN).rows

    (below,) = rows[2]
    assert isinstance(below, Unusable) and "merged with A2" in below.why
    assert not isinstance(rows[3][0], Unusable)


def workbook(*sheets: tuple[str, bool]) -> bytes:
    """Sheets by name, hidden or not; each says its name in a row; macros beside them."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    for name, is_hidden in sheets:
        sheet = book.add_chartsheet(name) if name == "Chart" else book.add_worksheet(name)
        if name == "Chart":
            chart = book.add_chart({"type": "line"})
            chart.add_series({"values": "=Last!$A$1:$A$2"})
            sheet.set_chart(chart)
        else:
            sheet.write_column(0, 0, ["name", name])
        if is_hidden:
            sheet.hide()
        elif name == "Seen":
            sheet.activate()
    book.close()
    return changed_part(file.getvalue(), "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macro")


def test_the_first_sheet_that_one_sees_is_read_without_charts_and_macros() -> None:
    content = workbook(("Hidden", True), ("Chart", False), ("Seen", False), ("Last", False))

    table = read(content, "a.xlsx")

    assert table.rows == [(2, ["Seen"])]
    assert table.note == "Read from the sheet “Seen”; 3 more in the file not read."


def test_errors_of_a_sheet_that_is_not_read_do_not_matter() -> None:
    errors = sheet_xml('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>')
    content = changed_part(xlsx_bytes(ROWS, more_sheets=1), "xl/worksheets/sheet2.xml", errors)

    assert read(content, "a.xlsx").head == ROWS[0]


def test_empty_rows_are_passed_over_and_numbers_stay_those_of_the_file() -> None:
    rows = [["", ""], ["name", "country"], ["", " "], ["A", "ES"], ["", ""]]

    assert read(csv_bytes(rows)).rows == [(4, ["A", "ES"])]
    assert read(xlsx_bytes([[], *rows[1:]]), "a.xlsx").rows == [(4, ["A", "ES"])]


def test_further_sheets_are_said_not_to_be_read() -> None:
    assert read(xlsx_bytes(ROWS, more_sheets=2), "a.xlsx").note == (
        "Read from the sheet “Vendors”; 2 more in the file not read."
    )


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "empty"),
        (b"\n \n,,\n", "a.csv", "no rows"),
        (b"x" * (MAX_BYTES + 1), "a.csv", "larger than 10 MB"),
        (xlsx_bytes(ROWS), "a.csv", "content is a workbook"),
        (b"name,country\nA,ES\n", "a.xlsx", "content is no workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xlsx", "password"),
        (b"name\nA\n", "a.pdf", "Only .csv and .xlsx"),
        (b"name\nA\n", "a", "Only .csv and .xlsx"),
        (b'name,country\n"A,ES\nB,ES\n', "a.csv", "quotation mark"),
        (b"\x81\x8d\x8f\x90\x9d", "a.csv", "encoding"),
        ("\ud800".encode("utf-16-le", "surrogatepass").join([b"\xff\xfe", b""]), "a.csv", "encoding"),
        (b"PK\x03\x04" + b"\0" * 100, "a.xlsx", "damaged"),
        (b"name\n" + b"A\n" * 10_001, "a.csv", "at most 10,000"),
        (b"name\n" + b"A\n" * 30_000, "a.csv", "more than 10,000"),
        (b"," * 500 + b"\nA\n", "a.csv", "columns"),
        (b"name\n" + b"x" * 200_000, "a.csv", "begins in line 2 is far too long"),
        (b'name,country\nA,ES\n"B,ES\nC,ES\n', "a.csv", "begins in line 3, and is never closed"),
        (b'sep=;\nname;country\n"B;ES\nC;ES\n', "a.csv", "begins in line 3, and is never closed"),
        (b'name,country\n"A" x,ES\n', "a.csv", "begins in line 2, text follows"),
        (b"na\0me,country\nA,ES\n", "a.csv", "name of column 1: Contains the control character U+0000"),
        ("name,cit\u202ey\nA,ES\n".encode(), "a.csv", "name of column 2: Contains the invisible"),
        ("name\nÁgora\n".encode() + "Ágora\n".encode("cp1252"), "a.csv", "line 3 is not"),
        (b"name\n\xed\xa0\x80\n", "a.csv", "line 2 is not"),
        (b"name,country\n", "a.csv", "Put the records in rows below it."),
        (b"Our vendors,,\nname,country,city\nA,ES,Vigo\n", "a.csv", "Row 1 holds only “Our vendors”"),
        (b"%PDF-1.7\n1 0 obj\n", "a.csv", "content is a PDF"),
        (b"\r\n<html><table></table>\n", "a.csv", "content is a web page"),
        (xlsx_bytes(ROWS), "a.xlsm", "Workbooks with macros"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content: bytes, name: str, words: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content, name)

    assert words in refused.value.messages[0]


def bomb_far_cell() -> bytes:
    return changed_part(
        xlsx_bytes(ROWS), SHEET, sheet_xml(f'<row r="1048576">{cell("XFD1048576", "x")}</row>')
    )


def bomb_far_column() -> bytes:
    return changed_part(xlsx_bytes(ROWS), SHEET, sheet_xml(f'<row r="1">{cell("XFD1", "x")}</row>'))


def bomb_million_rows() -> bytes:
    return changed_part(xlsx_bytes(ROWS), SHEET, sheet_xml("<row><c><v>1</v></c></row>" * 1_000_000))


def bomb_spaces() -> bytes:
    return changed_part(xlsx_bytes(ROWS), "xl/sharedStrings.xml", b"<sst>" + b" " * 200_000_000 + b"</sst>")


def bomb_entities() -> bytes:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{levels}]>'
    return changed_part(xlsx_bytes(ROWS), SHEET, sheet_xml(cell("A1", "&l8;"), before=doctype))


def bomb_parts() -> bytes:
    out = BytesIO(xlsx_bytes(ROWS))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(10_000):
            archive.writestr(f"xl/worksheets/extra{number}.xml", b"")
    return out.getvalue()


@pytest.mark.parametrize(
    "bomb",
    [bomb_far_cell, bomb_far_column, bomb_million_rows, bomb_spaces, bomb_entities, bomb_parts],
    ids=lambda bomb: bomb.__name__,
)
def test_a_bomb_is_refused_before_it_goes_off(bomb: object) -> None:
    content = bomb()  # type: ignore[operator]
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    with pytest.raises(Unreadable):
        read(content, "bomb.xlsx")

    assert time.process_time() - started < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_a_size_that_lies_does_not_let_a_bomb_in() -> None:
    spaces = bytearray(bomb_spaces())
    with zipfile.ZipFile(BytesIO(spaces)) as archive:
        size = archive.getinfo("xl/sharedStrings.xml").file_size
    lying = spaces.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))

    with pytest.raises(Unreadable):
        read(bytes(lying), "bomb.xlsx")


@pytest.mark.parametrize("dimension", ["A1", "A1:A1", "A1:B1", "A1:XFD1048576", "Z9:A1", "nonsense"])
def test_a_dimension_that_lies_drops_no_row(dimension: str) -> None:
    rows = "".join(
        f'<row r="{number}">{cell(f"A{number}", text)}{cell(f"B{number}", country)}</row>'
        for number, (text, country) in enumerate(ROWS, start=1)
    )
    content = changed_part(xlsx_bytes(ROWS), SHEET, sheet_xml(rows, dimension=dimension))

    try:
        table = read(content, "a.xlsx")
    except Unreadable:
        assert dimension in ("Z9:A1", "nonsense")
    else:
        assert [row for _, row in table.rows] == ROWS[1:]
