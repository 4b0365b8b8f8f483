from .able import rfp_candidates_able
from .candidates import candidate_remove, rfp_candidates
from .demand import rfp_coverage, rfp_demand, rfp_demand_edit
from .moves import rfp_move
from .picking import rfp_candidates_add, rfp_candidates_list
from .rfps import rfp_copy, rfp_create, rfp_edit, rfp_list, rfp_overview
from .team import member_remove, member_role, rfp_team

__all__ = [
    "candidate_remove",
    "member_remove",
    "member_role",
    "rfp_candidates",
    "rfp_candidates_able",
    "rfp_candidates_add",
    "rfp_candidates_list",
    "rfp_copy",
    "rfp_coverage",
    "rfp_create",
    "rfp_demand",
    "rfp_demand_edit",
    "rfp_edit",
    "rfp_list",
    "rfp_move",
    "rfp_overview",
    "rfp_team",
]
