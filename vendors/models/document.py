from typing import Self

import pghistory
from django.db import models
from django.db.models import Prefetch
from django.db.models.functions import Lower
from django.utils.text import slugify

from accounts.models import User
from bpo_portal.fields import LineField

from .files import FileVersion, FileVersionQuerySet, hash_is_of_its_file, immutable
from .vendor import Vendor


class DocumentKind(models.TextChoices):
    INSURANCE = "insurance", "Insurance"
    FINANCE = "finance", "Financial statement"
    PRIVACY = "privacy", "Data-protection agreement"
    SECURITY = "security", "Security policy"
    REGISTRATION = "registration", "Company registration"
    OTHER = "other", "Other"


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_internal else self.none()

    def listed(self) -> Self:
        versions = DocumentVersion.objects.defer("content").select_related("uploaded_by")
        return self.prefetch_related(Prefetch("versions", versions))


@pghistory.track()
class Document(models.Model):
    """A paper about the company as a whole, such as its insurance; its versions hold the files."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField("what it is", max_length=12, choices=DocumentKind)
    title = LineField(max_length=150, help_text="Such as: public liability, policy 2026.")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                "vendor",
                "kind",
                Lower("title"),
                name="document_once",
                violation_error_message="A document of this title is on file: add a version to it instead.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class DocumentVersionQuerySet(FileVersionQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(document__in=Document.objects.visible_to(user))


@pghistory.track(pghistory.InsertEvent(), exclude=["content", "seen_by", "seen_at"])
class DocumentVersion(FileVersion):
    """One version of a document."""

    SUBJECT = ("document__vendor",)

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")

    objects = DocumentVersionQuerySet.as_manager()

    class Meta(FileVersion.Meta):
        constraints = [
            models.UniqueConstraint(fields=["document", "version"], name="document_version_once"),
            models.UniqueConstraint(
                fields=["document", "sha256"],
                name="document_file_once",
                violation_error_message="This very file is on file already.",
            ),
            hash_is_of_its_file("document_hash_is_of_its_file"),
        ]
        triggers = immutable("document_version_is_immutable")

    @property
    def file_name(self) -> str:
        vendor = self.document.vendor
        whose = slugify(vendor.name) or f"vendor-{vendor.pk}"
        return f"{whose}-{self.document.kind}-{self.document_id}-v{self.version}.{self.kind}"
