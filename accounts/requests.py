from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .models import User


class Request(HttpRequest):
    """A request of somebody who has signed in: no view that takes one is open to anybody else."""

    user: User
    htmx: HtmxDetails
