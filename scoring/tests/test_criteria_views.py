from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Rfp, RfpStatus, TeamRole
from rfp.services import add_member, create_rfp
from scoring.models import Assignment, CriteriaSet, Criterion, Kind, RecordedValue, Source
from scoring.services.weights import weights_mark
from vendors.models import CertificationScheme, ServiceLine

from .scenes import NOW, make_rfp

D = Decimal
SignIn = Callable[[User], Client]
LEAD_ONLY = ["rfp_assignments", "rfp_method", "rfp_recorded", "criterion_create"]


@pytest.fixture
def draft(bea: User, otto: User, eva: User) -> Rfp:
    return staffed(make_rfp(status=RfpStatus.DRAFT), bea, otto, eva)


@pytest.fixture
def published(bea: User, otto: User, eva: User) -> Rfp:
    return staffed(make_rfp(status=RfpStatus.EVALUATION), bea, otto, eva)


def staffed(rfp: Rfp, lead: User, observer: User, evaluator: User) -> Rfp:
    add_member(rfp=rfp, user=lead, role=TeamRole.LEAD)
    add_member(rfp=rfp, user=observer, role=TeamRole.OBSERVER)
    add_member(rfp=rfp, user=evaluator, role=TeamRole.EVALUATOR)
    return rfp


def of(name: str, rfp: Rfp, *more: object) -> str:
    return reverse(name, args=[rfp.number, *more])


def criterion(rfp: Rfp, key: str) -> Criterion:
    return Criterion.objects.of_rfp(rfp).get(key=key)


def weights(rfp: Rfp, *figures: str, **more: str) -> dict[str, str]:
    criteria = list(Criterion.objects.of_rfp(rfp).weighted())
    typed = {f"weight-{each.pk}": figure for each, figure in zip(criteria, figures, strict=True)}
    return {"seen": weights_mark(criteria), **typed, **more}


def weights_of(rfp: Rfp) -> list[Decimal]:
    return list(Criterion.objects.of_rfp(rfp).weighted().values_list("weight", flat=True))


def pages_of_leads(rfp: Rfp) -> list[str]:
    one = criterion(rfp, "quality-1").pk
    return [
        *(of(name, rfp) for name in LEAD_ONLY),
        *(of("criterion_create", rfp) + f"?kind={kind}" for kind in Kind),
        of("criterion_edit", rfp, one),
        of("criterion_delete", rfp, one),
    ]


# --- Who sees what


def test_the_team_reads_the_criteria_and_only_leads_get_forms(
    draft: Rfp, signed_in: SignIn, bea: User, otto: User, eva: User
) -> None:
    seen_by = {
        user: signed_in(user).get(of("rfp_criteria", draft)).content.decode() for user in (bea, otto, eva)
    }

    assert all("Quality 1" in page for page in seen_by.values())
    assert "Save weights" in seen_by[bea]
    assert "Save weights" not in seen_by[otto] + seen_by[eva]


def test_pages_of_leads_are_there_for_leads_only(
    draft: Rfp, signed_in: SignIn, bea: User, otto: User, eva: User, xenia: User, ada: User, vic: User
) -> None:
    for page in pages_of_leads(draft):
        assert signed_in(bea).get(page).status_code == 200, page
        for user in (otto, eva, xenia, ada, vic):
            assert signed_in(user).get(page).status_code == 404, page
            assert signed_in(user).post(page).status_code == 404, page


def test_for_outsiders_there_are_no_criteria(draft: Rfp, signed_in: SignIn, xenia: User, vic: User) -> None:
    for user in (xenia, vic):
        assert signed_in(user).get(of("rfp_criteria", draft)).status_code == 404


def test_only_leads_save_weights_and_move_criteria(
    draft: Rfp, signed_in: SignIn, otto: User, eva: User, xenia: User
) -> None:
    up = of("criterion_move", draft, criterion(draft, "price").pk, "up")
    for user in (otto, eva, xenia):
        client = signed_in(user)
        assert client.post(of("rfp_criteria", draft), weights(draft, "1", "2", "97")).status_code == 404
        assert client.post(up).status_code == 404
    assert weights_of(draft) == [30, 30, 40]


