"""Deeds about people: invite, change, deactivate."""

from collections.abc import Sequence

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from .models import Role, User


@transaction.atomic
def invite(*, name: str, email: str, roles: Sequence[str], timezone: str, by: User) -> User:
    """A new account without a password, and a mail with the link to set one."""
    try:
        with transaction.atomic():
            person = User.objects.create_user(email, name=name, roles=list(roles), timezone=timezone)
    except IntegrityError as error:
        raise ValidationError({"email": "There is an account with this e-mail address already."}) from error
    send_invitation(person=person, by=by)
    return person


@transaction.atomic
def send_invitation(*, person: User, by: User) -> None:
    """Mail the link once more. Raises ValidationError for those who have signed in or may not any more."""
    if not person.is_invited:
        raise ValidationError(f"{person} does not wait for an invitation.")
    context = {
        "person": person,
        "by": by,
        "address": set_password_address(person),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        "BASE_URL": settings.BASE_URL,
    }
    text = render_to_string("accounts/mail/invitation.txt", context)
    EmailMessage(subject=f"{by.name} invites you to BPO Portal", body=text, to=[person.email]).send()


@transaction.atomic
def readmit(*, person: User, by: User) -> None:
    """Let somebody in again who sets a new password by mailed link; the old one and open sessions end."""
    person.is_active = True
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    send_invitation(person=person, by=by)


def set_password_address(person: User) -> str:
    """The full address at which this person, and nobody else, can set a password; it works once."""
    return address_of_key(f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}")


def address_of_key(key: str) -> str:
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return settings.BASE_URL + path.replace("UID-KEY", key)


@transaction.atomic
def change(*, person: User, name: str, email: str, roles: Sequence[str], timezone: str) -> User:
    """Raises ValidationError where the result would be wrong, or leave nobody to administer."""
    _lock_administrators()
    person = User.objects.select_for_update().get(pk=person.pk)
    person.name, person.email, person.roles, person.timezone = name, email, list(roles), timezone
    person.full_clean(exclude=["password"])
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise ValidationError({"email": "There is an account with this e-mail address already."}) from error
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    _require_an_administrator()
    return person


@transaction.atomic
def deactivate(*, person: User, by: User) -> User:
    """From now on this person cannot sign in, and open sessions end; what they did stays.

    Raises ValidationError for oneself and for the last administrator.
    """
    if person.pk == by.pk:
        raise ValidationError("You cannot deactivate yourself; another administrator can.")
    _lock_administrators()
    person = User.objects.select_for_update().get(pk=person.pk)
    person.is_active = False
    person.save(update_fields=["is_active"])
    _require_an_administrator()
    return person


def _lock_administrators() -> None:
    """Two people who remove one another at the same moment come one after the other."""
    list(User.objects.administrators().order_by("pk").select_for_update().values_list("pk"))


def _require_an_administrator() -> None:
    if not User.objects.administrators().exists():
        raise ValidationError(
            f"{Role.ADMINISTRATOR.label} is a role that at least one active person must have: "
            "give it to somebody else first."
        )
