"""One of everything around one RFP, so that every address of the product leads somewhere."""

import json
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.mail import EmailMessage
from django.db import models
from django.urls import reverse

from accounts.models import User
from outbox.services import queue
from rfp.models import Rfp, TeamMember, TeamRole
from scoring.engine import ENGINE_VERSION, canonical_bytes, from_mapping, rank, sha256
from scoring.inputs import build_document
from scoring.models import (
    Assignment,
    Criterion,
    Decision,
    Delivery,
    Dossier,
    DossierFile,
    DossierPiece,
    DossierState,
    ReportSubscription,
    Scenario,
    ScoreSheet,
    Shortlist,
)
from vendors import services
from vendors.models import (
    Capability,
    Certification,
    CertificationScheme,
    CertificationState,
    ClaimDeed,
    ClaimTarget,
    ClientReference,
    Contact,
    DeliverySite,
    Document,
    DocumentKind,
    ExchangeRate,
    FactSource,
    Industry,
    Language,
    ListMember,
    Merge,
    NearCountry,
    PerformanceRecord,
    ProfileClaim,
    ProfileValue,
    RateCard,
    SavedView,
    ServiceLine,
    Subcontractor,
    Vendor,
    VendorList,
    VolumeProfile,
)
from vendors.models.imports import Import, ImportKind
from vendors.services import add_document_version, add_evidence
from vendors.services.imports import confirm
from vendors.services.imports import upload as upload_file
from vendors.tests.files import PNG

from .scenes import NOW, TODAY, approve_waiver, make_rfp, require_certificate


@dataclass
class World:
    """What stands for the parameters of an address; the object is that of the longest noun its name begins with."""

    usual: dict[str, object]
    nouns: dict[str, models.Model]
    special: dict[str, dict[str, object]]

    def address(self, name: str, parameters: set[str]) -> str:
        about = max((noun for noun in self.nouns if name.startswith(noun)), key=len, default=None)
        pk = self.nouns[about].pk if about else 0
        values = self.usual | {"pk": pk, "object_id": pk} | self.special.get(name, {})
        return reverse(name, kwargs={key: values[key] for key in parameters})


