from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import Request

from .. import services
from ..forms import MemberForm, PeopleSearch, RoleForm
from ..models import Rfp, TeamMember, TeamRole


@require_http_methods(["GET", "POST"])
def rfp_team(request: Request, number: str) -> HttpResponse:
    """Everybody on the team sees who else is; leads add people."""
    rfps = Rfp.objects.editable_by if request.method == "POST" else Rfp.objects.visible_to
    rfp = get_object_or_404(rfps(request.user), number=number)
    form = MemberForm(request.POST or None, rfp=rfp)
    if request.method == "POST" and form.is_valid():
        person, role = form.cleaned_data["person"], TeamRole(form.cleaned_data["role"])
        try:
            services.add_member(rfp=rfp, user=person, role=role)
        except ValidationError as error:
            form.add_error("person", error.messages)
        else:
            messages.success(request, f"{person} is on the team as {role.label.lower()}.")
            return redirect("rfp_team", number)
    context = {
        "rfp": rfp,
        "tab": "overview",
        "team": team_of(rfp),
        "form": form,
        "search": PeopleSearch(request.GET, rfp=rfp),
        "roles": TeamRole.choices,
    }
    return render(request, "rfp/_people.html" if request.htmx else "rfp/team.html", context)


@require_POST
def member_role(request: Request, number: str, pk: int) -> HttpResponse:
    member = editable_member(request, number, pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose one of the roles.")
        return redirect("rfp_team", number)
    role = TeamRole(form.cleaned_data["role"])
    try:
        services.change_role(member=member, role=role)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{member.user} is now {role.label.lower()}.")
    return redirect("rfp_team", number)


@require_http_methods(["GET", "POST"])
def member_remove(request: Request, number: str, pk: int) -> HttpResponse:
    """GET asks, POST does. Who leaves the team themselves cannot see the RFP any more."""
    member = editable_member(request, number, pk)
    if request.method == "GET":
        rfp = Rfp.objects.editable_by(request.user).get(number=number)
        return render(request, "rfp/member_remove.html", {"rfp": rfp, "tab": "overview", "member": member})
    try:
        services.remove_member(member=member)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"{member.user} is not on the team any more.")
        if member.user == request.user:
            return redirect("rfp_list")
    return redirect("rfp_team", number)


def team_of(rfp: Rfp) -> list[TeamMember]:
    """Leads first."""
    return sorted(rfp.team.select_related("user"), key=lambda member: member.role != TeamRole.LEAD)


def editable_member(request: Request, number: str, pk: int) -> TeamMember:
    rfps = Rfp.objects.editable_by(request.user).filter(number=number)
    return get_object_or_404(TeamMember.objects.select_related("user"), rfp__in=rfps, pk=pk)
