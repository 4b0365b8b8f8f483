"""The report as an e-mail: HTML that old mail programs read, and text that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

import css_inline
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from ..presentation.ranking import Row
from .content import Report, readable, share
from .files import Attachment, pdf_of, spreadsheet_of

MOST_ROWS = 10
"""Of a longer ranking the mail shows the first; all are in the files."""
UNSUBSCRIBE = "https://unsubscribe.invalid/"
"""Stands for the recipient's own address until the letter is addressed."""

_inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


@dataclass(frozen=True)
class Letter:
    """A report rendered once, to be addressed to many."""

    subject: str
    text: str
    html: str
    attachments: Sequence[Attachment]

    @classmethod
    def of(cls, report: Report) -> Self:
        files = [pdf_of(report), spreadsheet_of(report)]
        return cls(readable(report.subject), mail_text(report), mail_html(report), files)

    def to(self, recipient: str, *, unsubscribe: str) -> EmailMultiAlternatives:
        message = EmailMultiAlternatives(
            self.subject,
            self.text.replace(UNSUBSCRIBE, unsubscribe),
            to=[recipient],
            headers={
                "List-Unsubscribe": f"<{unsubscribe}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
        )
        message.attach_alternative(self.html.replace(UNSUBSCRIBE, unsubscribe), "text/html")
        for file in self.attachments:
            message.attach(*file)
        return message


def mail_html(report: Report, *, addressed: bool = True) -> str:
    """Without `addressed`, for nobody in particular: a preview."""
    return readable(
        _inliner.inline(render_to_string("scoring/mail/report.html", _context(report, addressed)))
    )


def mail_text(report: Report) -> str:
    text = readable(render_to_string("scoring/mail/report.txt", _context(report, addressed=True)))
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def _context(report: Report, addressed: bool) -> dict[str, Any]:
    ranked = report.view.ranked
    return {
        "report": report,
        "view": report.view,
        "ranked": [RowInMail(row, row == report.view.cut_after) for row in ranked[:MOST_ROWS]],
        "more_ranked": len(ranked[MOST_ROWS:]),
        "excluded": report.view.excluded[:MOST_ROWS],
        "more_excluded": len(report.view.excluded[MOST_ROWS:]),
        "incomplete": report.view.incomplete[:MOST_ROWS],
        "more_incomplete": len(report.view.incomplete[MOST_ROWS:]),
        "unsubscribe": UNSUBSCRIBE if addressed else "",
    }


@dataclass(frozen=True)
class RowInMail:
    row: Row
    is_last_on_shortlist: bool

    @cached_property
    def cells(self) -> list[tuple[int, int]]:
        """Colour and width of each part of the bar; table cells take whole per cents only."""
        cells, reached, drawn = [], Decimal(0), 0
        for part in self.row.segments:
            reached += share(part)
            width = min(round(reached), 100) - drawn
            if width > 0:
                cells.append((part.column.colour, width))
                drawn += width
        return cells

    @property
    def rest(self) -> int:
        return 100 - sum(width for _, width in self.cells)

    @property
    def note(self) -> str:
        return self.row.move.words if self.row.move else ""
