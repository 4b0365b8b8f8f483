"""What vendors' contacts and imports bring in, and waits for who keeps the register."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User

from .models import Certification, Document, DocumentVersion, ProfileClaim, Standing

NEW_DAYS = 30


@dataclass(frozen=True)
class Waiting:
    """How much there is of each; `certificates` are those that somebody else recorded."""

    changes: int = 0
    certificates: int = 0
    documents: int = 0

    def __bool__(self) -> bool:
        return bool(self.changes or self.certificates or self.documents)


def waiting_for(user: User, *, at: datetime) -> Waiting:
    """One query; none for those who keep no register."""
    if not user.can_edit_register:
        return Waiting()
    certificates = to_verify(user, at=at).exclude(claimed_by=user)
    kinds = (changes(user), certificates, new_documents(user, at=at))
    counts = User.objects.filter(pk=user.pk).values_list(*map(number_of, kinds)).get()
    return Waiting(*counts)


def number_of(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().annotate(all=Value(1)).values("all").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)


def changes(user: User) -> "QuerySet[ProfileClaim]":
    waiting = ProfileClaim.objects.decidable_by(user).pending().select_related("vendor", "claimed_by")
    return waiting.order_by("vendor__search_text", "vendor", "pk")


def to_verify(user: User, *, at: datetime) -> "QuerySet[Certification]":
    """Claims whose days are not over, whoever made them; those of the user, who cannot verify them, last."""
    claimed = Certification.objects.editable_by(user).in_standing(Standing.CLAIMED, on=timezone.localdate(at))
    own_last = Case(When(claimed_by=user, then=Value(1)), default=Value(0))
    return claimed.select_related("vendor", "scheme", "claimed_by").order_by(
        own_last, "vendor__search_text", "vendor", "scheme__name", "pk"
    )


def new_documents(user: User, *, at: datetime) -> "QuerySet[DocumentVersion]":
    """Files that contacts put on record lately, the newest first."""
    versions = DocumentVersion.objects.filter(
        document__in=Document.objects.visible_to(user),
        uploaded_by__roles__contains=["vendor_contact"],
        uploaded_at__gt=at - timedelta(days=NEW_DAYS),
    )
    return versions.select_related("document__vendor", "uploaded_by").order_by("-uploaded_at", "-pk")