def test_the_anonymous_is_sent_to_sign_in(draft: Rfp, client: Client) -> None:
    for page in [of("rfp_criteria", draft), *pages_of_leads(draft)]:
        assert client.get(page)["Location"].startswith(reverse("account_login"))


def test_criteria_of_another_rfp_are_out_of_reach(draft: Rfp, signed_in: SignIn, xenia: User) -> None:
    other = create_rfp(rfp=Rfp(title="Other", buyer_country="ES"), by=xenia, at=NOW)
    pk = criterion(draft, "quality-1").pk
    client = signed_in(xenia)

    for address in (
        of("criterion_edit", other, pk),
        of("criterion_delete", other, pk),
        of("criterion_move", other, pk, "up"),
    ):
        assert client.post(address).status_code == 404


def test_nothing_is_offered_once_the_rfp_has_ended(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    Rfp.objects.filter(pk=draft.pk).update(status="cancelled", status_reason="Budget cut.")
    client = signed_in(bea)

    assert "Save weights" not in client.get(of("rfp_criteria", draft)).content.decode()
    assert client.post(of("rfp_criteria", draft), weights(draft, "1", "2", "97")).status_code == 404
    for page in pages_of_leads(draft):
        assert client.get(page).status_code == 404


# --- Weights


def test_weights_are_saved_and_the_page_says_that_the_ranking_follows(
    draft: Rfp, signed_in: SignIn, bea: User
) -> None:
    data = weights(draft, "32.5", "22.5", "45", action="save")

    page = signed_in(bea).post(of("rfp_criteria", draft), data, follow=True).content.decode()

    assert weights_of(draft) == [D("32.5"), D("22.5"), 45]
    assert "The ranking is computed from these weights now." in page


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (("30", "30", "35"), "5 to give away"),
        (("30", "30", "42.5"), "2.5 too many"),
        (("", "", ""), "100 to give away"),
        (("33.3333", "33.3333", "33.3334"), "Adds up to 100"),
    ],
)
def test_a_draft_says_how_far_its_weights_are_from_the_total(
    draft: Rfp, signed_in: SignIn, bea: User, figures: tuple[str, str, str], words: str
) -> None:
    page = signed_in(bea).post(of("rfp_criteria", draft), weights(draft, *figures), follow=True)

    assert words in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-1", "greater than or equal to 0"),
        ("101", "less than or equal to 100"),
        ("NaN", "plain number"),
        ("Infinity", "plain number"),
        ("1e1", "plain number"),
        ("1_0", "plain number"),
        ("9" * 5000, "plain number"),
        ("1,234", "could mean"),
        ("1.00005", "4 decimal places"),
        ("ten", "plain number"),
    ],
)
def test_a_bad_weight_names_its_criterion_and_saves_nothing(
    draft: Rfp, signed_in: SignIn, bea: User, typed: str, words: str
) -> None:
    page = signed_in(bea).post(of("rfp_criteria", draft), weights(draft, typed, "30", "41")).content.decode()

    assert ">Quality 1</a>: " in page
    assert words in page
    assert 'value="41"' in page
    assert weights_of(draft) == [30, 30, 40]


