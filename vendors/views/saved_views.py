"""Views of the register that people keep under a name, for themselves or for all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import Request
from vendors.access import readers_only
from vendors.forms import SavedViewForm
from vendors.models import DefaultView, SavedView


@require_GET
@readers_only
def saved_views(request: Request) -> HttpResponse:
    mine = SavedView.objects.editable_by(request.user)
    context = {
        "mine": mine.kept(),
        "deleted": mine.exclude(deleted_at=None),
        "others": SavedView.objects.visible_to(request.user)
        .exclude(owner=request.user)
        .select_related("owner"),
        "default": DefaultView.objects.filter(user=request.user).values_list("view", flat=True).first(),
    }
    return render(request, "vendors/saved_views.html", context)


@require_http_methods(["GET", "POST"])
@readers_only
def saved_view_create(request: Request) -> HttpResponse:
    """The address carries what is to be kept."""
    view = SavedView(owner=request.user)
    form = SavedViewForm(request.POST or None, instance=view, query=request.GET)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"Saved as “{view}”.")
        return redirect(view)
    return render(request, "vendors/saved_view_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@readers_only
def saved_view_edit(request: Request, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.editable_by(request.user).kept(), pk=pk)
    form = SavedViewForm(request.POST or None, instance=view)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved the view.")
        return redirect("saved_views")
    return render(request, "vendors/saved_view_form.html", {"form": form, "view": view})


@require_POST
@readers_only
def saved_view_remove(request: Request, pk: int) -> HttpResponse:
    """It can be put back, so nobody is asked first."""
    view = get_object_or_404(SavedView.objects.editable_by(request.user).kept(), pk=pk)
    view.deleted_at = timezone.now()
    view.save()
    DefaultView.objects.filter(view=view).delete()
    messages.success(request, f"Deleted “{view}”. It can be put back below.")
    return redirect("saved_views")


@require_POST
@readers_only
def saved_view_restore(request: Request, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.editable_by(request.user).exclude(deleted_at=None), pk=pk)
    taken = SavedView.objects.kept().filter(owner=request.user, name__iexact=view.name)
    if taken.exists():
        messages.error(request, f"You have another view called “{view}” by now: rename that one first.")
    else:
        view.deleted_at = None
        view.save()
        messages.success(request, f"“{view}” is back.")
    return redirect("saved_views")


@require_POST
@readers_only
def saved_view_default(request: Request, pk: int) -> HttpResponse:
    """What this person's register opens with; asked for again, no longer."""
    view = get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)
    if DefaultView.objects.filter(user=request.user, view=view).delete()[0]:
        messages.success(request, "The register opens with all vendors again.")
    else:
        DefaultView.objects.update_or_create(user=request.user, defaults={"view": view})
        messages.success(request, f"The register opens with “{view}”.")
    return redirect("saved_views")
