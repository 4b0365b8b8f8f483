"""What a vendor can do: service lines, and the clients who can tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .models import Capability, ClientReference, Vendor


@dataclass(frozen=True)
class Row:
    """One service line; `capability` is None where only a client speaks for it."""

    service_line: Any
    capability: Capability | None
    references: list[ClientReference]

    @property
    def callable_references(self) -> list[ClientReference]:
        return [each for each in self.references if each.may_be_called]

    @property
    def industries(self) -> list[str]:
        own = self.capability.industries.all() if self.capability else ()
        told = {each.industry.name for each in self.references if each.industry}
        return sorted({each.name for each in own} | told)

    def fits(self, chosen: dict[str, Any]) -> bool:
        line, industry = chosen.get("service_line"), chosen.get("industry")
        years = chosen.get("years_min") or 0
        return (
            (line is None or self.service_line == line)
            and (industry is None or industry.name in self.industries)
            and (not years or (self.capability is not None and (self.capability.years or 0) >= years))
            and (not chosen.get("referenced") or bool(self.callable_references))
        )


def references_of(vendor: Vendor) -> list[ClientReference]:
    return list(
        vendor.references.select_related("industry", "entered_by", "verified_by").prefetch_related(
            "service_lines"
        )
    )


def matrix(vendor: Vendor, references: Iterable[ClientReference]) -> list[Row]:
    """A row for each service line that the vendor claims or that a client speaks for."""
    found = vendor.capabilities.select_related("service_line", "entered_by", "verified_by")
    known = {each.service_line: each for each in found.prefetch_related("industries")}
    told: dict[Any, list[ClientReference]] = {line: [] for line in known}
    for reference in references:
        for line in reference.service_lines.all():
            told.setdefault(line, []).append(reference)
    return [Row(line, known.get(line), told[line]) for line in sorted(told, key=by_code)]


def by_code(line: Any) -> tuple[bool, str]:
    return line.office != "front", line.code


def speaks_for(reference: ClientReference, chosen: dict[str, Any]) -> bool:
    line, industry = chosen.get("service_line"), chosen.get("industry")
    return (
        (line is None or line in reference.service_lines.all())
        and (industry is None or reference.industry == industry)
        and (not chosen.get("referenced") or reference.may_be_called)
    )