def build_world(*, lead: User, evaluator: User, observer: User, keeper: User, invited: User) -> World:
    rfp = make_rfp()
    for user, role in ((lead, "lead"), (evaluator, "evaluator"), (observer, "observer")):
        TeamMember.objects.create(rfp=rfp, user=user, role=TeamRole(role), key=f"the-{role}")
    criterion = Criterion.objects.filter(criteria_set__rfp=rfp, kind="scored").earliest("pk")
    Assignment.objects.create(criterion=criterion, evaluator=evaluator)
    sheet = ScoreSheet.objects.create(rfp=rfp, evaluator=User.objects.get(name="Nora"), submitted_at=NOW)
    candidate = rfp.candidates.earliest("pk")
    shortlist = add_shortlist(rfp)
    mail = queue(message=EmailMessage("Hello", "Text", to=["ann@example.com"]), is_record=True, at=NOW)[0]
    records = add_records(candidate.vendor)
    other = Vendor.objects.create(name="Another one")
    vendor_list = VendorList.objects.create(name="Contact centres", purpose="Calls", owner=keeper)
    usual: dict[str, object] = {
        "number": rfp.number,
        "version": shortlist.number,
        "criterion": criterion.pk,
        "criterion_key": criterion.key,
        "candidate": candidate.pk,
        "other": other.pk,
        "sheet": sheet.pk,
        "vendor": candidate.key,
        "vendor_pk": candidate.vendor.pk,
        "index": 0,
        "kind": "vendors",
        "dimension": "attrition",
        "side": "claimed",
        "suffix": "csv",
        "app_label": "vendors",
        "uidb36": "1",
        "key": "wrong",
        "token": "wrong",
        "to": "up",
        "method": "swing",
        "content_type_id": ContentType.objects.get_for_model(Vendor).pk,
    }
    nouns: dict[str, models.Model] = {
        "person": invited,
        "outbox": mail,
        "vendor_import": upload_file(
            file=BytesIO(b"name\nZeta\n"), name="new.csv", kind=ImportKind.VENDORS, by=keeper, at=NOW
        ),
        "vendor": candidate.vendor,
        "site": records[DeliverySite],
        "capability": records[Capability],
        "certification": records[Certification],
        "evidence": add_evidence(
            certification=Certification.objects.get(),
            name="a.png",
            content=PNG,
            dated_on=TODAY,
            by=keeper,
            at=NOW,
        ),
        "reference": ClientReference.objects.create(vendor=candidate.vendor, client="City of Vigo"),
        "subcontractor": Subcontractor.objects.create(vendor=candidate.vendor, company=other, task="Nights"),
        "profile_value": ProfileValue.objects.create(
            vendor=candidate.vendor, dimension="attrition", side="claimed", value=12
        ),
        "fact": FactSource.objects.create(vendor=candidate.vendor, field="website"),
        **add_own_pages(candidate.vendor, invited),
        "rate_card": RateCard.objects.create(vendor=candidate.vendor, name="Voice", currency="EUR"),
        "volume_profile": VolumeProfile.objects.create(
            name="Lines",
            owner=lead,
            contacts=9,
            handling_seconds=60,
            occupancy=80,
            shrinkage=30,
            paid_hours=160,
            term_months=12,
        ),
        "distinction": services.tell_apart(
            one=candidate.vendor, other=other, reason="Two companies", by=keeper, at=NOW
        ),
        "merge": add_merge(keeper),
        "performance": PerformanceRecord.objects.create(
            vendor=candidate.vendor,
            since=TODAY,
            until=TODAY,
            rating="good",
            text="Fine.",
            source="Minutes",
            recorded_by=keeper,
        ),
        "saved_view": SavedView.objects.create(owner=keeper, name="Qualified", query="status=qualified"),
        "prequalified": vendor_list,
        "prequalified_member": ListMember.objects.create(
            vendor_list=vendor_list, vendor=candidate.vendor, proposed_by=keeper
        ),
        "criterion": criterion,
        "candidate": candidate,
        "waiver": approve_waiver(candidate, require_certificate(rfp)),
        "decision": Decision.objects.create(
            rfp=rfp,
            shortlist=shortlist,
            kind="shortlist",
            reasons="Best.",
            decided_by=User.objects.get(name="Nora"),
            approver=lead,
            at=NOW,
        ),
        "member": TeamMember.objects.get(rfp=rfp, user=observer),
        "recipient": ReportSubscription.objects.create(rfp=rfp, email="ann@example.com", added_by=lead),
        "scenario": Scenario.objects.create(
            rfp=rfp, owner=lead, base=shortlist, name="More price", is_shared=True, changes={}, created_at=NOW
        ),
        "scenario_restore": Scenario.objects.create(
            rfp=rfp, owner=lead, base=shortlist, name="Gone", changes={}, created_at=NOW, deleted_at=NOW
        ),
        "dossier": add_dossier(rfp, lead),
        "report_resend": Delivery.objects.create(shortlist=shortlist, recipient="ann@example.com", mail=mail),
        "admin:view_on_site": candidate.vendor,
        "admin:accounts_user": invited,
        **{f"admin:vendors_{model._meta.model_name}_": record for model, record in records.items()},
        "vendor_import_undo": imported_by(keeper),  # last, as its history goes on to the transaction's end
    }
    return World(usual, nouns, {"rfp_move": {"to": "shortlisted"}, "vendor_export_parts": {"kind": "sites"}})


def imported_by(keeper: User) -> Import:
    """A file that is in the register."""
    file = BytesIO(b"name\nOmega\n")
    kept = upload_file(file=file, name="omega.csv", kind=ImportKind.VENDORS, by=keeper, at=NOW)
    return confirm(imported=kept, at=NOW)


