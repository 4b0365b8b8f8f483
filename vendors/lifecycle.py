"""Which moves a vendor and a certification may make; the server refuses every other."""

from .models import CertificationState, VendorStatus

VENDOR_MOVES: dict[str, frozenset[str]] = {
    VendorStatus.PROSPECT: frozenset({VendorStatus.REGISTERED, VendorStatus.RETIRED}),
    VendorStatus.REGISTERED: frozenset({VendorStatus.QUALIFIED, VendorStatus.RETIRED}),
    VendorStatus.QUALIFIED: frozenset({VendorStatus.SUSPENDED, VendorStatus.RETIRED}),
    VendorStatus.SUSPENDED: frozenset({VendorStatus.QUALIFIED, VendorStatus.RETIRED}),
    VendorStatus.RETIRED: frozenset(),
}

CERTIFICATION_MOVES: dict[str, frozenset[str]] = {
    CertificationState.CLAIMED: frozenset({CertificationState.VERIFIED, CertificationState.REJECTED}),
    CertificationState.VERIFIED: frozenset({CertificationState.REJECTED}),
    CertificationState.REJECTED: frozenset(),
}
