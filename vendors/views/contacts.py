"""Whom one talks to at a vendor, and who of them keeps its own pages."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import Request
from vendors.access import editors_only, readers_only
from vendors.files import attachment
from vendors.forms import ContactForm
from vendors.models import Contact, Document, DocumentVersion, Vendor
from vendors.removed import found_or_removed
from vendors.services import invite_contact, remove_contact, withdraw_access

LIST = "vendor_contacts"


@require_GET
@readers_only
def vendor_contacts(request: Request, pk: int) -> HttpResponse:
    vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
    context = {
        "vendor": vendor,
        "tab": "contacts",
        "contacts": vendor.contacts.listed(),
        "documents": vendor.documents.listed(),
        "can_edit": request.user.can_edit_register,
        "pending": vendor.claims.decidable_by(request.user).pending().count(),
    }
    return render(request, "vendors/vendor_contacts.html", context)


@require_http_methods(["GET", "POST"])
@editors_only
def contact_create(request: Request, vendor_pk: int) -> HttpResponse:
    vendor = get_object_or_404(Vendor.objects.editable_by(request.user), pk=vendor_pk)
    return write(request, vendor, ContactForm(request.POST or None, vendor=vendor))


@require_http_methods(["GET", "POST"])
@editors_only
@transaction.atomic
def contact_edit(request: Request, pk: int) -> HttpResponse:
    found = fetch(request, pk, lock=request.method == "POST")
    form = ContactForm(request.POST or None, instance=found, vendor=found.vendor)
    return write(request, found.vendor, form, found)


def write(
    request: Request, vendor: Vendor, form: ContactForm, contact: Contact | None = None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and form.saved():
        messages.success(request, f"Saved {form.instance.name}.")
        return redirect(LIST, pk=vendor.pk)
    return render(request, "vendors/contact_form.html", {"form": form, "vendor": vendor, "contact": contact})


@require_http_methods(["GET", "POST"])
@editors_only
def contact_remove(request: Request, pk: int) -> HttpResponse:
    contact = fetch(request, pk)
    if request.method == "POST":
        remove_contact(contact=contact, by=request.user)
        messages.success(request, f"Removed {contact.name}.")
        return redirect(LIST, pk=contact.vendor_id)
    question = (
        f"This takes {contact.name} off the record of {contact.vendor.name}. "
        "Access to the vendor's own pages ends at once; what was stated there stays."
    )
    return confirm(request, contact, f"Remove {contact.name}?", question, "Remove")


@require_POST
@editors_only
def contact_invite(request: Request, pk: int) -> HttpResponse:
    contact = fetch(request, pk)
    try:
        invite_contact(contact=contact, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"The invitation is on its way to {contact.email}.")
    return redirect(LIST, pk=contact.vendor_id)


@require_http_methods(["GET", "POST"])
@editors_only
def contact_withdraw(request: Request, pk: int) -> HttpResponse:
    contact = fetch(request, pk)
    if request.method == "POST":
        try:
            withdraw_access(contact=contact, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"{contact.name} cannot sign in any more.")
        return redirect(LIST, pk=contact.vendor_id)
    question = (
        f"{contact.name} is signed out at once and cannot sign in any more. "
        "What was stated stays. You can invite the same person again."
    )
    return confirm(request, contact, f"Withdraw the access of {contact.name}?", question, "Withdraw access")


def confirm(request: Request, contact: Contact, heading: str, question: str, action: str) -> HttpResponse:
    context = {"vendor": contact.vendor, "heading": heading, "question": question, "action": action}
    return render(request, "vendors/contact_confirm.html", context)


def fetch(request: Request, pk: int, *, lock: bool = False) -> Any:
    contacts = Contact.objects.editable_by(request.user).select_related("vendor", "user")
    locked = contacts.select_for_update(of=("self",), no_key=True) if lock else contacts
    return found_or_removed(locked, pk, user=request.user)


@require_GET
@readers_only
def document_file(request: Request, pk: int) -> HttpResponse:
    visible = DocumentVersion.objects.filter(document__in=Document.objects.visible_to(request.user))
    return attachment(get_object_or_404(visible.select_related("document__vendor"), pk=pk))
