from collections.abc import Callable
from decimal import Decimal

import pytest

from accounts.models import Role, User
from rfp.models import Rfp, TeamRole
from rfp.services import add_member
from scoring.models import Assignment, CriteriaSet, RecordedValue
from vendors.tests.browser import own_browser

from .asking import SignIn, cells, criterion, of, resent

D = Decimal


METHOD = {"panel": "median", "decimals": "3", "weights_total": "100", "tie_1": "price", "shortlist_size": "4"}


def test_the_method_is_changed(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    client = signed_in(bea)
    resent(client, of("rfp_method", draft), {**METHOD, "tie_2": "quality-1"})
    page = client.get(of("rfp_criteria", draft))

    kept = CriteriaSet.objects.get(rfp=draft)
    assert (kept.panel, kept.decimals, kept.shortlist_size) == ("median", 3, 4)
    assert kept.tie_break == ["price", "quality-1"]
    assert "the lower price, then more points for Quality 1" in page.content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"panel": "mode"}, "choose one that is listed"),
        ({"decimals": "7"}, "At most 6;"),
        ({"decimals": "-1"}, "At least 0;"),
        ({"weights_total": "0"}, "At least 0.0001;"),
        ({"quality_minimum": "100.5"}, "At most 100;"),
        ({"quality_minimum": "1e1"}, "not a plain number"),
        ({"shortlist_size": "0"}, "At least 1;"),
        ({"shortlist_size": "9" * 30}, "At most 1000;"),
        ({"shortlist_threshold": "-1"}, "At least 0;"),
        ({"tie_1": "price", "tie_2": "price"}, "Each rule can be used once."),
        ({"tie_1": "nothing"}, "choose one that is listed"),
    ],
)
def test_a_bad_method_is_refused_in_words(
    draft: Rfp, signed_in: SignIn, bea: User, data: dict[str, str], words: str
) -> None:
    page = resent(signed_in(bea), of("rfp_method", draft), {**METHOD, **data}).content.decode()

    assert words in page
    assert CriteriaSet.objects.get(rfp=draft).panel == "mean"


def test_assignments_are_saved_from_boxes(draft: Rfp, signed_in: SignIn, bea: User, eva: User) -> None:
    client, one = signed_in(bea), criterion(draft, "quality-1")

    resent(client, of("rfp_assignments", draft), {"pair": [f"{one.pk}-{eva.pk}"]})
    assert list(Assignment.objects.values_list("criterion", "evaluator")) == [(one.pk, eva.pk)]

    client.post(of("rfp_assignments", draft), {"action": "everything"})
    assert Assignment.objects.count() == 2 * 4


@pytest.mark.parametrize("pair", ["x", "1-2-3", "1-", "-1-2", "9" * 25 + "-1", "0-0", "1-²"])
def test_boxes_that_are_not_of_the_page_change_nothing(
    draft: Rfp, signed_in: SignIn, bea: User, pair: str
) -> None:
    before = Assignment.objects.count()

    page = resent(signed_in(bea), of("rfp_assignments", draft), {"pair": [pair]}).content.decode()

    assert "load it again" in page or "look again" in page
    assert Assignment.objects.count() == before


def test_facts_are_recorded(asked: Rfp, signed_in: SignIn, bea: User) -> None:
    client = signed_in(bea)

    client.post(of("rfp_recorded", asked), cells(client, asked, "pass", "16.5"))

    rows = RecordedValue.objects.order_by("criterion__key")
    assert [(row.passed, row.value, row.note) for row in rows] == [
        (True, None, ""),
        (None, D("16.5"), "By contract."),
    ]


@pytest.mark.parametrize(
    ("answer", "value", "words"),
    [
        ("maybe", "1", "choose one that is listed"),
        ("pass", "NaN", "plain number"),
        ("pass", "1e3", "plain number"),
    ],
)
def test_bad_facts_name_vendor_and_criterion_and_nothing_is_recorded(
    asked: Rfp, signed_in: SignIn, bea: User, answer: str, value: str, words: str
) -> None:
    client = signed_in(bea)

    page = client.post(of("rfp_recorded", asked), cells(client, asked, answer, value)).content.decode()

    assert "Acanto, " in page
    assert words in page
    assert not RecordedValue.objects.exists()


def test_a_fact_changed_meanwhile_is_shown_and_can_be_replaced(
    asked: Rfp, bea: User, person: Callable[..., User]
) -> None:
    client, xavier = own_browser(bea), person("Xavier", Role.PROCUREMENT_LEAD)
    add_member(rfp=asked, user=xavier, role=TeamRole.LEAD)
    mine, his = cells(client, asked, "pass", ""), own_browser(xavier)
    note = {f"{asked.candidates.all()[0].pk}-{criterion(asked, 'eu').pk}-note": "Seen."}
    his.post(of("rfp_recorded", asked), cells(his, asked, "fail", "") | note)

    page = client.post(of("rfp_recorded", asked), mine).content.decode()
    assert "Xavier changed this to failed (“Seen.”) while you were editing." in page
    assert RecordedValue.objects.get(criterion__key="eu").passed is False

    client.post(of("rfp_recorded", asked), cells(client, asked, "pass", ""))
    assert RecordedValue.objects.get(criterion__key="eu").passed is True
