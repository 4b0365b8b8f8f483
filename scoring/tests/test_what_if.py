"""The What if tab over HTTP: a scratch copy and its scenarios, and a record that stays as it is."""

from typing import Any

import pytest
from django.core import serializers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Candidate, Rfp, TeamMember, TeamRole
from scoring.engine import from_mapping, rank
from scoring.models import CriteriaSet, Criterion, Scenario, Score, Shortlist
from scoring.scratch import Changes, no_longer_fits
from scoring.services.recompute import recompute

from .conftest import Newest, SignIn
from .scenes import NOW, certify, make_rfp, require_certificate
from .versions import call_centre

MOVED = {"weight-0": "80", "weight-1": "10", "weight-2": "10"}


@pytest.fixture
def lead(signed_in: SignIn, bea: User) -> Client:
    return signed_in(bea)


@pytest.fixture
def base(newest: Newest) -> Shortlist:
    return newest()


def ask(client: Client, rfp: Rfp, **data: Any) -> Any:
    return client.post(reverse("rfp_what_if", args=[rfp.number]), MOVED | data)


def save(client: Client, rfp: Rfp, name: str = "Quality first", **data: Any) -> Any:
    return client.post(reverse("scenario_create", args=[rfp.number]), MOVED | {"name": name} | data)


def page(client: Client, name: str, *arguments: object, **query: str) -> str:
    answer = client.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def totals(answer: Any) -> dict[str, str | None]:
    return {row.key: row.total for row in answer.context["view"].rows}


def computed(document: dict[str, Any]) -> dict[str, Any]:
    ranking: Any = rank(from_mapping(document)).as_dict()
    return {row["vendor"]: row["total"] for row in ranking["rows"]}


def test_without_a_ranking_there_is_nothing_to_try(evaluation: Rfp, lead: Client) -> None:
    assert "Nothing to try yet" in page(lead, "rfp_what_if", evaluation.number)


def test_the_copy_begins_as_the_record(evaluation: Rfp, base: Shortlist, lead: Client) -> None:
    answer = lead.get(reverse("rfp_what_if", args=[evaluation.number]))

    assert totals(answer) == {row["vendor"]: row["total"] for row in base.result["rows"]}
    assert not any(row.move for row in answer.context["view"].rows)


def test_without_javascript_weights_are_sent_and_the_server_ranks(
    evaluation: Rfp, base: Shortlist, lead: Client
) -> None:
    answer = ask(lead, evaluation)

    document = base.file
    for criterion, weight in zip(document["criteria"], MOVED.values(), strict=True):
        criterion["weight"] = weight
    assert answer.status_code == 200
    assert totals(answer) == computed(document)


def test_ranks_that_differ_from_the_record_are_marked(evaluation: Rfp, base: Shortlist, lead: Client) -> None:
    before = {row["vendor"]: row["rank"] for row in base.result["rows"]}

    rows = ask(lead, evaluation).context["view"].rows

    assert {row.key: before[row.key] - row.rank for row in rows if row.move} == {
        row.key: before[row.key] - row.rank for row in rows if before[row.key] != row.rank
    }
    assert any(row.move for row in rows)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"weight-0": "70"}, "The weights add up to 90, not to 100."),
        ({"weight-0": "1e1"}, "is not a plain number"),
        ({"weight-0": "-5"}, "At least 0;"),
        ({"vendors": ["nobody"]}, "One of these is not in this version."),
        ({"knockouts": ["0.0.maybe"]}, "One of these is not in this version."),
    ],
)
def test_what_cannot_be_ranked_is_told_and_what_was_typed_stays(
    evaluation: Rfp, base: Shortlist, lead: Client, sent: dict[str, Any], told: str
) -> None:
    answer = ask(lead, evaluation, **sent)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert f'value="{sent.get("weight-0", "80")}"' in answer.content.decode()


