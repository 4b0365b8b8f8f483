"""The shortlist report of one version: as a mail, a PDF and a spreadsheet."""

from .content import Report
from .files import Attachment, pdf_of, spreadsheet_of
from .mail import Letter, mail_html

__all__ = ["Attachment", "Letter", "Report", "mail_html", "pdf_of", "spreadsheet_of"]
