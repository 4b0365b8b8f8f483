"""What needs a person today. The number of queries does not depend on how much there is."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from outbox.models import Mail, MailState
from rfp.models import Rfp, RfpStatus, TeamRole
from vendors.inbox import Waiting, waiting_for
from vendors.models import EXPIRING_DAYS, Certification

from ..exclusions import Exclusions
from ..models import Assignment, Decision, Delivery, Kind, Score, ScoreSheet, Waiver
from ..sheets import GIVEN
from .moves import Moved, moved_since_seen

MOST_ROWS = 12
ENDED_DAYS = 30


@dataclass(frozen=True)
class Task:
    """One sheet of this person: how far it is."""

    rfp: Rfp
    given: int
    total: int
    is_submitted: bool
    reopened_because: str


class Dashboard:
    def __init__(self, *, user: User, today: date, at: datetime) -> None:
        self.user, self.today, self.at = user, today, at

    @cached_property
    def rfps(self) -> list[Rfp]:
        """RFPs that go on and that this person is on the team of, what comes due first in front."""
        return list(Rfp.objects.visible_to(self.user).live().with_progress().by_next_date())

    @property
    def leading(self) -> list[Rfp]:
        return [rfp for rfp in self.rfps if rfp.my_role == TeamRole.LEAD]

    @property
    def following(self) -> list[Rfp]:
        return [rfp for rfp in self.rfps if rfp.my_role in (TeamRole.OBSERVER, TeamRole.APPROVER)]

    @cached_property
    def sheets(self) -> list[Task]:
        """Sheets in evaluation, those still to be handed in first."""
        open_rfps = [
            rfp
            for rfp in self.rfps
            if rfp.my_role == TeamRole.EVALUATOR and rfp.status == RfpStatus.EVALUATION
        ]
        assigned = self._counts(
            Assignment.objects.filter(
                evaluator=self.user, criterion__kind=Kind.SCORED, criterion__criteria_set__rfp__in=open_rfps
            ),
            "criterion__criteria_set__rfp",
        )
        excluded = Exclusions(open_rfps, at=self.at).candidates
        out = Counter(each.rfp_id for each in excluded)
        given = self._counts(
            Score.objects.filter(
                GIVEN,
                evaluator=self.user,
                candidate__rfp__in=open_rfps,
                criterion__assignments__evaluator=self.user,
            ).exclude(candidate__in=excluded),
            "candidate__rfp",
        )
        own = {
            sheet.rfp_id: sheet for sheet in ScoreSheet.objects.filter(evaluator=self.user, rfp__in=open_rfps)
        }
        found = [
            self._task(
                rfp,
                given.get(rfp.pk, 0),
                assigned[rfp.pk] * (rfp.__dict__["candidate_count"] - out[rfp.pk]),
                own.get(rfp.pk),
            )
            for rfp in open_rfps
            if rfp.pk in assigned
        ]
        return sorted(found, key=lambda task: task.is_submitted)

    @staticmethod
    def _counts(rows: QuerySet[Assignment] | QuerySet[Score], rfp: str) -> dict[int, int]:
        return dict(rows.order_by().values_list(rfp).annotate(Count("pk")))

    @staticmethod
    def _task(rfp: Rfp, given: int, total: int, sheet: ScoreSheet | None) -> Task:
        return Task(
            rfp,
            given,
            total,
            bool(sheet and sheet.submitted_at),
            sheet.reopened_because if sheet and not sheet.submitted_at else "",
        )

    @cached_property
    def moved(self) -> list[Moved]:
        return moved_since_seen(self.user)

    @property
    def watches_certificates(self) -> bool:
        return self.user.can_edit_register or bool(self.leading)

    @cached_property
    def expiring(self) -> list[Certification]:
        """For who keeps the register all certificates that ended lately or run out, for leads those of their
        candidates; none that were renewed."""
        since, days = self.today - timedelta(days=ENDED_DAYS), ENDED_DAYS + EXPIRING_DAYS
        running_out = Certification.objects.visible_to(self.user).expiring(on=since, days=days)
        if not self.user.can_edit_register:
            running_out = running_out.filter(vendor__candidacies__rfp__in=self.leading).distinct()
        return list(running_out.select_related("vendor", "scheme")[: MOST_ROWS + 1])

    @cached_property
    def inbox(self) -> Waiting:
        """What vendors' contacts and imports brought in and who keeps the register has to look at."""
        return waiting_for(self.user, at=self.at)

    @cached_property
    def waivers(self) -> list[Waiver]:
        """Knock-outs that others asked to waive and that this person can decide."""
        waiting = Waiver.objects.to_decide(self.user).with_names()
        return list(waiting.select_related("candidate__rfp")[:MOST_ROWS])

    @cached_property
    def approvals(self) -> list[Decision]:
        """Decisions of others that this person was asked to approve."""
        return list(Decision.objects.to_approve(self.user).with_names()[:MOST_ROWS])

    @cached_property
    def failed(self) -> list[Delivery]:
        """Reports of RFPs that this person leads which could not be delivered."""
        failed = Q(mail__state__in=(MailState.FAILED, MailState.PARKED))
        deliveries = Delivery.objects.filter(failed, shortlist__rfp__in=self.leading)
        deferred = ("shortlist__document", "shortlist__ranking", "mail__content")
        return list(deliveries.select_related("mail", "shortlist__rfp").defer(*deferred)[:MOST_ROWS])

    @cached_property
    def failed_mails(self) -> int:
        """For administrators: everything that the outbox could not deliver."""
        if not self.user.is_administrator:
            return 0
        return Mail.objects.filter(state__in=(MailState.FAILED, MailState.PARKED)).count()

    @property
    def is_empty(self) -> bool:
        return not (self.rfps or self.moved or self.expiring or self.inbox or self.failed_mails)
