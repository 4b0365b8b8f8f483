"""What vendors' contacts and imports bring in, and waits for who keeps the register."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, IntegerField, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import User

from .models import Certification, DocumentVersion, Evidence, FileVersion, ProfileClaim, Standing
from .models.files import FileVersionQuerySet

SEEN_SHOWN = 20


@dataclass(frozen=True)
class Waiting:
    """How much there is of each; `certificates` are those that somebody else recorded."""

    changes: int = 0
    certificates: int = 0
    files: int = 0

    def __bool__(self) -> bool:
        return bool(self.changes or self.certificates or self.files)


def waiting_for(user: User, *, at: datetime) -> Waiting:
    """One query; none for those who keep no register."""
    if not user.can_edit_register:
        return Waiting()
    certificates = to_verify(user, at=at).exclude(claimed_by=user)
    kinds = (changes(user), certificates, *(unseen(files) for files in from_vendors(user)))
    counts = User.objects.filter(pk=user.pk).values_list(*map(number_of, kinds)).get()
    return Waiting(counts[0], counts[1], sum(counts[2:]))


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


def from_vendors(user: User) -> tuple[FileVersionQuerySet, ...]:
    """Documents and proofs that contacts put on file."""
    kinds: tuple[FileVersionQuerySet, ...] = (DocumentVersion.objects.all(), Evidence.objects.all())
    return tuple(files.visible_to(user).from_vendor() for files in kinds)


def unseen(files: FileVersionQuerySet) -> FileVersionQuerySet:
    return files.filter(seen_at=None)


def new_files(user: User) -> QuerySet[Any]:
    """Kind, number and time of those that nobody has marked as seen, the newest first; `opened` fetches them."""
    documents, proofs = (keys_of(unseen(files)) for files in from_vendors(user))
    return documents.union(proofs, all=True).order_by("-uploaded_at", "of", "-pk")


def seen_files(user: User) -> list[FileVersion]:
    """Those that somebody marked last."""
    found = [
        file
        for files in from_vendors(user)
        for file in with_subject(files.exclude(seen_by=None)).order_by("-seen_at")[:SEEN_SHOWN]
    ]
    return sorted(found, key=lambda file: file.seen_at or file.uploaded_at, reverse=True)[:SEEN_SHOWN]


def opened(rows: Iterable[tuple[str, int, datetime]], user: User) -> list[FileVersion]:
    """In the order of the rows; two queries."""
    rows = list(rows)
    found = {
        (files.model._meta.model_name, file.pk): file
        for files in from_vendors(user)
        for file in with_subject(files.filter(pk__in=[pk for _, pk, _ in rows]))
    }
    return [found[kind, pk] for kind, pk, _ in rows if (kind, pk) in found]


def keys_of(files: FileVersionQuerySet) -> QuerySet[Any]:
    kind = Value(files.model._meta.model_name, output_field=CharField())
    keys: QuerySet[Any] = files.annotate(of=kind).values_list("of", "pk", "uploaded_at")
    return keys


def with_subject(files: FileVersionQuerySet) -> FileVersionQuerySet:
    return files.listed().select_related("uploaded_by", "seen_by", *files.model.SUBJECT)
