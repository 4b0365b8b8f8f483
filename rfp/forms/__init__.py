from .candidates import ListChoiceForm, OfferForm, OverrideForm, RemovalForm, offer_forms
from .copy import CopyForm
from .filters import RfpFilterForm
from .moves import MoveForm
from .picking import PickFilterForm
from .refusals import show_refusal
from .rfp import RfpForm
from .team import MemberForm, PeopleSearch, RoleForm

__all__ = [
    "CopyForm",
    "ListChoiceForm",
    "MemberForm",
    "MoveForm",
    "OfferForm",
    "OverrideForm",
    "PeopleSearch",
    "PickFilterForm",
    "RemovalForm",
    "RfpFilterForm",
    "RfpForm",
    "RoleForm",
    "offer_forms",
    "show_refusal",
]
