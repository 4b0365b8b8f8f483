"""Whose pages these are; to everybody else they do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse

from accounts.middleware import open_to_vendor_contacts
from accounts.models import Role, User
from accounts.requests import Request
from vendors.models import Contact, Vendor

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
            except Http404:
                if address := now_at(known):
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


def now_at(request: HttpRequest) -> str | None:
    """The same page of the record into which the one that was asked for was merged."""
    match: Any = request.resolver_match
    if match is None or request.method not in ("GET", "HEAD") or not match.route.startswith("vendors/<int:"):
        return None
    key = "vendor_pk" if "vendor_pk" in match.captured_kwargs else "pk"
    survivor = (
        Vendor.objects.filter(pk=match.captured_kwargs[key]).values_list("merged_into", flat=True).first()
    )
    return reverse(match.view_name, kwargs={**match.captured_kwargs, key: survivor}) if survivor else None


def forwarded(address: str) -> HttpResponsePermanentRedirect:
    """For good, but asked again each time: a merge can be undone."""
    return HttpResponsePermanentRedirect(address, headers={"Cache-Control": "no-store"})


readers_only = only(lambda user: user.is_internal)
editors_only = only(lambda user: user.can_edit_register)
