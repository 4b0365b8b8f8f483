"""Sample register: real providers through the users' own import, and the invented ones of the story."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify
from PIL import Image, ImageDraw

from accounts.models import User
from accounts.sample import done

from .forms.claims import CompanyClaimForm
from .models import (
    Capability,
    Certification,
    CertificationScheme,
    CertificationState,
    ClientReference,
    Contact,
    DeliverySite,
    Industry,
    Language,
    MemberState,
    PerformanceRecord,
    ProfileClaim,
    ProfileValue,
    Provenance,
    SavedView,
    ServiceLine,
    Subcontractor,
    Vendor,
    VendorList,
)
from .models.site import HOURS
from .services import add_evidence, claim_facts, decide_member, decline_claims, propose, verify_fact
from .services.imports import import_certifications, import_vendors

DATA = Path(__file__).parent / "data"
PROVED = "ISO27001"
"""The scheme of which the sample has the documents too."""


@transaction.atomic
def load_register(*, by: User, checker: User, at: datetime) -> None:
    """Fill the register of an empty installation; dates of the story count from `at`, so it stays alive."""
    built_at = at - timedelta(days=90)
    for name in ("sample_vendors.csv", "story_vendors.csv"):
        with (DATA / name).open("rb") as file, done(by=by, at=built_at):
            import_vendors(file=file, by=by, at=built_at)
    with (DATA / "sample_certifications.csv").open("rb") as file, done(by=by, at=built_at):
        import_certifications(file=file, by=by, at=built_at)
    vendors = {vendor.name: vendor for vendor in Vendor.objects.filter(is_sample=True)}
    with done(by=by, at=at - timedelta(days=60)):
        _add_capabilities(vendors)
        _add_sites(vendors)
        _add_certifications(vendors, by=by, at=at)
        _add_profiles(vendors, at=at)
        _add_references(vendors, at=at)
        _add_subcontractors(vendors, at=at)
        sourced = _add_sources(vendors, at=at)
    with done(by=checker, at=at - timedelta(days=45)):
        for fact in sourced:
            verify_fact(fact=fact, by=checker, at=at - timedelta(days=45))


def load_contacts(*, contact: User, by: User, at: datetime) -> None:
    """People at one invented vendor; one of them has put changes forward, so that the inbox is alive."""
    vendor = Vendor.objects.get(name="Acanto Servicios")
    with done(by=by, at=at - timedelta(days=12)):
        Contact.objects.create(vendor=vendor, name="Nuria Vall", position="Finance director")
        listed = Contact.objects.create(
            vendor=vendor,
            name=contact.name,
            position="Bid manager",
            email=contact.email,
            is_primary=True,
            user=contact,
            invited_at=at - timedelta(days=12),
        )
    for changes, days in (({"founded_year": "1996"}, 9), (_newer_count(vendor, at=at), 1)):
        form = CompanyClaimForm(instance=vendor)
        form = CompanyClaimForm(form.posting(changes), instance=Vendor.objects.get(pk=vendor.pk))
        if form.is_valid():
            with done(by=contact, at=at - timedelta(days=days)):
                claim_facts(form=form, contact=listed, at=at - timedelta(days=days))
    oldest = ProfileClaim.objects.earliest("claimed_at")
    with done(by=by, at=at - timedelta(days=8)):
        seen = {oldest.pk: oldest.revision}
        decline_claims(
            seen=seen, reason="The register extract says otherwise.", by=by, at=at - timedelta(days=8)
        )


@transaction.atomic
def load_standing(*, lead: User, keeper: User, at: datetime) -> None:
    """A view that all may open, a prequalified list with members in every state, and two track records."""
    vendors = {vendor.name: vendor for vendor in Vendor.objects.filter(is_sample=True)}
    with done(by=keeper, at=at - timedelta(days=60)):
        query = "service_line=FO-01&delivery=ES&sort=-employees"
        SavedView.objects.create(owner=keeper, name="Voice from Spain", query=query, is_shared=True)
        _add_performance(vendors, by=keeper, at=at)
    with done(by=lead, at=at - timedelta(days=90)):
        kept = VendorList.objects.create(
            name="Citizen contact lines",
            purpose="Public contact lines by telephone and e-mail, after a visit to a site and two references.",
            owner=lead,
        )
        kept.service_lines.set(ServiceLine.objects.filter(code__in=["FO-01", "FO-02"]))
        wanted = {row["vendor"]: row for row in rows("story_prequalified.csv")}
        proposed = [vendors[name] for name in wanted]
        propose(vendor_list=kept, vendors=proposed, by=lead, on=(at - timedelta(days=90)).date())
    with done(by=keeper, at=at - timedelta(days=80)):
        for member in kept.members.select_related("vendor"):
            row = wanted[member.vendor.name]
            if row["state"] != MemberState.PROPOSED:
                decide_member(
                    member=member,
                    to=MemberState(row["state"]),
                    by=keeper,
                    at=at - timedelta(days=80),
                    since=day(row["since_offset_days"], at=at),
                    until=day(row["until_offset_days"], at=at),
                    reason=row["reason"],
                )


def _add_performance(vendors: dict[str, Vendor], *, by: User, at: datetime) -> None:
    lines = {line.code: line for line in ServiceLine.objects.all()}
    for row in rows("story_performance.csv"):
        record = PerformanceRecord(
            vendor=vendors[row["vendor"]],
            service_line=lines[row["service_line"]],
            since=at.date() + timedelta(days=int(row["since_offset_days"])),
            until=at.date() + timedelta(days=int(row["until_offset_days"])),
            rating=row["rating"],
            text=row["text"],
            source=row["source"],
            recorded_by=by,
        )
        record.full_clean()
        record.save()


def _newer_count(vendor: Vendor, *, at: datetime) -> dict[str, str | list[str]]:
    return {"employees": str((vendor.employees or 900) + 240), "employees_year": str(at.year)}


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _add_capabilities(vendors: dict[str, Vendor]) -> None:
    lines = {line.code: line for line in ServiceLine.objects.all()}
    for row in rows("story_capabilities.csv"):
        Capability.objects.update_or_create(
            vendor=vendors[row["vendor"]],
            service_line=lines[row["service_line"]],
            defaults={
                "years": int(row["years"]),
                "as_of": date.fromisoformat(row["as_of"]),
                "annual_volume": int(row["annual_volume"]) if row["annual_volume"] else None,
                "volume_unit": row["volume_unit"],
            },
        )


def _add_sites(vendors: dict[str, Vendor]) -> None:
    languages = {language.code: language for language in Language.objects.all()}
    for row in rows("story_sites.csv"):
        site = DeliverySite(
            vendor=vendors[row["vendor"]],
            country=row["country"],
            city=row["city"],
            timezone=row["timezone"],
            **{name: int(row[name]) if row[name] else None for name in ("seats", "people")},
            **{name: row[name] or None for name in HOURS},
        )
        site.full_clean()
        site.save()
        site.languages.set(languages[code] for code in listed(row["languages"]))


def _add_certifications(vendors: dict[str, Vendor], *, by: User, at: datetime) -> None:
    schemes = {scheme.code: scheme for scheme in CertificationScheme.objects.all()}
    for row in rows("story_certifications.csv"):
        decided = row["state"] != CertificationState.CLAIMED
        certification = Certification(
            vendor=vendors[row["vendor"]],
            scheme=schemes[row["scheme"]],
            edition=row["edition"],
            number=row["number"],
            body=row["body"],
            scope=row["scope"],
            state=row["state"],
            reason=row["reason"],
            issued_on=day(row["issued_on_offset_days"], at=at),
            expires_on=day(row["expires_on_offset_days"], at=at),
            decided_by=by if decided else None,
            decided_at=at - timedelta(days=60) if decided else None,
        )
        certification.full_clean()
        certification.save()
        if row["scheme"] == PROVED and decided:
            _prove(certification, by=by, at=at)


def _prove(certification: Certification, *, by: User, at: datetime) -> None:
    """With an invented page that says so."""
    image, content = Image.new("1", (720, 260), 1), BytesIO()
    lines = (
        "SAMPLE, invented: not a certificate of anybody",
        certification.scheme.name,
        slugify(certification.vendor.name).replace("-", " ").title(),
        f"{certification.number}, {certification.issued_on} to {certification.expires_on}",
    )
    ImageDraw.Draw(image).multiline_text((40, 40), "\n\n".join(lines), fill=0, font_size=22)
    image.save(content, "PNG")
    add_evidence(
        certification=certification,
        name="sample.png",
        content=content.getvalue(),
        dated_on=certification.issued_on,
        by=by,
        at=at,
    )


def _add_profiles(vendors: dict[str, Vendor], *, at: datetime) -> None:
    for row in rows("story_profiles.csv"):
        value = ProfileValue(
            vendor=vendors[row["vendor"]],
            dimension=row["dimension"],
            side=row["side"],
            value=Decimal(row["value"]),
            note=row["note"],
            source=row["source"],
            as_of=day(row["as_of_offset_days"], at=at),
        )
        value.full_clean()
        value.save()


def _add_references(vendors: dict[str, Vendor], *, at: datetime) -> None:
    lines = {line.code: line for line in ServiceLine.objects.all()}
    industries = {industry.name: industry for industry in Industry.objects.all()}
    for row in rows("story_references.csv"):
        reference = ClientReference(
            vendor=vendors[row["vendor"]],
            client=row["client"],
            industry=industries[row["industry"]],
            since_year=int(row["since_year"]),
            until_year=int(row["until_year"]) if row["until_year"] else None,
            contact=row["contact"],
            may_be_called=row["may_be_called"] == "yes",
            source=row["source"],
            as_of=day(row["as_of_offset_days"], at=at),
        )
        reference.full_clean()
        reference.save()
        reference.service_lines.set(lines[code] for code in listed(row["service_lines"]))


def _add_subcontractors(vendors: dict[str, Vendor], *, at: datetime) -> None:
    lines = {line.code: line for line in ServiceLine.objects.all()}
    for row in rows("story_subcontractors.csv"):
        subcontractor = Subcontractor(
            vendor=vendors[row["vendor"]],
            company=vendors.get(row["company"]),
            name="" if row["company"] in vendors else row["company"],
            service_line=lines.get(row["service_line"]),
            country=row["country"],
            task=row["task"],
            handles_personal_data=row["personal_data"] == "yes",
            source=row["source"],
            as_of=day(row["as_of_offset_days"], at=at),
        )
        subcontractor.full_clean()
        subcontractor.save()


def _add_sources(vendors: dict[str, Vendor], *, at: datetime) -> list[Provenance]:
    """Where facts come from; gives those that somebody else has checked."""
    checked: list[Provenance] = []
    for row in rows("story_sources.csv"):
        for fact in _facts(vendors[row["vendor"]], row["about"]):
            fact.source, fact.as_of = row["source"], day(row["as_of_offset_days"], at=at)
            fact.save(update_fields=["source", "as_of"])
            if row["verified"] == "yes":
                checked.append(fact)
    return checked


def _facts(vendor: Vendor, about: str) -> list[Provenance]:
    match about:
        case "sites":
            return list(vendor.sites.all())
        case "service lines":
            return list(vendor.capabilities.all())
    return [vendor.fact_sources.get(field=about)]


def day(offset: str, *, at: datetime) -> date | None:
    return (at + timedelta(days=int(offset))).date() if offset else None


def listed(text: str) -> Iterable[str]:
    return [item.strip() for item in text.split(";") if item.strip()]
