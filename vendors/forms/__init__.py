from .certification import CertificationForm, DayForm, OwnerForm, RenewalForm
from .deeds import DecisionForm, StatusForm
from .evidence import EvidenceForm
from .parts import CapabilityForm, SiteForm
from .records import RecordForm
from .upload import UploadForm
from .vendor import VendorForm

__all__ = [
    "CapabilityForm",
    "CertificationForm",
    "DayForm",
    "DecisionForm",
    "EvidenceForm",
    "OwnerForm",
    "RecordForm",
    "RenewalForm",
    "SiteForm",
    "StatusForm",
    "UploadForm",
    "VendorForm",
]
