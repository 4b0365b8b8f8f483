"""Deeds of the outbox: take a message in, carry it to the mail server, offer it again."""

from django.core.mail import EmailMessage

from .models import Mail


def queue(*, message: EmailMessage) -> list[Mail]:
    raise NotImplementedError
