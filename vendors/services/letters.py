"""Letters to a vendor's contacts about what became of their claims, in the transaction of the decision."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from accounts.models import Role, User
from outbox import services as outbox
from vendors.models import Certification, ProfileClaim


def tell_of_claims(claims: Iterable[ProfileClaim]) -> None:
    """One letter to each contact who can still sign in; all of them decided in the same way."""
    whose: dict[User, list[ProfileClaim]] = defaultdict(list)
    for claim in claims:
        whose[claim.claimed_by].append(claim)
    for contact, decided in whose.items():
        vendor, state = decided[0].vendor, decided[0].get_state_display().lower()
        facts = {"claims": decided, "vendor": vendor}
        _send(contact, f"{vendor}: your changes were {state}", "claims_decided", facts)


def tell_of_certification(certification: Certification) -> None:
    """To the contact who claimed it; why it was verified is the buyer's own affair, why it was not is told."""
    if certification.claimed_by:
        state = certification.get_state_display().lower()
        subject = f"{certification} was {state}"
        facts = {"certification": certification}
        _send(certification.claimed_by, subject, "certification_decided", facts)


def _send(contact: User, subject: str, letter: str, facts: Mapping[str, object]) -> None:
    if contact.has_role(Role.VENDOR_CONTACT):
        context = {"person": contact, "base": settings.BASE_URL, **facts}
        text = render_to_string(f"vendors/mail/{letter}.txt", context)
        outbox.queue(message=EmailMessage(subject, text, to=[contact.email]))
