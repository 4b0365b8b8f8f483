from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.text import slugify

from accounts.models import User
from bpo_portal.fields import LineField

from .certification import Certification


class EvidenceKind(models.TextChoices):
    """What a file can be; the value is its ending."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG image"
    JPEG = "jpg", "JPEG image"


MEDIA_TYPES = {
    EvidenceKind.PDF: "application/pdf",
    EvidenceKind.PNG: "image/png",
    EvidenceKind.JPEG: "image/jpeg",
}


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(certification__in=Certification.objects.visible_to(user))

    def listed(self) -> Self:
        """Without the files themselves."""
        return self.defer("content").select_related("uploaded_by")


class Evidence(models.Model):
    """One version of the proof of a certification, with the whole file.

    In the database, as several web machines share nothing else, and a backup of it is a whole one. The
    database refuses to change or delete a version, and one whose hash is not that of its file.
    """

    certification = models.ForeignKey(Certification, on_delete=models.PROTECT, related_name="evidence")
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=4, choices=EvidenceKind)
    dated_on = models.DateField("dated", help_text="The day that the document itself bears.")
    note = LineField(max_length=300, blank=True)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["certification", "version"], name="evidence_version_once"),
            models.UniqueConstraint(
                fields=["certification", "sha256"],
                name="evidence_file_once",
                violation_error_message="This very file is on file already.",
            ),
            models.CheckConstraint(
                name="evidence_hash_is_of_its_file",
                condition=Q(
                    sha256=Func(
                        Func(F("content"), function="sha256"),
                        Value("hex"),
                        function="encode",
                        output_field=models.TextField(),
                    )
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="evidence_is_immutable", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"Version {self.version}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[EvidenceKind(self.kind)]

    @property
    def file_name(self) -> str:
        """Ours: nothing of the name under which it was uploaded."""
        vendor, scheme = self.certification.vendor, self.certification.scheme
        whose = slugify(vendor.name) or f"vendor-{vendor.pk}"
        return f"{whose}-{slugify(scheme.code)}-{self.certification_id}-v{self.version}.{self.kind}"
