"""Two leads who change one RFP at once: neither undoes the other unseen."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Role, User
from rfp.models import DemandProfile, Rfp, TeamRole
from rfp.services import add_member
from rfp.walltime import wall_time
from vendors.tests.browser import opened, own_browser

from .asking import of


def text_of(answer: Any) -> str:
    return unescape(str(answer.content.decode()))


@pytest.fixture
def xavier(draft: Rfp, person: Callable[..., User]) -> User:
    user = person("Xavier", Role.PROCUREMENT_LEAD)
    add_member(rfp=draft, user=user, role=TeamRole.LEAD)
    return user


def next_year() -> str:
    return f"{timezone.now().year + 1}-06-01T12:00"


def test_what_another_lead_changed_of_an_rfp_is_kept_beside_and_said_so(
    draft: Rfp, bea: User, xavier: User
) -> None:
    hers, his, address = own_browser(bea), own_browser(xavier), of("rfp_edit", draft)
    typed = opened(hers, address) | {"title": "Payroll and more"}
    his.post(address, opened(his, address) | {"need": "In Spanish.", "deadline": next_year()})

    answer = hers.post(address, typed, follow=True)

    assert "Xavier changed “Need” to “In Spanish.”" in text_of(answer)
    assert f"“Deadline for offers” to “{next_year().replace('T', ' ')}”" in text_of(answer)
    draft.refresh_from_db()
    assert (draft.title, draft.need) == ("Payroll and more", "In Spanish.")
    assert draft.deadline_at
    assert f"{wall_time(draft.deadline_at, zone=draft.timezone):%Y-%m-%dT%H:%M}" == next_year()


def test_a_field_of_an_rfp_that_both_changed_is_shown_before_anything_is_saved(
    draft: Rfp, bea: User, xavier: User
) -> None:
    hers, his, address = own_browser(bea), own_browser(xavier), of("rfp_edit", draft)
    typed = opened(hers, address) | {"title": "Hers"}
    his.post(address, opened(his, address) | {"title": "His"})

    answer = hers.post(address, typed)

    assert "Xavier changed this to “His” while you were editing." in text_of(answer)
    assert 'value="Hers"' in text_of(answer)
    assert Rfp.objects.get().title == "His"
    again = typed | {"seen": answer.context["form"]["seen"].value()}
    assert hers.post(address, again).status_code == 302
    assert Rfp.objects.get().title == "Hers"


def test_a_deadline_is_not_joined_unseen_with_the_time_zone_that_somebody_else_chose(
    draft: Rfp, bea: User, xavier: User
) -> None:
    hers, his, address = own_browser(bea), own_browser(xavier), of("rfp_edit", draft)
    typed = opened(hers, address) | {"deadline": next_year()}
    his.post(address, opened(his, address) | {"timezone": "Asia/Manila"})

    answer = hers.post(address, typed)

    assert "“Deadline for offers” and “Time zone” belong together, and Xavier changed" in text_of(answer)
    assert Rfp.objects.get().deadline_at == draft.deadline_at


def test_what_another_lead_changed_of_the_demand_is_kept_beside_and_a_clash_is_shown(
    draft: Rfp, bea: User, xavier: User
) -> None:
    DemandProfile.objects.create(rfp=draft, weekday=[20] * 24, handling_seconds=300, ramp_up=[50, 25])
    hers, his, address = own_browser(bea), own_browser(xavier), of("rfp_demand_edit", draft)
    typed = opened(hers, address) | {"occupancy": "80"}
    his.post(address, opened(his, address) | {"ramp_up": "25, 50", "season_3": "120"})

    answer = hers.post(address, typed, follow=True)

    assert "Xavier changed “Ramp-up, per cent” to “25, 50”, “Apr” to “120” while you were" in text_of(answer)
    kept = DemandProfile.objects.get()
    assert (kept.occupancy, kept.ramp_up, kept.season[3]) == (80, [25, 50], 120)
    answer = hers.post(address, typed | {"ramp_up": "75"})
    assert "Xavier changed this to “25, 50” while you were editing." in text_of(answer)
    assert DemandProfile.objects.get().ramp_up == [25, 50]


def test_a_form_that_was_not_saved_stands_below_the_title_on_record(
    draft: Rfp, bea: User, xavier: User
) -> None:
    hers, his, address = own_browser(bea), own_browser(xavier), of("rfp_edit", draft)
    typed = opened(hers, address) | {"title": "Hers"}
    his.post(address, opened(his, address) | {"title": "His"})

    page = text_of(hers.post(address, typed))

    assert "Nothing is saved yet: somebody else saved this record while you were editing it." in page
    assert ">His</h1>" in page
