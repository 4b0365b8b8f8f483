"""Whoever writes what a ranking is computed from makes the version of the inputs grow, by whatever means."""

from importlib import import_module
from typing import Any

import pytest
from django.db import models, transaction

from accounts.models import User
from rfp.models import Candidate, Rfp, TeamMember
from scoring.models import (
    Assignment,
    CriteriaSet,
    Criterion,
    Kind,
    RecordedValue,
    RubricLevel,
    Score,
    ScoreSheet,
    Source,
    Waiver,
)
from vendors.models import (
    Capability,
    Certification,
    CertificationScheme,
    DeliverySite,
    ProfileValue,
    ServiceLine,
    Vendor,
)

from .scenes import NOW, approve_waiver, certify, make_rfp, require_certificate

pytestmark = pytest.mark.django_db

INPUTS: dict[type[models.Model], dict[str, Any]] = {
    CriteriaSet: {"shortlist_size": 2},
    Criterion: {"minimum": 1},
    Assignment: {"evaluator_id": 0},
    Score: {"value": 2},
    RecordedValue: {"passed": False},
    Candidate: {"price": 1},
    TeamMember: {"key": "another"},
    Vendor: {"employees": 7, "employees_year": 2026},
    Capability: {"years": 6},
    Certification: {"state": "rejected", "reason": "Forged."},
    CertificationScheme: {"counts_as_certificate": False},
    ProfileValue: {"value": 20},
    Waiver: {"state": "withdrawn"},
}


@pytest.fixture
def rfp() -> Rfp:
    """With rows in every table that a ranking is computed from."""
    rfp = make_rfp()
    require_certificate(rfp)
    certify("Acanto")
    vendor = Vendor.objects.get(name="Acanto")
    line = ServiceLine.objects.create(code="FO-1", name="Inbound calls", office="front")
    Capability.objects.create(vendor=vendor, service_line=line, years=5)
    ProfileValue.objects.create(vendor=vendor, dimension="attrition", side="assessed", value=12)
    seen = Criterion.objects.create(
        criteria_set=rfp.criteria_set, key="seen", title="Seen", kind=Kind.KNOCKOUT, source=Source.RECORDED
    )
    first = rfp.candidates.earliest("pk")
    RecordedValue.objects.create(candidate=first, criterion=seen, passed=True)
    approve_waiver(first, seen)
    return rfp


def version(rfp: Rfp) -> int:
    return Rfp.objects.get(pk=rfp.pk).inputs_version


def row_of(model: type[models.Model]) -> models.Model:
    return model._default_manager.earliest("pk")


def erase(row: models.Model) -> None:
    """Whatever points to it stays, as a script that writes SQL could leave it."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    rows._raw_delete(rows.db)


def test_every_table_with_a_trigger_is_tested_here() -> None:
    triggers = import_module("scoring.migrations.0002_inputs_version")

    assert {model._meta.db_table for model in INPUTS} == set(triggers.RFPS_OF)


@pytest.mark.parametrize("model", INPUTS, ids=lambda model: model.__name__)
def test_a_new_row_is_noticed(rfp: Rfp, model: type[models.Model]) -> None:
    with transaction.atomic():
        row = row_of(model)
        erase(row)
        before = version(rfp)
        model._default_manager.bulk_create([row])
        assert version(rfp) > before
        transaction.set_rollback(True)


@pytest.mark.parametrize("model", INPUTS, ids=lambda model: model.__name__)
def test_a_changed_row_is_noticed(rfp: Rfp, model: type[models.Model]) -> None:
    with transaction.atomic():
        before = version(rfp)
        model._default_manager.filter(pk=row_of(model).pk).update(**INPUTS[model])
        assert version(rfp) == before + 1
        transaction.set_rollback(True)


@pytest.mark.parametrize("model", INPUTS, ids=lambda model: model.__name__)
def test_a_deleted_row_is_noticed(rfp: Rfp, model: type[models.Model]) -> None:
    with transaction.atomic():
        before = version(rfp)
        erase(row_of(model))
        assert version(rfp) > before
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"currency": "USD"},
        {"timezone": "UTC"},
        {"deadline_at": NOW},
        {"contract_starts_on": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_an_rfp_itself_gives_to_the_ranking_is_noticed(rfp: Rfp, change: dict[str, Any]) -> None:
    before = version(rfp)
    Rfp.objects.filter(pk=rfp.pk).update(**change)

    assert version(rfp) == before + 1


def test_one_bulk_change_counts_once(rfp: Rfp) -> None:
    before = version(rfp)
    Score.objects.update(value=3)

    assert version(rfp) == before + 1


def test_a_write_that_changes_nothing_is_not_noticed(rfp: Rfp) -> None:
    before = version(rfp)
    Candidate.objects.update(price=models.F("price"))

    assert version(rfp) == before


def test_what_no_ranking_reads_is_not_noticed(rfp: Rfp) -> None:
    before = version(rfp)
    Rfp.objects.update(need="More calls than we can answer.", status="consensus")
    Vendor.objects.update(website="https://example.com/", city="Turin", status="qualified")
    ProfileValue.objects.update(verified_by=User.objects.earliest("pk"), verified_at=NOW, note="Seen.")
    Capability.objects.update(verified_by=User.objects.earliest("pk"), verified_at=NOW, source="Report")
    DeliverySite.objects.create(
        vendor=Vendor.objects.earliest("pk"), country="IT", city="Turin", timezone="Europe/Rome"
    )
    RubricLevel.objects.create(criterion=Criterion.objects.earliest("pk"), value=5, anchor="Excellent")
    ScoreSheet.objects.create(rfp=rfp, evaluator=TeamMember.objects.earliest("pk").user, submitted_at=NOW)
    Vendor.objects.create(name="Of another request", employees=5, employees_year=2026)

    assert version(rfp) == before


def test_what_has_ended_stays_as_it_was(rfp: Rfp) -> None:
    Rfp.objects.update(status="cancelled", status_reason="The budget is gone.")
    before = version(rfp)
    Score.objects.update(value=3)

    assert version(rfp) == before


def test_an_rfp_notices_only_what_is_its_own(rfp: Rfp) -> None:
    other = make_rfp("RFP-2027-002", vendors=["Delta"], evaluators=["Nora"])
    before = version(rfp)
    Score.objects.filter(candidate__rfp=other).update(value=3)
    Vendor.objects.filter(name="Delta").update(name="Delta Services")

    assert version(rfp) == before
