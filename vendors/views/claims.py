"""The inbox of what vendors state about themselves."""

import re
from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import Role
from accounts.requests import Request
from vendors.access import editors_only
from vendors.forms import DeclineForm
from vendors.models import Certification, CertificationState, ProfileClaim
from vendors.services import accept_claims, decline_claims

PAGE_SIZE = 50
KEY = re.compile(r"([0-9]{1,18})-([0-9]{1,5})\Z", re.ASCII)


@require_GET
@editors_only
def vendor_claims(request: Request) -> HttpResponse:
    waiting = ProfileClaim.objects.decidable_by(request.user).pending()
    ordered = waiting.select_related("vendor", "claimed_by").order_by("vendor__search_text", "vendor", "pk")
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "certifications": stated_certifications(request)}
    return render(request, "vendors/claims.html", context)


def stated_certifications(request: Request) -> Iterable[Certification]:
    """Claims of vendors too, which are decided on pages of their own."""
    stated = Certification.objects.editable_by(request.user).filter(
        state=CertificationState.CLAIMED, claimed_by__roles__contains=[Role.VENDOR_CONTACT]
    )
    return stated.select_related("vendor", "scheme", "claimed_by").order_by("vendor__search_text", "pk")[
        :PAGE_SIZE
    ]


@require_POST
@editors_only
def claims_accept(request: Request) -> HttpResponse:
    """One change or several, as they were shown."""
    outcome = accept_claims(seen=named(request.POST.getlist("claim")), by=request.user, at=timezone.now())
    for claim in outcome.accepted:
        messages.success(request, f"Accepted for {claim.vendor}: {claim}.")
    for claim, problem in outcome.refused:
        messages.error(request, f"{claim.vendor}, {claim}: {problem}")
    if not outcome.accepted and not outcome.refused:
        messages.info(request, "There was nothing left to accept.")
    return redirect("vendor_claims")


@require_http_methods(["GET", "POST"])
@editors_only
def claims_decline(request: Request) -> HttpResponse:
    seen = named(request.GET.getlist("claim"))
    claims = ProfileClaim.objects.decidable_by(request.user).pending().filter(pk__in=seen)
    claims = claims.select_related("vendor", "claimed_by")
    form = DeclineForm(request.POST or None)
    if not claims:
        messages.info(request, "There was nothing left to decline.")
        return redirect("vendor_claims")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        declined = decline_claims(seen=seen, reason=reason, by=request.user, at=timezone.now())
        messages.success(request, f"Declined: {', '.join(map(str, declined))}.")
        return redirect("vendor_claims")
    return render(request, "vendors/claims_decline.html", {"form": form, "claims": claims})


def named(keys: list[str]) -> dict[int, int]:
    """Which claims, and at which revision; what is no such name is none."""
    found = (KEY.match(key) for key in keys[:PAGE_SIZE])
    return {int(match[1]): int(match[2]) for match in found if match}
