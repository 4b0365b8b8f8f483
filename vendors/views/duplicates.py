"""Records that look alike: told apart, or made one, or parted again."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import Request
from vendors.access import editors_only
from vendors.duplicates import Alike, all_pairs
from vendors.forms import ApartForm, MergeForm
from vendors.merging import Plan
from vendors.models import Distinction, Merge, Vendor
from vendors.services import ChangedSince, keeps_merged, merge_vendors, tell_apart, undo_merge

PAGE_SIZE = 25
LATEST = 20


@dataclass(frozen=True)
class Pair:
    first: Vendor
    second: Vendor
    alike: Alike


@require_GET
@editors_only
def duplicate_list(request: Request) -> HttpResponse:
    page = Paginator(all_pairs(), PAGE_SIZE).get_page(request.GET.get("page"))
    wanted = {pk for one, alike in page.object_list for pk in (one, alike.pk)}
    vendors = Vendor.objects.editable_by(request.user).in_bulk(wanted)
    rows = [
        Pair(vendors[one], vendors[a.pk], a) for one, a in page.object_list if {one, a.pk} <= vendors.keys()
    ]
    told = Distinction.objects.editable_by(request.user).select_related("first", "second", "told_by")
    merges = Merge.objects.editable_by(request.user).select_related(
        "survivor", "merged", "merged_by", "undone_by"
    )
    context = {
        "page": page,
        "pairs": rows,
        "distinctions": told[:LATEST],
        "merges": merges.defer("rows", "sources")[:LATEST],
    }
    return render(request, "vendors/duplicate_list.html", context)


def two(request: Request, pk: int, other: int) -> tuple[Vendor, Vendor]:
    if pk == other:
        raise Http404
    vendors = Vendor.objects.editable_by(request.user).select_related("parent")
    return get_object_or_404(vendors, pk=pk), get_object_or_404(vendors, pk=other)


@require_http_methods(["GET", "POST"])
@editors_only
def vendor_merge(request: Request, pk: int, other: int) -> HttpResponse:
    """The record `pk` stays; `other` becomes part of it."""
    survivor, merged = two(request, pk, other)
    plan = Plan(survivor, merged)
    form = MergeForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            merge = merge_vendors(
                survivor=survivor,
                merged=merged,
                choices=form.picked(),
                mark=form.cleaned_data["mark"],
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            undo = format_html('<a href="{}">Undo the merge</a>', reverse("merge_undo", args=[merge.pk]))
            messages.success(request, format_html("{} is now part of this record. {}", merged, undo))
            return redirect(survivor)
    context = {"form": form, "plan": plan, "survivor": survivor, "merged": merged}
    return render(request, "vendors/vendor_merge.html", context)


@require_http_methods(["GET", "POST"])
@editors_only
def vendor_apart(request: Request, pk: int, other: int) -> HttpResponse:
    first, second = two(request, pk, other)
    form = ApartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        tell_apart(one=first, other=second, reason=reason, by=request.user, at=timezone.now())
        messages.success(
            request, f"{first} and {second} are two companies. They are not offered as one again."
        )
        return redirect("duplicate_list")
    return render(request, "vendors/vendor_apart.html", {"form": form, "vendor": first, "other": second})


@require_POST
@editors_only
def distinction_withdraw(request: Request, pk: int) -> HttpResponse:
    told = get_object_or_404(Distinction.objects.editable_by(request.user), pk=pk)
    told.delete()
    messages.success(request, f"{told.first} and {told.second} may be compared again.")
    return redirect("duplicate_list")


@require_http_methods(["GET", "POST"])
@editors_only
def merge_undo(request: Request, pk: int) -> HttpResponse:
    merges = Merge.objects.editable_by(request.user).select_related("survivor", "merged")
    merge = get_object_or_404(merges, pk=pk)
    if request.method == "POST":
        try:
            undo_merge(merge=merge, by=request.user, at=timezone.now())
        except ChangedSince:
            messages.error(request, "Nothing was changed: the merge stands.")
            return redirect("merge_undo", merge.pk)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("duplicate_list")
        messages.success(request, "Both records say again what they said before the merge.")
        return redirect(merge.merged)
    since = [] if merge.undone_at else keeps_merged(merge)
    return render(request, "vendors/merge_undo.html", {"merge": merge, "since": since})
