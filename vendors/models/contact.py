from typing import Self

import pghistory
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import User
from accounts.validators import validate_mail_address
from bpo_portal.fields import LineField

from .vendor import Vendor


class Access(models.TextChoices):
    """What a contact can do on the vendor's own pages; follows from the account, and is never stored."""

    NONE = "none", "Not invited"
    INVITED = "invited", "Invited"
    OPEN = "open", "Has access"
    WITHDRAWN = "withdrawn", "Access withdrawn"


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_internal else self.none()

    def editable_by(self, user: User) -> Self:
        return self if user.can_edit_register else self.none()

    def listed(self) -> Self:
        return self.select_related("user").order_by("-is_primary", Lower("name"), "pk")


@pghistory.track()
class Contact(models.Model):
    """A person at the vendor; with an account, this person keeps the vendor's own pages.

    An account belongs to one contact, so nobody acts for two vendors.
    """

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="contacts")
    name = LineField(max_length=150)
    position = LineField(
        max_length=100, blank=True, help_text="Such as: bid manager, data protection officer."
    )
    email = models.EmailField(
        "e-mail address", max_length=254, blank=True, validators=[validate_mail_address]
    )
    phone = LineField("telephone", max_length=40, blank=True)
    is_primary = models.BooleanField("whom to ask first", default=False)
    user = models.OneToOneField(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="contact", editable=False
    )
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vendor"],
                name="contact_one_to_ask_first",
                condition=Q(is_primary=True),
                violation_error_message="Another contact is the one to ask first already.",
            ),
            models.UniqueConstraint(
                "vendor",
                Lower("email"),
                name="contact_once_per_address",
                condition=~Q(email=""),
                violation_error_message="A contact with this e-mail address is listed already.",
            ),
            models.CheckConstraint(
                name="contact_with_account_was_invited", condition=Q(user=None) | Q(invited_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.email = self.email.lower()
        if self.user and self.email != self.user.email:
            raise ValidationError({"email": "This is the address that the person signs in with."})

    @property
    def access(self) -> Access:
        if self.user is None:
            return Access.NONE
        if not self.user.is_active:
            return Access.WITHDRAWN
        return Access.INVITED if self.user.is_invited else Access.OPEN