def test_weights_that_do_not_add_up_can_be_scaled(evaluation: Rfp, base: Shortlist, lead: Client) -> None:
    answer = ask(lead, evaluation, **{"weight-0": "20", "action": "scale"})

    assert answer.status_code == 200
    assert 'value="50"' in answer.content.decode()


def test_a_vendor_and_an_evaluator_can_be_left_out(evaluation: Rfp, base: Shortlist, lead: Client) -> None:
    answer = ask(lead, evaluation, vendors=["acanto"], evaluators=["nora"])

    document = Changes(
        weights=dict(zip([each["key"] for each in base.file["criteria"]], MOVED.values(), strict=True)),
        vendors=["acanto"],
        evaluators=["nora"],
    ).made_on(base.file)
    assert all("nora" not in panel for each in document["vendors"] for panel in each["scores"].values())
    assert totals(answer) == computed(document) | {"acanto": None}
    assert "Left out" in answer.content.decode()


def test_a_knockout_can_be_waived_and_failed(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    require_certificate(evaluation)
    for name in ("Acanto", "Borea"):
        certify(name)
    shortlist = newest()
    states = {row["vendor"]: row["state"] for row in shortlist.result["rows"]}
    codes = [f"{place}.0.{answer}" for place, answer in enumerate(["fail", "pass", "waived"])]

    rows = ask(lead, evaluation, knockouts=codes).context["view"].rows

    assert (states["acanto"], states["cima"]) == ("ranked", "excluded")
    assert {row.key: row.state for row in rows} == {
        "acanto": "excluded",
        "borea": "ranked",
        "cima": "ranked",
    }


def test_a_trimmed_mean_that_lacks_scores_is_told(evaluation: Rfp, newest: Newest, lead: Client) -> None:
    many = make_rfp("RFP-2027-009", evaluators=["Nora", "Emma", "Lars", "Ivo", "Una"])
    TeamMember.objects.create(rfp=many, user=User.objects.get(name="Bea"), role=TeamRole.LEAD, key="bea")
    CriteriaSet.objects.filter(rfp=many).update(panel="trimmed_mean")
    recompute(rfp_id=many.pk, at=NOW)

    answer = ask(lead, many, evaluators=["nora"])

    assert answer.status_code == 422
    assert "has fewer than five scores" in answer.content.decode()


def test_a_scenario_is_saved_opened_renamed_and_deleted(
    evaluation: Rfp, base: Shortlist, lead: Client
) -> None:
    answer = save(lead, evaluation, vendors=["cima"])
    scenario = Scenario.objects.get()
    assert answer["Location"] == scenario.get_absolute_url()

    opened = lead.get(scenario.get_absolute_url())
    assert totals(opened) == totals(ask(lead, evaluation, vendors=["cima"]))

    edit = reverse("scenario_edit", args=[evaluation.number, scenario.pk])
    lead.post(edit, {"name": "Quality before price", "is_shared": "on"})
    scenario.refresh_from_db()
    assert (scenario.name, scenario.is_shared) == ("Quality before price", True)

    lead.post(reverse("scenario_delete", args=[evaluation.number, scenario.pk]))
    assert lead.get(scenario.get_absolute_url()).status_code == 404


def test_a_deleted_scenario_is_put_back_by_its_owner_alone(
    evaluation: Rfp, base: Shortlist, lead: Client, otto: User
) -> None:
    save(lead, evaluation, vendors=["cima"], is_shared="on")
    scenario = Scenario.objects.get()
    restore = reverse("scenario_restore", args=[evaluation.number, scenario.pk])
    assert lead.post(restore).status_code == 404

    after = lead.post(reverse("scenario_delete", args=[evaluation.number, scenario.pk]), follow=True)
    assert "It can be put back below." in after.content.decode()
    assert restore in after.content.decode()
    assert scenario.get_absolute_url() + '"' not in after.content.decode()
    other = Client()
    other.force_login(otto, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert other.post(restore).status_code == 404
    assert restore not in page(other, "scenarios", evaluation.number)

    lead.post(restore)
    assert "Deleted by you" not in page(lead, "scenarios", evaluation.number)
    assert lead.get(scenario.get_absolute_url()).status_code == 200


def test_a_name_taken_meanwhile_keeps_a_deleted_scenario_where_it_is(
    evaluation: Rfp, base: Shortlist, lead: Client
) -> None:
    save(lead, evaluation)
    first = Scenario.objects.get()
    lead.post(reverse("scenario_delete", args=[evaluation.number, first.pk]))
    save(lead, evaluation)

    answer = lead.post(reverse("scenario_restore", args=[evaluation.number, first.pk]), follow=True)

    assert "rename that one first" in answer.content.decode()
    assert Scenario.objects.kept().count() == 1


def test_nothing_of_the_record_changes_whatever_is_tried_and_saved(
    evaluation: Rfp, base: Shortlist, lead: Client
) -> None:
    def record() -> str:
        models = (Rfp, Candidate, CriteriaSet, Criterion, Score, Shortlist, TeamMember)
        rows = [row for model in models for row in model.objects.order_by("pk")]
        return str(serializers.serialize("json", rows))

    before = record()

    ask(lead, evaluation, vendors=["acanto"], evaluators=["nora"])
    save(lead, evaluation, is_shared="on", evaluators=["nora"])
    lead.get(Scenario.objects.get().get_absolute_url())
    page(lead, "scenarios", evaluation.number)
    lead.post(reverse("scenario_delete", args=[evaluation.number, Scenario.objects.get().pk]))

    assert record() == before


def test_nothing_points_to_a_scenario() -> None:
    assert [each for each in Scenario._meta.get_fields() if each.auto_created and not each.concrete] == []


@pytest.mark.parametrize(
    ("name", "told"),
    [("", "This field is required."), ("quality FIRST", "You have a scenario of this name already.")],
)
def test_a_name_is_needed_once(evaluation: Rfp, base: Shortlist, lead: Client, name: str, told: str) -> None:
    save(lead, evaluation)

    answer = save(lead, evaluation, name)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert Scenario.objects.count() == 1


def test_others_see_what_is_shared_and_change_nothing_of_it(
    evaluation: Rfp, base: Shortlist, signed_in: SignIn, bea: User, otto: User, xenia: User
) -> None:
    save(signed_in(bea), evaluation, "Mine")
    save(signed_in(bea), evaluation, "Ours", is_shared="on")
    mine, ours = Scenario.objects.order_by("name")
    page(signed_in(bea), "scenarios", evaluation.number)

    shown = page(signed_in(otto), "scenarios", evaluation.number)

    assert "Ours" in shown
    assert "Mine" not in shown
    assert signed_in(otto).get(ours.get_absolute_url()).status_code == 200
    assert signed_in(otto).get(mine.get_absolute_url()).status_code == 404
    for name in ("scenario_edit", "scenario_delete"):
        address = reverse(name, args=[evaluation.number, ours.pk])
        assert signed_in(otto).post(address, {"name": "Otto's"}).status_code == 404
    assert signed_in(xenia).get(ours.get_absolute_url()).status_code == 404


def test_a_blind_evaluator_sees_no_what_if(
    evaluation: Rfp, base: Shortlist, signed_in: SignIn, eva: User
) -> None:
    client = signed_in(eva)

    assert client.get(reverse("rfp_what_if", args=[evaluation.number])).status_code == 403
    assert ask(client, evaluation).status_code == 403
    assert client.get(reverse("scenarios", args=[evaluation.number])).status_code == 403


@pytest.mark.parametrize("asked", ["99999", "0", "x", "½", "9" * 30])
def test_a_version_that_is_not_there_is_not_replaced_by_another(
    evaluation: Rfp, base: Shortlist, lead: Client, asked: str
) -> None:
    page = reverse("rfp_what_if", args=[evaluation.number])

    assert lead.get(page, {"version": asked}).status_code == 404
    assert lead.post(page, {"version": asked}).status_code == 404
    assert lead.get(page, {"version": "1"}).context["base"] == base


def test_a_scenario_of_an_older_version_says_so_and_can_be_tried_on_the_newest(
    evaluation: Rfp, newest: Newest, lead: Client
) -> None:
    newest()
    save(lead, evaluation)
    scenario = Scenario.objects.get()
    Criterion.objects.filter(criteria_set__rfp=evaluation, key="quality-1").update(weight="20")
    Criterion.objects.filter(criteria_set__rfp=evaluation, key="price").update(weight="50")
    newest()

    shown = page(lead, "scenario", evaluation.number, scenario.pk)
    tried = lead.get(scenario.get_absolute_url(), {"on": "newest"})

    assert "It was made on version 1; version 2 is the newest" in shown
    assert "Criterion “Price” has changed." in shown
    assert "Not the newest" in page(lead, "scenarios", evaluation.number)
    assert tried.context["base"].number == 2
    assert totals(tried) == totals(ask(lead, evaluation))


def test_what_no_longer_fits_is_named_and_left_away() -> None:
    older, newer = call_centre(), call_centre()
    newer["criteria"] = [each for each in newer["criteria"] if each["key"] != "hours"]
    newer["criteria"][-1]["weight"] = "60"
    newer["vendors"] = [
        {key: value for key, value in each.items() if key != "measures"}
        for each in newer["vendors"]
        if each["key"] != "bolt"
    ]
    changes = Changes(
        weights={"security": "30", "hours": "40", "price": "30"},
        vendors=["bolt", "acme"],
        knockouts={"bolt": {"iso": "fail"}, "elm": {"iso": "waived"}},
    )

    told = no_longer_fits(changes, made_on=older, newest=newer)
    fitted = changes.fitted_to(newer)

    assert told == [
        "Criterion “Hours covered” is gone.",
        "Vendor “Bolt Services” is gone.",
        "Criterion “Price” has changed.",
    ]
    assert fitted.weights == {"security": "50", "price": "50"}
    assert (list(fitted.vendors), fitted.knockouts) == (["acme"], {"elm": {"iso": "waived"}})
    assert from_mapping(fitted.made_on(newer))


def test_scenarios_are_compared_vendor_by_vendor(evaluation: Rfp, base: Shortlist, lead: Client) -> None:
    save(lead, evaluation)
    save(lead, evaluation, "Without Acanto", vendors=["acanto"])

    comparison = lead.get(reverse("scenarios", args=[evaluation.number])).context["comparison"]

    cells = {name: found for _, name, found in comparison.rows}
    expected = totals(ask(lead, evaluation))
    assert [cell.total for cell in cells["Borea"]][:1] == [
        row["total"] for row in base.result["rows"] if row["vendor"] == "borea"
    ]
    assert cells["Borea"][2].total == expected["borea"]
    assert [cell.words for cell in cells["Acanto"]] == ["", "Left out", ""]


def test_the_number_of_queries_does_not_depend_on_the_rows(
    evaluation: Rfp,
    base: Shortlist,
    lead: Client,
    bea: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    many = make_rfp("RFP-2027-030", vendors=[f"Vendor {place}" for place in range(30)], scored=5)
    many.team.create(user=bea, role="lead", key="bea")
    recompute(rfp_id=many.pk, at=NOW)
    for rfp, count in ((evaluation, 1), (many, 30)):
        Scenario.objects.bulk_create(
            Scenario(
                rfp=rfp, owner=bea, base=rfp.shortlists.get(), name=f"Try {n}", changes={}, created_at=NOW
            )
            for n in range(count)
        )
    page(lead, "rfp_what_if", evaluation.number)

    for name in ("rfp_what_if", "scenarios"):
        with CaptureQueriesContext(connection) as few:
            page(lead, name, evaluation.number)
        with django_assert_num_queries(len(few)):
            page(lead, name, many.number)