def test_a_nul_in_a_weight_is_refused(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    assert (
        signed_in(bea).post(of("rfp_criteria", draft), weights(draft, "3\x000", "30", "40")).status_code < 500
    )
    assert weights_of(draft) == [30, 30, 40]


@pytest.mark.parametrize(
    ("action", "typed", "shown"),
    [
        ("share", ("", "", "40"), ("30", "30", "40")),
        ("share", ("10", "20", "40"), ("20", "30", "50")),
        ("scale", ("1", "1", "1"), ("33.34", "33.33", "33.33")),
    ],
)
def test_buttons_balance_on_the_server_without_saving(
    draft: Rfp, signed_in: SignIn, bea: User, action: str, typed: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    Criterion.objects.of_rfp(draft).update(weight=1)
    page = (
        signed_in(bea).post(of("rfp_criteria", draft), weights(draft, *typed, action=action)).content.decode()
    )

    assert "They are not saved yet." in page
    assert "Adds up to 100" in page
    for figure in shown:
        assert f'value="{figure}"' in page
    assert weights_of(draft) == [1, 1, 1]


@pytest.mark.parametrize(
    ("action", "typed", "words"),
    [
        ("share", ("90", "20", "0"), "more than the total"),
        ("scale", ("0", "0", "0"), "All weights are zero"),
    ],
)
def test_what_cannot_be_balanced_says_why(
    draft: Rfp, signed_in: SignIn, bea: User, action: str, typed: tuple[str, ...], words: str
) -> None:
    page = (
        signed_in(bea).post(of("rfp_criteria", draft), weights(draft, *typed, action=action)).content.decode()
    )

    assert words in page
    assert weights_of(draft) == [30, 30, 40]


def test_after_publication_weights_need_an_exact_sum_and_a_reason(
    published: Rfp, signed_in: SignIn, bea: User
) -> None:
    client = signed_in(bea)
    exact = weights(published, "20", "30", "50")

    without = client.post(of("rfp_criteria", published), exact).content.decode()
    off = client.post(of("rfp_criteria", published), weights(published, "20", "30", "49.99", reason="x"))
    assert "Reason</a>: This field is required." in without
    assert "add up to 99.99, not to 100" in off.content.decode()
    assert weights_of(published) == [30, 30, 40]

    page = client.post(of("rfp_criteria", published), exact | {"reason": "Price matters more."}, follow=True)
    assert "Price matters more." in page.content.decode()
    assert weights_of(published) == [20, 30, 50]


def test_balancing_asks_for_no_reason(published: Rfp, signed_in: SignIn, bea: User) -> None:
    data = weights(published, "1", "1", "2", action="scale")

    page = signed_in(bea).post(of("rfp_criteria", published), data).content.decode()

    assert "They are not saved yet." in page
    assert 'value="50"' in page


def test_weights_changed_by_another_lead_are_not_overwritten(
    draft: Rfp, signed_in: SignIn, bea: User
) -> None:
    mine = weights(draft, "10", "10", "80")
    Criterion.objects.of_rfp(draft).filter(key="price").update(weight=39)

    page = signed_in(bea).post(of("rfp_criteria", draft), mine).content.decode()

    assert "Somebody else has changed the weights meanwhile" in page
    assert weights_of(draft) == [30, 30, 39]


# --- Criteria


def save(client: Client, rfp: Rfp, kind: str, **data: object) -> str:
    rubric = {"rubric-TOTAL_FORMS": "0", "rubric-INITIAL_FORMS": "0"}
    response = client.post(of("criterion_create", rfp) + f"?kind={kind}", {**rubric, **data}, follow=True)
    return response.content.decode()


def test_the_kind_is_chosen_first(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    page = signed_in(bea).get(of("criterion_create", draft)).content.decode()

    assert all(f"?kind={kind.value}" in page for kind in Kind)


def test_a_scored_criterion_is_added_with_its_rubric(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    levels = {"rubric-TOTAL_FORMS": "3", "rubric-INITIAL_FORMS": "0", "rubric-0-value": "0"}
    words = {
        "rubric-0-anchor": "Nothing",
        "rubric-1-value": "5",
        "rubric-1-anchor": "Proven",
        "rubric-2-value": "3",
    }
    data = {"title": "Transition", "scale_low": "0", "scale_high": "5", "direction": "higher", "minimum": "2"}

    page = save(signed_in(bea), draft, "scored", **data, **levels, **words)

    added = criterion(draft, "transition")
    assert "Now give it its weight." in page
    assert (added.source, added.minimum, added.weight) == (Source.PANEL, 2, 0)
    assert [(level.value, level.anchor) for level in added.rubric.all()] == [(0, "Nothing"), (5, "Proven")]


def test_a_certificate_is_asked_for_on_a_day(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    iso = CertificationScheme.objects.create(
        code="ISO", name="ISO/IEC 27001", kind="certificate", counts_as_certificate=True
    )
    choice = {"title": "Certified", "source": "certificate"}
    client = signed_in(bea)

    incomplete = save(client, draft, "knockout", **choice)
    page = save(client, draft, "knockout", **choice, scheme=iso.pk, valid_on="contract_start", minimum="5")

    added = criterion(draft, "certified")
    assert "This is needed for what you chose above." in incomplete
    assert "ISO/IEC 27001, verified and valid on the day the contract starts" in page
    assert (added.scheme, added.valid_on, added.minimum) == (iso, "contract_start", None)


def test_years_and_head_count_need_a_least_figure(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    voice = ServiceLine.objects.create(code="FO-01", name="Voice", office="front")
    client = signed_in(bea)

    assert "needed for what you chose" in save(client, draft, "knockout", title="Staff", source="employees")
    assert "needed for what you chose" in save(
        client, draft, "knockout", title="Years", source="years", minimum="3"
    )
    page = save(client, draft, "knockout", title="Years", source="years", minimum="3", service_line=voice.pk)

    assert "Register: years in Voice, at least 3" in page
    assert not Criterion.objects.of_rfp(draft).filter(title="Staff").exists()


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("scored", {"title": " \u200b"}, "This field is required."),
        ("scored", {"scale_low": "5", "scale_high": "5"}, "must lie above the low end"),
        ("scored", {"scale_low": ""}, "Give this end of the scale."),
        ("scored", {"minimum": "6"}, "must lie on the scale, from 0 to 5"),
        ("scored", {"scale_high": "1e9"}, "not a plain number"),
        ("scored", {"direction": "sideways"}, "valid choice"),
        ("measured", {"source": "panel"}, "valid choice"),
        ("measured", {"source": "years"}, "needed for what you chose"),
        ("knockout", {"source": "offer"}, "valid choice"),
        ("knockout", {"source": "certificate", "scheme": "999"}, "valid choice"),
        ("scored", {"rubric-TOTAL_FORMS": "1", "rubric-0-anchor": "Good"}, "Say which value this describes."),
        (
            "scored",
            {"rubric-TOTAL_FORMS": "1", "rubric-0-value": "7", "rubric-0-anchor": "Good"},
            "not on the scale",
        ),
        (
            "scored",
            {
                "rubric-TOTAL_FORMS": "2",
                "rubric-0-value": "1",
                "rubric-0-anchor": "a",
                "rubric-1-value": "1.0",
                "rubric-1-anchor": "b",
            },
            "Described twice: 1.",
        ),
        ("scored", {"rubric-TOTAL_FORMS": "x"}, "ManagementForm"),
    ],
)
def test_bad_criteria_are_refused_in_words(
    draft: Rfp, signed_in: SignIn, bea: User, kind: str, data: dict[str, str], words: str
) -> None:
    good = {"title": "Plan", "source": "recorded", "scale_low": "0", "scale_high": "5", "direction": "higher"}
    before = Criterion.objects.count()

    page = save(signed_in(bea), draft, kind, **{**good, **data})

    assert words in page
    assert Criterion.objects.count() == before


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"formula": "between_bounds", "bound_low": "100"}, "needed for what you chose"),
        (
            {"formula": "between_bounds", "bound_low": "100", "bound_high": "100"},
            "must lie above the lower one",
        ),
        ({"formula": "reference_ratio"}, "needed for what you chose"),
        ({"formula": "reference_ratio", "reference": "0"}, "must be above zero"),
        ({"formula": ""}, "required"),
        ({"formula": "magic"}, "valid choice"),
        ({"formula": "lowest_ratio", "points_decimals": "7"}, "less than or equal to 6"),
    ],
)
def test_a_price_formula_needs_its_figures(
    draft: Rfp, signed_in: SignIn, bea: User, data: dict[str, str], words: str
) -> None:
    price = criterion(draft, "price")

    page = signed_in(bea).post(of("criterion_edit", draft, price.pk), {"title": "Price", **data})

    assert words in page.content.decode()
    assert criterion(draft, "price").formula == "lowest_ratio"


