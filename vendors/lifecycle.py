"""Which moves a vendor and a certification may make, and which want a reason; the server refuses every other.

A vendor that is written down by hand begins as a prospect or registered; an import takes a new one over as it stands.
"""

from .models import CertificationState, VendorStatus

VENDOR_MOVES: dict[str, frozenset[str]] = {
    VendorStatus.PROSPECT: frozenset({VendorStatus.REGISTERED, VendorStatus.SUSPENDED, VendorStatus.RETIRED}),
    VendorStatus.REGISTERED: frozenset(
        {VendorStatus.QUALIFIED, VendorStatus.SUSPENDED, VendorStatus.RETIRED}
    ),
    VendorStatus.QUALIFIED: frozenset({VendorStatus.SUSPENDED, VendorStatus.RETIRED}),
    VendorStatus.SUSPENDED: frozenset(
        {VendorStatus.PROSPECT, VendorStatus.REGISTERED, VendorStatus.QUALIFIED, VendorStatus.RETIRED}
    ),
    VendorStatus.RETIRED: frozenset(),
}
"""The page, the admin's deeds and the import all go by this; out of a suspension one goes back to any standing."""

CERTIFICATION_MOVES: dict[str, frozenset[str]] = {
    CertificationState.CLAIMED: frozenset(
        {CertificationState.VERIFIED, CertificationState.REJECTED, CertificationState.WITHDRAWN}
    ),
    CertificationState.VERIFIED: frozenset({CertificationState.REJECTED}),
    CertificationState.REJECTED: frozenset(),
    CertificationState.WITHDRAWN: frozenset(),
}

REASON_NEEDED = {VendorStatus.SUSPENDED, VendorStatus.RETIRED, CertificationState.REJECTED}

UNPROVEN = "No evidence is on file: say how it was checked."


def no_move(was: str, to: str) -> str:
    """Why a vendor that stands so cannot stand otherwise, or nothing where it can."""
    if to in VENDOR_MOVES[was]:
        return ""
    before, after = VendorStatus(was).label.lower(), VendorStatus(to).label.lower()
    return f"A vendor that is {before} cannot become {after}."
