"""Two leads who change one criterion or the method at once: neither undoes the other unseen."""

from collections.abc import Callable
from decimal import Decimal
from html import unescape
from typing import Any

import pytest

from accounts.models import Role, User
from rfp.models import Rfp, TeamRole
from rfp.services import add_member
from scoring.models import Assignment, CriteriaSet, RubricLevel
from vendors.tests.browser import FormReader, opened, own_browser

from .asking import criterion, of, pairs

D = Decimal


def text_of(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


@pytest.fixture
def xavier(draft: Rfp, person: Callable[..., User]) -> User:
    user = person("Xavier", Role.PROCUREMENT_LEAD)
    add_member(rfp=draft, user=user, role=TeamRole.LEAD)
    return user


def test_what_another_lead_changed_of_a_criterion_is_kept_beside_and_said_so(
    draft: Rfp, bea: User, xavier: User
) -> None:
    hers, his = own_browser(bea), own_browser(xavier)
    address = of("criterion_edit", draft, criterion(draft, "quality-1").pk)
    typed = opened(hers, address) | {"title": "Quality of work"}
    his.post(address, opened(his, address) | {"description": "What customers say."})

    answer = hers.post(address, typed, follow=True)

    assert "Xavier changed “Description” to “What customers say.” while you were editing" in text_of(answer)
    kept = criterion(draft, "quality-1")
    assert (kept.title, kept.description) == ("Quality of work", "What customers say.")


def test_a_field_of_a_criterion_that_both_changed_is_shown_before_anything_is_saved(
    draft: Rfp, bea: User, xavier: User
) -> None:
    hers, his = own_browser(bea), own_browser(xavier)
    address = of("criterion_edit", draft, criterion(draft, "quality-1").pk)
    typed = opened(hers, address) | {"title": "Hers"}
    his.post(address, opened(his, address) | {"title": "His"})

    answer = hers.post(address, typed)

    assert "Xavier changed this to “His” while you were editing." in text_of(answer)
    assert 'value="Hers"' in text_of(answer)
    assert criterion(draft, "quality-1").title == "His"


def test_levels_that_two_describe_at_once_are_all_kept(draft: Rfp, bea: User, xavier: User) -> None:
    one = criterion(draft, "quality-1")
    RubricLevel.objects.create(criterion=one, value=D(0), anchor="Nothing")
    hers, his = own_browser(bea), own_browser(xavier)
    address = of("criterion_edit", draft, one.pk)
    typed = opened(hers, address) | {"rubric-1-value": "5", "rubric-1-anchor": "Proven"}
    his.post(
        address,
        opened(his, address)
        | {"rubric-0-anchor": "No answer", "rubric-1-value": "3", "rubric-1-anchor": "Fair"},
    )

    answer = hers.post(address, typed, follow=True)

    assert "Xavier changed what scores mean" in text_of(answer)
    assert levels(draft) == [(0, "No answer"), (3, "Fair"), (5, "Proven")]


@pytest.mark.parametrize("hers_typed", ["Bad", ""])
def test_a_level_that_both_changed_is_shown_before_anything_is_saved(
    draft: Rfp, bea: User, xavier: User, hers_typed: str
) -> None:
    one = criterion(draft, "quality-1")
    RubricLevel.objects.create(criterion=one, value=D(0), anchor="Nothing")
    hers, his = own_browser(bea), own_browser(xavier)
    address = of("criterion_edit", draft, one.pk)
    typed = opened(hers, address) | {"rubric-0-anchor": hers_typed}
    his.post(address, opened(his, address) | {"rubric-0-anchor": "No answer"})

    answer = hers.post(address, typed)

    assert "Xavier changed this to “No answer” while you were editing." in text_of(answer)
    assert levels(draft) == [(0, "No answer")]
    again = typed | {"seen": answer.context["form"]["seen"].value()}
    assert hers.post(address, again | {"rubric-seen": answer.context["rubric"].seen}).status_code == 302
    assert levels(draft) == ([(0, "Bad")] if hers_typed else [])


def levels(rfp: Rfp) -> list[Any]:
    return list(criterion(rfp, "quality-1").rubric.values_list("value", "anchor"))


def test_what_another_lead_changed_of_the_method_is_kept_beside_and_said_so(
    draft: Rfp, bea: User, xavier: User
) -> None:
    hers, his, address = own_browser(bea), own_browser(xavier), of("rfp_method", draft)
    typed = opened(hers, address) | {"decimals": "4"}
    his.post(address, opened(his, address) | {"shortlist_size": "7", "tie_1": "price", "tie_2": ""})

    answer = hers.post(address, typed, follow=True)

    assert "Xavier changed" in text_of(answer) and "“Vendors at most” to “7”" in text_of(answer)
    kept = CriteriaSet.objects.get(rfp=draft)
    assert (kept.decimals, kept.shortlist_size, kept.tie_break) == (4, 7, ["price"])


def test_a_rule_of_the_method_that_both_changed_is_shown_before_anything_is_saved(
    draft: Rfp, bea: User, xavier: User
) -> None:
    hers, his, address = own_browser(bea), own_browser(xavier), of("rfp_method", draft)
    typed = opened(hers, address) | {"panel": "median"}
    his.post(address, opened(his, address) | {"panel": "trimmed_mean"})

    answer = hers.post(address, typed)

    assert "Xavier changed this to “Mean without the highest and the lowest”" in text_of(answer)
    assert CriteriaSet.objects.get(rfp=draft).panel == "trimmed_mean"


def test_boxes_that_two_tick_at_once_are_all_kept(draft: Rfp, bea: User, xavier: User, eva: User) -> None:
    Assignment.objects.all().delete()
    first, second = (criterion(draft, f"quality-{each}").pk for each in (1, 2))
    other = draft.team.filter(role=TeamRole.EVALUATOR).exclude(user=eva)[0].user
    Assignment.objects.create(criterion_id=first, evaluator=other)
    hers, his, address = own_browser(bea), own_browser(xavier), of("rfp_assignments", draft)
    seen = {"seen": hers.get(address).context["seen"]}
    his.post(address, seen | {"pair": [f"{second}-{eva.pk}", f"{first}-{other.pk}"]})

    answer = hers.post(address, seen | {"pair": [f"{first}-{eva.pk}"]}, follow=True)

    assert "Xavier changed who scores “Quality 2” while you were editing; that is kept." in text_of(answer)
    assert pairs(draft) == {(first, eva.pk), (second, eva.pk)}


def test_boxes_that_cannot_be_saved_stay_as_they_were_ticked(draft: Rfp, bea: User, eva: User) -> None:
    Assignment.objects.all().delete()
    one, client, address = criterion(draft, "quality-1").pk, own_browser(bea), of("rfp_assignments", draft)

    answer = client.post(address, {"seen": "", "pair": [f"{one}-{eva.pk}", "0-0"]})

    assert "look again" in text_of(answer)
    assert opened_pairs(text_of(answer)) == [f"{one}-{eva.pk}"]
    assert not pairs(draft)


def opened_pairs(page: str) -> list[str]:
    reader = FormReader()
    reader.feed(page)
    return next(form["pair"] for form in reader.forms if "pair" in form)
