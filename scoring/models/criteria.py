from decimal import Decimal
from typing import Self

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import User
from bpo_portal.fields import ExactDecimalField, LineField, ProseField
from rfp.models import Rfp
from vendors.dimensions import CHOICES as DIMENSIONS
from vendors.models import CertificationScheme, ServiceLine


class PanelMethod(models.TextChoices):
    MEAN = "mean", "Mean"
    MEDIAN = "median", "Median"
    TRIMMED_MEAN = "trimmed_mean", "Mean without the highest and the lowest"


class Kind(models.TextChoices):
    KNOCKOUT = "knockout", "Knock-out"
    SCORED = "scored", "Scored by the panel"
    MEASURED = "measured", "Measured"
    PRICE = "price", "Price"


class Direction(models.TextChoices):
    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"


class PriceFormula(models.TextChoices):
    LOWEST_RATIO = "lowest_ratio", "Lowest price ÷ price"
    LINEAR_OVER_LOWEST = "linear_over_lowest", "1 − share by which it exceeds the lowest"
    BETWEEN_BOUNDS = "between_bounds", "Linear between two fixed prices"
    REFERENCE_RATIO = "reference_ratio", "Fixed reference price ÷ price"


class Source(models.TextChoices):
    """Where the value of a criterion comes from."""

    PANEL = "panel", "Scores of the panel"
    OFFER = "offer", "Price of the offer"
    RECORDED = "recorded", "Recorded by the procurement lead"
    CERTIFICATE = "certificate", "Register: certificate valid"
    EMPLOYEES = "employees", "Register: head-count"
    YEARS = "years", "Register: years in a service line"
    PROFILE = "profile", "Register: a dimension of the profile"


class ValidOn(models.TextChoices):
    TODAY = "today", "every day, as long as the RFP is open"
    DEADLINE = "deadline", "the deadline for offers"
    CONTRACT_START = "contract_start", "the start of the contract"


SOURCES_OF_KIND: dict[str, frozenset[str]] = {
    Kind.KNOCKOUT: frozenset(
        {Source.RECORDED, Source.CERTIFICATE, Source.EMPLOYEES, Source.YEARS, Source.PROFILE}
    ),
    Kind.SCORED: frozenset({Source.PANEL}),
    Kind.MEASURED: frozenset({Source.RECORDED, Source.EMPLOYEES, Source.YEARS, Source.PROFILE}),
    Kind.PRICE: frozenset({Source.OFFER}),
}


@pghistory.track()
class CriteriaSet(models.Model):
    """How one RFP judges: the method, and where the line of the shortlist is drawn."""

    rfp = models.OneToOneField(Rfp, on_delete=models.CASCADE, related_name="criteria_set")
    weights_total = ExactDecimalField(
        max_digits=9,
        decimal_places=4,
        default=Decimal(100),
        validators=[MinValueValidator(Decimal("0.0001"))],
    )
    panel = models.CharField(max_length=15, choices=PanelMethod, default=PanelMethod.MEAN)
    decimals = models.PositiveSmallIntegerField(default=2)
    quality_minimum = ExactDecimalField(
        "least quality, in per cent", max_digits=7, decimal_places=4, null=True, blank=True
    )
    quality_relative_to_best = models.BooleanField("scale quality to the best offer", default=False)
    tie_break = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    shortlist_size = models.PositiveSmallIntegerField(
        "top", null=True, blank=True, validators=[MinValueValidator(1)], help_text="How many vendors at most."
    )
    shortlist_threshold = ExactDecimalField(
        "least total", max_digits=9, decimal_places=4, null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="criteria_decimals_sane", condition=Q(decimals__lte=6)),
            models.CheckConstraint(name="criteria_total_positive", condition=Q(weights_total__gt=0)),
        ]

    def __str__(self) -> str:
        return f"Criteria of {self.rfp}"


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def of_rfp(self, rfp: Rfp) -> Self:
        return self.filter(criteria_set__rfp=rfp)

    def weighted(self) -> Self:
        """All but knock-outs."""
        return self.exclude(kind=Kind.KNOCKOUT)


