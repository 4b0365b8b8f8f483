"""The report as a PDF, typeset by typst."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from ..presentation.ranking import Column, Row, Segment
from .comments import Comment
from .content import Report, readable, share

TEMPLATE = Path(__file__).parent / "report.typ"
NARROW, ACROSS = 8, 16
"""How many criteria fit beside each other on an upright page, and on one on its side."""


SHOWN_OUT, SHOWN_MOVES = 5, 6
"""What the first page has room for; the rest is told further on."""
SHOWN_COMMENTS, LONGEST_COMMENT = 120, 700
"""The spreadsheet has all of them in full."""


def pdf(report: Report) -> bytes:
    """The same bytes each time for the same version and reader; tagged as PDF/UA-1 asks for."""
    data = readable(json.dumps(_data(report), ensure_ascii=False))
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"report": data},
        pdf_standards=["ua-1"],
        timestamp=report.shortlist.computed_at.replace(microsecond=0),
    )


def _data(report: Report) -> dict[str, Any]:
    view, shortlist = report.view, report.shortlist
    return {
        "document_title": f"{report.rfp.number} {report.title}: shortlist, version {shortlist.number}",
        "number": report.rfp.number,
        "title": report.title,
        "short_title": f"{report.rfp.number} · {_cut(report.title, 90)}",
        "version": f"Version {shortlist.number}",
        "sample": report.rfp.is_sample,
        "provisional": report.provisional,
        "computed": f"Computed {report.computed} ({report.rfp.timezone}), with the facts of {report.day}",
        "headline": report.headline,
        "lead": report.lead,
        "summary": report.summary,
        "changes_heading": report.changes_heading,
        "changes": report.changes,
        "moves": _first(report.moves, SHOWN_MOVES),
        "firmness": report.firmness,
        "line": view.line,
        "ranking": [_ranked(report, row) for row in view.ranked],
        "columns": [_column(report, column) for column in view.columns],
        "excluded": [_left_out(row) for row in view.excluded],
        "incomplete": [_left_out(row) for row in view.incomplete],
        "criteria": report.criteria,
        "weights_total": report.points_to_be_had,
        "method": report.method,
        "points": list(_points(report)),
        "warning": report.warning,
        "audience": report.audience,
        "left_out": _first(report.left_out, SHOWN_OUT),
        "all_left_out": len(report.left_out) > SHOWN_OUT,
        "shifts": asdict(report.shifts) if report.shifts else None,
        "tips": report.tips,
        "knockouts": report.knockouts,
        "comments": [_comment(each) for each in report.comments[:SHOWN_COMMENTS]],
        "more_comments": max(len(report.comments) - SHOWN_COMMENTS, 0),
        "sha256": shortlist.sha256,
        "command": report.command,
        "engine": f"Method of computing: version {shortlist.engine_version}.",
        "address": report.address,
    }


def _ranked(report: Report, row: Row) -> dict[str, Any]:
    notes = [*([row.move.words] if row.move else []), *row.reasons]
    return {
        "rank": str(row.rank),
        "vendor": row.title,
        "total": row.total,
        "note": " · ".join(filter(None, notes)),
        "on_shortlist": row.on_shortlist,
        "last_on_shortlist": row == report.view.cut_after,
        "segments": [_segment(report, part) for part in row.segments],
        "alt": f"{row.title}: " + ", ".join(f"{part.column.title} {part.points}" for part in row.segments),
    }


def _segment(report: Report, part: Segment) -> dict[str, Any]:
    number = report.numbers[part.column.key]
    return {"share": float(share(part)), "colour": part.column.colour, "number": number}


def _column(report: Report, column: Column) -> dict[str, Any]:
    return {
        "number": report.numbers[column.key],
        "title": column.title,
        "weight": column.weight,
        "colour": column.colour,
    }


def _comment(comment: Comment) -> dict[str, str]:
    return {**comment._asdict(), "text": _cut(comment.text, LONGEST_COMMENT)}


def _first(lines: list[str], most: int) -> list[str]:
    rest = len(lines) - most
    return [*lines[:most], *([f"… and {rest} more"] if rest > 0 else [])]


def _left_out(row: Row) -> dict[str, str]:
    return {"vendor": row.title, "reasons": "; ".join(row.reasons)}


def _points(report: Report) -> Iterator[dict[str, Any]]:
    """The points of each ranked vendor, as many tables as the criteria need."""
    columns = report.view.columns if report.view.ranked else []
    parts = [columns[at : at + ACROSS] for at in range(0, len(columns), ACROSS)]
    for number, part in enumerate(parts, start=1):
        yield {
            "title": "Points by criterion" + (f", part {number} of {len(parts)}" if len(parts) > 1 else ""),
            "numbers": [report.numbers[column.key] for column in part],
            "wide": len(columns) > NARROW,
            "rows": [
                {
                    "rank": str(row.rank),
                    "vendor": _cut(row.title, 60),
                    "points": [row.points[column.place] for column in part],
                    "total": row.total,
                }
                for row in report.view.ranked
            ],
        }


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
