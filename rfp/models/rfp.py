from datetime import date, datetime
from typing import Self

import pghistory
from django.db import models
from django.db.models import Case, DateTimeField, F, Q, When
from django.db.models.functions import Cast
from django.urls import reverse
from django_countries.fields import CountryField

from accounts.models import User, validate_timezone
from bpo_portal.fields import LineField, ProseField
from bpo_portal.text import tidy
from vendors.models import ServiceLine
from vendors.models.vendor import CURRENCY

from .team import TeamRole


class RfpStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    CLOSED = "closed", "Closed"
    OPENED = "opened", "Opened"
    EVALUATION = "evaluation", "Evaluation"
    CONSENSUS = "consensus", "Consensus"
    SHORTLISTED = "shortlisted", "Shortlisted"
    DUE_DILIGENCE = "due_diligence", "Due diligence"
    AWARDED = "awarded", "Awarded"
    UNSUCCESSFUL = "unsuccessful", "Unsuccessful"
    CANCELLED = "cancelled", "Cancelled"


ENDED = (RfpStatus.AWARDED, RfpStatus.UNSUCCESSFUL, RfpStatus.CANCELLED)
AWAITING_OFFERS = (RfpStatus.DRAFT, RfpStatus.PUBLISHED)


class RfpQuerySet(models.QuerySet["Rfp"]):
    def visible_to(self, user: User) -> Self:
        """An RFP exists for its team only, administrators included; each row carries `my_role`."""
        if not user.is_internal:
            return self.none()
        role = user.memberships.filter(rfp=models.OuterRef("pk")).values("role")
        return self.annotate(my_role=models.Subquery(role)).filter(my_role__isnull=False)

    def editable_by(self, user: User) -> Self:
        return self.visible_to(user).filter(my_role=TeamRole.LEAD)

    def wholly_visible_to(self, user: User) -> Self:
        """Whose whole record this person may have: evaluators see what they need to score, and no more."""
        return self.visible_to(user).exclude(my_role=TeamRole.EVALUATOR)

    def locked(self) -> Self:
        """With the row held until the transaction ends: first step of every deed on several rows of an RFP."""
        return self.select_for_update(of=("self",))

    def live(self) -> Self:
        """Not ended: its ranking follows its inputs."""
        return self.exclude(status__in=ENDED)

    def ended(self) -> Self:
        return self.filter(status__in=ENDED)

    def matching(self, text: str) -> Self:
        """Number or title contains the text."""
        text = tidy(text)
        return self.filter(Q(number__icontains=text) | Q(title__icontains=text)) if text else self

    def with_progress(self) -> Self:
        """Each row carries `candidate_count` and `priced_count`."""
        return self.annotate(
            candidate_count=models.Count("candidates"), priced_count=models.Count("candidates__price")
        )

    def by_next_date(self) -> Self:
        """What comes due first stands first; then what has no date, the newest first."""
        due = Case(
            When(status__in=AWAITING_OFFERS, then="deadline_at"),
            When(status__in=ENDED, then=None),
            default=Cast("contract_starts_on", DateTimeField()),
            output_field=DateTimeField(),
        )
        return self.order_by(due.asc(nulls_last=True), "-created_at", "-pk")

    def past_deadline(self, *, at: datetime) -> Self:
        return self.filter(status=RfpStatus.PUBLISHED, deadline_at__lte=at)


@pghistory.track(exclude=["inputs_version"])
class Rfp(models.Model):
    """A request for proposals: what is needed, by when, and who decides.

    `inputs_version` grows with every change of anything that a ranking is computed from. Database
    triggers keep it (see the migrations of `scoring`), so no writer can forget to.
    """

    number = models.CharField(max_length=20, unique=True, editable=False)
    title = LineField(max_length=200)
    need = ProseField(max_length=10_000, blank=True, help_text="What the business needs, and why now.")
    service_lines = models.ManyToManyField(ServiceLine, blank=True, related_name="rfps")
    buyer_country = CountryField()
    currency = models.CharField(
        max_length=3, default="EUR", validators=[CURRENCY], help_text="ISO 4217 code; all prices are in it."
    )
    timezone = models.CharField("time zone", max_length=64, default="UTC", validators=[validate_timezone])
    deadline_at = models.DateTimeField("deadline for offers", null=True, blank=True)
    contract_starts_on = models.DateField(null=True, blank=True)
    contract_ends_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=15, choices=RfpStatus, default=RfpStatus.DRAFT, editable=False)
    status_reason = LineField(max_length=500, blank=True, editable=False)
    template = models.ForeignKey(
        "rfp.RfpTemplate", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    is_sample = models.BooleanField("part of the sample story", default=False, editable=False)
    inputs_version = models.PositiveBigIntegerField(default=1, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    my_role: str

    objects = RfpQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "RFP"
        constraints = [
            models.CheckConstraint(
                name="rfp_contract_in_order",
                condition=Q(contract_starts_on=None)
                | Q(contract_ends_on=None)
                | Q(contract_ends_on__gt=F("contract_starts_on")),
                violation_error_message="The contract must end after it starts.",
            ),
            models.CheckConstraint(
                name="rfp_published_with_deadline",
                condition=Q(status__in=("draft", "cancelled")) | Q(deadline_at__isnull=False),
                violation_error_message="A published RFP needs a deadline.",
            ),
            models.CheckConstraint(
                name="rfp_cancelled_with_reason",
                condition=~Q(status__in=("cancelled", "unsuccessful")) | ~Q(status_reason=""),
                violation_error_message="Give the reason for ending this RFP.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("rfp_overview", args=[self.number])

    @property
    def is_draft(self) -> bool:
        return self.status == RfpStatus.DRAFT

    @property
    def can_edit(self) -> bool:
        """Whether the user for whom this row was fetched (`visible_to`) leads this RFP."""
        return self.my_role == TeamRole.LEAD

    @property
    def is_wholly_visible(self) -> bool:
        """The same for the whole record (`wholly_visible_to`)."""
        return self.my_role != TeamRole.EVALUATOR

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED

    @property
    def next_date(self) -> tuple[str, datetime | date] | None:
        """What comes next on the calendar, and when."""
        if self.has_ended:
            return None
        awaits = self.status in AWAITING_OFFERS
        label = "Offers due" if awaits else "Contract starts"
        when = self.deadline_at if awaits else self.contract_starts_on
        return (label, when) if when else None
