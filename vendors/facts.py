"""The facts on a vendor's own row in words, each with where it comes from."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma

from .models import FactSource, Vendor
from .models.fact_rules import FACTS


@dataclass(frozen=True)
class Fact:
    label: str
    text: str
    source: FactSource | None


def facts_of(vendor: Vendor) -> list[Fact]:
    """In a fixed number of queries."""
    found = vendor.fact_sources.select_related("entered_by", "verified_by")
    sources = {each.field: each for each in found}
    texts = in_words(vendor)
    return [Fact(label, texts[key], sources.get(key)) for key, (label, _) in FACTS.items()]


def in_words(vendor: Vendor) -> dict[str, str]:
    place = (vendor.city, vendor.country.name)
    return {
        "legal_name": vendor.legal_name,
        "country": ", ".join(filter(None, place)),
        "website": vendor.website,
        "founded_year": str(vendor.founded_year or ""),
        "employees": figure(vendor.employees, "", vendor.employees_year),
        "revenue_millions": figure(vendor.revenue_shown, vendor.revenue_unit, vendor.revenue_year),
        "delivery_countries": ", ".join(country.name for country in vendor.delivery_countries),
        "lei": vendor.lei,
        "vat_number": vendor.vat_number,
        "duns": vendor.duns,
        "parent": str(vendor.parent or ""),
        "languages": ", ".join(map(str, vendor.languages.all())),
        "industries": ", ".join(map(str, vendor.industries.all())),
    }


def figure(value: object, unit: str, year: int | None) -> str:
    return "" if value is None else " ".join(filter(None, (intcomma(str(value)), unit, f"({year})")))
