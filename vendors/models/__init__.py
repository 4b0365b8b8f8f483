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
from .provenance import Provenance, provenance_rules
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
    "Industry",
    "Language",
    "Provenance",
    "Reminder",
    "SchemeKind",
    "ServiceLine",
    "SiteLanguage",
    "Standing",
    "Upload",
    "UploadKind",
    "Vendor",
    "VendorIndustry",
    "VendorLanguage",
    "VendorQuerySet",
    "VendorStatus",
    "provenance_rules",
]