@pghistory.track()
class Criterion(models.Model):
    """One thing that vendors are judged by.

    `key` never changes: evaluation files of all versions name the criterion by it.
    """

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=60, editable=False)
    title = LineField(max_length=200)
    description = ProseField(max_length=5000, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    source = models.CharField("value comes from", max_length=15, choices=Source)
    weight = ExactDecimalField(max_digits=9, decimal_places=4, default=Decimal(0))
    scale_low = ExactDecimalField(max_digits=15, decimal_places=4, null=True, blank=True)
    scale_high = ExactDecimalField(max_digits=15, decimal_places=4, null=True, blank=True)
    direction = models.CharField(max_length=6, choices=Direction, default=Direction.HIGHER)
    minimum = ExactDecimalField(
        max_digits=15, decimal_places=4, null=True, blank=True, help_text="Whoever misses it is out."
    )
    scheme = models.ForeignKey(CertificationScheme, null=True, blank=True, on_delete=models.PROTECT)
    valid_on = models.CharField(max_length=15, choices=ValidOn, default=ValidOn.TODAY, blank=True)
    service_line = models.ForeignKey(ServiceLine, null=True, blank=True, on_delete=models.PROTECT)
    dimension = models.CharField("dimension of the profile", max_length=20, choices=DIMENSIONS, blank=True)
    claimed_counts = models.BooleanField(
        "what the vendor claims counts where nothing is assessed", default=False
    )
    formula = models.CharField(max_length=20, choices=PriceFormula, blank=True)
    bound_low = ExactDecimalField(max_digits=17, decimal_places=2, null=True, blank=True)
    bound_high = ExactDecimalField(max_digits=17, decimal_places=2, null=True, blank=True)
    reference = ExactDecimalField(max_digits=17, decimal_places=2, null=True, blank=True)
    cap = models.BooleanField("never more than full points", default=True)
    points_decimals = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "key"], name="criterion_key_once"),
            models.UniqueConstraint(
                fields=["criteria_set"],
                condition=Q(kind="price"),
                name="one_price_criterion",
                violation_error_message="There is a price criterion already; a set has at most one.",
            ),
            models.CheckConstraint(
                name="criterion_weight_not_negative",
                condition=Q(weight__gte=0),
                violation_error_message="A weight cannot be negative.",
            ),
            models.CheckConstraint(
                name="knockout_has_no_weight",
                condition=~Q(kind="knockout") | Q(weight=0),
                violation_error_message="A knock-out is passed or failed and has no weight.",
            ),
            models.CheckConstraint(
                name="criterion_scale_in_order",
                condition=~Q(kind__in=("scored", "measured"))
                | Q(scale_low__isnull=False, scale_high__isnull=False, scale_high__gt=F("scale_low")),
                violation_error_message="Give both ends of the scale, the low one below the high one.",
            ),
            models.CheckConstraint(
                name="criterion_source_fits_kind",
                condition=Q(
                    kind="knockout", source__in=("recorded", "certificate", "employees", "years", "profile")
                )
                | Q(kind="scored", source="panel")
                | Q(kind="measured", source__in=("recorded", "employees", "years", "profile"))
                | Q(kind="price", source="offer"),
                violation_error_message="This kind of criterion cannot take its value from there.",
            ),
            models.CheckConstraint(
                name="criterion_source_complete",
                condition=(~Q(source="certificate") | Q(scheme__isnull=False))
                & (~Q(source="years") | Q(service_line__isnull=False))
                & (~Q(source="profile") | ~Q(dimension=""))
                & (
                    ~Q(kind="knockout", source__in=("employees", "years", "profile"))
                    | Q(minimum__isnull=False)
                ),
                violation_error_message="Say which certificate, service line or dimension, or which least figure.",
            ),
            models.CheckConstraint(
                name="price_formula_complete",
                condition=~Q(kind="price")
                | Q(formula__in=("lowest_ratio", "linear_over_lowest"))
                | Q(formula="between_bounds", bound_low__isnull=False, bound_high__gt=F("bound_low"))
                | Q(formula="reference_ratio", reference__gt=0),
                violation_error_message="This price formula needs its figures: two bounds in order, or a reference.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_knockout(self) -> bool:
        return self.kind == Kind.KNOCKOUT

    @property
    def is_scored(self) -> bool:
        return self.kind == Kind.SCORED

    @property
    def is_recorded(self) -> bool:
        return self.source == Source.RECORDED

    def passes(self, figure: Decimal) -> bool:
        """Whether a figure meets the minimum: the most that is allowed, where lower is better."""
        least = self.minimum or Decimal(0)
        return figure <= least if self.direction == Direction.LOWER else figure >= least


@pghistory.track()
class RubricLevel(models.Model):
    """What one value on a criterion's scale means, in words."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="rubric")
    value = ExactDecimalField(max_digits=15, decimal_places=4)
    anchor = LineField(max_length=500)

    class Meta:
        ordering = ["value"]
        constraints = [
            models.UniqueConstraint(
                fields=["criterion", "value"],
                name="rubric_value_once",
                violation_error_message="This value is described already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.value.normalize():f}: {self.anchor}"


@pghistory.track(pghistory.InsertEvent())
class CriteriaChange(models.Model):
    """A numbered change of criteria or weights after publication, with its reason. Insert only.

    Its event bears the same time and request as those of what was changed, by which they are found.
    """

    criteria_set = models.ForeignKey(CriteriaSet, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    reason = LineField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["criteria_set", "number"], name="criteria_change_number_once")
        ]
        triggers = [
            pgtrigger.Protect(name="criteria_change_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"Change {self.number}: {self.reason}"
