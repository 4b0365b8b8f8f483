from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """There is no public sign-up: people are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
