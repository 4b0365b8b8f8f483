from typing import Self

import pghistory
from django.db import models
from django.utils.text import slugify

from accounts.models import User

from .certification import Certification
from .files import FileVersion, FileVersionQuerySet, hash_is_of_its_file, immutable


class EvidenceQuerySet(FileVersionQuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(certification__in=Certification.objects.visible_to(user))


@pghistory.track(pghistory.InsertEvent(), exclude=["content", "seen_by", "seen_at"])
class Evidence(FileVersion):
    """One version of the proof of a certification."""

    SUBJECT = ("certification__vendor", "certification__scheme")

    certification = models.ForeignKey(Certification, on_delete=models.PROTECT, related_name="evidence")

    objects = EvidenceQuerySet.as_manager()

    class Meta(FileVersion.Meta):
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(fields=["certification", "version"], name="evidence_version_once"),
            models.UniqueConstraint(
                fields=["certification", "sha256"],
                name="evidence_file_once",
                violation_error_message="This very file is on file already.",
            ),
            hash_is_of_its_file("evidence_hash_is_of_its_file"),
        ]
        triggers = immutable("evidence_is_immutable")

    @property
    def file_name(self) -> str:
        vendor, scheme = self.certification.vendor, self.certification.scheme
        whose = slugify(vendor.name) or f"vendor-{vendor.pk}"
        return f"{whose}-{slugify(scheme.code)}-{self.certification_id}-v{self.version}.{self.kind}"
