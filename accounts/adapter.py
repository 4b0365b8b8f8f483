from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

from .models import User
from .services import address_of_key


class AccountAdapter(DefaultAccountAdapter):
    """There is no public sign-up: people are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """From the address of this installation, never from what the request calls it."""
        return address_of_key(key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {**context, "BASE_URL": settings.BASE_URL})

    def clean_password(self, password: str, user: User | None = None) -> str:
        """One message for one password: what is too short is often too common as well, and one cure mends both."""
        try:
            cleaned: str = super().clean_password(password, user)
        except ValidationError as error:
            raise error.error_list[0] from None
        return cleaned

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")


def name_for_counting(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """Under which name failed sign-ins are counted: the address as accounts are kept."""
    typed = (credentials or {}).get("email") or request.POST.get("login", "")
    return typed.strip().lower()[:254]
