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
from .evidence import Evidence, EvidenceKind, EvidenceQuerySet
from .exchange import ExchangeRate
from .provenance import Provenance, provenance_rules
from .rates import Included, PricingUnit, RateCard, RateCardState, RateLine, TierRule
from .reference import Industry, Language, ServiceLine
from .reminder import Reminder
from .site import DeliverySite, SiteLanguage
from .upload import Upload, UploadKind
from .vendor import (
    Capability,
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
    "Certification",
    "CertificationQuerySet",
    "CertificationScheme",
    "CertificationSite",
    "CertificationState",
    "Confidence",
    "DeliverySite",
    "Evidence",
    "EvidenceKind",
    "EvidenceQuerySet",
    "ExchangeRate",
    "Included",
    "Industry",
    "Language",
    "PricingUnit",
    "Provenance",
    "RateCard",
    "RateCardState",
    "RateLine",
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
