"""Django's admin for the register and its reference lists, under the rules of the pages."""

from .certification import CertificationAdmin
from .reference import (
    CertificationSchemeAdmin,
    ExchangeRateAdmin,
    IndustryAdmin,
    LanguageAdmin,
    NearCountryAdmin,
    ServiceLineAdmin,
)
from .vendor import VendorAdmin

__all__ = [
    "CertificationAdmin",
    "CertificationSchemeAdmin",
    "ExchangeRateAdmin",
    "IndustryAdmin",
    "LanguageAdmin",
    "NearCountryAdmin",
    "ServiceLineAdmin",
    "VendorAdmin",
]