def add_shortlist(rfp: Rfp) -> Shortlist:
    """Version 1, as a worker would have published it."""
    document = build_document(rfp, on=TODAY).document
    return Shortlist.objects.create(
        rfp=rfp,
        number=1,
        inputs_version=1,
        as_of=TODAY,
        document=canonical_bytes(document).decode(),
        sha256=sha256(document),
        ranking=json.dumps(rank(from_mapping(document)).as_dict()),
        cause="First ranking",
        line={"size": None, "threshold": None},
        provisional=False,
        engine_version=ENGINE_VERSION,
        computed_at=NOW,
    )


def add_dossier(rfp: Rfp, lead: User) -> Dossier:
    """One that is ready."""
    file = DossierFile.objects.create(sha256="0" * 64, size=3)
    DossierPiece.objects.create(file=file, number=0, content=b"ZIP")
    ready = {"state": DossierState.READY, "made_at": NOW, "file": file}
    return Dossier.objects.create(rfp=rfp, asked_by=lead, asked_at=NOW, **ready)


def add_own_pages(vendor: Vendor, contact: User) -> dict[str, models.Model]:
    """What a contact of the vendor has to do with; the contact's pages begin with `my_`."""
    listed = Contact.objects.create(
        vendor=vendor, name="Vic", email=contact.email, user=contact, invited_at=NOW
    )
    file: dict[str, Any] = {"name": "a.png", "content": PNG, "dated_on": TODAY, "by": contact, "at": NOW}
    scheme = CertificationScheme.objects.create(code="T2", name="Own scheme", kind="certificate")
    claim = Certification.objects.create(vendor=vendor, scheme=scheme, claimed_by=contact)
    document = Document.objects.create(vendor=vendor, kind=DocumentKind.INSURANCE, title="Liability")
    version = add_document_version(document=document, **file)
    held = {"vendor": vendor, "scheme": scheme, "expires_on": date(2030, 1, 1)}
    return {
        "contact": listed,
        "document": version,
        "my_site": vendor.sites.get(),
        "my_capability": vendor.capabilities.get(),
        "my_certificate": claim,
        "my_certificate_renew": Certification.objects.create(state=CertificationState.VERIFIED, **held),
        "my_evidence": add_evidence(certification=claim, **file),
        "my_document": document,
        "my_document_file": version,
        "my_claim": ProfileClaim.objects.create(
            vendor=vendor,
            target=ClaimTarget.VENDOR,
            topic="founded_year",
            title="Founded in",
            deed=ClaimDeed.CHANGE,
            old={"founded_year": ""},
            new={"founded_year": "1999"},
            claimed_by=contact,
            claimed_at=NOW,
        ),
    }


def add_merge(keeper: User) -> Merge:
    survivor, merged = (Vendor.objects.create(name=name) for name in ("Kept", "Merged away"))
    return services.merge_vendors(survivor=survivor, merged=merged, choices={}, by=keeper, at=NOW)


def add_records(vendor: Vendor) -> dict[type[models.Model], models.Model]:
    line = ServiceLine.objects.create(code="FO-90", name="Test line", office="front")
    scheme = CertificationScheme.objects.create(code="T1", name="Test scheme", kind="certificate")
    return {
        Vendor: vendor,
        ServiceLine: line,
        CertificationScheme: scheme,
        Industry: Industry.objects.create(name="Testing"),
        Language: Language.objects.create(code="tst", name="Testish"),
        ExchangeRate: ExchangeRate.objects.create(
            base="USD", quote="EUR", rate=1, dated=TODAY, source="Test"
        ),
        DeliverySite: DeliverySite.objects.create(
            vendor=vendor, country="ES", city="Madrid", timezone="Europe/Madrid"
        ),
        NearCountry: NearCountry.objects.create(
            buyer_country="ES", country="EG", is_near=False, reason="Far"
        ),
        Capability: Capability.objects.create(vendor=vendor, service_line=line, years=5),
        Certification: Certification.objects.create(vendor=vendor, scheme=scheme),
    }
