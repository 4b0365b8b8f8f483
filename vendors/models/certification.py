from datetime import date, timedelta
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import MD5, Lower
from django.utils.formats import date_format

from accounts.models import Role, User
from bpo_portal.fields import LineField
from bpo_portal.text import folded

from .site import DeliverySite
from .vendor import Vendor

EXPIRING_DAYS = 60


class SchemeKind(models.TextChoices):
    CERTIFICATE = "certificate", "Certificate"
    ATTESTATION = "attestation", "Attestation report"
    ASSESSMENT = "assessment", "Assessment"
    SELF_DECLARATION = "self-declaration", "Self-declaration"
    MEMBERSHIP = "membership", "Membership"


class CertificationScheme(models.Model):
    """A standard that somebody can be certified, assessed or attested against."""

    code = models.CharField(max_length=30, unique=True)
    name = LineField(max_length=150, unique=True)
    category = LineField(max_length=80, blank=True)
    kind = models.CharField(max_length=20, choices=SchemeKind)
    owner = LineField(max_length=150, blank=True)
    validity_years = models.PositiveSmallIntegerField(null=True, blank=True)
    reminder_days = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    counts_as_certificate = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CertificationState(models.TextChoices):
    CLAIMED = "claimed", "Claimed"
    VERIFIED = "verified", "Verified"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"


GONE = (CertificationState.REJECTED, CertificationState.WITHDRAWN)
"""Records that are kept and say nothing any more."""


class Standing(models.TextChoices):
    """Where a certification stands on a day: its state, and what the calendar makes of it."""

    CLAIMED = "claimed", "Claimed, not verified"
    UPCOMING = "upcoming", "Verified, begins later"
    VERIFIED = "verified", "Verified"
    EXPIRING = "expiring", "Verified, expiring soon"
    EXPIRED = "expired", "Expired"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn by who claimed it"


def standing_of(state: str, issued_on: date | None, expires_on: date | None, *, on: date) -> Standing:
    if state in GONE:
        return Standing(state)
    if expires_on is not None and expires_on < on:
        return Standing.EXPIRED
    if state == CertificationState.CLAIMED:
        return Standing.CLAIMED
    if issued_on is not None and issued_on > on:
        return Standing.UPCOMING
    is_expiring = expires_on is not None and expires_on <= on + timedelta(days=EXPIRING_DAYS)
    return Standing.EXPIRING if is_expiring else Standing.VERIFIED


