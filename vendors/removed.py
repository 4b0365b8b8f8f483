"""What is asked for after somebody has removed it, as in another tab: told to those who may edit its vendor."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.forms.utils import pretty_name
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from pghistory.models import Events

from accounts.models import User

from .history import Change, tell
from .models import Vendor
from .services.in_the_way import PAGES

NOT_TYPED = {"csrfmiddlewaretoken", "seen"}


class Removed(Http404):
    """A part that is no longer on record: of which vendor, on which page it stood, and how the history tells it."""

    def __init__(self, vendor: Vendor, page: str, change: Change) -> None:
        super().__init__(f"Removed from {vendor}")
        self.vendor, self.page, self.change = vendor, page, change

    def answer(self, request: HttpRequest) -> HttpResponse:
        context = {"vendor": self.vendor, "page": self.page, "change": self.change}
        context |= {"subject": self.change.lines[0].subject, "typed": list(typed(request))}
        return render(request, "vendors/part_removed.html", context, status=410)


def found_or_removed(parts: QuerySet[Any], pk: int, *, user: User) -> Any:
    """The part. Raises Removed for those who could have edited it, and Http404 for everybody else."""
    found = parts.filter(pk=pk).order_by().first()
    if found is None:
        raise removal(parts.model, pk, user) or Http404
    return found


def removal(model: type[Any], pk: int, user: User) -> Removed | None:
    deleted = Events.objects.across(f"{model._meta.app_label}.{model.__name__}Event").filter(
        pgh_obj_id=str(pk), pgh_label="delete"
    )
    events = list(deleted.order_by("-pgh_id")[:1])
    vendors = Vendor.objects.editable_by(user).filter(
        pk__in=[event.pgh_data["vendor_id"] for event in events]
    )
    vendor, change = vendors.first(), next(iter(tell(events)), None)
    return Removed(vendor, PAGES.get(model, "vendor_detail"), change) if vendor and change else None


def typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """The texts that were sent, to be copied; numbers of choices mean nothing here."""
    for name, values in request.POST.lists():
        for value in values:
            if name not in NOT_TYPED and any(map(str.isalpha, value)):
                yield pretty_name(name), value
