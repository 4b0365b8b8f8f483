from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from bpo_portal.fields import LineField

from .vendor import Vendor

KEPT_FOR = timedelta(hours=24)
MAX_ATTEMPTS = 3


class ImportKind(models.TextChoices):
    VENDORS = "vendors", "Vendors"
    CERTIFICATIONS = "certifications", "Certifications"
    SITES = "sites", "Delivery sites"
    CAPABILITIES = "capabilities", "Capabilities"


class ImportState(models.TextChoices):
    MAPPING = "mapping", "Columns to be matched"
    PLANNING = "planning", "Being compared"
    PREVIEWED = "previewed", "To be confirmed"
    WRITING = "writing", "Being written"
    DONE = "done", "Imported"
    UNDOING = "undoing", "Being taken back"
    UNDONE = "undone", "Taken back"


UNDER_WAY = (ImportState.PLANNING, ImportState.WRITING, ImportState.UNDOING)
SETTLED = (ImportState.DONE, ImportState.UNDOING, ImportState.UNDONE)
"""What was written once."""


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> Self:
        """What was imported is everybody's who keeps the register; what is not yet, only its uploader's."""
        return (
            self.filter(Q(uploaded_by=user) | Q(state__in=SETTLED)) if user.can_edit_register else self.none()
        )

    def listed(self) -> Self:
        """Without the files themselves."""
        return self.defer("content").select_related("uploaded_by", "undone_by")

    def outdated(self, *, at: datetime) -> Self:
        return self.exclude(state__in=(*SETTLED, *UNDER_WAY)).filter(uploaded_at__lt=at - KEPT_FOR)

    def under_way(self) -> Self:
        """To be done by a process of its own, and not given up."""
        return self.filter(state__in=UNDER_WAY, error="")

    def unclaimed(self, *, at: datetime) -> Self:
        return self.filter(Q(leased_until=None) | Q(leased_until__lt=at))


class Import(models.Model):
    """A file on its way into the register, and afterwards the record of what it did there.

    What was previewed is what is written, or nothing is. A long one is worked on by a process that holds a
    lease, which it renews as it tells how far it is; `attempts` counts them, and the last one alone may finish.
    """

    kind = models.CharField(max_length=20, choices=ImportKind)
    file_name = models.CharField(max_length=255)
    source = LineField(max_length=100, blank=True)
    content = models.BinaryField()
    head = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.PREVIEWED)
    note = models.TextField(blank=True, default="")
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True, default="")
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    context = models.UUIDField(
        null=True, editable=False, help_text="Of the history's entries of this import."
    )
    imported_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    row_count = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    step = models.CharField(max_length=20, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    is_running = models.BooleanField(default=False)
    leased_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True, default="")

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_done_has_its_history",
                condition=~Q(state__in=("done", "undoing", "undone"))
                | Q(imported_at__isnull=False, context__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def standing(self) -> str:
        """Where it stands, and what there is to be done about it."""
        if self.error:
            return "Given up"
        if self.state == ImportState.PREVIEWED and self.fault_count:
            return f"Cannot be imported: {self.fault_count:,} fault{'' if self.fault_count == 1 else 's'}"
        if self.state == ImportState.PREVIEWED and not self.to_write:
            return "Nothing to import: all of it is on record"
        return str(self.get_state_display())

    @property
    def to_write(self) -> int:
        return int(self.counts.get("new", 0) + self.counts.get("changed", 0))

    @property
    def fault_count(self) -> int:
        return int(self.counts.get("faults", 0))

    @property
    def left_out(self) -> list[str]:
        return [title for title, column in zip(self.head, self.columns, strict=False) if not column]


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def resembling(self) -> Self:
        return self.exclude(resembles=None)

    def unanswered(self) -> Self:
        return self.resembling().filter(answer="")


class ImportRow(models.Model):
    """What becomes of one row of a file, or became of it; `changes` are column, old value, new value.

    Of a faulty row they are column, nothing, and what is wrong with it.
    """

    class Kind(models.TextChoices):
        FAULTY = "faulty", "Faulty"
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        SAME = "same", "Unchanged"

    class Answer(models.TextChoices):
        """Whether a row is about the vendor on record that it resembles; without one it becomes a new record."""

        SAME = "same", "It is the same: update that record"
        OTHER = "other", "It is another company: make a new record"

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    label = models.CharField(max_length=700)
    changes = models.JSONField()
    resembles = models.ForeignKey(Vendor, null=True, on_delete=models.SET_NULL, related_name="+")
    because = models.TextField(blank=True, default="")
    answer = models.CharField(max_length=5, choices=Answer, blank=True, default="")

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["of", "kind", "number"], name="import_rows_in_pages")]

    def __str__(self) -> str:
        return f"Row {self.number}"


class SourceColumns(models.Model):
    """What the columns of files from one source are, as somebody has said once."""

    kind = models.CharField(max_length=20, choices=ImportKind)
    source = LineField(max_length=100)
    head = models.JSONField()
    columns = models.JSONField()
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["-said_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "source", "head"], name="columns_said_once_per_head")
        ]

    def __str__(self) -> str:
        return self.source
