from decimal import Decimal
from hashlib import sha256
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q

from accounts.models import User
from bpo_portal.fields import ExactDecimalField, LineField
from vendors.models import Vendor


def mark_of_offer(price: Decimal | None, note: str) -> str:
    """The same for equal offers only."""
    figure = "" if price is None else f"{price.normalize():f}"
    return sha256(f"{figure}\n{note}".encode()).hexdigest()[:16]


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def visible_to(self, user: User) -> Self:
        from .rfp import Rfp

        return self.filter(rfp__in=Rfp.objects.visible_to(user))


@pghistory.track()
class Candidate(models.Model):
    """A vendor considered in one RFP, with the price of its offer.

    A missing price is NULL. A price that is not above zero is kept as received: the ranking calls it
    not comparable and never turns it into a number.
    """

    rfp = models.ForeignKey("rfp.Rfp", on_delete=models.CASCADE, related_name="candidates")
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="candidacies")
    key = models.SlugField(max_length=60, editable=False)
    price = ExactDecimalField(max_digits=17, decimal_places=2, null=True, blank=True)
    price_note = LineField(max_length=300, blank=True, help_text="What the price covers, and for how long.")
    override_reason = LineField("considered although blocked", max_length=500, blank=True, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rfp", "vendor"],
                name="candidate_once",
                violation_error_message="This vendor is a candidate already.",
            ),
            models.UniqueConstraint(fields=["rfp", "key"], name="candidate_key_once"),
            models.CheckConstraint(
                name="candidate_price_not_negative",
                condition=Q(price=None) | Q(price__gte=0),
                violation_error_message="A price cannot be negative.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.vendor)

    @property
    def offer_mark(self) -> str:
        """A form sends back the mark of the offer that it showed."""
        return mark_of_offer(self.price, self.price_note)

    @property
    def is_comparable(self) -> bool:
        """A price of zero is no price that others could be measured by."""
        return self.price is not None and self.price > 0
