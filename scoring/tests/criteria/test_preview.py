"""What the ranking would become while weights and minimums are typed."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from rfp.models import Candidate, Rfp, TeamRole
from rfp.services import add_member
from scoring.models import Criterion, Kind, RecordedValue, ScoreSheet, Shortlist, Source
from scoring.tests.scenes import NOW, make_rfp
from scoring.tests.world import add_shortlist

from .asking import D, SignIn, criterion, of, weights, weights_of


def preview(client: Client, rfp: Rfp, *figures: str) -> str:
    return client.post(of("weights_preview", rfp), weights(rfp, *figures)).content.decode()


def effect(client: Client, rfp: Rfp, key: str, **typed: str) -> str:
    return client.post(of("criterion_effect", rfp, criterion(rfp, key).pk), typed).content.decode()


def scale(minimum: str) -> dict[str, str]:
    return {"scale_low": "0", "scale_high": "5", "direction": "higher", "minimum": minimum}


def test_typed_weights_say_who_would_be_first_and_change_nothing(
    published: Rfp, signed_in: SignIn, bea: User
) -> None:
    add_shortlist(published)

    page = preview(signed_in(bea), published, "100", "0", "0")

    assert "Rank 1 would pass from Acanto to Cima." in page
    assert "up from 3" in page
    assert weights_of(published) == [30, 30, 40]
    assert Shortlist.objects.filter(rfp=published).count() == 1


def test_the_present_weights_move_nobody(published: Rfp, signed_in: SignIn, bea: User) -> None:
    add_shortlist(published)

    page = preview(signed_in(bea), published, "30", "30", "40")

    assert "Rank 1 stays with" in page
    assert "Nobody would move." in page


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        (("30", "ten", "40"), "Quality 2: “ten” is not a plain number"),
        (("-1", "61", "40"), "Quality 1: At least 0; this is -1."),
        (("48.123456789", "30", "40"), "Quality 1: At most 4 digits after the point."),
    ],
)
def test_weights_that_rank_nobody_say_so_instead(
    published: Rfp, signed_in: SignIn, bea: User, figures: tuple[str, str, str], words: str
) -> None:
    add_shortlist(published)

    assert words in preview(signed_in(bea), published, *figures)


def test_the_preview_leaves_it_to_the_line_of_the_sum_that_weights_do_not_add_up(
    published: Rfp, signed_in: SignIn, bea: User
) -> None:
    add_shortlist(published)

    assert not preview(signed_in(bea), published, "30", "30", "42.5").strip()


def test_without_a_ranking_there_is_nothing_to_preview(published: Rfp, signed_in: SignIn, bea: User) -> None:
    assert "no ranking yet" in preview(signed_in(bea), published, "30", "30", "40")


def test_a_criterion_that_no_version_has_cannot_be_previewed(
    published: Rfp, signed_in: SignIn, bea: User
) -> None:
    add_shortlist(published)
    Criterion.objects.filter(pk=criterion(published, "quality-2").pk).update(key="renamed")

    assert "added or removed since version 1" in preview(signed_in(bea), published, "30", "30", "40")


def test_only_who_sees_results_gets_a_preview(
    published: Rfp, signed_in: SignIn, eva: User, otto: User, xenia: User
) -> None:
    add_shortlist(published)
    data = weights(published, "100", "0", "0")

    assert signed_in(eva).post(of("weights_preview", published), data).status_code == 403
    ScoreSheet.objects.update_or_create(rfp=published, evaluator=eva, defaults={"submitted_at": NOW})
    assert "Rank 1" in preview(signed_in(eva), published, "100", "0", "0")
    assert "Rank 1" in preview(signed_in(otto), published, "100", "0", "0")
    assert signed_in(xenia).post(of("weights_preview", published), data).status_code == 404


def test_without_javascript_a_button_shows_the_preview_and_saves_nothing(
    published: Rfp, signed_in: SignIn, bea: User
) -> None:
    add_shortlist(published)
    data = weights(published, "100", "0", "0", action="preview")

    page = signed_in(bea).post(of("rfp_criteria", published), data).content.decode()

    assert "Rank 1 would pass from Acanto to Cima." in page
    assert 'value="100"' in page
    assert weights_of(published) == [30, 30, 40]


def test_balanced_weights_are_previewed_as_they_would_be(
    published: Rfp, signed_in: SignIn, bea: User
) -> None:
    add_shortlist(published)
    data = weights(published, "7", "", "", action="scale")

    page = signed_in(bea).post(of("rfp_criteria", published), data).content.decode()

    assert "Rank 1 would pass from Acanto to Cima." in page


@pytest.mark.parametrize("count", [1, 30])
def test_a_preview_costs_the_same_for_many(
    bea: User, signed_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    rfp = make_rfp(vendors=[f"Vendor {number}" for number in range(count)], scored=count)
    add_member(rfp=rfp, user=bea, role=TeamRole.LEAD)
    add_shortlist(rfp)
    client, data = signed_in(bea), weights(rfp, *["0"] * count, "100")

    with django_assert_max_num_queries(8):
        assert client.post(of("weights_preview", rfp), data).status_code == 200


def test_a_minimum_names_whom_it_would_exclude_before_it_is_saved(
    published: Rfp, signed_in: SignIn, bea: User
) -> None:
    add_shortlist(published)

    page = effect(signed_in(bea), published, "quality-1", **scale("2.5"))

    assert "Acanto (2) would be excluded." in page
    assert "Rank 1 would pass from Acanto to" in page
    assert criterion(published, "quality-1").minimum is None


def test_a_minimum_that_everybody_reaches_says_so(published: Rfp, signed_in: SignIn, bea: User) -> None:
    add_shortlist(published)

    page = effect(signed_in(bea), published, "quality-1", **scale("1"))

    assert "Nobody else would be excluded: 3 of 3 vendors have a value." in page


def test_a_minimum_looks_at_what_was_recorded_and_says_what_is_unknown(
    asked: Rfp, signed_in: SignIn, bea: User
) -> None:
    add_shortlist(asked)
    first = Candidate.objects.filter(rfp=asked).earliest("pk")
    RecordedValue.objects.create(candidate=first, criterion=criterion(asked, "hours"), value=D(8))
    typed = {"source": "recorded", "scale_low": "0", "scale_high": "24", "direction": "higher"}

    page = effect(signed_in(bea), asked, "hours", minimum="12", **typed)

    assert "Acanto (8) would be excluded." in page
    assert "Not known yet: Borea and Cima." in page


def test_a_new_knockout_by_figure_is_tried_out_too(published: Rfp, signed_in: SignIn, bea: User) -> None:
    add_shortlist(published)
    first = Candidate.objects.filter(rfp=published).earliest("pk").vendor
    type(first).objects.filter(pk=first.pk).update(employees=40, employees_year=2026)
    address = of("criterion_create_effect", published) + f"?kind={Kind.KNOCKOUT}"

    page = signed_in(bea).post(address, {"source": Source.EMPLOYEES, "minimum": "50"}).content.decode()

    assert "Acanto (40) would be excluded." in page


@pytest.mark.parametrize(
    ("minimum", "words"), [("", "Type a minimum"), ("9", "must lie on the scale"), ("NaN", "plain number")]
)
def test_a_minimum_that_is_none_says_so(
    published: Rfp, signed_in: SignIn, bea: User, minimum: str, words: str
) -> None:
    add_shortlist(published)

    assert words in effect(signed_in(bea), published, "quality-1", **scale(minimum))


def test_effects_are_for_leads_only(published: Rfp, signed_in: SignIn, otto: User, xenia: User) -> None:
    address = of("criterion_effect", published, criterion(published, "quality-1").pk)

    for user in (otto, xenia):
        assert signed_in(user).post(address, scale("1")).status_code == 404


def test_whom_a_minimum_excludes_is_shown_only_where_there_can_be_one(
    draft: Rfp, signed_in: SignIn, bea: User
) -> None:
    client = signed_in(bea)
    pages = {
        kind: client.get(of("criterion_create", draft) + f"?kind={kind}") for kind in ("knockout", "scored")
    }
    shown = {
        kind: page.content.decode().partition("criterion-effect")[2][:120] for kind, page in pages.items()
    }

    assert 'data-when-source="employees years profile"' in shown["knockout"]
    assert shown["scored"]
    assert "data-when-source" not in shown["scored"]
