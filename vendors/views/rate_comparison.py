"""The comparison of rate cards."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.requests import Request
from vendors.access import readers_only
from vendors.forms import RateComparisonForm
from vendors.forms.rate_comparison import FEWEST
from vendors.loaded_rates import explained
from vendors.models import RateCard, Vendor, VolumeProfile
from vendors.rate_comparison import compare

OFFERED = 40


@require_GET
@readers_only
def rate_compare(request: Request) -> HttpResponse:
    form = RateComparisonForm(request.GET, user=request.user)
    today = timezone.localdate()
    context: dict[str, Any] = {"form": form, "today": today}
    if form.is_valid() and form.cleaned_data["profile"] and len(form.cards) >= FEWEST:
        profile = form.cleaned_data["profile"]
        on = form.cleaned_data["on"] or today
        currency = form.cleaned_data["currency"] or form.cards[0].currency
        columns = compare(form.cards, profile, currency, on=on)
        context |= {"columns": columns, "profile": profile, "currency": currency, "on": on}
        context["work"] = explained(profile)
    context |= {"chosen": form.cards, "others": others(request, form)}
    context["profiles"] = VolumeProfile.objects.visible_to(request.user)
    context["query"] = "&".join(f"card={card.pk}" for card in form.cards)
    return render(request, "vendors/rate_compare.html", context)


def others(request: Request, form: RateComparisonForm) -> list[RateCard]:
    """More cards to choose from, those of the vendors searched for."""
    cards = RateCard.objects.visible_to(request.user).select_related("vendor")
    if text := form.cleaned_data.get("q"):
        cards = cards.filter(vendor__in=Vendor.objects.visible_to(request.user).matching(text))
    return list(cards.exclude(pk__in=[card.pk for card in form.cards])[:OFFERED])
