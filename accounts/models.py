from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from bpo_portal.fields import LineField
from bpo_portal.timezones import all_timezones

from .validators import validate_mail_address


class Role(models.TextChoices):
    """What a person may do in the whole organisation; what they may do in one RFP says its team."""

    ADMINISTRATOR = "administrator", "Administrator"
    REGISTER_MANAGER = "register_manager", "Register manager"
    PROCUREMENT_LEAD = "procurement_lead", "Procurement lead"
    EVALUATOR = "evaluator", "Evaluator"
    OBSERVER = "observer", "Observer"
    APPROVER = "approver", "Approver"
    VENDOR_CONTACT = "vendor_contact", "Vendor contact"


def validate_timezone(value: str) -> None:
    if value not in all_timezones():
        raise ValidationError(
            "“%(value)s” is not a time zone such as Europe/Madrid.", params={"value": value}
        )


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def with_role(self, role: Role) -> "UserQuerySet":
        return self.filter(roles__contains=[role])

    def administrators(self) -> "UserQuerySet":
        return self.active().with_role(Role.ADMINISTRATOR)

    def matching(self, words: str) -> "UserQuerySet":
        """Those whose name or address contains the words, taken literally."""
        return self.filter(Q(name__icontains=words) | Q(email__icontains=words)) if words else self

    def in_state(self, state: str) -> "UserQuerySet":
        """Active, invited (no password yet), deactivated, or everybody for anything else."""
        without_password = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        match state:
            case "active":
                return self.active().exclude(without_password)
            case "invited":
                return self.active().filter(without_password)
            case "deactivated":
                return self.filter(is_active=False)
        return self

    def internal(self) -> "UserQuerySet":
        """Everybody on the buyer's side."""
        return self.exclude(roles__contains=[Role.VENDOR_CONTACT])


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "User":
        user: User = self.get(email=(username or "").lower())
        return user

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new account; without a password it cannot sign in until one is set by mailed link."""
        user: User = self.model(email=email, **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """A person who signs in by e-mail."""

    email = models.EmailField(
        unique=True,
        max_length=254,
        validators=[validate_mail_address],
        error_messages={"unique": "There is an account with this e-mail address already."},
    )
    name = LineField(max_length=150)
    roles = ArrayField(models.CharField(max_length=30, choices=Role), default=list, blank=True)
    timezone = models.CharField("time zone", max_length=64, default="UTC", validators=[validate_timezone])
    is_active = models.BooleanField("active", default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.CheckConstraint(name="user_email_lower_case", condition=Q(email=Lower("email"))),
            models.CheckConstraint(
                name="vendor_contact_has_no_other_role",
                condition=~Q(roles__contains=["vendor_contact"]) | Q(roles__len=1),
                violation_error_message="A vendor contact cannot have a role on the buyer's side.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name

    def clean(self) -> None:
        self.email = self.email.lower()

    def has_role(self, *roles: Role) -> bool:
        return self.is_active and not set(roles).isdisjoint(self.roles)

    @property
    def is_invited(self) -> bool:
        """Whether this person has yet to set a first password."""
        return self.is_active and not self.has_usable_password()

    @property
    def role_names(self) -> list[str]:
        return [Role(role).label for role in self.roles]

    @property
    def is_administrator(self) -> bool:
        return self.has_role(Role.ADMINISTRATOR)

    @property
    def is_internal(self) -> bool:
        return self.is_active and Role.VENDOR_CONTACT not in self.roles

    @property
    def can_edit_register(self) -> bool:
        return self.has_role(Role.ADMINISTRATOR, Role.REGISTER_MANAGER)

    @property
    def can_lead_rfps(self) -> bool:
        return self.has_role(Role.PROCUREMENT_LEAD)

    @property
    def is_staff(self) -> bool:
        """Whether Django's admin opens at all."""
        return self.can_edit_register

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's admin: administrators everywhere it reaches, register managers in the register."""
        return self.is_administrator or (self.can_edit_register and perm.startswith("vendors."))

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_administrator or (self.can_edit_register and app_label == "vendors")