def test_figures_of_another_formula_are_cleared(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    price = criterion(draft, "price")
    data = {
        "title": "Price",
        "formula": "reference_ratio",
        "reference": "1000",
        "bound_low": "5",
        "bound_high": "1",
    }

    signed_in(bea).post(of("criterion_edit", draft, price.pk), {**data, "cap": "on"})

    price = criterion(draft, "price")
    assert (price.formula, price.reference, price.bound_low, price.cap) == (
        "reference_ratio",
        1000,
        None,
        True,
    )


def test_a_second_price_criterion_is_refused_in_words(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    page = save(signed_in(bea), draft, "price", title="Cost", formula="lowest_ratio")

    assert "a set has at most one" in page


def test_after_publication_a_criterion_changes_with_a_reason_only(
    published: Rfp, signed_in: SignIn, bea: User
) -> None:
    price, client = criterion(published, "price"), signed_in(bea)
    data = {"title": "Total price", "formula": "lowest_ratio"}

    without = client.post(of("criterion_edit", published, price.pk), data).content.decode()
    assert "Reason of the change" in without
    assert criterion(published, "price").title == "Price"

    client.post(of("criterion_edit", published, price.pk), data | {"reason": "Clearer."})
    assert criterion(published, "price").title == "Total price"
    assert CriteriaSet.objects.get(rfp=published).changes.get().reason == "Clearer."


def test_a_criterion_is_deleted_after_confirming(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    pk, client = criterion(draft, "quality-1").pk, signed_in(bea)

    assert "Delete criterion" in client.get(of("criterion_delete", draft, pk)).content.decode()
    client.post(of("criterion_delete", draft, pk))

    assert not Criterion.objects.filter(pk=pk).exists()


def test_a_published_criterion_with_weight_says_why_it_stays(
    published: Rfp, signed_in: SignIn, bea: User
) -> None:
    pk = criterion(published, "quality-1").pk

    page = signed_in(bea).post(of("criterion_delete", published, pk), {"reason": "x"}).content.decode()

    assert "Give its weight to other criteria first" in page
    assert Criterion.objects.filter(pk=pk).exists()


def test_criteria_move_by_buttons(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    client, price = signed_in(bea), criterion(draft, "price").pk

    client.post(of("criterion_move", draft, price, "up"))

    assert list(Criterion.objects.of_rfp(draft).values_list("key", flat=True)) == [
        "quality-1",
        "price",
        "quality-2",
    ]
    assert client.post(of("criterion_move", draft, price, "sideways")).status_code == 404
    assert client.get(of("criterion_move", draft, price, "up")).status_code == 405


# --- Method

METHOD = {"panel": "median", "decimals": "3", "weights_total": "100", "tie_1": "price", "shortlist_size": "4"}


def test_the_method_is_changed(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    page = signed_in(bea).post(of("rfp_method", draft), {**METHOD, "tie_2": "quality-1"}, follow=True)

    kept = CriteriaSet.objects.get(rfp=draft)
    assert (kept.panel, kept.decimals, kept.shortlist_size) == ("median", 3, 4)
    assert kept.tie_break == ["price", "quality-1"]
    assert "the lower price, then more points for Quality 1" in page.content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"panel": "mode"}, "valid choice"),
        ({"decimals": "7"}, "less than or equal to 6"),
        ({"decimals": "-1"}, "greater than or equal to 0"),
        ({"weights_total": "0"}, "greater than or equal to 0.0001"),
        ({"quality_minimum": "100.5"}, "less than or equal to 100"),
        ({"quality_minimum": "1e1"}, "not a plain number"),
        ({"shortlist_size": "0"}, "greater than or equal to 1"),
        ({"shortlist_size": "9" * 30}, "less than or equal to 1000"),
        ({"shortlist_threshold": "-1"}, "greater than or equal to 0"),
        ({"tie_1": "price", "tie_2": "price"}, "Each rule can be used once."),
        ({"tie_1": "nothing"}, "valid choice"),
    ],
)
def test_a_bad_method_is_refused_in_words(
    draft: Rfp, signed_in: SignIn, bea: User, data: dict[str, str], words: str
) -> None:
    page = signed_in(bea).post(of("rfp_method", draft), {**METHOD, **data}).content.decode()

    assert words in page
    assert CriteriaSet.objects.get(rfp=draft).panel == "mean"


# --- Who scores what


def test_assignments_are_saved_from_boxes(draft: Rfp, signed_in: SignIn, bea: User, eva: User) -> None:
    client, one = signed_in(bea), criterion(draft, "quality-1")

    client.post(of("rfp_assignments", draft), {"pair": [f"{one.pk}-{eva.pk}"]})
    assert list(Assignment.objects.values_list("criterion", "evaluator")) == [(one.pk, eva.pk)]

    client.post(of("rfp_assignments", draft), {"action": "everything"})
    assert Assignment.objects.count() == 2 * 4


@pytest.mark.parametrize("pair", ["x", "1-2-3", "1-", "-1-2", "9" * 25 + "-1", "0-0", "1-²"])
def test_boxes_that_are_not_of_the_page_change_nothing(
    draft: Rfp, signed_in: SignIn, bea: User, pair: str
) -> None:
    before = Assignment.objects.count()

    page = signed_in(bea).post(of("rfp_assignments", draft), {"pair": [pair]}).content.decode()

    assert "load it again" in page or "look again" in page
    assert Assignment.objects.count() == before


# --- Recorded facts


@pytest.fixture
def asked(draft: Rfp) -> Rfp:
    """Two more criteria whose values the lead records: a knock-out and a figure."""
    facts = {"criteria_set": CriteriaSet.objects.get(rfp=draft), "source": Source.RECORDED}
    Criterion.objects.create(key="eu", title="Data in the EU", kind=Kind.KNOCKOUT, **facts)
    scale = {"scale_low": D(0), "scale_high": D(24)}
    Criterion.objects.create(key="hours", title="Hours covered", kind=Kind.MEASURED, **scale, **facts)
    return draft


def cells(client: Client, rfp: Rfp, answer: str, value: str, **more: str) -> dict[str, str]:
    """What the form of the first vendor sends after these were typed."""
    first = rfp.candidates.all()[0]
    eu, hours = (f"{first.pk}-{criterion(rfp, key).pk}" for key in ("eu", "hours"))
    forms = {f.prefix: f for _, row in client.get(of("rfp_recorded", rfp)).context["rows"] for f in row}
    return {
        f"{eu}-answer": answer,
        f"{eu}-note": "",
        f"{eu}-seen": forms[eu].initial["seen"],
        f"{hours}-value": value,
        f"{hours}-note": "By contract.",
        f"{hours}-seen": forms[hours].initial["seen"],
        **more,
    }


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
    [("maybe", "1", "valid choice"), ("pass", "NaN", "plain number"), ("pass", "1e3", "plain number")],
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
    asked: Rfp, signed_in: SignIn, bea: User
) -> None:
    client = signed_in(bea)
    mine = cells(client, asked, "pass", "")
    first = asked.candidates.all()[0]
    RecordedValue.objects.create(
        candidate=first, criterion=criterion(asked, "eu"), passed=False, note="Seen."
    )

    page = client.post(of("rfp_recorded", asked), mine).content.decode()
    assert "Changed meanwhile to failed (“Seen.”)" in page
    assert RecordedValue.objects.get().passed is False

    client.post(of("rfp_recorded", asked), cells(client, asked, "pass", ""))
    assert RecordedValue.objects.get(criterion__key="eu").passed is True


# --- Size


@pytest.mark.parametrize("count", [1, 30])
def test_the_pages_cost_the_same_for_many(
    bea: User,
    otto: User,
    eva: User,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    vendors = [f"Vendor {number}" for number in range(count)]
    rfp = staffed(make_rfp(status=RfpStatus.DRAFT, vendors=vendors, scored=count), bea, otto, eva)
    criteria_set = CriteriaSet.objects.get(rfp=rfp)
    for number in range(count):
        Criterion.objects.create(
            criteria_set=criteria_set,
            key=f"eu-{number}",
            title="EU",
            kind=Kind.KNOCKOUT,
            source=Source.RECORDED,
        )
    client = signed_in(bea)

    for name, most in (
        ("rfp_criteria", 22),
        ("rfp_assignments", 18),
        ("rfp_recorded", 18),
        ("rfp_method", 16),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(of(name, rfp)).status_code == 200
