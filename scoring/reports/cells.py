"""Cells of our spreadsheets: numbers are numbers, and text stays text, whatever it begins with."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from .content import readable

LONGEST_TEXT = 32_767
LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""For a workbook: only what is written as a formula is one."""


class Cells:
    """The formats of a book, and the ways to fill its cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.bold = book.add_format({"bold": True})
        self.head = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#DCEEEE"}
        )
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self.plain = book.add_format({"valign": "top"})

    def _heads(self, sheet: Worksheet, at: int, titles: Sequence[str], widths: Sequence[int]) -> None:
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            sheet.set_column(column, column, width)
            self._text(sheet, at, column, title, self.head)

    def _text(self, sheet: Worksheet, at: int, column: int, text: str, style: Format | None = None) -> None:
        shown = readable(text)[:LONGEST_TEXT]
        quoted = self.quoted if shown.startswith(LOOKS_LIKE_A_FORMULA) else self.wrapped
        sheet.write_string(at, column, shown, style or quoted)

    def _number(
        self,
        sheet: Worksheet,
        at: int,
        column: int,
        number: str | int | Decimal | Fraction | None,
        style: Format,
    ) -> None:
        if number is not None:
            sheet.write_number(at, column, float(number), style)
