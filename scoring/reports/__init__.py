"""The shortlist report of one version: as a mail, a PDF and a spreadsheet."""

from .content import Report
from .files import Attachment, comparison_of, pdf_of, spreadsheet_of
from .mail import Letter, mail_html
from .readers import Reader, Readers

__all__ = [
    "Attachment",
    "Letter",
    "Reader",
    "Readers",
    "Report",
    "comparison_of",
    "mail_html",
    "pdf_of",
    "spreadsheet_of",
]
