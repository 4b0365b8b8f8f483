from .evidence import add_evidence
from .imports import confirm_upload, import_certifications, import_vendors, preview_again, upload
from .moves import change_status, decide_certification, remove_part
from .provenance import verify_fact, withdraw_verification
from .reference import load_reference
from .reminders import remind_due

__all__ = [
    "add_evidence",
    "change_status",
    "confirm_upload",
    "decide_certification",
    "import_certifications",
    "import_vendors",
    "load_reference",
    "preview_again",
    "remind_due",
    "remove_part",
    "upload",
    "verify_fact",
    "withdraw_verification",
]
