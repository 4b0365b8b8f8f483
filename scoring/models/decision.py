import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import User
from bpo_portal.fields import ProseField
from rfp.models import Rfp

from .shortlist import Shortlist


class DecisionKind(models.TextChoices):
    SHORTLIST = "shortlist", "Shortlist"
    AWARD = "award", "Award"


@pghistory.track(pghistory.InsertEvent())
class Decision(models.Model):
    """What was decided on the ground of one version, by whom and why. Insert only.

    A later decision of the same kind takes the place of an earlier one, which stays on record.
    """

    rfp = models.ForeignKey(Rfp, on_delete=models.PROTECT, related_name="decisions")
    shortlist = models.ForeignKey(
        Shortlist, on_delete=models.PROTECT, related_name="decisions", verbose_name="version"
    )
    kind = models.CharField(max_length=10, choices=DecisionKind)
    awarded_to = ArrayField(
        models.CharField(max_length=300),
        default=list,
        blank=True,
        verbose_name="awarded to",
        help_text="Of an award: whom the contract goes to, by the names of that version.",
    )
    reasons = ProseField(max_length=5000, help_text="What was decided and why; it cannot be changed later.")
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="approved by"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="decision_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        if self.awarded_to:
            return f"Award to {' and '.join(self.awarded_to)}"
        return f"{self.get_kind_display()} decision"
