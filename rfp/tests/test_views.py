from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Rfp, RfpStatus, RfpTemplate
from rfp.services import create_rfp
from vendors.tests.browser import opened

from .asking import LEAD_ONLY, READ, SignIn, of, pages_of_leads
from .conftest import NOW
from .test_forms import GOOD


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


@pytest.mark.parametrize("typed", ["%00", "Pay%00roll", "Pay%07roll%E2%80%AE", "%0%000Payroll"])
def test_control_characters_in_a_search_are_passed_over(
    draft: Rfp, signed_in: SignIn, bea: User, typed: str
) -> None:
    page = signed_in(bea).get(f"{reverse('rfp_list')}?q={typed}")

    assert page.status_code == 200
    assert "Search" in page.content.decode()


def test_words_longer_than_any_title_find_nothing(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    page = signed_in(bea).get(reverse("rfp_list"), {"q": "Payroll " * 400}).content.decode()

    assert "No RFP fits" in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_many(
    signed_in: SignIn, bea: User, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        create_rfp(rfp=Rfp(title=f"RFP {number}", buyer_country="ES"), by=bea, at=NOW)
    client = signed_in(bea)

    with django_assert_max_num_queries(5):
        client.get(reverse("rfp_list"))


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

    client = signed_in(bea)
    seen = opened(client, of("rfp_edit", draft))["seen"]

    response = client.post(of("rfp_edit", draft), data | {"seen": seen})

    draft.refresh_from_db()
    assert response["Location"] == draft.get_absolute_url()
    assert draft.title == "Payroll and more"


def test_who_comes_to_change_an_rfp_after_its_end_is_told_so_on_its_overview(
    draft: Rfp, signed_in: SignIn, bea: User
) -> None:
    Rfp.objects.filter(pk=draft.pk).update(status="cancelled", status_reason="Budget cut.")
    client = signed_in(bea)

    for name in LEAD_ONLY:
        page = client.get(of(name, draft), follow=True)
        assert page.redirect_chain == [(draft.get_absolute_url(), 302)]
        assert f"{draft.number} has ended (cancelled)" in page.content.decode()
        assert "Budget cut." in page.content.decode()
        assert "Nothing was saved" not in page.content.decode()


def test_a_form_sent_after_the_end_saves_nothing_and_shows_what_was_written(
    draft: Rfp, signed_in: SignIn, bea: User
) -> None:
    Rfp.objects.filter(pk=draft.pk).update(status="cancelled", status_reason="Budget cut.")
    typed = {
        "seen": '{"title": "As it was"}',
        "title": "Late",
        "need": "Two lines.\r\n<b>Both</b> in Spanish.",
        "currency": "EUR",
    }

    page = signed_in(bea).post(of("rfp_edit", draft), typed)

    told = page.content.decode()
    assert page.status_code == 409
    assert "Nothing was saved." in told
    assert "copy it as a new RFP" in told
    assert "&lt;b&gt;Both&lt;/b&gt; in Spanish." in told
    assert '<dt>Title</dt><dd class="pre-line">Late</dd>' in told
    assert "As it was" not in told
    assert Rfp.objects.get().need == draft.need


def test_a_button_pressed_after_the_end_leads_to_the_overview(
    draft: Rfp, signed_in: SignIn, bea: User
) -> None:
    Rfp.objects.filter(pk=draft.pk).update(status="cancelled", status_reason="Budget cut.")

    page = signed_in(bea).post(of("rfp_candidates_add", draft), {"vendor": "1"}, follow=True)

    assert page.redirect_chain == [(draft.get_absolute_url(), 302)]
    assert "Nothing was saved." in page.content.decode()


def test_a_part_of_a_page_asked_for_after_the_end_leads_to_the_overview_too(
    draft: Rfp, signed_in: SignIn, bea: User
) -> None:
    Rfp.objects.filter(pk=draft.pk).update(status="cancelled", status_reason="Budget cut.")

    response = signed_in(bea).get(of("rfp_candidates_add", draft), headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == draft.get_absolute_url()


def test_a_lead_publishes_after_confirming(ready: Rfp, signed_in: SignIn, bea: User) -> None:
    client = signed_in(bea)
    asked = client.get(of("rfp_move", ready, "published")).content.decode()

    client.post(of("rfp_move", ready, "published"))

    ready.refresh_from_db()
    assert "every change of criteria or weights needs a reason" in asked
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


@pytest.mark.parametrize("to", ["consensus", "nonsense", "draft"])
def test_moves_that_are_not_offered_are_not_found(ready: Rfp, signed_in: SignIn, bea: User, to: str) -> None:
    assert signed_in(bea).post(of("rfp_move", ready, to)).status_code == 404


def test_a_move_out_of_turn_changes_nothing(ready: Rfp, signed_in: SignIn, bea: User) -> None:
    page = signed_in(bea).post(of("rfp_move", ready, "opened"), follow=True).content.decode()

    ready.refresh_from_db()
    assert "An RFP that is Draft cannot move to Opened." in page
    assert ready.is_draft


def test_the_overview_says_who_opened_the_offers(ready: Rfp, signed_in: SignIn, bea: User) -> None:
    Rfp.objects.filter(pk=ready.pk).update(status="closed")

    page = signed_in(bea).post(of("rfp_move", ready, "opened"), follow=True).content.decode()

    assert "<dt>Opened</dt><dd>Bea, <time" in page


def test_the_overview_says_who_closed_the_rfp_early_and_why(ready: Rfp, signed_in: SignIn, bea: User) -> None:
    client = signed_in(bea)
    Rfp.objects.filter(pk=ready.pk).update(status="published")

    client.post(of("rfp_move", ready, "closed"), {"reason": "All offers are in."})
    page = client.post(of("rfp_move", ready, "opened"), follow=True).content.decode()

    assert "Closed early" in page
    assert "<div>Before the deadline.</div><div>Reason: All offers are in.</div>" in page
    assert "<dd>Bea, <time" in page


def test_the_rail_of_an_awarded_rfp_says_whether_there_was_a_due_diligence(
    ready: Rfp, signed_in: SignIn, bea: User
) -> None:
    client, trail = signed_in(bea), Rfp.objects.filter(pk=ready.pk)
    trail.update(status="awarded")
    assert "There was no due diligence before." in client.get(of("rfp_overview", ready)).content.decode()

    trail.update(status="due_diligence")
    trail.update(status="awarded")

    page = client.get(of("rfp_overview", ready)).content.decode()
    assert 'Due diligence<span class="visually-hidden"> (done)</span>' in page
    assert "There was no due diligence" not in page


@pytest.mark.parametrize(
    "name", ["rfp_edit", "rfp_demand_edit", "rfp_method", "rfp_assignments", "criterion_edit"]
)
def test_a_form_holds_the_rfp_only_once_it_is_sent(
    ready: Rfp, signed_in: SignIn, bea: User, name: str
) -> None:
    more = [ready.criteria_set.criteria.get().pk] if name == "criterion_edit" else []
    client, address = signed_in(bea), of(name, ready, *more)

    def holds(deed: Callable[[str], object]) -> bool:
        with CaptureQueriesContext(connection) as asked:
            deed(address)
        return any("FOR UPDATE" in each["sql"] and "rfp_rfp" in each["sql"] for each in asked)

    assert (holds(client.get), holds(client.post)) == (False, True)
