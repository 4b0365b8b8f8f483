from .deeds import DecisionForm, StatusForm
from .parts import CapabilityForm, CertificationForm, SiteForm
from .records import RecordForm
from .upload import UploadForm
from .vendor import VendorForm

__all__ = [
    "CapabilityForm",
    "CertificationForm",
    "DecisionForm",
    "RecordForm",
    "SiteForm",
    "StatusForm",
    "UploadForm",
    "VendorForm",
]
