import re
from decimal import Decimal
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left, Lower
from django.urls import reverse
from django_countries.fields import CountryField

from accounts.models import User
from bpo_portal.fields import ExactDecimalField, LineField, ProseField
from bpo_portal.text import searchable

from .fact_rules import OF_VENDORS, of_list
from .provenance import Part, Provenance, provenance_rules
from .reference import Industry, Language, ServiceLine

YEAR = [MinValueValidator(1800), MaxValueValidator(2100)]
CURRENCY = RegexValidator(r"\A[A-Z]{3}\Z", "Use the three-letter ISO 4217 code, such as EUR.")


class VendorStatus(models.TextChoices):
    PROSPECT = "prospect", "Prospect"
    REGISTERED = "registered", "Registered"
    QUALIFIED = "qualified", "Qualified"
    SUSPENDED = "suspended", "Suspended"
    RETIRED = "retired", "Retired"


AWAY = (VendorStatus.SUSPENDED, VendorStatus.RETIRED)
"""Who is not asked for offers."""


class Confidence(models.TextChoices):
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class VendorQuerySet(models.QuerySet["Vendor"]):
    def visible_to(self, user: User) -> Self:
        """Everybody on the buyer's side reads the register."""
        return self.current() if user.is_internal else self.none()

    def editable_by(self, user: User) -> Self:
        return self.current() if user.can_edit_register else self.none()

    def current(self) -> Self:
        """Without records that were merged into others."""
        return self.filter(merged_into=None)

    def selectable(self) -> Self:
        """Who can be asked for an offer."""
        return self.exclude(status__in=AWAY)

    def matching(self, text: str) -> Self:
        """Whose names and aliases contain each word of the text; `%` and `_` in it are plain characters."""
        words = dict.fromkeys(searchable(text).split())
        return self.filter(*(Q(search_text__contains=word) for word in words))

    def named(self, name: str) -> Self:
        """The one vendor of that name, in whatever case."""
        return self.alias(lower_name=Lower("name")).filter(lower_name=" ".join(name.split()).lower())


