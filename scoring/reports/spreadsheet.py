"""The report as a spreadsheet whose totals compute themselves, with the totals of the record beside them."""

from fractions import Fraction
from functools import cached_property
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from ..presentation.ranking import Row
from .cells import LONGEST_TEXT, TEXT_ONLY, Cells
from .content import Report, readable
from .formulas import (
    MOST_ARGUMENTS,
    panel_formula,
    panel_value,
    points_formula,
    points_value,
    share_formula,
    share_value,
)
from .shifts import Shifts

Document = dict[str, Any]

HEAD = 4
"""The rows above the table on the first sheet."""


def spreadsheet(report: Report) -> bytes:
    """Text stays text, whatever it begins with; only our own formulas are formulas."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, **TEXT_ONLY}) as book:
        book.set_properties({"title": readable(report.title), "created": report.shortlist.computed_at})
        Sheets(report, book).write()
    return stream.getvalue()


def _unsigned(number: str) -> str:
    """As Python reads it."""
    return number.replace("−", "-").replace("±", "")


class Sheets(Cells):
    """Ranking, Criteria and Scores; the totals on the first follow from the other two. Then what explains them."""

    def __init__(self, report: Report, book: xlsxwriter.Workbook) -> None:
        super().__init__(book)
        self.report, self.view, self.document = report, report.view, report.document
        self.ranking = book.add_worksheet("Ranking")
        self.criteria_sheet = book.add_worksheet("Criteria")
        self.scores = book.add_worksheet("Scores")
        self.book = book
        self.decimals = book.add_format({"num_format": self._number_format, "valign": "top"})
        self.total = book.add_format({"num_format": self._number_format, "valign": "top", "bold": True})

    def write(self) -> None:
        self._write_criteria()
        self._write_scores()
        self._write_ranking()
        self._write_firmness()
        if self.report.shifts:
            self._write_changes(self.report.shifts)
        if self.report.comments:
            self._write_comments()

    @property
    def _number_format(self) -> str:
        decimals = self.document["method"].get("decimals", 2)
        return "#,##0" + ("." + "0" * decimals if decimals else "")

    @property
    def criteria(self) -> list[Document]:
        found: list[Document] = self.document["criteria"]
        return found

    @cached_property
    def vendors(self) -> dict[str, Document]:
        return {vendor["key"]: vendor for vendor in self.document["vendors"]}

    @cached_property
    def evaluators(self) -> list[str]:
        panels = (panel for vendor in self.vendors.values() for panel in vendor.get("scores", {}).values())
        return sorted({evaluator for panel in panels for evaluator in panel})

    @property
    def _evaluator_names(self) -> list[str]:
        """Outside the team nobody learns whose score is whose."""
        if self.report.reader.is_team:
            return self.evaluators
        return [f"Evaluator {number}" for number, _ in enumerate(self.evaluators, start=1)]

    @property
    def is_live(self) -> bool:
        """Whether totals can be followed criterion by criterion."""
        return not self.document["method"].get("quality_relative_to_best", False)

    # --- Criteria: one row each, from the second row on

    def _write_criteria(self) -> None:
        sheet = self.criteria_sheet
        titles = (
            "Criterion",
            "Kind",
            "Weight",
            "Low",
            "High",
            "Lowest price or reference",
            "Minimum",
            "Rule",
        )
        self._heads(sheet, 0, titles, widths=(44, 20, 10, 12, 12, 16, 10, 52))
        described = self.report.criteria
        for at, criterion in enumerate(self.criteria, start=1):
            low, high = criterion.get("scale") or criterion.get("bounds") or (None, None)
            self._text(sheet, at, 0, criterion["title"])
            self._text(sheet, at, 1, described[at - 1]["kind"])
            for column, figure in ((2, "weight"), (6, "minimum")):
                self._number(sheet, at, column, criterion.get(figure), self.plain)
            self._number(sheet, at, 3, low, self.plain)
            self._number(sheet, at, 4, high, self.plain)
            self._text(sheet, at, 7, described[at - 1]["rule"])
            if criterion["kind"] == "price":
                self._write_price_base(at, criterion)
        end = len(self.criteria) + 1
        sheet.write_string(end, 0, "Sum of the weights", self.bold)
        total = sum(Fraction(each.get("weight") or 0) for each in self.criteria)
        sheet.write_formula(end, 2, f"=SUM(C2:C{end})", self.bold, float(total))
        sheet.freeze_panes(1, 1)

    def _write_price_base(self, at: int, criterion: Document) -> None:
        """The reference price, or the lowest price of those who are not excluded."""
        if criterion.get("reference"):
            return self._number(self.criteria_sheet, at, 5, criterion["reference"], self.plain)
        if not self._prices:
            return None
        cells = [f"Scores!{self._cell(self._row_of(key, criterion), self._value)}" for key in self._prices]
        lowest = float(min(self._prices.values()))
        if len(cells) > MOST_ARGUMENTS:
            self.criteria_sheet.write_number(at, 5, lowest, self.plain)
        else:
            self.criteria_sheet.write_formula(at, 5, f"=MIN({','.join(cells)})", self.plain, lowest)
        return None

    @cached_property
    def _prices(self) -> dict[str, Fraction]:
        """Of those who are not excluded, and have one."""
        keys = [row.key for row in self.view.rows if row.state != "excluded"]
        prices = {key: Fraction(self.vendors[key].get("price") or 0) for key in keys}
        return {key: price for key, price in prices.items() if price > 0}

    def _price_base(self, criterion: Document) -> Fraction | None:
        reference = criterion.get("reference")
        return Fraction(reference) if reference else min(self._prices.values(), default=None)

    def _figure(self, criterion: Document, column: int) -> str:
        return f"Criteria!{self._cell(self._numbers[criterion['key']] + 1, column, fixed=True)}"

    # --- Scores: for each vendor one row for each criterion, in one order

    @property
    def _value(self) -> int:
        """The column with the value; after it come share, points and the points of the record."""
        return 3 + len(self.evaluators)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {criterion["key"]: number for number, criterion in enumerate(self.criteria)}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {column.key: column.place for column in self.view.columns}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {row.key: place for place, row in enumerate(self.view.rows)}

    def _row_of(self, vendor: str, criterion: Document) -> int:
        return 1 + self._places[vendor] * len(self.criteria) + self._numbers[criterion["key"]]

    def _write_scores(self) -> None:
        titles = [
            "Vendor",
            "Criterion",
            "Kind",
            *self._evaluator_names,
            "Value",
            "Share",
            "Points",
            "Points in the record",
        ]
        widths = [34, 34, 18, *(10 for _ in self.evaluators), 16, 10, 10, 12]
        self._heads(self.scores, 0, titles, widths)
        for row in self.view.rows:
            for criterion in self.criteria:
                self._write_score(row, criterion, self._row_of(row.key, criterion))
        self.scores.freeze_panes(1, 2)
        self.scores.autofilter(0, 0, len(self.view.rows) * len(self.criteria), 2)

    def _write_score(self, row: Row, criterion: Document, at: int) -> None:
        sheet, vendor, key = self.scores, self.vendors[row.key], criterion["key"]
        self._text(sheet, at, 0, row.title)
        self._text(sheet, at, 1, criterion["title"])
        self._text(sheet, at, 2, criterion["kind"])
        match criterion["kind"]:
            case "knockout":
                return self._text(sheet, at, self._value, vendor.get("knockouts", {}).get(key, ""))
            case "scored":
                self._write_panel(at, vendor.get("scores", {}).get(key, {}))
            case "measured":
                self._number(sheet, at, self._value, vendor.get("measures", {}).get(key), self.plain)
            case "price":
                self._number(sheet, at, self._value, vendor.get("price"), self.plain)
        if row.state == "ranked":
            self._write_points(row, criterion, at)
        return None

    def _write_panel(self, at: int, panel: Document) -> None:
        for column, evaluator in enumerate(self.evaluators, start=3):
            self._number(self.scores, at, column, panel.get(evaluator), self.plain)
        if panel:
            rule = self.document["method"].get("panel", "mean")
            scores = f"{self._cell(at, 3)}:{self._cell(at, self._value - 1)}"
            value = panel_value(rule, list(panel.values()))
            self.scores.write_formula(at, self._value, panel_formula(rule, scores), self.plain, float(value))

    def _write_points(self, row: Row, criterion: Document, at: int) -> None:
        recorded = row.points[self._columns[criterion["key"]]]
        self._number(self.scores, at, self._value + 3, recorded, self.decimals)
        if not self.is_live:
            return
        low, high, base, weight = (self._figure(criterion, column) for column in (3, 4, 5, 2))
        share = share_formula(criterion, value=self._cell(at, self._value), low=low, high=high, lowest=base)
        points = points_formula(criterion, share=self._cell(at, self._value + 1), weight=weight)
        reached = share_value(criterion, self._valued(row, criterion), self._price_base(criterion))
        earned = points_value(criterion, reached)
        self.scores.write_formula(at, self._value + 1, share, self.plain, float(reached))
        self.scores.write_formula(at, self._value + 2, points, self.decimals, float(earned))

    def _valued(self, row: Row, criterion: Document) -> Fraction:
        """What stands in the column of values, exactly."""
        vendor, key = self.vendors[row.key], criterion["key"]
        match criterion["kind"]:
            case "scored":
                panel = vendor["scores"][key]
                return panel_value(self.document["method"].get("panel", "mean"), list(panel.values()))
            case "measured":
                return Fraction(vendor["measures"][key])
        return Fraction(vendor["price"])

    # --- Ranking

    def _write_ranking(self) -> None:
        sheet, columns = self.ranking, self.view.columns
        self._write_title()
        titles = [
            "Rank",
            "Vendor",
            "State",
            "Total",
            "Total computed here",
            *(each.title for each in columns),
            "Why",
        ]
        self._heads(sheet, HEAD, titles, [6, 40, 16, 11, 11, *(13 for _ in columns), 70])
        for at, row in enumerate(self.view.rows, start=HEAD + 1):
            self._number(sheet, at, 0, row.rank, self.plain)
            self._text(sheet, at, 1, row.title)
            self._text(sheet, at, 2, "on the shortlist" if row.on_shortlist else row.state)
            self._number(sheet, at, 3, row.total, self.total)
            self._write_live_total(row, at)
            for column in columns:
                self._number(sheet, at, 5 + column.place, row.points[column.place] or None, self.decimals)
            self._text(sheet, at, 5 + len(columns), "; ".join(row.reasons))
        sheet.freeze_panes(HEAD + 1, 2)

    def _write_live_total(self, row: Row, at: int) -> None:
        if row.total is None or not self.is_live:
            return
        first, last = (self._row_of(row.key, self.criteria[end]) for end in (0, -1))
        points = f"Scores!{self._cell(first, self._value + 2)}:{self._cell(last, self._value + 2)}"
        decimals = self.document["method"].get("decimals", 2)
        self.ranking.write_formula(
            at, 4, f"=ROUND(SUM({points}),{decimals})", self.decimals, float(row.total)
        )

    def _write_title(self) -> None:
        report = self.report
        mark = "SAMPLE, invented data. " if report.rfp.is_sample else ""
        provisional = f"{report.provisional} " if report.provisional else ""
        self.ranking.write_string(
            0, 0, readable(f"{report.rfp.number} {report.title}")[:LONGEST_TEXT], self.bold
        )
        self.ranking.write_string(
            1,
            0,
            f"{mark}{provisional}Shortlist version {report.shortlist.number}, computed {report.computed}",
        )
        self.ranking.write_string(
            2, 0, f"{self.view.line} SHA-256 of the evaluation file: {report.shortlist.sha256}"
        )
        if report.warning:
            self.ranking.write_string(3, 0, report.warning, self.bold)
        elif not self.is_live:
            note = "This method scales quality to the best offer: points and totals are given as values."
            self.ranking.write_string(3, 0, note)

    # --- Firmness, changes, comments

    def _write_firmness(self) -> None:
        tips = self.report.tips
        if not tips:
            return
        sheet = self.book.add_worksheet("Firmness")
        self._heads(
            sheet,
            0,
            ("Criterion", "Weight", "Down to", "Level down there", "Up to", "Level up there"),
            (44, 10, 10, 44, 10, 44),
        )
        for at, tip in enumerate(tips, start=1):
            self._text(sheet, at, 0, tip["criterion"])
            for column, name in ((1, "weight"), (2, "down"), (4, "up")):
                self._number(sheet, at, column, tip[name] or None, self.plain)
            self._text(sheet, at, 3, tip["down_vendor"])
            self._text(sheet, at, 5, tip["up_vendor"])
        for at, sentence in enumerate(self.report.firmness, start=len(tips) + 2):
            sheet.write_string(at, 0, readable(sentence)[:LONGEST_TEXT])
        sheet.freeze_panes(1, 1)

    def _write_changes(self, shifts: Shifts) -> None:
        """The parts of each change add up to it."""
        sheet = self.book.add_worksheet("Changes")
        titles = ("Vendor", "Before", "Now", "Change", *(cause.capitalize() for cause in shifts.causes))
        self._heads(sheet, 0, titles, (40, 11, 11, 11, *(14 for _ in shifts.causes)))
        for at, row in enumerate(shifts.rows, start=1):
            self._text(sheet, at, 0, row.vendor)
            for column, number in ((1, row.before), (2, row.now), *enumerate(row.parts, start=4)):
                self._number(sheet, at, column, _unsigned(number), self.decimals)
            parts = f"{self._cell(at, 4)}:{self._cell(at, 3 + len(shifts.causes))}"
            sheet.write_formula(at, 3, f"=SUM({parts})", self.decimals, float(_unsigned(row.change)))
        for at, sentence in enumerate(shifts.others, start=len(shifts.rows) + 2):
            self._text(sheet, at, 0, sentence)
        sheet.freeze_panes(1, 1)

    def _write_comments(self) -> None:
        sheet = self.book.add_worksheet("Comments")
        titles = ("Vendor", "Criterion", "Evaluator", "Score", "Comment")
        self._heads(sheet, 0, titles, (34, 34, 24, 10, 90))
        for at, comment in enumerate(self.report.comments, start=1):
            for column in (0, 1, 2, 4):
                self._text(sheet, at, column, comment[column])
            self._number(sheet, at, 3, comment.score, self.plain)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(self.report.comments), len(titles) - 1)

    # --- Cells

    @staticmethod
    def _cell(row: int, column: int, *, fixed: bool = False) -> str:
        name: str = xl_rowcol_to_cell(row, column, row_abs=fixed, col_abs=fixed)
        return name
