from .certification import Certification, CertificationQuerySet, CertificationScheme, CertificationState
from .reference import Industry, Language, ServiceLine
from .site import DeliverySite
from .vendor import Capability, Confidence, Vendor, VendorQuerySet, VendorStatus

__all__ = [
    "Capability",
    "Certification",
    "CertificationQuerySet",
    "CertificationScheme",
    "CertificationState",
    "Confidence",
    "DeliverySite",
    "Industry",
    "Language",
    "ServiceLine",
    "Vendor",
    "VendorQuerySet",
    "VendorStatus",
]
