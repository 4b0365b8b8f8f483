from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Rfp, RfpStatus, RfpTemplate, TeamRole
from rfp.services import add_candidates, add_member, create_rfp
from vendors.models import Vendor

from .conftest import NOW
from .test_forms import GOOD

SignIn = Callable[[User], Client]
READ = ["rfp_overview", "rfp_team", "rfp_candidates"]
LEAD_ONLY = ["rfp_edit", "rfp_candidates_add"]


def of(name: str, rfp: Rfp, *more: object) -> str:
    return reverse(name, args=[rfp.number, *more])


def pages_of_leads(rfp: Rfp) -> list[str]:
    member, candidate = rfp.team.get(user__name="Eva"), rfp.candidates.first()
    assert candidate
    return [
        *(of(name, rfp) for name in LEAD_ONLY),
        of("rfp_move", rfp, "published"),
        of("member_remove", rfp, member.pk),
        of("candidate_remove", rfp, candidate.pk),
    ]


# --- Who sees what


@pytest.mark.parametrize("name", READ)
def test_the_team_reads(
    with_panel: Rfp, signed_in: SignIn, bea: User, eva: User, otto: User, name: str
) -> None:
    for user in (bea, eva, otto):
        assert signed_in(user).get(of(name, with_panel)).status_code == 200


@pytest.mark.parametrize("name", READ)
def test_for_outsiders_there_is_no_such_rfp(
    with_panel: Rfp, signed_in: SignIn, xenia: User, ada: User, vic: User, emil: User, name: str
) -> None:
    for user in (xenia, ada, vic, emil):
        assert signed_in(user).get(of(name, with_panel)).status_code == 404
        assert signed_in(user).post(of(name, with_panel)).status_code in (404, 405)


def test_pages_of_leads_are_there_for_leads_only(
    with_panel: Rfp, signed_in: SignIn, bea: User, eva: User, otto: User, xenia: User
) -> None:
    for page in pages_of_leads(with_panel):
        assert signed_in(bea).get(page).status_code == 200, page
        for user in (eva, otto, xenia):
            assert signed_in(user).get(page).status_code == 404, page
            assert signed_in(user).post(page).status_code == 404, page


def test_the_anonymous_is_sent_to_sign_in(with_panel: Rfp, client: Client) -> None:
    pages = [of(name, with_panel) for name in READ] + pages_of_leads(with_panel)
    for page in [reverse("rfp_list"), reverse("rfp_create"), *pages]:
        response = client.get(page)
        assert response.status_code == 302, page
        assert response["Location"].startswith(reverse("account_login"))


def test_the_list_has_only_what_one_may_see(
    with_panel: Rfp, signed_in: SignIn, eva: User, xenia: User
) -> None:
    assert with_panel.title in signed_in(eva).get(reverse("rfp_list")).content.decode()
    assert "No RFP yet" in signed_in(xenia).get(reverse("rfp_list")).content.decode()


def test_evaluators_see_no_prices_and_no_reports(
    with_panel: Rfp, signed_in: SignIn, eva: User, otto: User
) -> None:
    with_panel.candidates.update(price=Decimal("77123.45"))

    seen_by = {
        user: signed_in(user).get(of("rfp_candidates", with_panel)).content.decode() for user in (eva, otto)
    }

    assert "77,123.45" in seen_by[otto]
    assert "77,123.45" not in seen_by[eva]
    assert "Publish RFP" not in seen_by[otto]
    assert of("rfp_edit", with_panel) not in seen_by[eva]


# --- List


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("?q=payr", True),
        ("?q=RFP-2026", True),
        ("?q=%25", False),
        ("?q=catering", False),
        ("?status=draft", True),
        ("?status=live", True),
        ("?status=ended", False),
        ("?status=closed", False),
        ("?status=nonsense", True),
        ("?page=99", True),
        ("?page=x", True),
    ],
)
def test_the_list_is_narrowed_by_search_and_status(
    draft: Rfp, signed_in: SignIn, bea: User, query: str, found: bool
) -> None:
    page = signed_in(bea).get(reverse("rfp_list") + query)

    assert page.status_code == 200
    assert (draft.number in page.content.decode()) is found


