import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256 as sha256_of
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import ExpressionWrapper, F, Func, Q
from django.urls import reverse

from accounts.models import User
from rfp.models import Rfp

from ..engine.canonical import outline

QUEUE_LEASE = timedelta(seconds=5)
MAX_ATTEMPTS = 3
HASHED = "encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')"
SEAL = "NEW.ranking_sha256 = encode(sha256(convert_to(NEW.ranking, 'UTF8')), 'hex'); RETURN NEW;"


class ShortlistQuerySet(models.QuerySet["Shortlist"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(rfp__in=Rfp.objects.visible_to(user))

    def latest_of(self, rfp: Rfp) -> "Shortlist | None":
        return self.filter(rfp=rfp).order_by("-number").first()

    def checked(self) -> Self:
        """Each row carries `is_altered`; the database hashes, so that no document has to be fetched."""
        text: models.TextField[str, str] = models.TextField()
        intact = Q(sha256=Func(F("document"), template=HASHED, output_field=text)) & Q(
            ranking_sha256=Func(F("ranking"), template=HASHED, output_field=text),
            ranking__contains=F("sha256"),
        )
        return self.annotate(is_altered=ExpressionWrapper(~intact, models.BooleanField()))


class Shortlist(models.Model):
    """One version of an RFP's ranking, with the whole of what it was computed from.

    `document` is the canonical evaluation file, byte for byte; `sha256` is its hash; `ranking` is what
    the engine gave, `ranking_sha256` its hash, which the database takes as it stores a version. The
    database refuses to change or delete a version.
    """

    rfp = models.ForeignKey(Rfp, on_delete=models.PROTECT, related_name="shortlists")
    number = models.PositiveIntegerField()
    inputs_version = models.PositiveBigIntegerField()
    as_of = models.DateField(help_text="The day whose facts it shows.")
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    ranking = models.TextField()
    ranking_sha256 = models.CharField(max_length=64, editable=False, default="")
    cause = models.TextField()
    line = models.JSONField(help_text="The line of the shortlist when computed: size, threshold.")
    waivers = models.JSONField(default=list, blank=True, help_text="Who waived which knock-outs, and why.")
    provisional = models.BooleanField()
    engine_version = models.CharField(max_length=20)
    computed_at = models.DateTimeField()

    is_altered: bool
    """Of a row from `checked`."""

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["rfp", "number"], name="shortlist_number_once"),
            models.UniqueConstraint(fields=["rfp", "inputs_version"], name="shortlist_once_per_inputs"),
        ]
        triggers = [
            pgtrigger.Protect(name="shortlist_is_immutable", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="shortlist_is_sealed", when=pgtrigger.Before, operation=pgtrigger.Insert, func=SEAL
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rfp.number} version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("shortlist_version", args=[self.rfp.number, self.number])

    @property
    def file(self) -> dict[str, Any]:
        """The evaluation file as a mapping."""
        loaded: dict[str, Any] = json.loads(self.document)
        return loaded

    @property
    def outline(self) -> dict[str, Any]:
        """The same, of the vendors key and title only: many times as quick."""
        return outline(self.document)

    @property
    def result(self) -> dict[str, Any]:
        """The engine's output as a mapping."""
        loaded: dict[str, Any] = json.loads(self.ranking)
        return loaded

    @property
    def alterations(self) -> list[str]:
        """What is no longer as it was stored: nothing, unless somebody got round the rules of the database."""
        return list(self._alterations())

    def _alterations(self) -> Iterator[str]:
        if _hash(self.document) != self.sha256:
            yield "The evaluation file is not the one whose SHA-256 was recorded."
        if self.ranking_sha256 not in ("", _hash(self.ranking)):
            yield "The ranking is not the one that was recorded."
        if self.sha256 not in self.ranking:
            yield "The ranking belongs to another evaluation file."


def _hash(text: str) -> str:
    return sha256_of(text.encode()).hexdigest()


class RecomputationQuerySet(models.QuerySet["Recomputation"]):
    def behind(self) -> Self:
        """Computed from older inputs than there are now, or not at all.

        Without a join, so that an update checks its other conditions again on a row it had to wait for.
        """
        newer = Rfp.objects.filter(
            pk=models.OuterRef("rfp_id"), inputs_version__gt=models.OuterRef("computed_version")
        )
        return self.filter(Q(computed_version=None) | models.Exists(newer))

    def stale(self) -> Self:
        """Behind, and not given up."""
        return self.behind().filter(parked_at=None)

    def settled(self) -> Self:
        """Of RFPs that go on, those whose ranking has followed every change so far."""
        return self.filter(computed_version=F("rfp__inputs_version"), rfp__in=Rfp.objects.live())

    def unclaimed(self, *, at: datetime) -> Self:
        return self.filter(Q(queued_at=None) | Q(queued_at__lt=at - QUEUE_LEASE))


class Recomputation(models.Model):
    """How far the ranking of one RFP has followed its inputs: the queue of record.

    `queued_at` is the token that makes one task of a burst of edits; `computed_version` is the
    `inputs_version` last worked off, whether or not it gave a new shortlist; `waiting_for` says in words
    why none can be computed yet.
    """

    rfp = models.OneToOneField(Rfp, on_delete=models.CASCADE, related_name="recomputation")
    queued_at = models.DateTimeField(null=True, blank=True)
    computed_version = models.PositiveBigIntegerField(null=True, blank=True)
    computed_for = models.DateField(null=True, blank=True, help_text="The day whose facts were read last.")
    waiting_for = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    parked_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = RecomputationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Recomputation of {self.rfp}"
