"""Every reaction of scoring to facts from below."""

from rfp import events as rfp_events
from vendors import events as vendor_events


def connect() -> None:
    rfp_events.rfp_changed.connect(on_rfp_changed)
    vendor_events.vendor_changed.connect(on_vendor_changed)


def on_rfp_changed(*, rfp_id: int, **_: object) -> None: ...


def on_vendor_changed(*, vendor_id: int, **_: object) -> None: ...
