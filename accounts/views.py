from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from bpo_portal.access import administrators_only

from . import services
from .audit import changes, plain
from .forms import PeopleFilter, PersonForm, ProfileForm
from .middleware import open_to_vendor_contacts
from .models import Role, User
from .requests import Request

PAGE_SIZE = 50


def role_names(values: list[str]) -> str:
    return plain([Role(value).label for value in values])


TRAIL = {
    "name": ("Name", plain),
    "email": ("E-mail address", plain),
    "roles": ("Roles", role_names),
    "timezone": ("Time zone", plain),
    "is_active": ("Active", plain),
}


@administrators_only
@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    form = PeopleFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    people = User.objects.matching(wanted.get("q", "")).in_state(wanted.get("state", ""))
    if role := wanted.get("role"):
        people = people.with_role(Role(role))
    second_factor = Exists(
        Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    )
    people = people.annotate(has_second_factor=second_factor)
    page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "accounts/people_list.html", {"form": form, "page": page})


@administrators_only
def person_invite(request: Request) -> HttpResponse:
    form = PersonForm(request.POST or None, initial={"timezone": request.user.timezone})
    if form.is_valid():
        try:
            person = services.invite(**form.cleaned_data, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{person.name} has been invited by mail to {person.email}.")
            return redirect("people_list")
    return render(request, "accounts/person_invite.html", {"form": form})


@administrators_only
def person_edit(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, instance=get_object_or_404(User, pk=pk))
    if form.is_valid():
        try:
            services.change(person=person, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{form.cleaned_data['name']} has been saved.")
            return redirect("people_list")
    trail = changes(person, shown=TRAIL)
    return render(request, "accounts/person_edit.html", {"form": form, "person": person, "trail": trail})


@administrators_only
def person_deactivate(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(User.objects.active(), pk=pk)
    if request.method == "POST":
        try:
            services.deactivate(person=person, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("person_edit", pk=pk)
        messages.success(request, f"{person} cannot sign in any more.")
        return redirect("people_list")
    return render(request, "accounts/person_deactivate.html", {"person": person})


@administrators_only
@require_POST
def person_reactivate(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk, is_active=False)
    person.is_active = True
    person.save(update_fields=["is_active"])
    messages.success(request, f"{person} can sign in again.")
    return redirect("person_edit", pk=pk)


@administrators_only
@require_POST
def person_send_invitation(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    try:
        services.send_invitation(person=person, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"The invitation is on its way to {person.email} again.")
    return redirect("person_edit", pk=pk)


@open_to_vendor_contacts
def profile(request: Request) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if form.is_valid():
        form.save()
        messages.success(request, "Your profile has been saved.")
        return redirect("profile")
    keys = Authenticator.objects.filter(user=request.user).values_list("type", flat=True)
    return render(request, "accounts/profile.html", {"form": form, "keys": list(keys)})
