from .candidates import ListChoiceForm, OfferForm, OverrideForm, RemovalForm, offer_forms
from .filters import RfpFilterForm
from .moves import MoveForm
from .refusals import show_refusal
from .rfp import RfpForm
from .team import MemberForm, RoleForm

__all__ = [
    "ListChoiceForm",
    "MemberForm",
    "MoveForm",
    "OfferForm",
    "OverrideForm",
    "RemovalForm",
    "RfpFilterForm",
    "RfpForm",
    "RoleForm",
    "offer_forms",
    "show_refusal",
]
