from .claims import (
    accept_claims,
    claim_facts,
    claim_part,
    claim_removal,
    decline_claims,
    withdraw_claim,
)
from .contacts import invite_contact, remove_contact, withdraw_access
from .evidence import add_document_version, add_evidence, mark_files_new, mark_files_seen
from .import_answers import answer_rest, answer_rows
from .import_runs import run_due, try_again
from .imports import (
    confirm,
    import_certifications,
    import_vendors,
    say_columns,
    undo_import,
    upload,
)
from .in_the_way import ChangedSince
from .merging import merge_vendors, tell_apart
from .moves import (
    change_status,
    decide_certification,
    reinstate,
    remove_part,
    why_it_stays,
    withdraw_certification,
)
from .parting import keeps_merged, undo_merge
from .prequalified import decide_member, end_membership, propose
from .provenance import verify_fact, withdraw_verification
from .rates import copy_rate_card
from .reference import load_reference
from .reminders import remind_due
from .undo import standing_in_the_way

__all__ = [
    "ChangedSince",
    "accept_claims",
    "add_document_version",
    "add_evidence",
    "answer_rest",
    "answer_rows",
    "change_status",
    "claim_facts",
    "claim_part",
    "claim_removal",
    "confirm",
    "copy_rate_card",
    "decide_certification",
    "decide_member",
    "decline_claims",
    "end_membership",
    "import_certifications",
    "import_vendors",
    "invite_contact",
    "keeps_merged",
    "load_reference",
    "mark_files_new",
    "mark_files_seen",
    "merge_vendors",
    "propose",
    "reinstate",
    "remind_due",
    "remove_contact",
    "remove_part",
    "run_due",
    "say_columns",
    "standing_in_the_way",
    "tell_apart",
    "try_again",
    "undo_import",
    "undo_merge",
    "upload",
    "verify_fact",
    "why_it_stays",
    "withdraw_access",
    "withdraw_certification",
    "withdraw_claim",
    "withdraw_verification",
]
