"""What a vendor has several of: sites, service lines and so on, added, edited and removed in the same way."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from vendors import events
from vendors.access import editors_only, other_keepers
from vendors.forms import (
    CapabilityForm,
    CertificationForm,
    ClientReferenceForm,
    DecisionForm,
    FactSourceForm,
    PerformanceForm,
    SiteForm,
    SubcontractorForm,
)
from vendors.forms.parts import PartForm
from vendors.models import (
    Capability,
    Certification,
    CertificationState,
    ClientReference,
    DeliverySite,
    FactSource,
    PerformanceRecord,
    Subcontractor,
    Vendor,
)
from vendors.removed import found_or_removed
from vendors.services import decide_certification, remove_part, why_it_stays
from vendors.timeline import Gap


@dataclass(frozen=True)
class Part:
    """A kind of part, how it is written down, and the tab that shows it."""

    model: type[Any]
    form: type[PartForm]
    noun: str
    named_after: str
    home: str = "vendor_detail"
    written_by: str = ""

    def title(self, found: Any) -> str:
        return str(getattr(found, self.named_after))

    def shown_at(self, vendor: Vendor) -> str:
        return reverse(self.home, args=[vendor.pk])


SITE = Part(DeliverySite, SiteForm, "site", "city", "vendor_delivery")
CAPABILITY = Part(Capability, CapabilityForm, "service line", "service_line", "vendor_expertise")
CERTIFICATION = Part(Certification, CertificationForm, "certification", "scheme", written_by="claimed_by")
PERFORMANCE = Part(
    PerformanceRecord, PerformanceForm, "performance record", "period", "vendor_record", "recorded_by"
)
REFERENCE = Part(ClientReference, ClientReferenceForm, "client reference", "title", "vendor_expertise")
SUBCONTRACTOR = Part(Subcontractor, SubcontractorForm, "subcontractor", "title", "vendor_expertise")
FACT = Part(FactSource, FactSourceForm, "source", "field", "vendor_facts")


@require_http_methods(["GET", "POST"])
@editors_only
def part_create(request: Request, vendor_pk: int, part: Part) -> HttpResponse:
    vendor = get_object_or_404(Vendor.objects.editable_by(request.user), pk=vendor_pk)
    form = part.form(request.POST or None, vendor=vendor)
    if part.written_by:
        setattr(form.instance, part.written_by, request.user)
    if request.method == "POST" and form.is_valid() and form.saved():
        return after_saving(request, vendor, f"Added the {part.noun}.", part)
    context = {"form": form, "vendor": vendor, "part": part, "home": part.shown_at(vendor)}
    return render(request, "vendors/part_form.html", context)


@require_http_methods(["GET", "POST"])
@editors_only
@transaction.atomic
def part_edit(request: Request, pk: int, part: Part) -> HttpResponse:
    found = fetch(request, part, pk, lock=request.method == "POST")
    form = part.form(request.POST or None, instance=found, vendor=found.vendor)
    if part.written_by and request.method == "POST":
        setattr(form.instance, part.written_by, request.user)
    if request.method == "POST" and form.is_valid() and form.saved():
        return after_saving(request, found.vendor, form.report(f"Saved the {part.noun}."), part)
    context = {"form": form, "vendor": found.vendor, "part": part, "found": found}
    context["home"] = part.shown_at(found.vendor)
    return render(request, "vendors/part_form.html", context)


@require_http_methods(["GET", "POST"])
@editors_only
@transaction.atomic
def part_remove(request: Request, pk: int, part: Part) -> HttpResponse:
    found = fetch(request, part, pk, lock=request.method == "POST")
    vendor = found.vendor
    if request.method == "POST":
        try:
            remove_part(part=found)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, f"Removed the {part.noun}.")
        return redirect(part.shown_at(vendor))
    question = (
        f"This takes the {part.noun} “{part.title(found)}” off the record of {vendor.name}. "
        "What it said stays in the history."
    )
    context = {"vendor": vendor, "question": question, "home": part.shown_at(vendor)}
    context |= {"heading": f"Remove {part.noun}?", "action": "Remove", "why_it_stays": why_it_stays(found)}
    return render(request, "vendors/part_remove.html", context)


@require_http_methods(["GET", "POST"])
@editors_only
def certification_decide(request: Request, pk: int) -> HttpResponse:
    certification = fetch(request, CERTIFICATION, pk)
    is_own = certification.claimed_by_id == request.user.pk
    form = DecisionForm(request.POST or None, certification=certification)
    if request.method == "POST" and not is_own and form.is_valid():
        to, reason = CertificationState(form.cleaned_data["to"]), form.cleaned_data["reason"]
        try:
            decide_certification(
                certification=certification, to=to, reason=reason, by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{certification.scheme} is now {to.label.lower()}.")
            return redirect(certification.vendor)
    context = {"form": form, "certification": certification, "vendor": certification.vendor}
    context["versions"] = certification.evidence.listed()
    context |= {"old": certification.renews, "gap": Gap.before(certification)}
    context |= {"is_own": is_own, "keepers": other_keepers(request.user) if is_own else []}
    return render(request, "vendors/certification_decide.html", context)


def fetch(request: Request, part: Part, pk: int, *, lock: bool = False) -> Any:
    """The part and its vendor, if this person may edit them; locked when it is about to change."""
    vendors = Vendor.objects.editable_by(request.user)
    parts = part.model.objects.filter(vendor__in=vendors).select_related("vendor")
    locked = parts.select_for_update(of=("self",), no_key=True) if lock else parts
    return found_or_removed(locked, pk, user=request.user)


def after_saving(request: Request, vendor: Vendor, said: str, part: Part = CERTIFICATION) -> HttpResponse:
    events.vendor_changed.publish(vendor_id=vendor.pk)
    messages.success(request, said)
    return redirect(part.shown_at(vendor))
