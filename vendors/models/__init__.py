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
from .claim import ClaimDeed, ClaimState, ClaimTarget, ProfileClaim
from .client import ClientReference, ClientReferenceQuerySet, ReferenceServiceLine
from .contact import Access, Contact
from .document import Document, DocumentKind, DocumentVersion
from .evidence import Evidence, EvidenceQuerySet
from .exchange import ExchangeRate
from .fact import FactSource, FactSourceQuerySet
from .files import FileKind, FileVersion
from .imports import Import, ImportKind, ImportRow, ImportState, SourceColumns
from .merge import Distinction, Merge
from .near import NearCountry
from .performance import PerformanceQuerySet, PerformanceRecord, Rating
from .prequalified import ListMember, MemberQuerySet, MemberState, VendorList, VendorListQuerySet
from .profile import ProfileValue, ProfileValueQuerySet
from .provenance import Provenance, provenance_rules
from .rates import Included, PricingUnit, RateCard, RateCardState, RateLine, TierRule
from .reference import Industry, Language, ServiceLine
from .reminder import Reminder
from .saved_view import DefaultView, SavedView, SavedViewQuerySet
from .site import DeliverySite, SiteLanguage
from .subcontractor import Subcontractor
from .vendor import (
    AWAY,
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
    "AWAY",
    "EXPIRING_DAYS",
    "Access",
    "Capability",
    "CapabilityIndustry",
    "Certification",
    "CertificationQuerySet",
    "CertificationScheme",
    "CertificationSite",
    "CertificationState",
    "ClaimDeed",
    "ClaimState",
    "ClaimTarget",
    "ClientReference",
    "ClientReferenceQuerySet",
    "Confidence",
    "Contact",
    "DefaultView",
    "DeliverySite",
    "Distinction",
    "Document",
    "DocumentKind",
    "DocumentVersion",
    "Evidence",
    "EvidenceQuerySet",
    "ExchangeRate",
    "FactSource",
    "FactSourceQuerySet",
    "FileKind",
    "FileVersion",
    "Import",
    "ImportKind",
    "ImportRow",
    "ImportState",
    "Included",
    "Industry",
    "Language",
    "ListMember",
    "MemberQuerySet",
    "MemberState",
    "Merge",
    "NearCountry",
    "PerformanceQuerySet",
    "PerformanceRecord",
    "PricingUnit",
    "ProfileClaim",
    "ProfileValue",
    "ProfileValueQuerySet",
    "Provenance",
    "RateCard",
    "RateCardState",
    "RateLine",
    "Rating",
    "ReferenceServiceLine",
    "Reminder",
    "SavedView",
    "SavedViewQuerySet",
    "SchemeKind",
    "ServiceLine",
    "SiteLanguage",
    "SourceColumns",
    "Standing",
    "Subcontractor",
    "TierRule",
    "Vendor",
    "VendorIndustry",
    "VendorLanguage",
    "VendorList",
    "VendorListQuerySet",
    "VendorQuerySet",
    "VendorStatus",
    "VolumeProfile",
    "provenance_rules",
]
