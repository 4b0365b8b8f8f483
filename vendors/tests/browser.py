"""What a browser sends: read from the page itself, since a form object knows more than its page may show."""

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from accounts.models import User

Attributes = Sequence[tuple[str, str | None]]
SILENT = {"submit", "button", "reset", "image", "file"}


def own_browser(user: User) -> Client:
    """Beside those of others, where two people work at once."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def opened(client: Client, address: str) -> dict[str, Any]:
    """What is sent from the longest form of a page if nobody touches it; lists where values share a name."""
    reader = FormReader()
    reader.feed(client.get(address).content.decode())
    values = max(reader.forms, key=len)
    return {name: sent if len(sent) > 1 else sent[0] for name, sent in values.items()}


class FormReader(HTMLParser):
    """The successful controls of each form of a page, by name."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self._name, self._text = "", ""
        self._options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        told = {key: value or "" for key, value in attrs}
        match tag:
            case "form":
                self.forms.append({})
            case "input" if told.get("type") not in SILENT:
                if told.get("type") not in ("checkbox", "radio") or "checked" in told:
                    self._send(told.get("name", ""), told.get("value", ""))
            case "select" | "textarea":
                self._name, self._text, self._options = told.get("name", ""), "", []
            case "option":
                self._options.append((told.get("value", ""), "selected" in told))

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._send(self._name, "\r\n".join(self._text.removeprefix("\n").splitlines()))
        elif tag == "select" and self._options:
            chosen = [value for value, is_chosen in self._options if is_chosen]
            for value in chosen or [self._options[0][0]]:
                self._send(self._name, value)

    def _send(self, name: str, value: str) -> None:
        if self.forms and name:
            self.forms[-1].setdefault(name, []).append(value)
