from django.db import models

from bpo_portal.fields import LineField


class Office(models.TextChoices):
    FRONT = "front", "Front office"
    BACK = "back", "Back office"


class ServiceLine(models.Model):
    """One kind of work that can be outsourced."""

    code = models.CharField(max_length=10, unique=True)
    name = LineField(max_length=150, unique=True)
    office = models.CharField(max_length=5, choices=Office)
    group = LineField(max_length=100, blank=True)
    pricing_unit = LineField(max_length=150, blank=True)
    cpv_code = models.CharField("CPV code", max_length=60, blank=True)
    unspsc_code = models.CharField("UNSPSC code", max_length=20, blank=True)

    class Meta:
        ordering = ["-office", "code"]

    def __str__(self) -> str:
        return self.name


class Industry(models.Model):
    name = LineField(max_length=100, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "industries"

    def __str__(self) -> str:
        return self.name


class Language(models.Model):
    code = models.CharField("ISO 639 code", max_length=3, unique=True)
    name = LineField(max_length=60, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
