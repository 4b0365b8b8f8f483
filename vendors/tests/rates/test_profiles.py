"""Volume profiles of their owners."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from vendors.models import VolumeProfile

from ..browser import opened

SignIn = Callable[[User], Client]


def test_a_profile_is_its_owners_until_it_is_shared(
    profile: VolumeProfile, rita: User, signed_in: SignIn
) -> None:
    client, edit = signed_in(rita), reverse("volume_profile_edit", args=[profile.pk])

    assert "City line" not in client.get(reverse("rate_compare")).content.decode()
    VolumeProfile.objects.update(is_shared=True)
    assert "City line" in client.get(reverse("rate_compare")).content.decode()
    assert client.get(edit).status_code == 404


def test_a_profile_is_written_down_and_changed(bea: User, signed_in: SignIn) -> None:
    client = signed_in(bea)
    facts = {
        "name": "Line", "contacts": "900", "handling_seconds": "300", "occupancy": "85", "shrinkage": "30",
        "paid_hours": "160", "term_months": "36", "growth": "-5",
    }  # fmt: skip

    client.post(reverse("volume_profile_create"), facts)
    profile = VolumeProfile.objects.get()
    edit = reverse("volume_profile_edit", args=[profile.pk])
    client.post(edit, opened(client, edit) | {"contacts": "1000"})

    assert (VolumeProfile.objects.get().contacts, profile.owner, profile.resolution_rate) == (1000, bea, None)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"occupancy": "0"}, "occupancy"),
        ({"occupancy": "101"}, "occupancy"),
        ({"shrinkage": "100"}, "shrinkage"),
        ({"contacts": "NaN"}, "contacts"),
        ({"term_months": "0"}, "term_months"),
        ({"training_cost": "900"}, "training_currency"),
    ],
)
def test_a_profile_that_cannot_be_is_refused(
    facts: dict[str, str], field: str, bea: User, signed_in: SignIn
) -> None:
    usual = {
        "name": "Line", "contacts": "900", "handling_seconds": "300", "occupancy": "85", "shrinkage": "30",
        "paid_hours": "160", "term_months": "36", "growth": "0",
    }  # fmt: skip

    answer = signed_in(bea).post(reverse("volume_profile_create"), usual | facts)

    assert field in answer.context["form"].errors
    assert not VolumeProfile.objects.exists()
