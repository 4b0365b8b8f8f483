from .certification import CertificationForm, DayForm, OwnerForm, RenewalForm
from .client import ClientReferenceForm, ExpertiseFilterForm
from .contacts import ContactForm, DeclineForm, DocumentForm
from .deeds import DecisionForm, StatusForm
from .evidence import EvidenceForm
from .facts import FactSourceForm, ProfileValueForm
from .parts import CapabilityForm, SiteForm
from .records import RecordForm
from .upload import UploadForm
from .vendor import VendorForm

__all__ = [
    "CapabilityForm",
    "CertificationForm",
    "ClientReferenceForm",
    "ContactForm",
    "DayForm",
    "DecisionForm",
    "DeclineForm",
    "DocumentForm",
    "EvidenceForm",
    "ExpertiseFilterForm",
    "FactSourceForm",
    "OwnerForm",
    "ProfileValueForm",
    "RecordForm",
    "RenewalForm",
    "SiteForm",
    "StatusForm",
    "UploadForm",
    "VendorForm",
]
