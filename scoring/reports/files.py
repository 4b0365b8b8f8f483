"""The files of a report, under names of our own making."""

from typing import NamedTuple

from .content import Report
from .pdf import pdf


class Attachment(NamedTuple):
    name: str
    content: bytes
    content_type: str


def pdf_of(report: Report) -> Attachment:
    return Attachment(f"{report.name}.pdf", pdf(report), "application/pdf")


def spreadsheet_of(report: Report) -> Attachment:
    from .spreadsheet import spreadsheet  # here: a tenth of the time that every process takes to start

    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Attachment(f"{report.name}.xlsx", spreadsheet(report), content_type)
