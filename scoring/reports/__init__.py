"""The shortlist report of one version: as a mail, a PDF and a spreadsheet."""

from .content import Report
from .files import Attachment, pdf_of, spreadsheet_of
from .mail import Letter

__all__ = ["Attachment", "Letter", "Report", "pdf_of", "spreadsheet_of"]
