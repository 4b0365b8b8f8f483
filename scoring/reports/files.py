"""The files of a report, under names of our own making."""

from typing import NamedTuple

from ..presentation.comparison import Comparison, HeatMap
from .content import Report
from .pdf import pdf

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Attachment(NamedTuple):
    name: str
    content: bytes
    content_type: str


def pdf_of(report: Report) -> Attachment:
    return Attachment(f"{report.name}.pdf", pdf(report), "application/pdf")


def spreadsheet_of(report: Report) -> Attachment:
    from .spreadsheet import spreadsheet  # here: a tenth of the time that every process takes to start

    return Attachment(f"{report.name}.xlsx", spreadsheet(report), SPREADSHEET)


def comparison_of(comparison: Comparison, heat_map: HeatMap | None) -> Attachment:
    from .comparison import comparison_spreadsheet

    version = f"-v{comparison.shortlist.number}" if comparison.shortlist else ""
    name = f"{comparison.rfp.number}-comparison{version}.xlsx"
    return Attachment(name, comparison_spreadsheet(comparison, heat_map), SPREADSHEET)
