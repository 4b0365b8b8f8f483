from datetime import datetime, timedelta
from typing import Self

from django.db import models

from accounts.models import User

KEPT_FOR = timedelta(hours=24)


class UploadKind(models.TextChoices):
    VENDORS = "vendors", "Vendors"
    CERTIFICATIONS = "certifications", "Certifications"
    SITES = "sites", "Delivery sites"
    CAPABILITIES = "capabilities", "Capabilities"


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, user: User) -> Self:
        """Only the person who uploaded a file goes on with it, and only while they keep the register."""
        return self.filter(uploaded_by=user) if user.can_edit_register else self.none()

    def outdated(self, *, at: datetime) -> Self:
        return self.filter(uploaded_at__lt=at - KEPT_FOR)


class Upload(models.Model):
    """A file between its upload and its confirmation: what was previewed is what is written, or nothing."""

    kind = models.CharField(max_length=20, choices=UploadKind)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    preview = models.JSONField()
    uploaded_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = UploadQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name
