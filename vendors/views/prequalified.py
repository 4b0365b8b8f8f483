"""Prequalified lists: kept, filled from the register, and decided on by a second person."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from accounts.requests import Request
from vendors.access import only, readers_only
from vendors.filters import VendorFilterForm
from vendors.forms import MemberDecisionForm, MembershipEndForm, VendorListForm
from vendors.models import ListMember, MemberState, Vendor, VendorList, VendorQuerySet
from vendors.services import decide_member, end_membership, propose

PAGE = 50


def may_keep(user: User) -> bool:
    return user.can_edit_register or user.can_lead_rfps


keepers_only = only(may_keep)


@require_GET
@readers_only
def prequalified_lists(request: Request) -> HttpResponse:
    on = timezone.localdate()
    lists = VendorList.objects.visible_to(request.user).with_counts(on=on)
    rows = [(each, each.has_ended(on=on)) for each in lists.select_related("owner")]
    context = {"rows": rows, "can_keep": may_keep(request.user)}
    return render(request, "vendors/prequalified_lists.html", context)


@require_GET
@readers_only
def prequalified(request: Request, pk: int) -> HttpResponse:
    lists = VendorList.objects.visible_to(request.user).select_related("owner")
    found = get_object_or_404(lists.prefetch_related("service_lines"), pk=pk)
    on = timezone.localdate()
    members = found.members.select_related("vendor", "proposed_by", "decided_by", "vendor_list")
    context = {
        "list": found,
        "has_ended": found.has_ended(on=on),
        "members": [(member, member.lacks(on=on)) for member in members],
        "can_keep": may_keep(request.user),
    }
    return render(request, "vendors/prequalified.html", context)


@require_http_methods(["GET", "POST"])
@keepers_only
def prequalified_create(request: Request) -> HttpResponse:
    form = VendorListForm(request.POST or None, initial={"owner": request.user})
    if request.method == "POST" and form.is_valid() and form.saved():
        messages.success(request, "The list is there. Propose vendors for it now.")
        return redirect(form.instance)
    return render(request, "vendors/prequalified_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@keepers_only
def prequalified_edit(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(VendorList.objects.editable_by(request.user), pk=pk)
    form = VendorListForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid() and form.saved():
        messages.success(request, form.report("Saved the list."))
        return redirect(found)
    return render(request, "vendors/prequalified_form.html", {"form": form, "list": found})


@require_http_methods(["GET", "POST"])
@keepers_only
def prequalified_add(request: Request, pk: int) -> HttpResponse:
    """The register with its filters, without those who are on the list or proposed for it."""
    found = get_object_or_404(VendorList.objects.editable_by(request.user), pk=pk)
    register = Vendor.objects.visible_to(request.user).selectable()
    if request.method == "POST" and proposed(request, found, register):
        return redirect(found)
    form = VendorFilterForm(request.GET)
    waiting = found.members.filter(state=MemberState.PROPOSED).values("vendor")
    approved = found.members.filter(state=MemberState.APPROVED).exclude(until__lt=timezone.localdate())
    free = register.exclude(pk__in=waiting).exclude(pk__in=approved.values("vendor"))
    page = Paginator(form.rows(free), PAGE).get_page(request.GET.get("page"))
    context = {"list": found, "filter": form, "vendors": page}
    template = "vendors/_prequalified_pick.html" if request.htmx else "vendors/prequalified_add.html"
    return render(request, template, context)


def proposed(request: Request, found: VendorList, register: VendorQuerySet) -> bool:
    chosen = {int(pk) for pk in request.POST.getlist("vendor") if pk.isdecimal() and len(pk) < 19}
    vendors = register.filter(pk__in=chosen)
    if not vendors:
        messages.warning(request, "Tick the vendors to be proposed first.")
        return False
    count = propose(vendor_list=found, vendors=vendors, by=request.user, on=timezone.localdate())
    noun = "1 vendor" if count == 1 else f"{count} vendors"
    messages.success(request, f"{noun} proposed. Another person approves or declines.")
    return True


@require_http_methods(["GET", "POST"])
@keepers_only
def prequalified_member_decide(request: Request, pk: int) -> HttpResponse:
    member = fetch(request, pk)
    form = MemberDecisionForm(request.POST or None, initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        days = {"since": chosen["since"], "until": chosen["until"], "reason": chosen["reason"]}
        try:
            decide_member(
                member=member, to=MemberState(chosen["to"]), by=request.user, at=timezone.now(), **days
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"{member.vendor} is now {MemberState(chosen['to']).label.lower()}.")
            return redirect(member.vendor_list)
    return render(
        request, "vendors/prequalified_member.html", {"form": form, "member": member, "verb": "Decide"}
    )


@require_http_methods(["GET", "POST"])
@keepers_only
def prequalified_member_end(request: Request, pk: int) -> HttpResponse:
    member = fetch(request, pk)
    form = MembershipEndForm(request.POST or None, initial={"until": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            end_membership(member=member, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"The membership of {member.vendor} has its last day.")
            return redirect(member.vendor_list)
    return render(
        request, "vendors/prequalified_member.html", {"form": form, "member": member, "verb": "End"}
    )


def fetch(request: Request, pk: int) -> ListMember:
    lists = VendorList.objects.editable_by(request.user)
    members = ListMember.objects.filter(vendor_list__in=lists)
    return get_object_or_404(members.select_related("vendor", "vendor_list", "proposed_by"), pk=pk)
