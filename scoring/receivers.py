"""Every reaction of scoring to facts from below, and to its own."""

from rfp import events as rfp_events
from vendors import events as vendor_events

from . import events
from .models import Recomputation
from .services.recompute import kick

AT_ONCE = 10
"""Of the RFPs that one change of the register touches, so many are kicked; `reconcile` finds the others."""


def connect() -> None:
    events.inputs_changed.connect(on_inputs_changed)
    rfp_events.rfp_changed.connect(on_inputs_changed)
    vendor_events.vendor_changed.connect(on_vendor_changed)


def on_inputs_changed(*, rfp_id: int, **_: object) -> None:
    kick(rfp_id=rfp_id)


def on_vendor_changed(*, vendor_id: int, **_: object) -> None:
    behind = Recomputation.objects.behind().filter(rfp__candidates__vendor_id=vendor_id)
    for rfp_id in behind.order_by("-rfp_id").values_list("rfp_id", flat=True)[:AT_ONCE]:
        kick(rfp_id=rfp_id)
