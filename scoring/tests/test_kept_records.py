"""What the database itself never changes or forgets."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.utils import InternalError

from accounts.models import User
from rfp.models import TeamMember, TeamRole
from scoring.models import Approval, CriteriaChange, CriteriaSet, Decision, Shortlist

from .scenes import NOW, make_rfp
from .world import add_shortlist

Make = Callable[[User], models.Model]


def a_shortlist(bea: User) -> models.Model:
    return add_shortlist(make_rfp())


def a_change_of_criteria(bea: User) -> models.Model:
    criteria_set = CriteriaSet.objects.get(rfp=make_rfp())
    return CriteriaChange.objects.create(criteria_set=criteria_set, number=1, reason="So", by=bea, at=NOW)


def a_decision(bea: User) -> models.Model:
    shortlist = add_shortlist(make_rfp())
    return Decision.objects.create(
        rfp=shortlist.rfp, shortlist=shortlist, kind="award", reasons="So", decided_by=bea, at=NOW
    )


def an_approval(bea: User) -> models.Model:
    shortlist = add_shortlist(make_rfp())
    TeamMember.objects.create(rfp=shortlist.rfp, user=bea, role=TeamRole.APPROVER, key="bea")
    decision = Decision.objects.create(
        rfp=shortlist.rfp,
        shortlist=shortlist,
        kind="award",
        reasons="So",
        decided_by=User.objects.get(name="Nora"),
        approver=bea,
        at=NOW,
    )
    return Approval.objects.create(decision=decision, by=bea, approves=True, at=NOW)


def an_entry_of_the_audit(bea: User) -> models.Model:
    make_rfp()
    entry: models.Model = apps.get_model("scoring.ScoreEvent")._default_manager.earliest("pk")
    return entry


CHANGES: dict[type[models.Model], dict[str, object]] = {
    Shortlist: {"cause": "Another"},
    CriteriaChange: {"reason": "Another"},
    Decision: {"reasons": "No"},
    Approval: {"approves": False, "note": "No"},
}


@pytest.mark.parametrize(
    "make", [a_shortlist, a_change_of_criteria, a_decision, an_approval, an_entry_of_the_audit]
)
def test_the_database_refuses_to_change_or_delete_it(make: Make, bea: User) -> None:
    record = make(bea)
    rows = type(record)._default_manager.filter(pk=record.pk)
    before = rows.values().get()

    for deed in (lambda: rows.update(**CHANGES.get(type(record), {"comment": "Another"})), rows.delete):
        with pytest.raises(InternalError), transaction.atomic():
            deed()

    assert rows.values().get() == before