@pghistory.track(exclude=["search_text"])
class Vendor(models.Model):
    """A provider, as far as its facts are known; each figure carries its year, the record its sources."""

    name = LineField(max_length=200)
    legal_name = LineField(max_length=200, blank=True)
    trading_names = ArrayField(LineField(max_length=200), default=list, blank=True)
    lei = models.CharField(
        "LEI",
        max_length=20,
        blank=True,
        validators=[
            RegexValidator(r"\A[A-Z0-9]{18}[0-9]{2}\Z", "An LEI has 18 letters or digits and 2 digits.")
        ],
    )
    vat_number = LineField("VAT number", max_length=30, blank=True)
    duns = models.CharField(
        "D-U-N-S number",
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"\A[0-9]{9}\Z", "A D-U-N-S number has nine digits.")],
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="subsidiaries"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="absorbed"
    )
    status = models.CharField(max_length=12, choices=VendorStatus, default=VendorStatus.PROSPECT)
    status_reason = LineField(max_length=300, blank=True)
    country = CountryField(blank=True)
    city = LineField(max_length=100, blank=True)
    website = models.URLField(max_length=200, blank=True)
    founded_year = models.PositiveSmallIntegerField(null=True, blank=True, validators=YEAR)
    employees = models.PositiveIntegerField(null=True, blank=True)
    employees_year = models.PositiveSmallIntegerField(null=True, blank=True, validators=YEAR)
    revenue_millions = ExactDecimalField(
        max_digits=12, decimal_places=3, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    revenue_currency = models.CharField(max_length=3, blank=True, validators=[CURRENCY])
    revenue_year = models.PositiveSmallIntegerField(null=True, blank=True, validators=YEAR)
    service_lines: "models.ManyToManyField[ServiceLine, Capability]" = models.ManyToManyField(
        ServiceLine, through="Capability", related_name="vendors"
    )
    industries = models.ManyToManyField(Industry, blank=True, related_name="vendors")
    languages = models.ManyToManyField(Language, blank=True, related_name="vendors")
    delivery_countries = CountryField(multiple=True, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    sources = ProseField(blank=True, max_length=5000, help_text="One address or reference a line.")
    notes = ProseField(blank=True, max_length=5000)
    is_sample = models.BooleanField(
        "invented for the sample story", default=False, help_text="Not a real company."
    )
    search_text = models.TextField(editable=False, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = VendorQuerySet.as_manager()

    class Meta:
        ordering = [Left("search_text", 80), "pk"]
        triggers = OF_VENDORS
        indexes = [
            models.Index(Left("search_text", 80), "id", name="vendor_by_name"),
            models.Index(fields=["country"], name="vendor_by_country"),
            models.Index(fields=["status"], name="vendor_by_status"),
            models.Index(fields=["employees"], name="vendor_by_employees"),
        ]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="vendor_name_unique",
                violation_error_message="There is a vendor of this name already.",
            ),
            models.CheckConstraint(
                name="vendor_employees_have_year",
                condition=Q(employees=None) | Q(employees_year__isnull=False),
                violation_error_message="Say of which year the head-count is.",
            ),
            models.CheckConstraint(
                name="vendor_revenue_is_complete",
                condition=Q(revenue_millions=None)
                | (Q(revenue_year__isnull=False) & ~Q(revenue_currency="")),
                violation_error_message="Say of which year and in which currency the revenue is.",
            ),
            models.CheckConstraint(
                name="vendor_leaves_with_reason",
                condition=~Q(status__in=("suspended", "retired")) | ~Q(status_reason=""),
                violation_error_message="Give the reason for suspending or retiring this vendor.",
            ),
            models.CheckConstraint(
                name="vendor_not_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("pk")),
                violation_error_message="A vendor cannot be its own parent.",
            ),
            models.CheckConstraint(
                name="vendor_merged_is_retired",
                condition=Q(merged_into=None) | (Q(status="retired") & ~Q(merged_into=F("pk"))),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.index_names()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("vendor_detail", args=[self.pk])

    @property
    def is_away(self) -> bool:
        """Not asked for offers."""
        return self.status in AWAY

    @property
    def source_list(self) -> list[str]:
        """One source each: a line, or an address among several on a line."""
        return [
            source.strip()
            for line in self.sources.splitlines()
            for source in re.split(r"\s+(?=https?://)", line)
            if source.strip()
        ]

    @property
    def revenue_unit(self) -> str:
        return f"{self.revenue_currency} million"

    @property
    def revenue_shown(self) -> Decimal | None:
        """Millions, without zeros that say nothing."""
        value = self.revenue_millions
        return (
            None
            if value is None
            else value.quantize(1)
            if value == value.to_integral()
            else value.normalize()
        )

    def clean(self) -> None:
        self.name = " ".join(self.name.split())

    def index_names(self) -> None:
        """Prepare the searched text; `bulk_create` and `bulk_update` need it called, `save` does."""
        names = (self.name, self.legal_name, *self.trading_names)
        self.search_text = "\n".join(searchable(name) for name in names if name)


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class VendorLanguage(Vendor.languages.through):  # type: ignore[name-defined,misc]
    class Meta:
        proxy = True
        triggers = of_list("languages")


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class VendorIndustry(Vendor.industries.through):  # type: ignore[name-defined,misc]
    class Meta:
        proxy = True
        triggers = of_list("industries")


@pghistory.track()
class Capability(Provenance):
    """Experience of a vendor in one service line."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="capabilities")
    service_line = models.ForeignKey(ServiceLine, on_delete=models.PROTECT, related_name="capabilities")
    years = models.PositiveSmallIntegerField(
        "years of experience", null=True, blank=True, validators=[MaxValueValidator(200)]
    )
    annual_volume = models.PositiveBigIntegerField(null=True, blank=True)
    volume_unit = LineField(max_length=60, blank=True)
    industries = models.ManyToManyField(Industry, blank=True, related_name="+")

    class Meta(Provenance.Meta):
        verbose_name_plural = "capabilities"
        ordering = ["service_line__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "service_line"],
                name="capability_once_per_service_line",
                violation_error_message="This service line is listed for this vendor already.",
            ),
            *provenance_rules("capability"),
        ]

    def __str__(self) -> str:
        return f"{self.vendor}: {self.service_line}"


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class CapabilityIndustry(Capability.industries.through):  # type: ignore[name-defined,misc]
    class Meta:
        proxy = True
        triggers = [Part(of="capability")]
