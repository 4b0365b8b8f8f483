"""Whose pages these are; to everybody else they do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.html import format_html

from accounts.middleware import open_to_vendor_contacts
from accounts.models import Role, User
from accounts.requests import Request
from vendors.models import Contact, Merge, Vendor
from vendors.removed import Removed

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponseBase]
PlainView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def only(may: Callable[[User], bool]) -> Callable[[View[P]], PlainView[P]]:
    def decorate(view: View[P]) -> PlainView[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            known = cast(Request, request)
            if not may(known.user):
                raise Http404
            try:
                return view(known, *args, **kwargs)
            except Removed as removed:
                return removed.answer(known)
            except Http404:
                if address := now_at(known):
                    tell_of_merge(known)
                    return forwarded(address)
                raise

        return cast(PlainView[P], guarded)

    return decorate


def contacts_only(
    view: Callable[Concatenate[Request, Contact, P], HttpResponseBase],
) -> PlainView[P]:
    """A vendor's own pages, told for whom they act; to people of no vendor they do not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        known = cast(Request, request)
        contact = contact_of(known.user)
        if contact is None:
            raise Http404
        return view(known, contact, *args, **kwargs)

    return open_to_vendor_contacts(cast(PlainView[P], guarded))


def contact_of(user: User) -> Contact | None:
    """As whom of which vendor this person acts; nobody on the buyer's side does."""
    if not user.has_role(Role.VENDOR_CONTACT):
        return None
    return Contact.objects.select_related("vendor", "user").filter(user=user).first()


def other_keepers(user: User) -> list[User]:
    """Who else can verify what this person recorded: register managers, or administrators where there are none."""
    others = User.objects.active().exclude(pk=user.pk).order_by("name", "pk")
    return list(others.with_role(Role.REGISTER_MANAGER)) or list(others.with_role(Role.ADMINISTRATOR))


def now_at(request: HttpRequest) -> str | None:
    """The same page of the record into which the one that was asked for was merged."""
    match: Any = request.resolver_match
    if match is None or request.method not in ("GET", "HEAD") or not match.route.startswith("vendors/<int:"):
        return None
    key = key_in(match)
    survivor = (
        Vendor.objects.filter(pk=match.captured_kwargs[key]).values_list("merged_into", flat=True).first()
    )
    return reverse(match.view_name, kwargs={**match.captured_kwargs, key: survivor}) if survivor else None


def key_in(match: Any) -> str:
    return "vendor_pk" if "vendor_pk" in match.captured_kwargs else "pk"


def tell_of_merge(request: Request) -> None:
    """Why one arrives at another record, and for who keeps the register the way to part them again."""
    match: Any = request.resolver_match
    merges = Merge.objects.standing().filter(merged=match.captured_kwargs[key_in(match)])
    merge = merges.select_related("merged", "survivor", "merged_by").defer("rows", "sources").first()
    if merge is None or request.method != "GET":
        return
    said = format_html("{} was merged into {} by {}.", merge.merged, merge.survivor, merge.merged_by)
    if request.user.can_edit_register:
        said = format_html(
            '{} <a href="{}">Undo the merge…</a>', said, reverse("merge_undo", args=[merge.pk])
        )
    messages.info(request, said)


def forwarded(address: str) -> HttpResponsePermanentRedirect:
    """For good, but asked again each time: a merge can be undone."""
    return HttpResponsePermanentRedirect(address, headers={"Cache-Control": "no-store"})


readers_only = only(lambda user: user.is_internal)
editors_only = only(lambda user: user.can_edit_register)
