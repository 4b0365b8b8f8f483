"""Certificates of one's own company: stated here, verified by the buyer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Role
from accounts.requests import Request
from vendors import events
from vendors.access import contacts_only
from vendors.files import attachment
from vendors.forms import EvidenceForm
from vendors.forms.claims import CertificateClaimForm, CertificateRenewalForm
from vendors.models import Certification, CertificationState, Contact, Evidence
from vendors.services import add_evidence, withdraw_certification


def own(contact: Contact) -> "QuerySet[Certification]":
    return Certification.objects.filter(vendor=contact.vendor).select_related(
        "vendor", "scheme", "claimed_by"
    )


def own_claims(contact: Contact) -> "QuerySet[Certification]":
    """What this vendor's contacts stated and nobody has decided: they may still change it."""
    return own(contact).filter(
        state=CertificationState.CLAIMED, claimed_by__roles__contains=[Role.VENDOR_CONTACT]
    )


@require_GET
@contacts_only
def certificate_list(request: Request, contact: Contact) -> HttpResponse:
    files = Prefetch("evidence", Evidence.objects.from_vendor().listed())
    renewals = Prefetch("renewals", Certification.objects.held())
    certifications = own(contact).prefetch_related("sites", files, renewals)
    context = {"certifications": certifications, "on": timezone.localdate()}
    return render(request, "vendors/my_company/certificates.html", context)


@require_http_methods(["GET", "POST"])
@contacts_only
def certificate_create(request: Request, contact: Contact) -> HttpResponse:
    form = CertificateClaimForm(request.POST or None, vendor=contact.vendor)
    return write(request, contact, form, "Add a certificate")


@require_http_methods(["GET", "POST"])
@contacts_only
@transaction.atomic
def certificate_edit(request: Request, contact: Contact, pk: int) -> HttpResponse:
    claims = own_claims(contact).select_for_update(of=("self",), no_key=True)
    found = get_object_or_404(claims, pk=pk)
    form = CertificateClaimForm(request.POST or None, instance=found, vendor=contact.vendor)
    return write(request, contact, form, f"Change {found.scheme}")


@require_http_methods(["GET", "POST"])
@contacts_only
def certificate_renew(request: Request, contact: Contact, pk: int) -> HttpResponse:
    old = get_object_or_404(own(contact).filter(state=CertificationState.VERIFIED), pk=pk)
    form = CertificateRenewalForm(request.POST or None, renews=old)
    return write(request, contact, form, f"Renewal of {old.scheme}")


def write(request: Request, contact: Contact, form: Any, heading: str) -> HttpResponse:
    """Saved as the claim of this contact, whose next step is the proof."""
    form.instance.claimed_by = contact.user
    if request.method == "POST" and form.is_valid() and form.saved():
        events.vendor_changed.publish(vendor_id=contact.vendor_id)
        said = "Saved. It counts once the buyer has verified it: add the proof now."
        messages.success(request, form.report(said))
        return redirect("my_certificate_evidence", pk=form.instance.pk)
    context = {"form": form, "heading": heading, "action": "Save", "back": "my_certificates"}
    return render(request, "vendors/my_company/form.html", context)


@require_http_methods(["GET", "POST"])
@contacts_only
def certificate_remove(request: Request, contact: Contact, pk: int) -> HttpResponse:
    found = get_object_or_404(own_claims(contact), pk=pk)
    if request.method == "POST":
        try:
            withdraw_certification(certification=found, at=timezone.now())
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, f"Withdrawn: {found.scheme}.")
        return redirect("my_certificates")
    question = f"This takes what you stated about {found.scheme} back. A proof that is on file stays there."
    context = {"heading": f"Withdraw {found.scheme}?", "question": question, "back": "my_certificates"}
    return render(request, "vendors/my_company/confirm.html", context | {"action": "Withdraw"})


@require_http_methods(["GET", "POST"])
@contacts_only
def evidence_add(request: Request, contact: Contact, pk: int) -> HttpResponse:
    certification = get_object_or_404(own(contact), pk=pk)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_evidence(
                certification=certification, by=request.user, at=timezone.now(), **form.deed()
            )
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, f"Version {added.version} of the proof is on file.")
            return redirect("my_certificates")
    context = {"form": form, "heading": f"Proof of {certification.scheme}", "action": "Put on file"}
    return render(request, "vendors/my_company/form.html", context | {"back": "my_certificates"})


@require_GET
@contacts_only
def evidence_file(request: Request, contact: Contact, pk: int) -> HttpResponse:
    own_files = Evidence.objects.from_vendor().filter(certification__vendor=contact.vendor)
    found = own_files.select_related("certification__vendor", "certification__scheme")
    return attachment(get_object_or_404(found, pk=pk))
