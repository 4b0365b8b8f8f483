"""A comparison as a spreadsheet: the vendors side by side, all vendors by criteria, and the scores behind them."""

from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from ..presentation.comparison import Cell, Comparison, HeatMap, Row
from .cells import LONGEST_TEXT, TEXT_ONLY, Cells
from .content import readable

HEAD = 3
"""The rows above the table on the first sheet."""


def comparison_spreadsheet(comparison: Comparison, heat_map: HeatMap | None) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, **TEXT_ONLY}) as book:
        book.set_properties({"title": readable(f"{comparison.rfp.number} comparison")})
        Sheets(comparison, heat_map, book).write()
    return stream.getvalue()


class Sheets(Cells):
    """Comparison, Heat map and Scores; the last two only where a version has been computed."""

    def __init__(self, comparison: Comparison, heat_map: HeatMap | None, book: xlsxwriter.Workbook) -> None:
        super().__init__(book)
        self.comparison, self.heat_map, self.book = comparison, heat_map, book
        self.percent = book.add_format({"valign": "top", "num_format": "0 %"})

    def write(self) -> None:
        self._write_comparison()
        if self.heat_map:
            self._write_heat_map(self.heat_map)
        if self.comparison.results:
            self._write_scores()

    # --- Comparison: two columns for each vendor, the value and what is said of it

    def _write_comparison(self) -> None:
        sheet, vendors = self.book.add_worksheet("Comparison"), self.comparison.vendors
        self._write_title(sheet)
        pairs = [title for each in vendors for title in (each.title, f"{each.title}: points, notes")]
        titles = ["Part", "What", "Note", *pairs, "Best", "Worst"]
        self._heads(sheet, HEAD, titles, [18, 40, 24, *([22, 16] * len(vendors)), 30, 30])
        rows = [(part.title, row) for part in self.comparison.sections() for row in part.rows]
        for at, (part, row) in enumerate(rows, start=HEAD + 1):
            self._write_row(sheet, at, part, row)
        sheet.freeze_panes(HEAD + 1, 2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD)

    def _write_title(self, sheet: Worksheet) -> None:
        rfp, shortlist = self.comparison.rfp, self.comparison.shortlist
        mark = "SAMPLE, invented data. " if rfp.is_sample else ""
        sheet.write_string(0, 0, readable(f"{rfp.number} {rfp.title}")[:LONGEST_TEXT], self.bold)
        version = (
            f"Shortlist version {shortlist.number}, SHA-256 {shortlist.sha256}"
            if shortlist
            else "No ranking yet"
        )
        sheet.write_string(
            1, 0, f"{mark}{version}. Facts of the register as of {self.comparison.today.isoformat()}."
        )

    def _write_row(self, sheet: Worksheet, at: int, part: str, row: Row) -> None:
        for column, text in enumerate((part, row.title, row.note)):
            self._text(sheet, at, column, text)
        for place, cell in enumerate(row.cells):
            self._write_cell(sheet, at, 3 + 2 * place, cell)
        after = 3 + 2 * len(row.cells)
        for column, mark in ((after, "best"), (after + 1, "worst")):
            named = [
                each.title
                for each, cell in zip(self.comparison.vendors, row.cells, strict=True)
                if cell.mark == mark
            ]
            self._text(sheet, at, column, ", ".join(named))

    def _write_cell(self, sheet: Worksheet, at: int, column: int, cell: Cell) -> None:
        if cell.number is None:
            self._text(sheet, at, column, cell.text)
        else:
            self._number(sheet, at, column, cell.number, self.plain)
        if cell.points:
            self._number(sheet, at, column + 1, cell.points, self.plain)
        else:
            self._text(sheet, at, column + 1, " ".join(filter(None, [cell.note, str(cell.year or "")])))

    # --- Heat map: the share of each weight, as a number

    def _write_heat_map(self, heat_map: HeatMap) -> None:
        sheet, columns = self.book.add_worksheet("Heat map"), heat_map.columns
        titles = ["Rank", "Vendor", "State", "Total", *(f"{each.title} ({each.weight})" for each in columns)]
        self._heads(sheet, 0, titles, [6, 40, 12, 10, *(12 for _ in columns)])
        for at, row in enumerate(heat_map.rows, start=1):
            self._number(sheet, at, 0, row.rank, self.plain)
            self._text(sheet, at, 1, row.vendor.title)
            self._text(sheet, at, 2, row.state)
            self._number(sheet, at, 3, row.total, self.plain)
            for column, cell in enumerate(row.cells, start=4):
                self._number(sheet, at, column, cell.share, self.percent)
        scale = {
            "type": "2_color_scale",
            "min_type": "num",
            "min_value": 0,
            "max_type": "num",
            "max_value": 1,
        }
        colours = {"min_color": "#F1F6F2", "max_color": "#4C9FA2"}
        sheet.conditional_format(1, 4, max(1, len(heat_map.rows)), 3 + max(1, len(columns)), scale | colours)
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()

    # --- Scores: one row for each score that somebody of the panel gave

    def _write_scores(self) -> None:
        sheet = self.book.add_worksheet("Scores")
        self._heads(sheet, 0, ["Vendor", "Criterion", "Evaluator", "Score", "Comment"], [34, 34, 24, 10, 80])
        for at, (vendor, criterion, evaluator, value, comment) in enumerate(self._scores(), start=1):
            for column, text in enumerate((vendor, criterion, evaluator)):
                self._text(sheet, at, column, text)
            self._number(sheet, at, 3, value, self.plain)
            self._text(sheet, at, 4, comment)
        sheet.freeze_panes(1, 2)

    def _scores(self) -> list[tuple[str, str, str, str, str]]:
        rows = self.comparison.results.criteria if self.comparison.results else []
        return [
            (vendor.title, row.title, each.name, each.value, each.comment)
            for row in rows
            for vendor, cell in zip(self.comparison.vendors, row.cells, strict=True)
            for each in cell.opinions
        ]
