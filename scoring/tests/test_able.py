"""Certificates that knock out are part of what is looked for in the register."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from rfp.models import Rfp
from vendors.models import Vendor

from .scenes import certify, require_certificate

SignIn = Callable[[User], Client]


def test_certificates_that_knock_out_are_looked_for_on_the_day_they_count(
    evaluation: Rfp, bea: User, signed_in: SignIn
) -> None:
    require_certificate(evaluation)
    today = timezone.localdate()
    for name in ("Holds", "Held", "Claims", "None"):
        Vendor.objects.create(name=name)
    certify("Holds", expires_on=today + timedelta(days=9))
    certify("Held", expires_on=today - timedelta(days=1))
    certify("Claims", state="claimed")

    rows = signed_in(bea).get(reverse("rfp_candidates_able", args=[evaluation.number])).context["rows"]

    has = {row.vendor.name: [fact.text for fact in row.has] for row in rows}
    lacks = {row.vendor.name: [fact.text for fact in row.lacks] for row in rows}
    assert has["Holds"][0].startswith("verified until") and lacks["Holds"] == []
    assert lacks["Held"][0].startswith("ended on")
    assert lacks["Claims"] == ["is claimed, not verified"]
    assert lacks["None"] == ["not on file"]
