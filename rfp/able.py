"""Which vendors of the register could do what an RFP asks for: what of it they have on file, and what they lack."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, ExpressionWrapper, Q, Sum, Value, When
from django.utils.formats import localize

from vendors.filters import BY_NAME, speakers
from vendors.geography import Shore, Viewpoint
from vendors.models import Capability, DeliverySite, Language, ServiceLine, Vendor, VendorQuerySet

from . import hooks
from .demand import Demand, Fit, fit
from .hooks import Need
from .models import Rfp


@dataclass(frozen=True)
class Fact:
    """One thing asked for, what the register says of it, and the page of the vendor's record that says so."""

    label: str
    text: str
    page: str


@dataclass(frozen=True)
class Able:
    """A vendor with what it has of the need and what it lacks."""

    vendor: Vendor
    has: list[Fact]
    lacks: list[Fact]
    shores: list[Shore]
    places: list[str]
    fit: Fit | None


def needs_of(rfp: Rfp, demand: Demand | None, *, at: datetime) -> list[Need]:
    """What can be looked up in the register, in the order in which it is told."""
    needs = [line_needed(line) for line in rfp.service_lines.all()]
    if demand:
        needs += [language_needed(language) for language, _ in demand.shares if language]
        peak = max(demand.peak(month) for month in demand.months)
        needs += [seats_needed(peak)] if peak else []
    return [*needs, *(need for told in hooks.needs for need in told(rfp, at))]


def line_needed(line: ServiceLine) -> Need:
    def told(vendors: Collection[int]) -> dict[int, str]:
        known = Capability.objects.filter(vendor__in=vendors, service_line=line)
        return {vendor: in_years(years) for vendor, years in known.values_list("vendor", "years")}

    met = Q(pk__in=Capability.objects.filter(service_line=line).values("vendor"))
    return Need(line.name, met, told, "not among its service lines", "vendor_detail")


def in_years(years: int | None) -> str:
    return "listed, years unknown" if years is None else "1 year" if years == 1 else f"{years} years"


def language_needed(language: Language) -> Need:
    def told(vendors: Collection[int]) -> dict[int, str]:
        own = Vendor.objects.filter(pk__in=vendors, languages=language).values_list("pk", flat=True)
        words = dict.fromkeys(own, "spoken, no site named")
        sites = DeliverySite.objects.filter(vendor__in=vendors, languages=language).order_by("city", "pk")
        cities: dict[int, list[str]] = defaultdict(list)
        for vendor, city in sites.values_list("vendor", "city"):
            cities[vendor].append(city)
        return words | {vendor: f"spoken in {', '.join(named)}" for vendor, named in cities.items()}

    return Need(language.name, speakers(language), told, "spoken nowhere", "vendor_delivery")


def seats_needed(peak: int) -> Need:
    def told(vendors: Collection[int]) -> dict[int, str]:
        sites = DeliverySite.objects.filter(vendor__in=vendors, seats__isnull=False).order_by()
        return {
            vendor: f"{localize(seats)} on file"
            for vendor, seats in sites.values_list("vendor").annotate(all=Sum("seats"))
        }

    sites = DeliverySite.objects.order_by().values("vendor").annotate(all=Sum("seats"))
    enough = Q(pk__in=sites.filter(all__gte=peak).values("vendor"))
    label = f"{localize(peak)} seat{'s' if peak > 1 else ''} in the busiest hour"
    return Need(label, enough, told, "no seats on file", "vendor_delivery")


def ranked(vendors: VendorQuerySet, needs: Sequence[Need], *, at_most: int | None = None) -> VendorQuerySet:
    """Who lacks least comes first; each row carries how many needs are `lacking`."""
    lacking = (Case(When(need.met, then=0), default=1) for need in needs)
    found = vendors.annotate(lacking=sum(lacking, Value(0)))
    if at_most is not None:
        found = found.filter(lacking__lte=at_most)
    return found.order_by("lacking", BY_NAME, "pk")


def told(
    vendors: Iterable[Vendor], needs: Sequence[Need], demand: Demand | None, viewpoint: Viewpoint
) -> list[Able]:
    """The rows of a page in words; their sites with languages must be fetched."""
    rows = list(vendors)
    numbers = [vendor.pk for vendor in rows]
    words = [need.told(numbers) for need in needs]
    met = needs_met(numbers, needs)
    return [able(vendor, needs, met[vendor.pk], words, demand, viewpoint) for vendor in rows]


def needs_met(vendors: Collection[int], needs: Sequence[Need]) -> dict[int, Sequence[bool]]:
    """For each vendor, which of the needs it meets, in their order.

    Asked for the vendors of a page alone: beside the order of the whole register, each would be looked up twice.
    """
    met = (ExpressionWrapper(need.met, BooleanField()) for need in needs)
    return {pk: found for pk, *found in Vendor.objects.filter(pk__in=vendors).values_list("pk", *met)}


def able(
    vendor: Vendor,
    needs: Sequence[Need],
    met: Sequence[bool],
    words: Sequence[Mapping[int, str]],
    demand: Demand | None,
    viewpoint: Viewpoint,
) -> Able:
    has: list[Fact] = []
    lacks: list[Fact] = []
    for need, is_met, said in zip(needs, met, words, strict=True):
        fact = Fact(need.label, said.get(vendor.pk, need.otherwise), need.page)
        (has if is_met else lacks).append(fact)
    sites = list(vendor.sites.all())
    places = {
        each.code: each.name for each in [*vendor.delivery_countries, *(site.country for site in sites)]
    }
    return Able(
        vendor,
        has,
        lacks,
        viewpoint.shores_of(places),
        sorted(places.values()),
        fit(demand, sites) if demand and sites else None,
    )
