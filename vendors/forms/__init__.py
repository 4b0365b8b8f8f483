from .certification import CertificationForm, DayForm, OwnerForm, RenewalForm
from .client import ClientReferenceForm, ExpertiseFilterForm
from .contacts import ContactForm, DeclineForm, DocumentForm
from .deeds import DecisionForm, StatusForm
from .evidence import EvidenceForm
from .facts import FactSourceForm, ProfileValueForm
from .merge import ApartForm, MergeForm
from .parts import CapabilityForm, SiteForm
from .rate_comparison import RateComparisonForm
from .rates import RateCardForm, RateLines
from .records import RecordForm
from .upload import ColumnsForm, UploadForm
from .vendor import VendorForm
from .volume import VolumeProfileForm

__all__ = [
    "ApartForm",
    "CapabilityForm",
    "CertificationForm",
    "ClientReferenceForm",
    "ColumnsForm",
    "ContactForm",
    "DayForm",
    "DecisionForm",
    "DeclineForm",
    "DocumentForm",
    "EvidenceForm",
    "ExpertiseFilterForm",
    "FactSourceForm",
    "MergeForm",
    "OwnerForm",
    "ProfileValueForm",
    "RateCardForm",
    "RateComparisonForm",
    "RateLines",
    "RecordForm",
    "RenewalForm",
    "SiteForm",
    "StatusForm",
    "UploadForm",
    "VendorForm",
    "VolumeProfileForm",
]
