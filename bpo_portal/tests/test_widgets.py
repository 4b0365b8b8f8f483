import re
from typing import Any

import pytest
from django import forms
from django.forms import Select, SelectMultiple
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.test.html import parse_html

from bpo_portal.runtime.places import ROOT

CHOICES = [("", "—"), ("Iberia", [("ES", "Spain"), ("PT", "<Portugal>")]), (3, "Three & more")]


class Marked(Select):
    """With attributes of all kinds at its options."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"] |= {"data-place": 'a"b', "hidden": False, "disabled": value == 3}
        return option


def test_a_select_is_what_django_makes_of_it() -> None:
    for widget in (Select(choices=CHOICES), SelectMultiple(choices=CHOICES), Marked(choices=CHOICES)):
        for value in (None, "PT", ["ES", "3"]):
            ours, djangos = (
                widget.render("country", value, {"id": "c", "required": True}, renderer=renderer)
                for renderer in (get_default_renderer(), DjangoTemplates())
            )

            assert ours.count("<option") == 4
            assert parse_html(ours) == parse_html(djangos)


@pytest.mark.parametrize("widget", [forms.TextInput, forms.Textarea, forms.EmailInput])
def test_no_browser_cuts_what_is_pasted(widget: type[forms.Widget]) -> None:
    class NoteForm(forms.Form):
        note = forms.CharField(max_length=5, widget=widget)

    form = NoteForm({"note": "too much"})

    assert "maxlength" not in str(form["note"])
    assert 'data-limit="5"' in str(form["note"])
    assert "too much" in str(form["note"])
    assert form.errors == {"note": ["At most 5 characters; this has 8."]}


def test_no_page_has_a_field_of_its_own_that_cuts() -> None:
    pages = (ROOT / "templates").rglob("*.html")

    assert [page.name for page in pages if re.search(r'maxlength="?\d', page.read_text())] == []
