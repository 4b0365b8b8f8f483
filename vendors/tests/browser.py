from typing import Any

from django.test import Client


def opened(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send back from a form that nobody touched."""
    form = client.get(address).context["form"]
    values = {field.html_name: field.value() for field in form}
    return {name: "" if value is None else value for name, value in values.items() if value is not False}
