"""What the register knows of the compared vendors, with source and age, in a constant number of queries."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Prefetch, prefetch_related_objects
from django_countries import countries

from rfp.models import Rfp
from vendors.dimensions import ALL, Better, Dimension, Side
from vendors.models import Capability, Certification, FactSource, ProfileValue, Standing, Vendor
from vendors.reach import REACH, Reach, countries_of, languages_of

from ...inputs.facts import certificate_day
from ...models import Criterion, Source
from .cells import NOTHING, Cell, Compared, Row, marked

GONE = Cell(NOTHING, "no longer a candidate")
IN_FORCE = frozenset({Standing.VERIFIED, Standing.EXPIRING})


class Register:
    """`today` is the day in the time zone of the RFP."""

    def __init__(self, rfp: Rfp, compared: Sequence[Compared], *, today: date) -> None:
        self.rfp, self.today = rfp, today
        self.vendors: list[Any] = [each.candidate.vendor if each.candidate else None for each in compared]
        self.lines = list(rfp.service_lines.all())
        self._fetch([vendor for vendor in self.vendors if vendor])

    @property
    def facts(self) -> list[Row]:
        return [
            *(self._row(title, partial(_fact, name=name, read=read)) for name, title, read in FACTS),
            self._row("Known sites", _sites),
            *(
                self._row(f"Certificates in force on {_day(day)}", partial(_certificates, day=day))
                for day in self.needed_days
            ),
            *(self._row(f"Experience: {line}", partial(_experience, line=line.pk)) for line in self.lines),
        ]

    @property
    def profiles(self) -> list[Row]:
        """Of the dimensions, those that something is known of."""
        known = {
            value.dimension for vendor in self.vendors if vendor for value in vendor.profile_values.all()
        }
        return [
            marked(
                self._row(each.label, partial(_profiled, dimension=each), f"{each.unit}, {each.better.label}")
            )
            for each in ALL
            if each.key in known
        ]

    @cached_property
    def needed_days(self) -> list[date]:
        """The days on which the criteria ask for certificates; else the start of the contract, or today."""
        asking = Criterion.objects.filter(criteria_set__rfp=self.rfp, source=Source.CERTIFICATE)
        days = {certificate_day(each, self.rfp, on=self.today) for each in asking}
        return sorted(day for day in days if day) or [self.rfp.contract_starts_on or self.today]

    def _row(self, title: str, read: Callable[[Any], Cell], note: str = "") -> Row:
        return Row(title, [read(vendor) if vendor else GONE for vendor in self.vendors], note)

    def _fetch(self, vendors: list[Vendor]) -> None:
        certificates = Certification.objects.filter(scheme__counts_as_certificate=True)
        prefetch_related_objects(
            vendors,
            *REACH,
            Prefetch("fact_sources", FactSource.objects.select_related("verified_by")),
            Prefetch("profile_values", ProfileValue.objects.select_related("verified_by")),
            Prefetch(
                "capabilities",
                Capability.objects.filter(service_line__in=self.lines).select_related("verified_by"),
                to_attr="capabilities_asked",
            ),
            Prefetch("certifications", certificates.select_related("scheme"), to_attr="certificates_proper"),
        )


def _fact(vendor: Any, name: str, read: Callable[[Any], Cell]) -> Cell:
    source = next((each for each in vendor.fact_sources.all() if each.field == name), None)
    cell = read(vendor)
    if cell.text == NOTHING or source is None:
        return cell
    year = cell.year or (source.as_of.year if source.as_of else None)
    return Cell(cell.text, cell.note, number=cell.number, year=year, source=source)


def _sites(vendor: Any) -> Cell:
    return Cell(_listed(vendor.sites.all()))


def _figure(value: Any, year: int | None, unit: str = "") -> Cell:
    if value is None:
        return Cell(NOTHING)
    return Cell(f"{intcomma(value)}{unit}", number=value, year=year)


def _reach(reach: Reach) -> Cell:
    by_sites = f"by its sites: {_listed(reach.at_sites)}" if reach.at_sites else ""
    return Cell(_listed(reach.all), by_sites)


def _listed(items: Iterable[object]) -> str:
    return "; ".join(sorted({str(item) for item in items})) or NOTHING


def _day(day: date) -> str:
    return f"{day:%d %b %Y}".lstrip("0")


def _certificates(vendor: Any, day: date) -> Cell:
    held = [each for each in vendor.certificates_proper if each.standing(on=day) in IN_FORCE]
    return Cell(_listed(f"{each.scheme}{_until(each)}" for each in held))


def _until(certificate: Certification) -> str:
    return f" (until {_day(certificate.expires_on)})" if certificate.expires_on else " (no end known)"


def _experience(vendor: Any, line: int) -> Cell:
    found = next((each for each in vendor.capabilities_asked if each.service_line_id == line), None)
    if found is None:
        return Cell(NOTHING)
    years = "years unknown" if found.years is None else f"{found.years} year{'' if found.years == 1 else 's'}"
    volume = f"{intcomma(found.annual_volume)} {found.volume_unit} a year" if found.annual_volume else ""
    as_of = found.as_of.year if found.as_of else None
    return Cell(years, " ".join(volume.split()), number=found.years, year=as_of, source=found)


def _profiled(vendor: Any, dimension: Dimension) -> Cell:
    """What was assessed decides; what the vendor claims is only told."""
    known = {each.side: each for each in vendor.profile_values.all() if each.dimension == dimension.key}
    claimed, assessed = known.get(Side.CLAIMED), known.get(Side.ASSESSED)
    told = f"claimed {claimed.shown:f}" if claimed else ""
    source = assessed or claimed
    year = source.as_of.year if source and source.as_of else None
    if assessed is None:
        return Cell(NOTHING, told, year=year, source=source)
    worth = assessed.value if dimension.better == Better.HIGHER else -assessed.value
    return Cell(f"{assessed.shown:f}", told, worth, number=assessed.value, year=year, source=source)


FACTS: tuple[tuple[str, str, Callable[[Any], Cell]], ...] = (
    (
        "country",
        "Seat",
        lambda vendor: Cell(
            ", ".join(filter(None, [vendor.city, countries.name(vendor.country)])) or NOTHING
        ),
    ),
    (
        "founded_year",
        "Founded",
        lambda vendor: Cell(str(vendor.founded_year or NOTHING), number=vendor.founded_year),
    ),
    ("employees", "Head-count", lambda vendor: _figure(vendor.employees, vendor.employees_year)),
    (
        "revenue_millions",
        "Revenue",
        lambda vendor: _figure(vendor.revenue_shown, vendor.revenue_year, f" {vendor.revenue_unit}"),
    ),
    (
        "delivery_countries",
        "Delivers from",
        lambda vendor: _reach(countries_of(vendor)),
    ),
    ("languages", "Languages", lambda vendor: _reach(languages_of(vendor))),
)
"""By the name of the fact: what it is called here, and how it is read."""
