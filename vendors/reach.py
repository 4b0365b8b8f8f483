"""From where vendors deliver and in which languages: what is stated, and what their sites say, as filters find it."""

from collections.abc import Iterable
from dataclasses import dataclass

from .models import Vendor

REACH = ("languages", "sites__languages")
"""What is fetched of the vendors of whom it is asked."""


@dataclass(frozen=True)
class Reach:
    """`at_sites` is what only the sites say."""

    stated: list[str]
    at_sites: list[str]

    @property
    def all(self) -> list[str]:
        return [*self.stated, *self.at_sites]


def countries_of(vendor: Vendor) -> Reach:
    """Its `sites` should be fetched."""
    at_sites = (site.country.name for site in vendor.sites.all())
    return reach((country.name for country in vendor.delivery_countries), at_sites)


def languages_of(vendor: Vendor) -> Reach:
    """Its `languages` and `sites__languages` should be fetched."""
    at_sites = (str(language) for site in vendor.sites.all() for language in site.languages.all())
    return reach(map(str, vendor.languages.all()), at_sites)


def reach(stated: Iterable[str], at_sites: Iterable[str]) -> Reach:
    named = list(stated)
    return Reach(named, sorted(set(at_sites).difference(named)))
