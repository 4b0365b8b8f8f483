"""The candidates: their prices, what the register says of them with its sources, certificates and the proof of them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.text import slugify

from rfp.models import Candidate
from vendors.models import (
    Capability,
    Certification,
    Evidence,
    FactSource,
    ProfileValue,
    Provenance,
)

from ..certificates import asking
from ..history import events
from ..models import Criterion, RecordedValue, Source
from .archive import Archive
from .people import People
from .scope import Row, Rows, Scope, day, moment, name

FOLDER = "3-vendors"
EVIDENCE = f"{FOLDER}/evidence"
SOURCED = ("vendor", "fact", "value", "source", "true_as_of", "entered_by", "verified_by", "verified_at")


def write_vendors(archive: Archive, scope: Scope, people: People) -> None:
    files = write_evidence(archive, scope)
    for file, rows, about in (
        ("candidates", _candidates(scope), "The vendors considered, with their prices as they are now"),
        ("price-history", _prices(scope, people), "Every price that was ever entered, by whom and when"),
        ("certificates", _certificates(scope), "What they hold of the certificates asked for, and who verified it"),
        ("evidence", iter(files), "The files that prove the certificates, with their own SHA-256"),
        ("register-facts", _facts(scope), "Other facts of the register that criteria read, with their sources"),
        ("recorded", _recorded(scope, people), "What the procurement lead found and recorded"),
    ):  # fmt: skip
        archive.table(f"{FOLDER}/{file}.csv", rows, about=about)


def _candidates(scope: Scope) -> Rows:
    yield [
        *("key", "vendor", "legal_name", "country", "price", "currency", "price_note"),
        *("considered_although_blocked", "added_at"),
    ]
    for each in scope.rfp.candidates.select_related("vendor").order_by("key"):
        vendor = each.vendor
        yield [
            *(each.key, vendor.name, vendor.legal_name, str(vendor.country.name)),
            *(each.price, scope.rfp.currency, each.price_note, each.override_reason, moment(each.added_at)),
        ]


def _prices(scope: Scope, people: People) -> Rows:
    """A row wherever the price or its note was changed, also of candidates that are gone."""
    yield ["vendor", "key", "at", "who", "from", "price", "currency", "note"]
    trail = events("rfp.CandidateEvent").filter(rfp_id=scope.rfp.pk).select_related("pgh_context", "vendor")
    last: tuple[object, ...] = ()
    for each in trail.order_by("key", "pgh_obj_id", "pgh_id").iterator():
        offer = (each.pgh_obj_id, each.price, each.price_note)
        if offer != last and each.pgh_label != "delete":
            who, address = people.of_event(each)
            yield [
                *(each.vendor.name, each.key, moment(each.pgh_created_at), who, address),
                *(each.price, scope.rfp.currency, each.price_note),
            ]
        last = offer


# --- Certificates and their proof


def _held(scope: Scope) -> Iterator[tuple[Candidate, Certification]]:
    """What the candidates have on file of the schemes that criteria ask for, counted or not."""
    schemes = {each.scheme_id for each in asking(scope.rfp)}
    candidates = {each.vendor_id: each for each in scope.rfp.candidates.select_related("vendor")}
    held = Certification.objects.filter(vendor__in=candidates, scheme__in=schemes)
    found = held.select_related("scheme", "claimed_by", "decided_by").order_by("scheme__code", "pk")
    for each in sorted(found, key=lambda each: candidates[each.vendor_id].key):
        yield candidates[each.vendor_id], each


def _certificates(scope: Scope) -> Rows:
    yield [
        *("id", "vendor", "certificate", "edition", "number", "body", "scope", "issued_on", "expires_on"),
        *("state", "claimed_by", "decided_by", "decided_at", "reason", "source", "note"),
    ]
    for candidate, each in _held(scope):
        yield [
            *(each.pk, candidate.vendor.name, each.scheme.name, each.edition, each.number, each.body),
            *(each.scope, day(each.issued_on), day(each.expires_on), each.get_state_display()),
            *(name(each.claimed_by), name(each.decided_by), moment(each.decided_at)),
            *(each.reason, each.source, each.note),
        ]


def write_evidence(archive: Archive, scope: Scope) -> list[Row]:
    """The files as they are on record, one in memory at a time; gives the table of them."""
    held = {certification.pk: (candidate, certification) for candidate, certification in _held(scope)}
    rows: list[Row] = [
        [
            *("file", "sha256", "bytes", "vendor", "certificate", "certificate_id", "version", "dated_on"),
            *("uploaded_by", "uploaded_at", "note"),
        ]
    ]
    for pk, (candidate, certification) in held.items():
        for each in _proof(scope, pk):
            scope.tell("Adding evidence", len(rows), 0)
            rows.append(_add_evidence(archive, candidate, certification, each))
    return rows


def _proof(scope: Scope, certification: int) -> Iterator[Evidence]:
    found = Evidence.objects.visible_to(scope.by).filter(certification=certification)
    yield from found.select_related("uploaded_by").order_by("version").iterator(chunk_size=1)


def _add_evidence(
    archive: Archive, candidate: Candidate, certification: Certification, evidence: Evidence
) -> Row:
    scheme = slugify(certification.scheme.code) or "certificate"
    path = f"{EVIDENCE}/{candidate.key}-{scheme}-{certification.pk}-v{evidence.version}.{evidence.kind}"
    about = f"Proof of certificate {certification.pk} in certificates.csv, version {evidence.version}"
    archive.add(path, [bytes(evidence.content)], about=about)
    return [
        *(path, evidence.sha256, evidence.size, candidate.vendor.name, certification.scheme.name),
        *(certification.pk, evidence.version, day(evidence.dated_on), name(evidence.uploaded_by)),
        *(moment(evidence.uploaded_at), evidence.note),
    ]


# --- Facts of the register and what the lead recorded


def _facts(scope: Scope) -> Rows:
    yield list(SOURCED)
    criteria = list(Criterion.objects.of_rfp(scope.rfp).select_related("service_line"))
    candidates = list(scope.rfp.candidates.select_related("vendor").order_by("key"))
    yield from _employees(criteria, candidates)
    yield from _years(criteria, candidates)
    yield from _profile(criteria, candidates)


def _employees(criteria: Sequence[Criterion], candidates: Sequence[Candidate]) -> Rows:
    if not any(each.source == Source.EMPLOYEES for each in criteria):
        return
    vendors = [each.vendor_id for each in candidates]
    sources = FactSource.objects.filter(field="employees", vendor__in=vendors)
    known = {each.vendor_id: each for each in sources.select_related("entered_by", "verified_by")}
    for each in candidates:
        year = f" ({each.vendor.employees_year})" if each.vendor.employees_year else ""
        yield [
            each.vendor.name,
            f"Head-count{year}",
            each.vendor.employees,
            *_source(known.get(each.vendor_id)),
        ]


def _years(criteria: Sequence[Criterion], candidates: Sequence[Candidate]) -> Rows:
    lines = {each.service_line_id for each in criteria if each.source == Source.YEARS}
    for each in _of_vendors(Capability.objects.filter(service_line__in=lines), candidates, "service_line"):
        yield [each.vendor.name, f"Years of experience: {each.service_line}", each.years, *_source(each)]


def _profile(criteria: Sequence[Criterion], candidates: Sequence[Candidate]) -> Rows:
    asked = {each.dimension for each in criteria if each.source == Source.PROFILE}
    for each in _of_vendors(ProfileValue.objects.filter(dimension__in=asked), candidates):
        fact = f"{each.get_dimension_display()}, {each.get_side_display().lower()}"
        yield [each.vendor.name, fact, each.value, *_source(each)]


def _of_vendors(facts: Any, candidates: Sequence[Candidate], *related: str) -> Iterable[Any]:
    found = facts.filter(vendor__in=[each.vendor_id for each in candidates]).order_by("vendor__name", "pk")
    return found.select_related("vendor", "entered_by", "verified_by", *related)  # type: ignore[no-any-return]


def _source(fact: Provenance | None) -> Row:
    if fact is None:
        return [""] * 5
    people = (name(fact.entered_by), name(fact.verified_by))
    return [fact.source, day(fact.as_of), *people, moment(fact.verified_at)]


def _recorded(scope: Scope, people: People) -> Rows:
    yield ["vendor", "criterion", "passed", "value", "note", "recorded_by", "recorded_at", "from"]
    found = RecordedValue.objects.filter(candidate__rfp=scope.rfp)
    rows = list(found.select_related("candidate__vendor", "criterion").order_by("candidate__key", "pk"))
    trail = events("scoring.RecordedValueEvent").filter(pgh_obj_id__in=[each.pk for each in rows])
    last = {each.pgh_obj_id: each for each in trail.select_related("pgh_context").order_by("pgh_id")}
    for each in rows:
        event = last.get(each.pk)
        who, address = people.of_event(event) if event else ("", "")
        yield [
            *(each.candidate.vendor.name, each.criterion.title, each.passed, each.value, each.note),
            *(who, moment(event and event.pgh_created_at), address),
        ]
