from decimal import Decimal

import pghistory
import pytest

from accounts.models import User
from rfp.models import Rfp
from scoring.models import Criterion

from .asking import SignIn, of, weights, weights_of

D = Decimal


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


def test_saving_leads_to_the_ranking_if_that_is_asked_for(draft: Rfp, signed_in: SignIn, bea: User) -> None:
    client = signed_in(bea)

    assert (
        client.post(of("rfp_criteria", draft), weights(draft, "1", "2", "x", action="see")).status_code == 200
    )
    assert weights_of(draft) == [30, 30, 40]
    saved = client.post(of("rfp_criteria", draft), weights(draft, "1", "2", "97", action="see"))
    assert saved["Location"] == of("rfp_shortlist", draft)
    assert weights_of(draft) == [1, 2, 97]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-1", "At least 0;"),
        ("101", "At most 100;"),
        ("NaN", "plain number"),
        ("Infinity", "plain number"),
        ("1e1", "plain number"),
        ("1_0", "plain number"),
        ("9" * 5000, "plain number"),
        ("1,234", "could mean"),
        ("1.00005", "At most 4 digits after the point."),
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


def test_weights_that_do_not_add_up_are_told_once_and_no_longer_when_they_do(
    published: Rfp, signed_in: SignIn, bea: User
) -> None:
    client = signed_in(bea)

    off = client.post(of("rfp_criteria", published), weights(published, "30", "30", "45", reason="x"))
    page = off.content.decode()
    assert page.count("The weights add up to 105, not to 100.") == 1
    assert 'role="alert" data-off' in page
    assert "data-said hidden" in page

    looked_at = weights(published, "30", "30", "40", reason="x", action="preview")
    page = client.post(of("rfp_criteria", published), looked_at).content.decode()
    assert "not to 100" not in page
    assert "data-said>" in page


def test_balancing_asks_for_no_reason(published: Rfp, signed_in: SignIn, bea: User) -> None:
    data = weights(published, "1", "1", "2", action="scale")

    page = signed_in(bea).post(of("rfp_criteria", published), data).content.decode()

    assert "They are not saved yet." in page
    assert 'value="50"' in page


def test_weights_changed_by_another_lead_are_told_and_overwritten_only_when_saved_again(
    draft: Rfp, signed_in: SignIn, bea: User, xenia: User
) -> None:
    mine, client = weights(draft, "10", "10", "80"), signed_in(bea)
    with pghistory.context(user=xenia.pk):
        Criterion.objects.of_rfp(draft).filter(key="price").update(weight=39)
    with pghistory.context(user=bea.pk):
        Criterion.objects.of_rfp(draft).filter(key="price").update(title="Price of all")

    page = client.post(of("rfp_criteria", draft), mine)

    told = page.content.decode()
    assert "Xenia changed the weight of “Price of all” from 40 to 39 on " in told
    assert "Quality" not in told.split('role="alert"')[1].split("</ul>")[0]
    assert 'value="80"' in told
    assert weights_of(draft) == [30, 30, 39]

    again = {**mine, "seen": page.context["form"]["seen"].value()}
    assert client.post(of("rfp_criteria", draft), again).status_code == 302
    assert weights_of(draft) == [10, 10, 80]


def test_a_criterion_that_came_or_went_meanwhile_is_told_and_keeps_its_weight(
    draft: Rfp, signed_in: SignIn, bea: User, xenia: User
) -> None:
    mine, client = weights(draft, "10", "10", "80"), signed_in(bea)
    with pghistory.context(user=xenia.pk):
        Criterion.objects.of_rfp(draft).get(key="quality-1").delete()
        added = Criterion.objects.get(criteria_set__rfp=draft, key="quality-2")
        added.pk, added.key, added.title, added.weight = None, "new", "References", D(7)
        added.save()

    page = client.post(of("rfp_criteria", draft), mine)

    assert "Xenia deleted “Quality 1” on " in page.content.decode()
    assert "Xenia added “References” with the weight 7 on " in page.content.decode()
    assert page.context["form"][f"weight-{added.pk}"].value() == "7"


@pytest.mark.parametrize("seen", ["", "x", "1:2:3 :4", "9" * 40 + ":1", "\0", "½:1"])
def test_a_form_that_does_not_say_what_was_seen_is_not_saved(
    draft: Rfp, signed_in: SignIn, bea: User, seen: str
) -> None:
    mine = weights(draft, "10", "10", "80") | {"seen": seen}

    page = signed_in(bea).post(of("rfp_criteria", draft), mine)

    assert page.status_code == 200
    assert weights_of(draft) == [30, 30, 40]
