from typing import Any

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


class FileVersion(models.Model):
    """One version of something on file, with the whole file.

    In the database, as several web machines share nothing else, and a backup of it is a whole one. A model
    that inherits it has `immutable` and `hash_is_of_its_file`, so that the database refuses to change or
    delete a version, and one whose hash is not that of its file.
    """

    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=4, choices=FileKind)
    dated_on = models.DateField("dated", help_text="The day that the document itself bears.")
    note = LineField(max_length=300, blank=True)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"Version {self.version}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[FileKind(self.kind)]

    @property
    def file_name(self) -> str:
        """Ours, nothing of the name under which it was uploaded; each kind of file says its own."""
        raise NotImplementedError


def immutable(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


def hash_is_of_its_file(name: str) -> models.CheckConstraint:
    digest = Func(F("content"), function="sha256")
    text: Any = Func(digest, Value("hex"), function="encode", output_field=models.TextField())
    return models.CheckConstraint(name=name, condition=Q(sha256=text))
