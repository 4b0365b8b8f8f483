"""Deeds on several rows of a list: confirmed on a page of their own, carried out by the services of the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from accounts.models import User
from bpo_portal.fields import LineFormField

from .base import RegisterAdmin

MOST = 200


@dataclass(frozen=True)
class Deed:
    """What is done to each row; `obstacle` says beforehand why it will not be, or nothing."""

    action: str
    verb: str
    done: str
    reason_help: str
    reason_needed: bool
    obstacle: Callable[[Any, User], str]
    carry_out: Callable[[Any, User, str], Any]


class ReasonForm(forms.Form):
    reason = LineFormField(max_length=300, widget=forms.TextInput({"class": "vTextField"}))

    def __init__(self, *args: Any, deed: Deed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.required, reason.help_text = deed.reason_needed, deed.reason_help
        reason.error_messages["required"] = "Give the reason."


def confirm(
    admin: RegisterAdmin, request: HttpRequest, chosen: "QuerySet[Any]", deed: Deed
) -> HttpResponse | None:
    """The page that asks; once it was answered, do it to each row and say what was not done and why."""
    by: User = request.user  # type: ignore[assignment]
    rows = list(chosen[: MOST + 1])
    if len(rows) > MOST:
        admin.message_user(request, f"At most {MOST} at once: narrow the list first.", messages.ERROR)
        return None
    form = ReasonForm(request.POST if "confirmed" in request.POST else None, deed=deed)
    if form.is_valid():
        carry_out(admin, request, rows, deed, reason=form.cleaned_data["reason"])
        return None
    told = [(row, deed.obstacle(row, by)) for row in rows]
    possible = [row for row, why in told if not why]
    context = {
        **admin.admin_site.each_context(request),
        "title": f"{deed.verb} {len(possible)} of {len(rows)} chosen",
        "opts": admin.opts,
        "deed": deed,
        "form": form,
        "possible": possible,
        "impossible": [(row, why) for row, why in told if why],
        "checkbox": ACTION_CHECKBOX_NAME,
        "rows": rows,
    }
    return TemplateResponse(request, "admin/vendors/confirm_deed.html", context)


def carry_out(
    admin: RegisterAdmin, request: HttpRequest, rows: list[Any], deed: Deed, *, reason: str
) -> None:
    by: User = request.user  # type: ignore[assignment]
    done = 0
    for row in rows:
        try:
            deed.carry_out(row, by, reason)
            done += 1
        except ValidationError as error:
            admin.message_user(request, f"{row}: {' '.join(error.messages)}", messages.ERROR)
    if done:
        admin.message_user(request, f"{deed.done} {done}.", messages.SUCCESS)
