"""The Scoring tab over HTTP."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Candidate, Rfp, RfpStatus
from scoring.models import CriteriaSet, Criterion, Kind, RecordedValue, Score, ScoreSheet, Source
from scoring.models.criteria import ValidOn

from .conftest import SignIn, scored_of
from .scenes import NOW, approve_waiver, certify, make_rfp, require_certificate
from .test_scores import complete


@pytest.fixture
def criterion(evaluation: Rfp) -> Criterion:
    return scored_of(evaluation)[0]


@pytest.fixture
def candidate(evaluation: Rfp) -> Candidate:
    return evaluation.candidates.earliest("pk")


@pytest.fixture
def address(evaluation: Rfp, criterion: Criterion, candidate: Candidate) -> str:
    return reverse("score_save", args=[evaluation.number, criterion.pk, candidate.pk])


BAD_NUMBERS = (
    *("NaN", "Infinity", "-Infinity", "1e3", "1E1", "1_0", "9" * 5000, "abc", "1,5", "1,234"),
    *("5.00001", "-1", "6", "½", "٣", "4\x00", "<script>"),
)
HTMX = {"HX-Request": "true"}


def cell(**changes: str) -> dict[str, str]:
    return {"value": "4", "comment": "Seen.", "revision": "0", **changes}


def test_a_sheet_shows_own_criteria_vendors_and_rubric(
    evaluation: Rfp, criterion: Criterion, signed_in: SignIn, eva: User
) -> None:
    criterion.rubric.create(value=3, anchor="Meets the need")

    page = signed_in(eva).get(reverse("rfp_scoring", args=[evaluation.number])).content.decode()

    assert "Quality 1" in page
    assert "Meets the need" in page
    assert all(name in page for name in ("Acanto", "Borea", "Cima"))
    assert "<strong>0</strong> of 6 given" in page


def test_one_vendor_can_be_scored_on_all_criteria(
    evaluation: Rfp, candidate: Candidate, signed_in: SignIn, eva: User
) -> None:
    address = reverse("rfp_scoring", args=[evaluation.number])

    page = signed_in(eva).get(address, {"vendor": candidate.pk}).content.decode()

    assert page.count("data-cell") == 2
    assert "Borea" not in page.split('class="sheet-cells"')[1]


@pytest.mark.parametrize("query", [{"criterion": "99999999999999999999"}, {"vendor": "x"}])
def test_a_nonsense_choice_still_gives_a_page(
    evaluation: Rfp, signed_in: SignIn, eva: User, query: dict[str, str]
) -> None:
    assert signed_in(eva).get(reverse("rfp_scoring", args=[evaluation.number]), query).status_code == 200


def test_a_score_is_saved_by_htmx_and_says_when(
    evaluation: Rfp, address: str, signed_in: SignIn, eva: User
) -> None:
    answer = signed_in(eva).post(address, cell(), headers=HTMX)

    assert answer.status_code == 200
    assert "Saved" in answer.content.decode()
    assert 'name="revision" value="1"' in answer.content.decode()
    assert "<strong>1</strong> of 6 given" in answer.content.decode()
    assert Score.objects.get(evaluator=eva).value == Decimal(4)


def test_a_score_is_saved_without_javascript(
    evaluation: Rfp, address: str, candidate: Candidate, criterion: Criterion, signed_in: SignIn, eva: User
) -> None:
    answer = signed_in(eva).post(address, cell())

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?criterion={criterion.pk}#cell-{criterion.pk}-{candidate.pk}")
    assert Score.objects.get(evaluator=eva).value == Decimal(4)


def test_a_button_of_the_scale_gives_its_value(address: str, signed_in: SignIn, eva: User) -> None:
    signed_in(eva).post(address, cell(value="", pick="5"))

    assert Score.objects.get(evaluator=eva).value == Decimal(5)


def test_a_second_tab_gets_a_conflict_that_keeps_both(address: str, signed_in: SignIn, eva: User) -> None:
    client = signed_in(eva)
    client.post(address, cell(value="2", comment="First tab"), headers=HTMX)

    answer = client.post(address, cell(value="5", comment="Second tab"), headers=HTMX)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "changed elsewhere" in page
    assert "First tab" in page
    assert Score.objects.get(evaluator=eva).value == Decimal(2)


def test_a_conflict_without_javascript_keeps_what_was_typed(
    address: str, signed_in: SignIn, eva: User
) -> None:
    client = signed_in(eva)
    client.post(address, cell(value="2", comment="First tab"))

    answer = client.post(address, cell(value="5", comment="Second tab"))

    assert answer.status_code == 422
    assert "First tab" in answer.content.decode()
    assert "Second tab" in answer.content.decode()


def test_a_conflict_can_be_settled_on_purpose(address: str, signed_in: SignIn, eva: User) -> None:
    client = signed_in(eva)
    client.post(address, cell(value="2"), headers=HTMX)

    client.post(address, cell(value="5", overwrite="1"), headers=HTMX)

    assert Score.objects.get(evaluator=eva).value == Decimal(5)


@pytest.mark.parametrize(
    "value",
    BAD_NUMBERS,
)
def test_a_bad_number_is_refused_with_words_and_changes_nothing(
    address: str, signed_in: SignIn, eva: User, value: str
) -> None:
    answer = signed_in(eva).post(address, cell(value=value), headers=HTMX)

    assert answer.status_code == 422
    assert "Not saved." in answer.content.decode()
    assert "<script>" not in answer.content.decode()
    assert not Score.objects.filter(evaluator=eva).exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"revision": ""},
        {"revision": "-1"},
        {"revision": "99999999999999999999"},
        {"comment": "a\x00b"},
        {"comment": "\u202eevil"},
        {"comment": "x" * 5001},
        {"abstained": "on"},
        {"value": "", "comment": "", "abstained": "on"},
    ],
)
def test_bad_cells_are_refused_with_words(
    address: str, signed_in: SignIn, eva: User, changes: dict[str, str]
) -> None:
    answer = signed_in(eva).post(address, cell(**changes), headers=HTMX)

    assert answer.status_code == 422
    assert "Not saved." in answer.content.decode()
    assert not Score.objects.filter(evaluator=eva).exists()


def test_a_refused_number_stays_in_the_field_without_javascript(
    address: str, signed_in: SignIn, eva: User
) -> None:
    answer = signed_in(eva).post(address, cell(value="17", comment="Too much"))

    assert answer.status_code == 422
    assert 'value="17"' in answer.content.decode()
    assert "Too much" in answer.content.decode()


def test_zero_is_a_score(address: str, signed_in: SignIn, eva: User) -> None:
    client = signed_in(eva)
    client.post(address, cell(value="-0.00"), headers=HTMX)

    page = client.get(address.rsplit("/", 3)[0] + "/").content.decode()

    assert Score.objects.get(evaluator=eva).value == Decimal(0)
    assert "<strong>1</strong> of 6 given" in page
    assert 'name="value" value="0"' in page


def test_an_abstention_is_not_a_zero(address: str, signed_in: SignIn, eva: User) -> None:
    signed_in(eva).post(address, cell(value="", abstained="on", comment="A friend works there"), headers=HTMX)

    stored = Score.objects.get(evaluator=eva)
    assert stored.abstained
    assert stored.value is None


def test_a_criterion_of_others_and_a_vendor_of_elsewhere_are_not_there(
    evaluation: Rfp, criterion: Criterion, signed_in: SignIn, eva: User, emil: User
) -> None:
    other = make_rfp("RFP-2027-002", vendors=["Duero"], evaluators=["Nora"])
    foreign = scored_of(other)[0].pk, other.candidates.get().pk
    evaluation.team.create(user=emil, role="evaluator", key="emil")
    candidate = evaluation.candidates.earliest("pk").pk

    unassigned = reverse("score_save", args=[evaluation.number, criterion.pk, candidate])
    assert signed_in(emil).post(unassigned, cell()).status_code == 404
    for pair in ((foreign[0], candidate), (criterion.pk, foreign[1]), foreign):
        address = reverse("score_save", args=[evaluation.number, *pair])
        assert signed_in(eva).post(address, cell()).status_code == 404


def test_the_lead_cannot_score(address: str, signed_in: SignIn, bea: User) -> None:
    assert signed_in(bea).post(address, cell()).status_code == 404


def test_outside_evaluation_a_score_is_refused_in_words(
    evaluation: Rfp, address: str, signed_in: SignIn, eva: User
) -> None:
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.CONSENSUS)

    answer = signed_in(eva).post(address, cell(), headers=HTMX)

    assert answer.status_code == 422
    assert "evaluation only" in answer.content.decode()


def test_handing_in_lists_what_is_missing_with_links(evaluation: Rfp, signed_in: SignIn, eva: User) -> None:
    answer = signed_in(eva).post(reverse("sheet_submit", args=[evaluation.number]))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "6 of 6 are not complete" in page
    assert page.count("#cell-") == 6


def test_a_complete_sheet_is_confirmed_handed_in_and_read_only(
    evaluation: Rfp, signed_in: SignIn, eva: User
) -> None:
    complete(evaluation, eva)
    client, address = signed_in(eva), reverse("sheet_submit", args=[evaluation.number])
    assert "Hand in 6 scores" in client.get(address).content.decode()

    page = client.post(address, follow=True).content.decode()

    assert ScoreSheet.objects.get(evaluator=eva).submitted_at is not None
    assert "Handed in" in page
    assert "data-cell" not in page


def test_the_lead_reopens_a_sheet_with_a_reason(
    evaluation: Rfp, signed_in: SignIn, bea: User, eva: User
) -> None:
    sheet = ScoreSheet.objects.create(rfp=evaluation, evaluator=eva, submitted_at=NOW)
    address, client = reverse("sheet_reopen", args=[evaluation.number, sheet.pk]), signed_in(bea)

    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "A page was missing"}).status_code == 302

    sheet.refresh_from_db()
    assert sheet.submitted_at is None
    assert sheet.reopened_because == "A page was missing"


def test_nobody_else_reopens_a_sheet(evaluation: Rfp, signed_in: SignIn, otto: User, eva: User) -> None:
    sheet = ScoreSheet.objects.create(rfp=evaluation, evaluator=eva, submitted_at=NOW)
    address = reverse("sheet_reopen", args=[evaluation.number, sheet.pk])

    assert signed_in(otto).post(address, {"reason": "Curious"}).status_code == 404
    assert signed_in(eva).post(address, {"reason": "Mine"}).status_code == 404
    sheet.refresh_from_db()
    assert sheet.submitted_at == NOW


def test_lead_and_observer_see_counts_of_the_panel(
    evaluation: Rfp, signed_in: SignIn, bea: User, otto: User
) -> None:
    for user in (bea, otto):
        page = signed_in(user).get(reverse("rfp_scoring", args=[evaluation.number])).content.decode()

        assert "<strong>0</strong> / 6" in page
        assert page.count("<strong>6</strong> / 6") == 3
        assert "As seen on the visit." not in page


def test_scores_with_comments_and_spread_are_open_to_the_lead(
    evaluation: Rfp, criterion: Criterion, signed_in: SignIn, bea: User
) -> None:
    address = reverse("scores_given", args=[evaluation.number])

    page = signed_in(bea).get(address, {"criterion": criterion.pk}).content.decode()

    assert "As seen on the visit." in page
    assert all(name in page for name in ("Nora", "Emma", "Lars", "Eva"))


@pytest.mark.parametrize(("who", "most"), [("eva", 14), ("bea", 16)])
def test_the_number_of_queries_does_not_depend_on_vendors(
    evaluation: Rfp,
    signed_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    request: pytest.FixtureRequest,
    who: str,
    most: int,
) -> None:
    many = make_rfp("RFP-2027-030", vendors=[f"Vendor {place}" for place in range(30)], scored=5)
    user = request.getfixturevalue(who)
    many.team.create(user=user, role=evaluation.team.get(user=user).role, key=who)
    for criterion in scored_of(many):
        criterion.assignments.create(evaluator=request.getfixturevalue("eva"))
    for each in (evaluation, many):
        require_certificate(each)
    client = signed_in(user)

    for rfp in (evaluation, many):
        with django_assert_max_num_queries(most):
            assert client.get(reverse("rfp_scoring", args=[rfp.number])).status_code == 200


def notices(page: str) -> list[str]:
    """What stands beside vendors that are out."""
    found = (each.split("</p>")[0] for each in page.split('<p class="cell-excluded">')[1:])
    return [" ".join(strip_tags(each).split()) for each in found]


def test_a_sheet_says_who_is_knocked_out_and_by_what(evaluation: Rfp, signed_in: SignIn, eva: User) -> None:
    require_certificate(evaluation, valid_on=ValidOn.CONTRACT_START)
    certify("Borea")
    certify("Cima")
    manual = Criterion.objects.create(
        criteria_set=CriteriaSet.objects.get(rfp=evaluation),
        key="references",
        title="Two references",
        kind=Kind.KNOCKOUT,
        source=Source.RECORDED,
    )
    RecordedValue.objects.create(
        candidate=evaluation.candidates.get(key="borea"), criterion=manual, passed=False
    )

    page = signed_in(eva).get(reverse("rfp_scoring", args=[evaluation.number])).content.decode()

    kept = (
        "Scores are not needed while excluded; those given are kept and count if that changes or is waived."
    )
    assert notices(page) == [
        f"Excluded at present No ISO/IEC 27001 valid on 1 June 2027. {kept}",
        f"Excluded at present Fails “Two references”. {kept}",
    ]
    assert page.count("data-cell") == 3


def test_one_vendor_s_sheet_says_once_that_it_is_knocked_out(
    evaluation: Rfp, candidate: Candidate, signed_in: SignIn, eva: User
) -> None:
    require_certificate(evaluation, valid_on=ValidOn.CONTRACT_START)

    page = signed_in(eva).get(reverse("rfp_scoring", args=[evaluation.number]), {"vendor": candidate.pk})

    assert len(notices(page.content.decode())) == 1


def test_a_waived_knock_out_and_a_minimum_of_the_panel_are_not_told_on_a_sheet(
    evaluation: Rfp, criterion: Criterion, signed_in: SignIn, eva: User
) -> None:
    knockout = require_certificate(evaluation, valid_on=ValidOn.CONTRACT_START)
    for each in evaluation.candidates.all():
        approve_waiver(each, knockout)
    criterion.minimum = Decimal(5)
    criterion.save()

    page = signed_in(eva).get(reverse("rfp_scoring", args=[evaluation.number])).content.decode()

    assert not notices(page)


def test_an_ended_rfp_knocks_nobody_out_any_more(evaluation: Rfp, signed_in: SignIn, eva: User) -> None:
    require_certificate(evaluation, valid_on=ValidOn.CONTRACT_START)
    Rfp.objects.filter(pk=evaluation.pk).update(status=RfpStatus.AWARDED)

    page = signed_in(eva).get(reverse("rfp_scoring", args=[evaluation.number])).content.decode()

    assert not notices(page)
