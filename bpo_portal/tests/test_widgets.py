from typing import Any

from django.forms import Select, SelectMultiple
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.test.html import parse_html

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
