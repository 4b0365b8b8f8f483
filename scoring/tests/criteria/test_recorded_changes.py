"""What the criteria page tells of changes after publication."""

import pytest

from accounts.models import User
from rfp.models import Rfp
from scoring.models import RubricLevel
from scoring.presentation.changes import recorded_changes
from vendors.tests.browser import opened

from .asking import SignIn, criterion, of, weights

pytestmark = pytest.mark.django_db


def told(rfp: Rfp) -> dict[str, list[str]]:
    return {
        each.change.reason: [
            " ".join(
                [line.subject, line.deed, *(f"{one.field}: {one.old} → {one.new}" for one in line.fields)]
            )
            for line in each.lines
        ]
        for each in recorded_changes(rfp)
    }


def test_each_change_says_what_was_what_before(published: Rfp, signed_in: SignIn, bea: User) -> None:
    client, one = signed_in(bea), criterion(published, "quality-1")
    for value, anchor in ((0, "Nothing"), (3, "Some"), (5, "All")):
        RubricLevel.objects.create(criterion=one, value=value, anchor=anchor)

    client.post(of("rfp_criteria", published), weights(published, "25", "35", "40", reason="Rebalanced"))
    address = of("criterion_edit", published, one.pk)
    typed = {"minimum": "2", "reason": "Clearer", "rubric-0-anchor": "None at all", "rubric-1-anchor": ""}
    client.post(address, opened(client, address) | typed | {"rubric-1-value": ""})
    page = client.get(of("rfp_criteria", published)).content.decode()

    assert told(published) == {
        "Clearer": [
            "Criterion “Quality 1” changed minimum: nothing → 2",
            "Rubric of “Quality 1”, level 3 removed anchor: Some → nothing",
            "Rubric of “Quality 1”, level 0 changed anchor: Nothing → None at all",
        ],
        "Rebalanced": [
            "Criterion “Quality 1” changed weight: 30 → 25",
            "Criterion “Quality 2” changed weight: 30 → 35",
        ],
    }
    assert "<del>" in page and "None at all</ins>" in page
