from collections.abc import Iterator
from datetime import datetime
from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import User
from rfp.models import Rfp

PIECE = 1_000_000
"""Bytes of a file that are in memory at once, on its way in and out."""


class DossierState(models.TextChoices):
    MAKING = "making", "Being made"
    READY = "ready", "Ready"


class DossierFile(models.Model):
    """The bytes of a dossier; two that are the same are kept once.

    In the database, as several web machines share nothing else, and in pieces, so that nobody holds it whole.
    """

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveBigIntegerField()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="dossier_file_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.sha256

    def read(self) -> Iterator[bytes]:
        """Piece by piece, each in a query of its own."""
        for number in range(-(-self.size // PIECE)):
            yield bytes(self.pieces.values_list("content", flat=True).get(number=number))


class DossierPiece(models.Model):
    file = models.ForeignKey(DossierFile, on_delete=models.PROTECT, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="dossier_piece_once")]
        triggers = [
            pgtrigger.Protect(name="dossier_piece_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"Piece {self.number} of {self.file_id}"


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, user: User) -> Self:
        """Of the team all but evaluators: a dossier holds everything, of everybody."""
        return self.filter(rfp__in=Rfp.objects.wholly_visible_to(user))

    def under_way(self) -> Self:
        """To be made by a process of its own, and not given up."""
        return self.filter(state=DossierState.MAKING, error="")

    def unclaimed(self, *, at: datetime) -> Self:
        return self.filter(Q(leased_until=None) | Q(leased_until__lt=at))


DOWNLOADED = "downloaded"


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.ManualEvent(DOWNLOADED),  # type: ignore[no-untyped-call]
    fields=["rfp", "asked_by", "asked_at"],
    model_name="DossierEvent",
)
class Dossier(models.Model):
    """The whole record of one RFP as one file: who asked for it, when, and of which state it tells.

    `version` is the newest version of the shortlist in it, `inputs_version` the state of the inputs. It is
    worked on by a process that holds a lease; `attempts` counts them, and the last one alone may finish.
    Once ready it is kept for good.
    """

    rfp = models.ForeignKey(Rfp, on_delete=models.PROTECT, related_name="dossiers")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=DossierState, default=DossierState.MAKING)
    step = models.CharField(max_length=60, blank=True, default="")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_running = models.BooleanField(default=False)
    leased_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(null=True)
    inputs_version = models.PositiveBigIntegerField(null=True)
    altered = models.PositiveIntegerField(default=0, help_text="How many versions do not match their hash.")
    file_count = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    file = models.ForeignKey(DossierFile, null=True, on_delete=models.PROTECT, related_name="dossiers")

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rfp"],
                name="one_dossier_at_a_time",
                condition=Q(state="making"),
                violation_error_message="A dossier of this RFP is being made already.",
            ),
            models.CheckConstraint(
                name="dossier_ready_has_its_file",
                condition=~Q(state="ready") | Q(file__isnull=False, made_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="dossier_is_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="ready"),
            )
        ]

    def __str__(self) -> str:
        return f"Dossier of {self.rfp}"

    @property
    def is_ready(self) -> bool:
        return self.state == DossierState.READY

    @property
    def file_name(self) -> str:
        """Ours, and the same for the same contents."""
        return f"{self.rfp.number}-dossier-{self.file.sha256[:12]}.zip" if self.file else ""
