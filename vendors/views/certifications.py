"""What only certifications have beside other parts of a vendor: a timeline and renewals, evidence, owner."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.requests import Request
from vendors.access import editors_only, other_keepers, readers_only
from vendors.files import attachment
from vendors.forms import DayForm, EvidenceForm, OwnerForm, RenewalForm
from vendors.models import Evidence, Vendor
from vendors.services import add_evidence, withdraw_certification
from vendors.timeline import timeline_of

from .parts import CERTIFICATION, after_saving, fetch


def over_time(request: Request, vendor: Vendor) -> dict[str, Any]:
    """The vendor's certifications as they stand today, or on the day that the address asks for."""
    today = timezone.localdate()
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": today})
    asked = form.cleaned_data.get("on") if form.is_valid() else None
    people = ("claimed_by", "decided_by", "owner")
    certifications = vendor.certifications.select_related("scheme", "renews", *people).prefetch_related(
        "sites", Prefetch("evidence", Evidence.objects.listed())
    )
    keepers = other_keepers(request.user) if request.user.can_edit_register else []
    return {
        "timeline": timeline_of(certifications, on=asked or today),
        "day_form": form,
        "keepers": keepers,
    }


@require_http_methods(["GET", "POST"])
@editors_only
def certification_renew(request: Request, pk: int) -> HttpResponse:
    old = fetch(request, CERTIFICATION, pk)
    form = RenewalForm(request.POST or None, renews=old)
    form.instance.claimed_by = request.user
    if request.method == "POST" and form.is_valid() and form.saved():
        return after_saving(request, old.vendor, "Recorded the renewal. It counts once it is verified.")
    context = {"form": form, "vendor": old.vendor, "old": old}
    return render(request, "vendors/certification_renew.html", context)


@require_http_methods(["GET", "POST"])
@editors_only
def certification_withdraw(request: Request, pk: int) -> HttpResponse:
    certification = fetch(request, CERTIFICATION, pk)
    vendor = certification.vendor
    if not certification.can_be_withdrawn_by(request.user):
        messages.error(request, "Who claimed it withdraws it, as long as nobody has decided on it.")
        return redirect(vendor)
    if request.method == "POST":
        try:
            withdraw_certification(certification=certification, at=timezone.now())
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, f"Withdrawn: {certification.scheme}.")
        return redirect(vendor)
    question = (
        f"You take back that {vendor.name} holds {certification.in_words}. "
        "What is on file as evidence stays, marked as withdrawn, and so does the history."
    )
    context = {"vendor": vendor, "heading": f"Withdraw {certification.scheme}?", "question": question}
    return render(
        request,
        "vendors/part_remove.html",
        context | {"action": "Withdraw", "home": vendor.get_absolute_url()},
    )


@require_http_methods(["GET", "POST"])
@editors_only
def evidence_add(request: Request, pk: int) -> HttpResponse:
    certification = fetch(request, CERTIFICATION, pk)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_evidence(
                certification=certification, by=request.user, at=timezone.now(), **form.deed()
            )
        except ValidationError as error:
            form.add_error("file", error)
        else:
            messages.success(request, f"Version {added.version} of the evidence is on file.")
            return redirect(certification.vendor)
    context = {"form": form, "certification": certification, "vendor": certification.vendor}
    context["versions"] = certification.evidence.listed()
    return render(request, "vendors/certification_evidence.html", context)


@require_GET
@readers_only
def evidence_file(request: Request, pk: int) -> HttpResponse:
    found = Evidence.objects.visible_to(request.user).select_related(
        "certification__vendor", "certification__scheme"
    )
    return attachment(get_object_or_404(found, pk=pk))


@require_http_methods(["GET", "POST"])
@editors_only
@transaction.atomic
def certification_owner(request: Request, pk: int) -> HttpResponse:
    """Who is reminded before it ends."""
    certification = fetch(request, CERTIFICATION, pk, lock=request.method == "POST")
    form = OwnerForm(request.POST or None, instance=certification)
    if request.method == "POST" and form.is_valid() and form.saved():
        return after_saving(request, certification.vendor, form.report("Saved who is reminded."))
    context = {"form": form, "certification": certification, "vendor": certification.vendor}
    return render(request, "vendors/certification_owner.html", context)
