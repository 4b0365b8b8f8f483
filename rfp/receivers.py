"""Every reaction of rfp to deeds of the register, in their transaction."""

from vendors import hooks

from .services.letters import tell_leads


def connect() -> None:
    hooks.moved.append(tell_leads)
