from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection

from accounts.models import User
from rfp.models import Rfp, RfpTemplate, TeamRole
from rfp.services import (
    create_rfp,
    load_templates,
)
from rfp.services.creation import next_number
from vendors.services import load_reference

from .conftest import NOW


def new_rfp(title: str = "Payroll") -> Rfp:
    return Rfp(title=title, buyer_country="ES")


def test_who_creates_an_rfp_leads_it(draft: Rfp, bea: User) -> None:
    member = draft.team.get()

    assert (draft.number, draft.status) == ("RFP-2026-001", "draft")
    assert (member.user, member.role, member.key) == (bea, TeamRole.LEAD, "bea")


def test_numbers_count_up_within_a_year_and_start_again_in_the_next(bea: User) -> None:
    years = [2026, 2026, 2027]
    numbers = [create_rfp(rfp=new_rfp(), by=bea, at=datetime(y, 5, 1, tzinfo=UTC)).number for y in years]

    assert numbers == ["RFP-2026-001", "RFP-2026-002", "RFP-2027-001"]


def test_numbers_go_on_after_999(draft: Rfp) -> None:
    Rfp.objects.filter(pk=draft.pk).update(number="RFP-2026-1000")

    assert next_number(at=NOW) == "RFP-2026-1001"


@pytest.mark.django_db(transaction=True)
def test_rfps_created_at_the_same_time_get_different_numbers(person: Callable[..., User]) -> None:
    lead = person("Bea", "procurement_lead")

    def create(_: int) -> str:
        try:
            return create_rfp(rfp=new_rfp(), by=lead, at=NOW).number
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(create, range(12)))

    assert sorted(numbers) == [f"RFP-2026-{number:03}" for number in range(1, 13)]


def test_shipped_templates_load_twice_without_doubling(db: None) -> None:
    load_reference()

    assert load_templates() == load_templates() == RfpTemplate.objects.count() == 14
    madrid = RfpTemplate.objects.get(key="madrid-citizen-line-2011")
    weights = [Decimal(each["weight"]) for each in madrid.criteria if "weight" in each]
    assert weights == [45, 32, 9, 6, 5, 2, 1]
    assert [line.code for line in madrid.service_lines.all()] == ["FO-01", "FO-02", "FO-11"]


def test_every_shipped_template_becomes_an_rfp_that_adds_up(bea: User) -> None:
    load_reference()
    load_templates()

    for template in RfpTemplate.objects.all():
        rfp = create_rfp(rfp=Rfp(title="Trial", buyer_country="ES", template=template), by=bea, at=NOW)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT s.weights_total, SUM(c.weight), COUNT(*) FROM scoring_criteriaset s "
                "JOIN scoring_criterion c ON c.criteria_set_id = s.id WHERE s.rfp_id = %s GROUP BY s.id",
                [rfp.pk],
            )
            total, found, count = cursor.fetchone()
        assert (found, count) == (total, len(template.criteria)), template.key
