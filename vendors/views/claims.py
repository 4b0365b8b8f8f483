"""The inbox of what vendors state about themselves."""

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import Request
from vendors.access import editors_only, other_keepers
from vendors.forms import CertificateQueueForm, DeclineForm
from vendors.inbox import changes, new_files, opened, seen_files, to_verify, waiting_for
from vendors.models import ProfileClaim
from vendors.services import accept_claims, decline_claims, mark_files_new, mark_files_seen

PAGE_SIZE = 50
KEY = re.compile(r"([0-9]{1,18})-([0-9]{1,5})\Z", re.ASCII)
FILE = re.compile(r"(documentversion|evidence)-([0-9]{1,18})\Z", re.ASCII)


@require_GET
@editors_only
def vendor_claims(request: Request) -> HttpResponse:
    return inbox(request, "vendors/claims.html", changes(request.user))


@require_GET
@editors_only
def certificates_to_verify(request: Request) -> HttpResponse:
    certificates = to_verify(request.user, at=timezone.now())
    form = CertificateQueueForm(request.GET)
    found = form.narrow(certificates, request.user)
    context = {"filter": form, "keepers": other_keepers(request.user)}
    return inbox(request, "vendors/claims_certificates.html", found, **context)


@require_GET
@editors_only
def documents_lately(request: Request) -> HttpResponse:
    """Documents and proofs that vendors' contacts put on file, until somebody marks them as seen."""
    page = Paginator(new_files(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"files": opened(page, request.user), "seen": seen_files(request.user)}
    return shown(request, "vendors/claims_documents.html", page, **context)


@require_POST
@editors_only
def files_seen(request: Request) -> HttpResponse:
    count = mark_files_seen(keys=files_named(request), by=request.user, at=timezone.now())
    messages.success(request, f"{count} file{'' if count == 1 else 's'} marked as seen.")
    return redirect("documents_lately")


@require_POST
@editors_only
def files_new(request: Request) -> HttpResponse:
    count = mark_files_new(keys=files_named(request))
    messages.success(request, f"{count} file{'' if count == 1 else 's'} put back among the new ones.")
    return redirect("documents_lately")


def files_named(request: Request) -> list[tuple[str, int]]:
    found = (FILE.match(key) for key in request.POST.getlist("file")[:PAGE_SIZE])
    return [(match[1], int(match[2])) for match in found if match]


def inbox(request: Request, template: str, rows: QuerySet[Any], **more: Any) -> HttpResponse:
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return shown(request, template, page, **more)


def shown(request: Request, template: str, page: Page[Any], **more: Any) -> HttpResponse:
    waiting = waiting_for(request.user, at=timezone.now())
    return render(request, template, {"page": page, "waiting": waiting, **more})


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