def test_htmx_gets_the_table_alone(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    page = signed_in(bea).get(reverse("rfp_list"), headers={"HX-Request": "true"}).content.decode()

    assert draft.number in page
    assert "<html" not in page


def test_a_nul_in_the_search_is_a_bad_request(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    assert signed_in(bea).get(reverse("rfp_list") + "?q=%00").status_code == 400


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_many(
    signed_in: SignIn, bea: User, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        create_rfp(rfp=Rfp(title=f"RFP {number}", buyer_country="ES"), by=bea, at=NOW)
    client = signed_in(bea)

    with django_assert_max_num_queries(5):
        client.get(reverse("rfp_list"))


# --- Create and edit


def test_a_lead_creates_an_rfp_from_a_template(
    signed_in: SignIn, bea: User, template: RfpTemplate, client: Client
) -> None:
    address = reverse("rfp_create") + "?template=payroll"
    deadline = f"{timezone.now() + timedelta(days=20):%Y-%m-%d}T14:00"
    start = f"{timezone.now() + timedelta(days=60):%Y-%m-%d}"
    data = {**GOOD, "deadline": deadline, "contract_starts_on": start, "contract_ends_on": ""}
    page = signed_in(bea).get(address).content.decode()

    response = client.post(address, data)

    rfp = Rfp.objects.get()
    assert "Pay must be right." in page
    assert response["Location"] == rfp.get_absolute_url()
    assert (rfp.template, rfp.status, rfp.team.get().user) == (template, RfpStatus.DRAFT, bea)


def test_the_choice_of_templates_shows_weights_and_origin(
    signed_in: SignIn, bea: User, template: RfpTemplate
) -> None:
    template.based_on = {
        "issuer": "Ayuntamiento",
        "country": "ES",
        "year": 2011,
        "source": "https://example.org/x",
    }
    template.save()

    page = signed_in(bea).get(reverse("rfp_create")).content.decode()

    assert "Ayuntamiento, ES 2011" in page
    assert 'href="https://example.org/x"' in page
    assert "?template=payroll" in page


def test_an_unknown_template_is_not_found(signed_in: SignIn, bea: User) -> None:
    assert signed_in(bea).get(reverse("rfp_create") + "?template=nope").status_code == 404


def test_only_procurement_leads_create(signed_in: SignIn, eva: User, ada: User, vic: User) -> None:
    for user, answer in ((eva, 403), (ada, 403), (vic, 404)):
        assert signed_in(user).get(reverse("rfp_create") + "?template=").status_code == answer
        assert signed_in(user).post(reverse("rfp_create") + "?template=", GOOD).status_code == answer
    assert not Rfp.objects.exists()


def test_a_form_with_errors_keeps_what_was_typed(signed_in: SignIn, bea: User) -> None:
    data = {**GOOD, "title": "<script>alert(1)</script>", "deadline": "2027-03-28T02:30"}

    page = signed_in(bea).post(reverse("rfp_create") + "?template=", data).content.decode()

    assert "does not exist in Europe/Madrid" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not Rfp.objects.exists()


def test_a_lead_edits(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    data = {
        **GOOD,
        "title": "Payroll and more",
        "deadline": "",
        "contract_starts_on": "",
        "contract_ends_on": "",
    }

    response = signed_in(bea).post(of("rfp_edit", draft), data)

    draft.refresh_from_db()
    assert response["Location"] == draft.get_absolute_url()
    assert draft.title == "Payroll and more"


def test_an_rfp_that_has_ended_is_not_edited(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    Rfp.objects.filter(pk=draft.pk).update(status="cancelled", status_reason="Budget cut.")

    for name in LEAD_ONLY:
        assert signed_in(bea).get(of(name, draft)).status_code == 404
    assert "Budget cut." in signed_in(bea).get(draft.get_absolute_url()).content.decode()


# --- Moves


def test_a_lead_publishes_after_confirming(ready: Rfp, signed_in: SignIn, bea: User) -> None:
    client = signed_in(bea)
    asked = client.get(of("rfp_move", ready, "published")).content.decode()

    client.post(of("rfp_move", ready, "published"))

    ready.refresh_from_db()
    assert "Criteria and weights are locked" in asked
    assert ready.status == RfpStatus.PUBLISHED


def test_a_move_that_lacks_something_says_what(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    client = signed_in(bea)

    asked = client.get(of("rfp_move", draft, "published")).content.decode()
    refused = client.post(of("rfp_move", draft, "published"), follow=True).content.decode()

    draft.refresh_from_db()
    assert "Set the deadline for offers." in asked
    assert "Set the deadline for offers." in refused
    assert draft.is_draft


def test_cancelling_asks_for_a_reason(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    client = signed_in(bea)

    without = client.post(of("rfp_move", draft, "cancelled"), {"reason": " \u200b "})
    draft.refresh_from_db()
    assert without.status_code == 200
    assert draft.is_draft

    client.post(of("rfp_move", draft, "cancelled"), {"reason": "Budget cut."})
    draft.refresh_from_db()
    assert (draft.status, draft.status_reason) == (RfpStatus.CANCELLED, "Budget cut.")


@pytest.mark.parametrize("to", ["awarded", "consensus", "nonsense", "draft"])
def test_moves_that_are_not_offered_are_not_found(ready: Rfp, signed_in: SignIn, bea: User, to: str) -> None:
    assert signed_in(bea).post(of("rfp_move", ready, to)).status_code == 404


def test_a_move_out_of_turn_changes_nothing(ready: Rfp, signed_in: SignIn, bea: User) -> None:
    page = signed_in(bea).post(of("rfp_move", ready, "opened"), follow=True).content.decode()

    ready.refresh_from_db()
    assert "cannot become opened" in page
    assert ready.is_draft


def test_the_overview_says_who_opened_the_offers(ready: Rfp, signed_in: SignIn, bea: User) -> None:
    Rfp.objects.filter(pk=ready.pk).update(status="closed")

    page = signed_in(bea).post(of("rfp_move", ready, "opened"), follow=True).content.decode()

    assert "by Bea" in page


# --- Team


def test_a_lead_adds_changes_and_removes_people(draft: Rfp, signed_in: SignIn, bea: User, eva: User) -> None:
    client = signed_in(bea)

    client.post(of("rfp_team", draft), {"person": "eva@example.com", "role": "evaluator"})
    member = draft.team.get(user=eva)
    client.post(of("member_role", draft, member.pk), {"role": "observer"})
    assert draft.team.get(user=eva).role == TeamRole.OBSERVER

    client.post(of("member_remove", draft, member.pk))
    assert not draft.team.filter(user=eva).exists()


def test_only_leads_change_the_team(
    with_panel: Rfp, signed_in: SignIn, eva: User, otto: User, xenia: User
) -> None:
    member = with_panel.team.get(user=eva)
    for user in (eva, otto, xenia):
        client = signed_in(user)
        data = {"person": "xenia@example.com", "role": "observer"}
        assert client.post(of("rfp_team", with_panel), data).status_code == 404
        assert client.post(of("member_role", with_panel, member.pk), {"role": "observer"}).status_code == 404
    assert with_panel.team.count() == 3


def test_a_refused_change_of_the_team_is_explained(
    draft: Rfp, signed_in: SignIn, bea: User, eva: User
) -> None:
    client, lead = signed_in(bea), draft.team.get()

    unknown = client.post(of("rfp_team", draft), {"person": "nobody", "role": "evaluator"}).content.decode()
    unfit = client.post(of("rfp_team", draft), {"person": "Eva", "role": "lead"}).content.decode()
    last = client.post(of("member_remove", draft, lead.pk), follow=True).content.decode()
    wrong = client.post(of("member_role", draft, lead.pk), {"role": "king"}, follow=True).content.decode()

    assert "Nobody who could be added" in unknown
    assert "Eva is not a procurement lead" in unfit
    assert "at least one lead" in last
    assert "Choose one of the roles." in wrong
    assert draft.team.get() == lead


def test_members_of_another_rfp_are_out_of_reach(
    with_panel: Rfp, signed_in: SignIn, xenia: User, eva: User
) -> None:
    other = create_rfp(rfp=Rfp(title="Other", buyer_country="ES"), by=xenia, at=NOW)
    member, candidate = with_panel.team.get(user=eva), with_panel.candidates.first()
    assert candidate
    client = signed_in(xenia)

    assert client.post(of("member_remove", other, member.pk)).status_code == 404
    assert client.post(of("candidate_remove", other, candidate.pk)).status_code == 404


# --- Candidates


def row(rfp: Rfp, price: str, key: str = "acme", **more: str) -> dict[str, str]:
    candidate = rfp.candidates.get(key=key)
    fields = {"price": price, "note": "", "seen": candidate.offer_mark, **more}
    return {f"{candidate.pk}-{name}": value for name, value in fields.items()}


def test_a_lead_enters_prices(ready: Rfp, signed_in: SignIn, bea: User) -> None:
    response = signed_in(bea).post(
        of("rfp_candidates", ready), row(ready, "130000.50") | row(ready, "", "bolt")
    )

    assert response.status_code == 302
    assert [each.price for each in ready.candidates.all()] == [Decimal("130000.50"), None]


def test_a_bad_price_names_the_row_and_saves_nothing(ready: Rfp, signed_in: SignIn, bea: User) -> None:
    page = signed_in(bea).post(of("rfp_candidates", ready), row(ready, "1e3") | row(ready, "5", "bolt"))

    assert ">Acme</a>: “1e3” is not a plain number" in page.content.decode()
    assert 'value="5"' in page.content.decode()
    assert not ready.candidates.exclude(price=None).exists()


def test_a_price_changed_meanwhile_is_shown_and_can_be_replaced(
    ready: Rfp, signed_in: SignIn, bea: User
) -> None:
    client, mine = signed_in(bea), row(ready, "100")
    ready.candidates.filter(key="acme").update(price=Decimal(90))

    page = client.post(of("rfp_candidates", ready), mine).content.decode()

    assert "Changed meanwhile to 90.00" in page
    assert 'value="100"' in page
    assert ready.candidates.get(key="acme").price == Decimal(90)

    client.post(of("rfp_candidates", ready), row(ready, "100"))
    assert ready.candidates.get(key="acme").price == Decimal(100)


def test_vendors_are_picked_from_the_register(
    draft: Rfp, signed_in: SignIn, bea: User, acme: Vendor, bolt: Vendor
) -> None:
    client = signed_in(bea)
    page = client.get(of("rfp_candidates_add", draft) + "?q=acm").content.decode()

    client.post(of("rfp_candidates_add", draft), {"vendor": [acme.pk, bolt.pk, "x", "9" * 30, -1]})

    assert "Acme" in page
    assert "Bolt" not in page
    assert list(draft.candidates.values_list("key", flat=True)) == ["acme", "bolt"]
    assert "Nobody left to choose" in client.get(of("rfp_candidates_add", draft)).content.decode()


def test_nothing_ticked_is_said(draft: Rfp, signed_in: SignIn, bea: User, acme: Vendor) -> None:
    page = signed_in(bea).post(of("rfp_candidates_add", draft)).content.decode()

    assert "Tick the vendors" in page


def test_a_suspended_vendor_is_neither_offered_nor_taken(
    draft: Rfp, signed_in: SignIn, bea: User, vendor: Callable[..., Vendor]
) -> None:
    gone = vendor("Gone", status="suspended", status_reason="Insolvent.")
    client = signed_in(bea)

    offered = client.get(of("rfp_candidates_add", draft)).content.decode()
    refused = client.post(of("rfp_candidates_add", draft), {"vendor": [gone.pk]}).content.decode()

    assert "Gone" not in offered
    assert "not to be asked: Gone" in refused
    assert not draft.candidates.exists()


def test_removing_a_candidate_of_a_published_rfp_asks_for_a_reason(
    ready: Rfp, signed_in: SignIn, bea: User
) -> None:
    Rfp.objects.filter(pk=ready.pk).update(status="published")
    client, acme = signed_in(bea), ready.candidates.get(key="acme")

    assert client.post(of("candidate_remove", ready, acme.pk)).status_code == 200
    assert ready.candidates.count() == 2

    client.post(of("candidate_remove", ready, acme.pk), {"reason": "Withdrew."})
    assert ready.candidates.count() == 1


@pytest.mark.parametrize("count", [1, 30])
def test_candidates_cost_the_same_for_many(
    draft: Rfp,
    signed_in: SignIn,
    bea: User,
    vendor: Callable[..., Vendor],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    add_candidates(rfp=draft, vendors=[vendor(f"Vendor {number}") for number in range(count)])
    for number in range(30):
        vendor(f"Other {number}")
    client = signed_in(bea)

    with django_assert_max_num_queries(14):
        client.get(of("rfp_candidates", draft))
    with django_assert_max_num_queries(18):
        client.get(of("rfp_candidates_add", draft))


@pytest.mark.parametrize("count", [1, 30])
def test_the_team_costs_the_same_for_many(
    draft: Rfp,
    signed_in: SignIn,
    bea: User,
    person: Callable[..., User],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        add_member(rfp=draft, user=person(f"Person{number}"), role=TeamRole.OBSERVER)
    client = signed_in(bea)

    for name in ("rfp_team", "rfp_overview"):
        with django_assert_max_num_queries(16):
            client.get(of(name, draft))
