from .candidates import Offer, OfferConflict, StandingBlocked, add_candidates, remove_candidate, save_offers
from .copying import copy_rfp
from .creation import create_rfp
from .moves import close_due, move_rfp
from .team import add_member, change_role, remove_member
from .templates import load_templates

__all__ = [
    "Offer",
    "OfferConflict",
    "StandingBlocked",
    "add_candidates",
    "add_member",
    "change_role",
    "close_due",
    "copy_rfp",
    "create_rfp",
    "load_templates",
    "move_rfp",
    "remove_candidate",
    "remove_member",
    "save_offers",
]
