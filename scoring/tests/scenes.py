"""A request with criteria, vendors, a panel and its scores, of any size, straight from rows."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import ROUND_DOWN, Decimal

from django.db import transaction

from accounts.models import Role, User
from rfp.models import Candidate, Rfp, RfpStatus, TeamMember, TeamRole
from scoring.models import (
    Assignment,
    CriteriaSet,
    Criterion,
    Direction,
    Kind,
    PriceFormula,
    Score,
    Source,
    Waiver,
    WaiverState,
)
from vendors.models import Certification, CertificationScheme, CertificationState, Vendor

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
TODAY = date(2027, 3, 1)
VENDORS = ("Acanto", "Borea", "Cima")
EVALUATORS = ("Nora", "Emma", "Lars")


@transaction.atomic
def make_rfp(
    number: str = "RFP-2027-001",
    *,
    vendors: Sequence[str] = VENDORS,
    evaluators: Sequence[str] = EVALUATORS,
    scored: int = 2,
    status: str = RfpStatus.EVALUATION,
) -> Rfp:
    """`scored` criteria share 60 points, price has 40; everything is scored and priced, so all are ranked."""
    rfp = Rfp.objects.create(
        number=number,
        title="Out-of-hours contact centre",
        buyer_country="ES",
        timezone="Europe/Madrid",
        deadline_at=datetime(2027, 1, 31, 23, 30, tzinfo=UTC),
        contract_starts_on=date(2027, 6, 1),
        status=status,
    )
    candidates = [_candidate(rfp, name, place) for place, name in enumerate(vendors)]
    criteria = _criteria(rfp, scored)
    for place, name in enumerate(evaluators):
        _evaluate(_evaluator(rfp, name), criteria[:-1], candidates, place)
    return rfp


def _candidate(rfp: Rfp, name: str, place: int) -> Candidate:
    vendor, _ = Vendor.objects.get_or_create(name=name)
    price = Decimal(100_000 + 10_000 * place)
    return Candidate.objects.create(rfp=rfp, vendor=vendor, key=name.lower().replace(" ", "-"), price=price)


def _criteria(rfp: Rfp, scored: int) -> list[Criterion]:
    criteria_set = CriteriaSet.objects.create(rfp=rfp, tie_break=["quality", "price"])
    each = (Decimal(60) / scored).quantize(Decimal("0.0001"), ROUND_DOWN)
    weights = [Decimal(60) - each * (scored - 1)] + [each] * (scored - 1)
    panel = [
        Criterion(
            criteria_set=criteria_set,
            key=f"quality-{place}",
            title=f"Quality {place}",
            kind=Kind.SCORED,
            source=Source.PANEL,
            weight=weight,
            scale_low=Decimal(0),
            scale_high=Decimal(5),
            direction=Direction.HIGHER,
            position=place,
        )
        for place, weight in enumerate(weights, start=1)
    ]
    price = Criterion(
        criteria_set=criteria_set,
        key="price",
        title="Price",
        kind=Kind.PRICE,
        source=Source.OFFER,
        weight=Decimal(40),
        formula=PriceFormula.LOWEST_RATIO,
        position=scored + 1,
    )
    return Criterion.objects.bulk_create([*panel, price])


def _evaluator(rfp: Rfp, name: str) -> User:
    user: User
    user, _ = User.objects.get_or_create(
        email=f"{name.lower()}@example.com", defaults={"name": name, "roles": [Role.EVALUATOR]}
    )
    TeamMember.objects.create(rfp=rfp, user=user, role=TeamRole.EVALUATOR, key=name.lower())
    return user


def _evaluate(user: User, criteria: Sequence[Criterion], candidates: Sequence[Candidate], place: int) -> None:
    Assignment.objects.bulk_create([Assignment(criterion=each, evaluator=user) for each in criteria])
    Score.objects.bulk_create(
        Score(
            candidate=candidate,
            criterion=criterion,
            evaluator=user,
            value=Decimal((place + row + 2 * column) % 5 + 1),
            comment="As seen on the visit.",
            changed_at=NOW,
        )
        for row, candidate in enumerate(candidates)
        for column, criterion in enumerate(criteria)
    )


def require_certificate(rfp: Rfp, *, valid_on: str = "today") -> Criterion:
    """A knock-out: a valid ISO/IEC 27001 certificate."""
    scheme, _ = CertificationScheme.objects.get_or_create(
        code="iso27001",
        defaults={"name": "ISO/IEC 27001", "kind": "certificate", "counts_as_certificate": True},
    )
    return Criterion.objects.create(
        criteria_set=CriteriaSet.objects.get(rfp=rfp),
        key="iso27001",
        title="Valid ISO/IEC 27001 certificate",
        kind=Kind.KNOCKOUT,
        source=Source.CERTIFICATE,
        scheme=scheme,
        valid_on=valid_on,
    )


def certify(
    vendor: str,
    *,
    issued_on: date | None = date(2026, 3, 13),
    expires_on: date | None = date(2029, 3, 12),
    state: str = CertificationState.VERIFIED,
) -> Certification:
    return Certification.objects.create(
        vendor=Vendor.objects.get(name=vendor),
        scheme=CertificationScheme.objects.get(code="iso27001"),
        issued_on=issued_on,
        expires_on=expires_on,
        state=state,
    )


def approve_waiver(candidate: Candidate, criterion: Criterion, reason: str = "Audit is booked.") -> Waiver:
    """Asked for by Lea, who leads, and approved by Ann."""
    lea, ann = (
        _member(candidate.rfp, *each) for each in (("Lea", TeamRole.LEAD), ("Ann", TeamRole.APPROVER))
    )
    return Waiver.objects.create(
        candidate=candidate,
        criterion=criterion,
        reason=reason,
        state=WaiverState.APPROVED,
        requested_by=lea,
        requested_at=NOW,
        decided_by=ann,
        decided_at=NOW,
    )


def _member(rfp: Rfp, name: str, role: TeamRole) -> User:
    user: User
    user, _ = User.objects.get_or_create(email=f"{name.lower()}@example.com", defaults={"name": name})
    TeamMember.objects.get_or_create(rfp=rfp, user=user, defaults={"role": role, "key": name.lower()})
    return user
