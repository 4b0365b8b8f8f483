from .certification import CertificationForm, DayForm, OwnerForm, RenewalForm
from .client import ClientReferenceForm, ExpertiseFilterForm
from .contacts import ContactForm, DeclineForm, DocumentForm
from .deeds import DecisionForm, StatusForm
from .evidence import EvidenceForm
from .facts import FactSourceForm, ProfileValueForm
from .merge import ApartForm, MergeForm
from .parts import CapabilityForm, SiteForm
from .performance import PerformanceForm
from .prequalified import MemberDecisionForm, MembershipEndForm, VendorListForm
from .queue import CertificateQueueForm
from .rate_comparison import RateComparisonForm
from .rates import RateCardForm, RateLines
from .records import RecordForm
from .saved_view import SavedViewForm
from .subcontractor import SubcontractorForm
from .upload import ColumnsForm, UploadForm
from .vendor import VendorForm
from .volume import VolumeProfileForm

__all__ = [
    "ApartForm",
    "CapabilityForm",
    "CertificateQueueForm",
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
    "MemberDecisionForm",
    "MembershipEndForm",
    "MergeForm",
    "OwnerForm",
    "PerformanceForm",
    "ProfileValueForm",
    "RateCardForm",
    "RateComparisonForm",
    "RateLines",
    "RecordForm",
    "RenewalForm",
    "SavedViewForm",
    "SiteForm",
    "StatusForm",
    "SubcontractorForm",
    "UploadForm",
    "VendorForm",
    "VendorListForm",
    "VolumeProfileForm",
]
