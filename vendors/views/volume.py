"""Volume profiles: everybody on the buyer's side keeps their own, and may share them."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.requests import Request
from vendors.access import readers_only
from vendors.forms import VolumeProfileForm
from vendors.models import VolumeProfile


@require_http_methods(["GET", "POST"])
@readers_only
def volume_profile_create(request: Request) -> HttpResponse:
    return write(request, VolumeProfileForm(request.POST or None, owner=request.user))


@require_http_methods(["GET", "POST"])
@readers_only
@transaction.atomic
def volume_profile_edit(request: Request, pk: int) -> HttpResponse:
    profiles = VolumeProfile.objects.editable_by(request.user)
    locked = profiles.select_for_update(no_key=True) if request.method == "POST" else profiles
    return write(request, VolumeProfileForm(request.POST or None, instance=get_object_or_404(locked, pk=pk)))


def write(request: Request, form: VolumeProfileForm) -> HttpResponse:
    name = form.instance.name
    if request.method == "POST" and form.is_valid() and form.saved():
        messages.success(request, form.report(f"Saved the volume profile {form.instance.name}."))
        return redirect(comparison_of(request, form.instance))
    found = form.instance if form.instance.pk else None
    return render(request, "vendors/volume_profile_form.html", {"form": form, "found": found, "name": name})


def comparison_of(request: Request, profile: VolumeProfile) -> str:
    """Back to the comparison, with the cards that were chosen there."""
    query = request.GET.copy()
    query["profile"] = str(profile.pk)
    return f"{reverse('rate_compare')}?{query.urlencode()}"


@require_http_methods(["GET", "POST"])
@readers_only
def volume_profile_remove(request: Request, pk: int) -> HttpResponse:
    profile = get_object_or_404(VolumeProfile.objects.editable_by(request.user), pk=pk)
    if request.method == "POST":
        profile.delete()
        messages.success(request, f"Removed the volume profile {profile.name}.")
        return redirect("rate_compare")
    return render(request, "vendors/volume_profile_remove.html", {"profile": profile})
