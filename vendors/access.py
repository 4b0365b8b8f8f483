"""Whose pages these are; to everybody else they do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.middleware import open_to_vendor_contacts
from accounts.models import Role, User
from accounts.requests import Request
from vendors.models import Contact

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
            return view(known, *args, **kwargs)

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


readers_only = only(lambda user: user.is_internal)
editors_only = only(lambda user: user.can_edit_register)
