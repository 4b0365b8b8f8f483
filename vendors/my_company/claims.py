"""What one's company has put forward, and what became of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import Request
from vendors.access import contacts_only
from vendors.models import Contact
from vendors.services import withdraw_claim

PAGE_SIZE = 50


@require_GET
@contacts_only
def claim_list(request: Request, contact: Contact) -> HttpResponse:
    """The pending first, then what was decided, the newest in front."""
    claims = contact.vendor.claims.select_related("claimed_by")
    decided = Paginator(claims.exclude(pk__in=claims.pending()), PAGE_SIZE)
    context = {"pending": claims.pending(), "decided": decided.get_page(request.GET.get("page"))}
    return render(request, "vendors/my_company/claims.html", context)


@require_POST
@contacts_only
def claim_withdraw(request: Request, contact: Contact, pk: int) -> HttpResponse:
    claim = get_object_or_404(contact.vendor.claims.all(), pk=pk)
    try:
        withdraw_claim(claim=claim)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Withdrawn: {claim}.")
    return redirect("my_claims")
