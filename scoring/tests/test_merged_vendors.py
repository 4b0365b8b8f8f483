"""Candidacies follow a vendor that was merged into another, and rankings follow them."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from vendors.models import Merge, Vendor
from vendors.services import merge_vendors, undo_merge

from .scenes import NOW, make_rfp


def test_a_candidacy_follows_and_the_ranking_is_behind(rita: User) -> None:
    rfp = make_rfp()
    candidate = rfp.candidates.earliest("pk")
    away, kept = candidate.vendor, Vendor.objects.create(name="Kept")
    before = rfp.inputs_version

    merge = merge_vendors(survivor=kept, merged=away, choices={}, by=rita, at=NOW)
    rfp.refresh_from_db()
    candidate.refresh_from_db()
    assert candidate.vendor == kept
    assert rfp.inputs_version > before

    undo_merge(merge=merge, by=rita, at=NOW)
    candidate.refresh_from_db()
    assert candidate.vendor == away


def test_two_candidates_of_one_rfp_are_not_merged_and_the_rfp_is_named(rita: User) -> None:
    rfp = make_rfp()
    first, second = rfp.candidates.order_by("pk")[:2]

    with pytest.raises(ValidationError, match=f"both candidates of .*{rfp.title}"):
        merge_vendors(survivor=first.vendor, merged=second.vendor, choices={}, by=rita, at=NOW)

    assert not Merge.objects.exists()
