from .certification import (
    EXPIRING_DAYS,
    Certification,
    CertificationQuerySet,
    CertificationScheme,
    CertificationSite,
    CertificationState,
    SchemeKind,
    Standing,
)
from .client import ClientReference, ClientReferenceQuerySet, ReferenceServiceLine
from .evidence import Evidence, EvidenceKind, EvidenceQuerySet
from .exchange import ExchangeRate
from .fact import FactSource, FactSourceQuerySet
from .near import NearCountry
from .profile import ProfileValue, ProfileValueQuerySet
from .provenance import Provenance, provenance_rules
from .rates import Included, PricingUnit, RateCard, RateCardState, RateLine, TierRule
from .reference import Industry, Language, ServiceLine
from .reminder import Reminder
from .site import DeliverySite, SiteLanguage
from .upload import Upload, UploadKind
from .vendor import (
    Capability,
    CapabilityIndustry,
    Confidence,
    Vendor,
    VendorIndustry,
    VendorLanguage,
    VendorQuerySet,
    VendorStatus,
)
from .volume import VolumeProfile

__all__ = [
    "EXPIRING_DAYS",
    "Capability",
    "CapabilityIndustry",
    "Certification",
    "CertificationQuerySet",
    "CertificationScheme",
    "CertificationSite",
    "CertificationState",
    "ClientReference",
    "ClientReferenceQuerySet",
    "Confidence",
    "DeliverySite",
    "Evidence",
    "EvidenceKind",
    "EvidenceQuerySet",
    "ExchangeRate",
    "FactSource",
    "FactSourceQuerySet",
    "Included",
    "Industry",
    "Language",
    "NearCountry",
    "PricingUnit",
    "ProfileValue",
    "ProfileValueQuerySet",
    "Provenance",
    "RateCard",
    "RateCardState",
    "RateLine",
    "ReferenceServiceLine",
    "Reminder",
    "SchemeKind",
    "ServiceLine",
    "SiteLanguage",
    "Standing",
    "TierRule",
    "Upload",
    "UploadKind",
    "Vendor",
    "VendorIndustry",
    "VendorLanguage",
    "VendorQuerySet",
    "VendorStatus",
    "VolumeProfile",
    "provenance_rules",
]