class CertificationQuerySet(models.QuerySet["Certification"]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_internal else self.none()

    def editable_by(self, user: User) -> Self:
        return self if user.can_edit_register else self.none()

    def held(self) -> Self:
        """Without what was rejected or withdrawn."""
        return self.exclude(state__in=GONE)

    def valid(self, *, on: date) -> Self:
        """Verified certificates proper (no self-declaration, no membership) in force on that day."""
        return self.filter(
            Q(issued_on=None) | Q(issued_on__lte=on),
            Q(expires_on=None) | Q(expires_on__gte=on),
            state=CertificationState.VERIFIED,
            scheme__counts_as_certificate=True,
        )

    def not_renewed(self) -> Self:
        """Without a verified record that says it renews this one."""
        renewals = Certification.objects.filter(renews=OuterRef("pk"), state=CertificationState.VERIFIED)
        return self.exclude(Exists(renewals))

    def running(self, *, on: date) -> Self:
        """Of what is valid on that day the records that say until when: in the place of a renewed one its renewal."""
        verified = CertificationState.VERIFIED
        continues = Q(renews__state=verified, renews__expires_on__gte=on)
        return self.not_renewed().filter(
            Q(issued_on=None) | Q(issued_on__lte=on) | continues,
            Q(expires_on=None) | Q(expires_on__gte=on),
            state=verified,
            scheme__counts_as_certificate=True,
        )

    def expiring(self, *, on: date, days: int = EXPIRING_DAYS) -> Self:
        """Verified, not renewed and still in force, but not for longer than that many days."""
        return (
            self.not_renewed()
            .filter(
                state=CertificationState.VERIFIED,
                expires_on__gte=on,
                expires_on__lte=on + timedelta(days=days),
            )
            .order_by("expires_on")
        )

    def in_standing(self, standing: Standing, *, on: date) -> Self:
        """Those of which `Certification.standing` says so on that day."""
        over, later = Q(expires_on__lt=on), Q(issued_on__gt=on)
        soon = Q(expires_on__range=(on, on + timedelta(days=EXPIRING_DAYS)))
        verified = Q(state=CertificationState.VERIFIED) & ~over
        rules = {
            Standing.REJECTED: Q(state=CertificationState.REJECTED),
            Standing.WITHDRAWN: Q(state=CertificationState.WITHDRAWN),
            Standing.EXPIRED: over & ~Q(state__in=GONE),
            Standing.CLAIMED: Q(state=CertificationState.CLAIMED) & ~over,
            Standing.UPCOMING: verified & later,
            Standing.EXPIRING: verified & ~later & soon,
            Standing.VERIFIED: verified & ~later & ~soon,
        }
        return self.filter(rules[standing])


def folded_column(name: str) -> MD5:
    """As `folded` reads it, as far as the database can; hashed, as a row of an index is short."""
    text: models.TextField[str, str] = models.TextField()
    plain = Func(F(name), template="normalize(%(expressions)s, NFKC)", output_field=text)
    blanks = (Value(r"\s+"), Value(" "), Value("g"))
    return MD5(Lower(Func(plain, *blanks, function="regexp_replace", output_field=text)))


@pghistory.track(exclude=["twin"])
class Certification(models.Model):
    """What a vendor says it holds, and what the buyer found out about it.

    *Expired* is never stored: it follows from the date. A certificate is in force to the end of its
    last day. A renewal is a new record that says which one it renews.
    """

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="certifications")
    scheme = models.ForeignKey(CertificationScheme, on_delete=models.PROTECT, related_name="certifications")
    edition = LineField(max_length=30, blank=True)
    number = LineField(max_length=80, blank=True)
    body = LineField("certification body", max_length=150, blank=True)
    scope = LineField(max_length=500, blank=True)
    sites = models.ManyToManyField(DeliverySite, blank=True, related_name="certifications")
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=CertificationState, default=CertificationState.CLAIMED)
    twin = models.BigIntegerField(
        default=0,
        editable=False,
        help_text="Its own number where one like it stands beside it, from before doubles were refused or by a merge.",
    )
    reason = LineField(max_length=500, blank=True)
    source = LineField(max_length=500, blank=True)
    note = LineField(max_length=500, blank=True)
    renews = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="renewals", editable=False
    )
    owner = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="reminded of its end",
    )
    claimed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CertificationQuerySet.as_manager()

    class Meta:
        ordering = ["scheme__name", F("expires_on").desc(nulls_last=True)]
        indexes = [
            models.Index(fields=["scheme", "state", "expires_on"], name="certification_in_force"),
        ]
        constraints = [
            models.CheckConstraint(
                name="certification_decided_by_another",
                condition=Q(claimed_by=None) | Q(decided_by=None) | ~Q(claimed_by=F("decided_by")),
                violation_error_message="Somebody other than the person who recorded it has to decide.",
            ),
            models.CheckConstraint(
                name="certification_dates_in_order",
                condition=Q(issued_on=None) | Q(expires_on=None) | Q(expires_on__gte=F("issued_on")),
                violation_error_message="It cannot expire before it was issued.",
            ),
            models.CheckConstraint(
                name="certification_rejected_with_reason",
                condition=~Q(state="rejected") | ~Q(reason=""),
                violation_error_message="Give the reason for rejecting it.",
            ),
            models.UniqueConstraint(
                fields=["renews"],
                name="certification_renewed_once",
                condition=~Q(state__in=("rejected", "withdrawn")),
                violation_error_message="A renewal of this record is on file already.",
            ),
            models.UniqueConstraint(
                "vendor",
                "scheme",
                *map(folded_column, ("edition", "number", "scope")),
                "issued_on",
                "expires_on",
                "twin",
                name="certification_once",
                condition=~Q(state__in=("rejected", "withdrawn")),
                nulls_distinct=False,
                violation_error_message="This certification is on record already. Add to that one instead.",
            ),
            models.CheckConstraint(
                name="certification_not_own_renewal",
                condition=Q(renews=None) | ~Q(renews=F("pk")),
                violation_error_message="A record cannot renew itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} of {self.vendor}"

    def clean(self) -> None:
        old = self.renews
        if old and (old.vendor_id, old.scheme_id) != (self.vendor_id, self.scheme_id):
            raise ValidationError("A renewal is of the same vendor and the same scheme.", code="renewal")

    @property
    def telling(self) -> tuple[str, str, str]:
        """The words that tell it from others of its vendor and scheme, in whatever case."""
        return folded(self.edition), folded(self.number), folded(self.scope)

    @property
    def content(self) -> tuple[object, ...]:
        """What only one record of a vendor may say."""
        return self.scheme_id, *self.telling, self.issued_on, self.expires_on

    @property
    def in_words(self) -> str:
        """Scheme, number and dates, for whoever has to find it among others."""
        name = " ".join(filter(None, (str(self.scheme), self.edition)))
        number = f"number {self.number}" if self.number else "without a number"
        issued = f"issued on {date_format(self.issued_on, 'j M Y')}" if self.issued_on else "no day of issue"
        ends = f"until {date_format(self.expires_on, 'j M Y')}" if self.expires_on else "no end"
        return f"{name}, {number}, {issued}, {ends}"

    def is_expired(self, *, on: date) -> bool:
        return self.expires_on is not None and self.expires_on < on

    def standing(self, *, on: date) -> Standing:
        return standing_of(self.state, self.issued_on, self.expires_on, on=on)

    @property
    def is_stated_by_vendor(self) -> bool:
        """Whether a contact of the vendor claimed it; that contact is told why it was rejected."""
        return self.claimed_by is not None and Role.VENDOR_CONTACT in self.claimed_by.roles

    @property
    def is_decided(self) -> bool:
        return self.state != CertificationState.CLAIMED

    @property
    def is_held(self) -> bool:
        return self.state not in GONE

    def can_be_withdrawn_by(self, user: User) -> bool:
        """Who claimed it takes it back, as long as nobody has decided."""
        return not self.is_decided and self.claimed_by_id == user.pk


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class CertificationSite(Certification.sites.through):  # type: ignore[name-defined,misc]
    class Meta:
        proxy = True
