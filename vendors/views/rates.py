"""Rate cards of a vendor."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import Request
from vendors.access import editors_only, readers_only
from vendors.forms import RateCardForm, RateLines
from vendors.models import RateCard, Vendor
from vendors.removed import found_or_removed
from vendors.services import copy_rate_card

from .parts import Part

RATE_CARD = Part(RateCard, RateCardForm, "rate card", "name", "vendor_rates")


@require_GET
@readers_only
def vendor_rates(request: Request, pk: int) -> HttpResponse:
    vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
    today = timezone.localdate()
    cards = RateCard.objects.visible_to(request.user).filter(vendor=vendor).with_prices()
    context = {
        "vendor": vendor,
        "tab": "rates",
        "cards": [(card, card.state(on=today)) for card in cards],
        "can_edit": request.user.can_edit_register,
    }
    return render(request, "vendors/vendor_rates.html", context)


@require_http_methods(["GET", "POST"])
@editors_only
def rate_card_create(request: Request, vendor_pk: int) -> HttpResponse:
    vendor = get_object_or_404(Vendor.objects.editable_by(request.user), pk=vendor_pk)
    return write(request, RateCard(vendor=vendor))


@require_http_methods(["GET", "POST"])
@editors_only
@transaction.atomic
def rate_card_edit(request: Request, pk: int) -> HttpResponse:
    return write(request, fetch(request, pk, lock=request.method == "POST"))


def write(request: Request, card: RateCard) -> HttpResponse:
    name, vendor = card.name, card.vendor
    form = RateCardForm(request.POST or None, instance=card, vendor=vendor)
    lines = RateLines(request.POST or None, instance=card, prefix="lines")
    if request.method == "POST" and all([form.is_valid(), lines.is_valid()]) and saved(form, lines):
        messages.success(request, form.report(f"Saved the rate card {card.name}."))
        return redirect(
            "rate_card_edit" if "more" in request.POST else "vendor_rates", came_from(request, card)
        )
    context = {"form": form, "lines": lines, "vendor": vendor, "name": name, "found": card.pk is not None}
    return render(request, "vendors/rate_card_form.html", context)


def came_from(request: Request, card: RateCard) -> int:
    return card.pk if "more" in request.POST else card.vendor_id


@transaction.atomic
def saved(form: RateCardForm, lines: RateLines) -> bool:  # type: ignore[valid-type]
    if not form.saved():
        return False
    lines.save()  # type: ignore[attr-defined]
    return True


@require_POST
@editors_only
def rate_card_copy(request: Request, pk: int) -> HttpResponse:
    copy = copy_rate_card(card=fetch(request, pk))
    messages.success(request, "Copied. Say for which time these prices are, and where they come from.")
    return redirect("rate_card_edit", copy.pk)


@require_http_methods(["GET", "POST"])
@editors_only
def rate_card_remove(request: Request, pk: int) -> HttpResponse:
    card = fetch(request, pk)
    if request.method == "POST":
        card.delete()
        messages.success(request, f"Removed the rate card {card.name}.")
        return redirect("vendor_rates", card.vendor_id)
    return render(request, "vendors/rate_card_remove.html", {"card": card, "vendor": card.vendor})


def fetch(request: Request, pk: int, *, lock: bool = False) -> RateCard:
    cards = RateCard.objects.editable_by(request.user).select_related("vendor")
    locked = cards.select_for_update(of=("self",), no_key=True) if lock else cards
    found: RateCard = found_or_removed(locked, pk, user=request.user)
    return found
