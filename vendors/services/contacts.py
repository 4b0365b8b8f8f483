"""Access of a vendor's contacts to their own pages: opened by mail, withdrawn at once."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import services as accounts
from accounts.models import Role, User
from vendors.models import Access, Contact


@transaction.atomic
def invite_contact(*, contact: Contact, by: User, at: datetime) -> Contact:
    """Mail the link to set a password: the first time, once more, or anew after access was withdrawn."""
    contact = _locked(contact)
    if not contact.email:
        raise ValidationError("Write down the e-mail address first: the invitation goes there.")
    match contact.access:
        case Access.OPEN:
            raise ValidationError(f"{contact} has access already.")
        case Access.INVITED:
            accounts.send_invitation(person=_account(contact), by=by)
        case Access.WITHDRAWN:
            accounts.readmit(person=_account(contact), by=by)
        case Access.NONE:
            contact.user = _account_for(contact, by=by)
    contact.invited_at = at
    contact.full_clean()
    contact.save()
    return contact


@transaction.atomic
def withdraw_access(*, contact: Contact, by: User) -> Contact:
    """From now on the person cannot sign in, and open sessions end; what they claimed stays."""
    contact = _locked(contact)
    if contact.access not in (Access.INVITED, Access.OPEN):
        raise ValidationError(f"{contact} has no access.")
    accounts.deactivate(person=_account(contact), by=by)
    return contact


@transaction.atomic
def remove_contact(*, contact: Contact, by: User) -> None:
    """Off the record, and without access."""
    contact = _locked(contact)
    if contact.access in (Access.INVITED, Access.OPEN):
        accounts.deactivate(person=_account(contact), by=by)
    contact.delete()


def _locked(contact: Contact) -> Contact:
    return Contact.objects.select_for_update(of=("self",)).select_related("user", "vendor").get(pk=contact.pk)


def _account(contact: Contact) -> User:
    if contact.user is None:
        raise ValidationError(f"{contact} has no account.")
    return contact.user


def _account_for(contact: Contact, *, by: User) -> User:
    """A new account, or that of somebody who was a contact before and is of no vendor now."""
    former: User | None = User.objects.with_role(Role.VENDOR_CONTACT).filter(email=contact.email).first()
    if former is None:
        return accounts.invite(
            name=contact.name, email=contact.email, roles=[Role.VENDOR_CONTACT], timezone="UTC", by=by
        )
    if Contact.objects.filter(user=former).exists():
        raise ValidationError("A contact of another vendor signs in with this address.")
    accounts.readmit(person=former, by=by)
    return former
