from .candidate import Candidate, CandidateQuerySet
from .demand import DemandLanguage, DemandProfile
from .rfp import ENDED, Rfp, RfpQuerySet, RfpStatus
from .team import APPROVERS, TeamMember, TeamRole
from .template import RfpTemplate

__all__ = [
    "APPROVERS",
    "ENDED",
    "Candidate",
    "CandidateQuerySet",
    "DemandLanguage",
    "DemandProfile",
    "Rfp",
    "RfpQuerySet",
    "RfpStatus",
    "RfpTemplate",
    "TeamMember",
    "TeamRole",
]
