"""Changing an RFP: for those who may, as long as it has not ended."""

from django.shortcuts import get_object_or_404

from accounts.requests import Request

from .models import Rfp
from .models.rfp import RfpQuerySet


class RfpHasEnded(Exception):
    """Somebody who could change this RFP came after its end; `RfpEndedMiddleware` answers in words."""

    def __init__(self, rfp: Rfp) -> None:
        super().__init__(f"{rfp.number} has ended")
        self.rfp = rfp


def live_or_404(rfps: RfpQuerySet, number: str) -> Rfp:
    """The RFP to be changed, of those that are this person's to change."""
    rfp: Rfp = get_object_or_404(rfps, number=number)
    require_live(rfp)
    return rfp


def held_live_or_404(request: Request, number: str) -> Rfp:
    """The RFP of a form to its leads: held until the transaction ends once the form is sent, free while it is read."""
    rfps = Rfp.objects.editable_by(request.user)
    return live_or_404(rfps.locked() if request.method == "POST" else rfps, number)


def require_live(rfp: Rfp) -> None:
    if rfp.has_ended:
        raise RfpHasEnded(rfp)
