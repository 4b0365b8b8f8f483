"""Who works for a vendor, and who works for them: a tree for each service line."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .models import Subcontractor, Vendor

DEEPEST = 5
"""Levels that are followed; one query reads one level of all trees together."""


@dataclass(frozen=True)
class Branch:
    """One subcontractor at its level; `is_ring` where it comes back to a company above it."""

    subcontractor: Subcontractor
    level: int
    is_ring: bool = False

    @property
    def is_own(self) -> bool:
        """Whether it is said on the vendor's own record."""
        return self.level == 1


def tree(vendor: Vendor) -> list[Branch]:
    """All branches from the top down, each below the one that engages it.

    Below a subcontractor for one service line stand those of its own that work on the same line or on all.
    """
    engaged = engaged_by(vendor)
    return [branch for each in engaged[vendor.pk] for branch in grow(each, engaged, above=(vendor.pk,))]


def engaged_by(vendor: Vendor) -> dict[int, list[Subcontractor]]:
    """The subcontractors of this vendor and of all below it, by whose they are."""
    engaged: dict[int, list[Subcontractor]] = defaultdict(list)
    level, known = {vendor.pk}, {vendor.pk}
    for _ in range(DEEPEST):
        for row in listed(level):
            engaged[row.vendor_id].append(row)
        level = {row.company_id for pk in level for row in engaged[pk] if row.company_id} - known
        if not level:
            break
        known |= level
    return engaged


def listed(vendors: Iterable[int]) -> Iterable[Subcontractor]:
    told = ("service_line", "company", "vendor", "entered_by", "verified_by")
    return Subcontractor.objects.filter(vendor__in=vendors).select_related(*told)


def grow(
    subcontractor: Subcontractor, engaged: dict[int, list[Subcontractor]], above: tuple[int, ...]
) -> Iterator[Branch]:
    company = subcontractor.company_id
    yield Branch(subcontractor, len(above), is_ring=company in above)
    if company is None or company in above or len(above) >= DEEPEST:
        return
    for below in engaged.get(company, ()):
        if works_on(below, subcontractor):
            yield from grow(below, engaged, (*above, company))


def works_on(below: Subcontractor, above: Subcontractor) -> bool:
    lines = (below.service_line_id, above.service_line_id)
    return None in lines or lines[0] == lines[1]
