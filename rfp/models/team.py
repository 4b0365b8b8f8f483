import pghistory
from django.db import models

from accounts.models import User


class TeamRole(models.TextChoices):
    LEAD = "lead", "Procurement lead"
    EVALUATOR = "evaluator", "Evaluator"
    OBSERVER = "observer", "Observer"
    APPROVER = "approver", "Approver"


APPROVERS = (TeamRole.LEAD, TeamRole.APPROVER)
"""Who can decide what somebody else of the team asks for."""


@pghistory.track()
class TeamMember(models.Model):
    """Who sees one RFP, and as what. `key` names an evaluator in evaluation files and never changes."""

    rfp = models.ForeignKey("rfp.Rfp", on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=TeamRole)
    key = models.SlugField(max_length=60, editable=False)

    class Meta:
        ordering = ["role", "user__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["rfp", "user"],
                name="team_member_once",
                violation_error_message="This person is on the team already.",
            ),
            models.UniqueConstraint(fields=["rfp", "key"], name="team_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"
