from .candidate import Candidate, CandidateQuerySet
from .demand import DemandLanguage, DemandProfile
from .rfp import ENDED, Rfp, RfpQuerySet, RfpStatus
from .team import TeamMember, TeamRole
from .template import RfpTemplate

__all__ = [
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
