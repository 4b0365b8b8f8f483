from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Func, Q, Value

from accounts.models import User
from bpo_portal.fields import LineField


class FileKind(models.TextChoices):
    """What a file can be; the value is its ending."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG image"
    JPEG = "jpg", "JPEG image"


MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}


class FileVersionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Each kind of file says whose it is."""
        raise NotImplementedError

    def from_vendor(self) -> Self:
        """What the vendor's own contacts brought."""
        return self.filter(uploaded_by__roles__contains=["vendor_contact"])

    def listed(self) -> Self:
        """Without the files themselves."""
        return self.defer("content").select_related("uploaded_by")


class FileVersion(models.Model):
    """One version of something on file, with the whole file.

    `seen_at` says when somebody who keeps the register took notice of what the vendor put on file.
    In the database, as several web machines share nothing else, and a backup of it is a whole one. A model
    that inherits it has `immutable` and `hash_is_of_its_file`, so that the database refuses to change or
    delete a version but for that, and one whose hash is not that of its file.
    """

    SUBJECT: tuple[str, ...] = ()
    """What a file is about, with its vendor first."""

    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=4, choices=FileKind)
    dated_on = models.DateField("dated", help_text="The day that the document itself bears.")
    note = LineField(max_length=300, blank=True)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    seen_by = models.ForeignKey(
        User, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"Version {self.version}"

    @property
    def key(self) -> str:
        """What a mark names."""
        return f"{self._meta.model_name}-{self.pk}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[FileKind(self.kind)]

    @property
    def file_name(self) -> str:
        """Ours, nothing of the name under which it was uploaded; each kind of file says its own."""
        raise NotImplementedError


def immutable(name: str) -> list[pgtrigger.Trigger]:
    return [
        pgtrigger.Protect(name=f"{name}_kept", operation=pgtrigger.Delete),
        pgtrigger.ReadOnly(name=name, exclude=["seen_by", "seen_at"]),
    ]


def hash_is_of_its_file(name: str) -> models.CheckConstraint:
    digest = Func(F("content"), function="sha256")
    text: Any = Func(digest, Value("hex"), function="encode", output_field=models.TextField())
    return models.CheckConstraint(name=name, condition=Q(sha256=text))
