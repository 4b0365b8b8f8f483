"""Whose pages these are; to everybody else they do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import User
from accounts.requests import Request

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


readers_only = only(lambda user: user.is_internal)
editors_only = only(lambda user: user.can_edit_register)
