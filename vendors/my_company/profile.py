"""What is on record about one's own company, and the changes one puts forward."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.middleware import open_to_vendor_contacts
from accounts.models import Role
from accounts.requests import Request
from vendors.access import contact_of, contacts_only, only
from vendors.forms.claims import FORMS, CompanyClaimForm
from vendors.models import ClaimDeed, ClaimTarget, Contact, ProfileClaim
from vendors.reach import REACH, countries_of, languages_of
from vendors.services import claim_facts, claim_part, claim_removal
from vendors.services.claims import PARTS, title_of


@require_GET
@open_to_vendor_contacts
@only(lambda user: user.has_role(Role.VENDOR_CONTACT))
def company(request: Request) -> HttpResponse:
    """Where contacts arrive, also those whose vendor has let them go."""
    contact = contact_of(request.user)
    if contact is None:
        return render(request, "vendors/my_company/none.html")
    vendor = contact.vendor
    prefetch_related_objects([vendor], *REACH)
    context = {
        "vendor": vendor,
        "countries": countries_of(vendor),
        "languages": languages_of(vendor),
        "capabilities": vendor.capabilities.select_related("service_line"),
        "sites": vendor.sites.all(),
        "pending": vendor.claims.pending(),
        "now": timezone.now(),
    }
    return render(request, "vendors/my_company/profile.html", context)


@require_http_methods(["GET", "POST"])
@contacts_only
def facts_edit(request: Request, contact: Contact) -> HttpResponse:
    pending = contact.vendor.claims.pending().filter(target=ClaimTarget.VENDOR)
    form = CompanyClaimForm(request.POST or None, instance=contact.vendor, pending=pending)
    if request.method == "POST" and form.is_valid():
        return after_claiming(request, claim_facts(form=form, contact=contact, at=timezone.now()))
    context = {"form": form, "heading": "Change the facts", "action": "Put forward", "back": "my_company"}
    return render(request, "vendors/my_company/form.html", context)


@require_http_methods(["GET", "POST"])
@contacts_only
def part_create(request: Request, contact: Contact, target: ClaimTarget) -> HttpResponse:
    return write_part(request, contact, target, f"Add a {target.label.lower()}")


@require_http_methods(["GET", "POST"])
@contacts_only
def part_edit(request: Request, contact: Contact, pk: int, target: ClaimTarget) -> HttpResponse:
    found = own_part(contact, target, pk)
    return write_part(request, contact, target, f"Change {title_of(found)}", found)


@require_http_methods(["GET", "POST"])
@contacts_only
def part_remove(request: Request, contact: Contact, pk: int, target: ClaimTarget) -> HttpResponse:
    found = own_part(contact, target, pk)
    if request.method == "POST":
        claimed = claim_removal(part=found, target=target, contact=contact, at=timezone.now())
        return after_claiming(request, claimed)
    question = (
        f"You state that {title_of(found)} is no longer right. It leaves your record once it is accepted."
    )
    context = {"heading": f"Remove {title_of(found)}?", "question": question, "back": "my_company"}
    return render(request, "vendors/my_company/confirm.html", context | {"action": "Put forward"})


def own_part(contact: Contact, target: ClaimTarget, pk: int) -> Any:
    return get_object_or_404(PARTS[target]._default_manager.filter(vendor=contact.vendor), pk=pk)


def changes_of(part: Any, target: ClaimTarget) -> QuerySet[ProfileClaim]:
    """What waits to be changed about one that is on record."""
    claims = ProfileClaim.objects.pending().filter(target=target, deed=ClaimDeed.CHANGE)
    return claims.filter(target_id=part.pk) if part else claims.none()


def write_part(
    request: Request, contact: Contact, target: ClaimTarget, heading: str, found: Any = None
) -> HttpResponse:
    form = FORMS[target](
        request.POST or None, instance=found, vendor=contact.vendor, pending=changes_of(found, target)
    )
    if request.method == "POST" and form.is_valid():
        return after_claiming(
            request, claim_part(form=form, target=target, contact=contact, at=timezone.now())
        )
    context = {"form": form, "heading": heading, "action": "Put forward", "back": "my_company"}
    return render(request, "vendors/my_company/form.html", context)


def after_claiming(request: Request, claims: list[ProfileClaim]) -> HttpResponse:
    if not claims:
        messages.info(request, "Nothing differs from what is on record or waits already.")
        return redirect("my_company")
    if taken_back := [str(claim) for claim in claims if not claim.is_pending]:
        messages.success(request, f"As it is on record again, no longer waiting: {', '.join(taken_back)}.")
    if waiting := len(claims) - len(taken_back):
        waits = "It waits" if waiting == 1 else f"{waiting} changes wait"
        messages.success(request, f"{waits} to be accepted; you are told by e-mail.")
    return redirect("my_claims")
