"""Waivers in words, as a version keeps them: the same on every page and in every report."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from rfp.models import Rfp

from .models import Shortlist, Waiver

Waived = dict[str, str]
Cell = tuple[str, str]


def kept(waivers: Iterable[Waiver], rfp: Rfp) -> list[Waived]:
    """What a version keeps of the waivers that it was computed with: names and texts, not rows."""
    return [
        {
            "vendor": each.candidate.key,
            "criterion": each.criterion.key,
            "reason": each.reason,
            "requested_by": each.requested_by.name,
            "approved_by": each.decided_by.name if each.decided_by else "",
            "approved_on": _day(each.decided_at, rfp),
        }
        for each in waivers
    ]


def by_cell(entries: Iterable[Waived]) -> dict[Cell, Waived]:
    return {(each["vendor"], each["criterion"]): each for each in entries}


def of_vendor(entries: Iterable[Waived], vendor: str) -> dict[str, Waived]:
    """By knock-out."""
    return {each["criterion"]: each for each in entries if each["vendor"] == vendor}


def sentence(entry: Waived, title: str) -> str:
    """`title` is that of the knock-out."""
    return (
        f"Knock-out waived: {title}. Approved by {entry['approved_by']} on {entry['approved_on']}, "
        f"asked for by {entry['requested_by']}: {entry['reason']}"
    )


def waivers_in(shortlist: Shortlist) -> list[str]:
    """One sentence for each waiver that a version was computed with, for reports; in the vendors' order."""
    document: dict[str, Any] = shortlist.file
    criteria = {each["key"]: each["title"] for each in document["criteria"]}
    vendors = {each["key"]: each["title"] for each in document["vendors"]}
    order = list(vendors)
    entries = sorted(shortlist.waivers, key=lambda entry: order.index(entry["vendor"]))
    return [f"{vendors[each['vendor']]}: {sentence(each, criteria[each['criterion']])}" for each in entries]


def _day(at: datetime | None, rfp: Rfp) -> str:
    return date_format(at.astimezone(ZoneInfo(rfp.timezone)), "j F Y") if at else ""
