"""The report as a PDF, typeset by typst."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typst

from ..presentation.ranking import Column, Row
from .content import Report, readable, share

TEMPLATE = Path(__file__).parent / "report.typ"
NARROW, ACROSS = 8, 16
"""How many criteria fit beside each other on an upright page, and on one on its side."""


def pdf(report: Report) -> bytes:
    """Its bytes depend on the version alone, and are the same each time."""
    data = readable(json.dumps(_data(report), ensure_ascii=False))
    return typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"report": data},
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
        "altered": report.is_altered,
        "provisional": shortlist.provisional,
        "computed": f"Computed {report.computed} ({report.rfp.timezone}), with the facts of {report.day}",
        "headline": report.headline,
        "lead": report.lead,
        "summary": report.summary,
        "changes_heading": report.changes_heading,
        "changes": report.changes,
        "moves": report.moves,
        "firmness": report.firmness,
        "line": view.line,
        "ranking": [_ranked(report, row) for row in view.ranked],
        "columns": [_column(column) for column in view.columns],
        "excluded": [_left_out(row) for row in view.excluded],
        "incomplete": [_left_out(row) for row in view.incomplete],
        "criteria": report.criteria,
        "weights_total": report.points_to_be_had,
        "method": report.method,
        "points": list(_points(report)),
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
        "segments": [{"share": float(share(part)), "colour": part.column.colour} for part in row.segments],
    }


def _column(column: Column) -> dict[str, Any]:
    return {"title": column.title, "weight": column.weight, "colour": column.colour}


def _left_out(row: Row) -> dict[str, str]:
    return {"vendor": row.title, "reasons": "; ".join(row.reasons)}


def _points(report: Report) -> Iterator[dict[str, Any]]:
    """The points of each ranked vendor, as many tables as the criteria need."""
    columns = report.view.columns if report.view.ranked else []
    parts = [columns[at : at + ACROSS] for at in range(0, len(columns), ACROSS)]
    numbers = {each["key"]: str(number) for number, each in enumerate(report.document["criteria"], start=1)}
    for number, part in enumerate(parts, start=1):
        yield {
            "title": "Points by criterion" + (f", part {number} of {len(parts)}" if len(parts) > 1 else ""),
            "numbers": [numbers[column.key] for column in part],
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
