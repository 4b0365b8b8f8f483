"""Writing down a vendor."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from vendors import events
from vendors.access import editors_only
from vendors.duplicates import like
from vendors.forms import StatusForm, VendorForm
from vendors.models import Vendor, VendorStatus
from vendors.services import change_status

MOST_WARNED = 3


@require_http_methods(["GET", "POST"])
@editors_only
def vendor_create(request: Request) -> HttpResponse:
    form = VendorForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.saved():
        return after_saving(request, form)
    return render(request, "vendors/vendor_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@editors_only
@transaction.atomic
def vendor_edit(request: Request, pk: int) -> HttpResponse:
    vendors = Vendor.objects.editable_by(request.user)
    vendor = get_object_or_404(
        vendors.select_for_update(no_key=True) if request.method == "POST" else vendors, pk=pk
    )
    name = vendor.name
    form = VendorForm(request.POST or None, instance=vendor)
    if request.method == "POST" and form.is_valid() and form.saved():
        return after_saving(request, form)
    return render(request, "vendors/vendor_form.html", {"form": form, "vendor": vendor, "name": name})


def after_saving(request: Request, form: VendorForm) -> HttpResponse:
    vendor: Vendor = form.instance
    events.vendor_changed.publish(vendor_id=vendor.pk)
    messages.success(request, form.report(f"Saved {vendor.name}."))
    warn_of_lookalikes(request, vendor)
    return redirect(vendor)


def warn_of_lookalikes(request: Request, vendor: Vendor) -> None:
    """Nothing is refused for being alike: only somebody who knows both can say."""
    for other, alike in like(vendor)[:MOST_WARNED]:
        compare = reverse("vendor_merge", args=[other.pk, vendor.pk])
        text = '{} looks like <a href="{}">{}</a>. {}. <a href="{}">Compare the two</a>.'
        why = alike.reasons[0].text
        messages.warning(
            request, format_html(text, vendor.name, other.get_absolute_url(), other.name, why, compare)
        )


@require_http_methods(["GET", "POST"])
@editors_only
def vendor_status(request: Request, pk: int) -> HttpResponse:
    vendor = get_object_or_404(Vendor.objects.editable_by(request.user), pk=pk)
    form = StatusForm(request.POST or None, vendor=vendor)
    if request.method == "POST" and form.is_valid():
        try:
            move = {"to": VendorStatus(form.cleaned_data["to"]), "reason": form.cleaned_data["reason"]}
            vendor = change_status(vendor=vendor, by=request.user, **move)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"{vendor.name} is now {vendor.get_status_display().lower()}.")
            return redirect(vendor)
    return render(request, "vendors/vendor_status.html", {"form": form, "vendor": vendor})
