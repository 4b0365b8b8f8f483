"""What candidates hold of the certificates that an RFP asks for, and what is lacking, in words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q
from django.utils.formats import date_format

from rfp.hooks import Need
from rfp.models import Rfp
from vendors.models import Certification, CertificationState

from .inputs.facts import certificate_day, local_day
from .models import Criterion, Kind, Source
from .models.criteria import ValidOn

Held = Mapping[tuple[int, int | None], Sequence[Certification]]

BEFORE = {
    ValidOn.DEADLINE: ", before the deadline for offers",
    ValidOn.CONTRACT_START: ", before the contract starts",
}


def asking(rfp: Rfp) -> list[Criterion]:
    """The criteria that certificates answer."""
    criteria = Criterion.objects.of_rfp(rfp).filter(source=Source.CERTIFICATE)
    return list(criteria.select_related("scheme"))


def certificates_of(rfp: Rfp, criteria: Iterable[Criterion]) -> Held:
    """What the candidates have on file of the schemes asked for, by vendor and scheme."""
    held: dict[tuple[int, int | None], list[Certification]] = defaultdict(list)
    rows = Certification.objects.filter(
        vendor__candidacies__rfp=rfp, scheme__in={each.scheme_id for each in criteria}
    )
    for each in rows.order_by("pk"):
        held[each.vendor_id, each.scheme_id].append(each)
    return held


def in_force(held: Iterable[Certification], day: date) -> list[Certification]:
    return [
        each
        for each in held
        if each.state == CertificationState.VERIFIED
        and (each.issued_on is None or each.issued_on <= day)
        and not each.is_expired(on=day)
    ]


def lacking(criterion: Criterion, held: Sequence[Certification], *, day: date, on: date) -> str:
    """Why nothing on file counts on the day asked for."""
    verified = [each for each in held if each.state == CertificationState.VERIFIED]
    if ends := [each.expires_on for each in verified if each.expires_on and each.expires_on < day]:
        verb = "ended" if max(ends) < on else "ends"
        return (
            f"{criterion.scheme} {verb} on {written(max(ends))}{BEFORE.get(ValidOn(criterion.valid_on), '')}"
        )
    if begins := [each.issued_on for each in verified if each.issued_on and each.issued_on > day]:
        return f"{criterion.scheme} is valid from {written(min(begins))} only"
    if any(each.state == CertificationState.CLAIMED for each in held):
        return f"{criterion.scheme} is claimed, not verified"
    return f"{criterion.scheme} {'was rejected' if held else 'is not on file'}"


def outlook(criterion: Criterion, rfp: Rfp, held: Sequence[Certification], *, on: date) -> str:
    """What stands against a vendor, now or when the contract starts; nothing if nothing does."""
    day = certificate_day(criterion, rfp, on=on) or on
    if not in_force(held, day):
        return lacking(criterion, held, day=day, on=on)
    start = rfp.contract_starts_on
    if start is None or in_force(held, max(start, day)):
        return ""
    last = max(each.expires_on for each in in_force(held, day) if each.expires_on)
    return f"{criterion.scheme} ends on {written(last)}, before the contract starts on {written(start)}"


def outlooks(rfp: Rfp, *, at: datetime) -> dict[int, list[tuple[Criterion, str]]]:
    """What stands against each candidate, by criterion; a fixed number of queries."""
    criteria = asking(rfp)
    held, on = certificates_of(rfp, criteria), local_day(rfp, at=at)
    found: dict[int, list[tuple[Criterion, str]]] = {}
    for pk, vendor in rfp.candidates.values_list("pk", "vendor_id"):
        words = [
            (each, outlook(each, rfp, held.get((vendor, each.scheme_id), ()), on=on)) for each in criteria
        ]
        found[pk] = [(criterion, said) for criterion, said in words if said]
    return found


def needed(rfp: Rfp, at: datetime) -> list[Need]:
    """The certificates without which a vendor is knocked out, as something to look for in the register."""
    on = local_day(rfp, at=at)
    return [
        certificate_needed(each, certificate_day(each, rfp, on=on) or on, on=on)
        for each in asking(rfp)
        if each.kind == Kind.KNOCKOUT
    ]


def certificate_needed(criterion: Criterion, day: date, *, on: date) -> Need:
    def told(vendors: Collection[int]) -> dict[int, str]:
        held: dict[int, list[Certification]] = defaultdict(list)
        for each in Certification.objects.filter(vendor__in=vendors, scheme=criterion.scheme).order_by("pk"):
            held[each.vendor_id].append(each)
        return {vendor: on_file(criterion, found, day=day, on=on) for vendor, found in held.items()}

    counting = Certification.objects.filter(
        Q(issued_on=None) | Q(issued_on__lte=day),
        Q(expires_on=None) | Q(expires_on__gte=day),
        scheme=criterion.scheme,
        state=CertificationState.VERIFIED,
    )
    met = Q(pk__in=counting.values("vendor"))
    return Need(str(criterion.scheme), met, told, "not on file", "vendor_detail")


def on_file(criterion: Criterion, held: Sequence[Certification], *, day: date, on: date) -> str:
    if not (counting := in_force(held, day)):
        return lacking(criterion, held, day=day, on=on).removeprefix(f"{criterion.scheme} ")
    if any(each.expires_on is None for each in counting):
        return "verified, without a last day"
    return f"verified until {written(max(each.expires_on for each in counting if each.expires_on))}"


def written(day: date) -> str:
    return date_format(day, "j F Y")
