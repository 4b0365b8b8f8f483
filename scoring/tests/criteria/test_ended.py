"""What was typed in forms that were opened before the end of an RFP."""

import pytest

from accounts.models import User
from rfp.models import Rfp
from scoring.models import Criterion
from vendors.tests.browser import opened

from .asking import SignIn, cells, criterion, of, weights

pytestmark = pytest.mark.django_db


def typed(label: str, text: str) -> str:
    return f'<dt>{label}</dt><dd class="pre-line">{text}</dd>'


def test_prices_weights_and_criteria_are_handed_back_with_what_they_are(
    asked: Rfp, signed_in: SignIn, bea: User
) -> None:
    client, one, first = signed_in(bea), criterion(asked, "quality-1"), asked.candidates.all()[0]
    edit = of("criterion_edit", asked, one.pk)
    forms = {
        of("rfp_candidates", asked): {f"{first.pk}-price": "99000.50", f"{first.pk}-seen": "x"},
        of("rfp_criteria", asked): weights(asked, "11", "49", "40", "0", action="save"),
        edit: opened(client, edit) | {"minimum": "2.5", "rubric-0-anchor": "Nothing", "rubric-0-value": "0"},
        of("rfp_recorded", asked): cells(client, asked, "fail", "21"),
    }
    Rfp.objects.filter(pk=asked.pk).update(status="cancelled", status_reason="Budget cut.")

    pages = [client.post(address, data) for address, data in forms.items()]

    assert {page.status_code for page in pages} == {409}
    prices, figures, changed, found = (page.content.decode() for page in pages)
    assert typed(f"{first.vendor}: price", "99000.50") in prices
    assert typed(f"Weight of {Criterion.objects.of_rfp(asked).weighted()[0]}", "11") in figures
    assert "save" not in figures.split("to be copied")[1].split("</dl>")[0]
    assert typed("Minimum", "2.5") in changed
    assert typed("Level 1, what it means", "Nothing") in changed
    assert typed(f"{first.vendor}, Hours covered", "21") in found
    assert typed(f"{first.vendor}, Data in the EU", "fail") in found
