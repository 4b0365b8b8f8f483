"""The approval of a decision in words: the same on every page and in the dossier."""

from django.utils import timezone
from django.utils.formats import date_format

from .models import Decision


def approval_in_words(decision: Decision) -> str:
    """Empty where nobody was asked."""
    answer = decision.answer
    if decision.waits:
        ended = decision.shortlist.rfp.has_ended
        return f"{decision.approver} {'was' if ended else 'is'} asked to approve it and has not answered"
    if answer is None:
        return ""
    at = date_format(timezone.localtime(answer.at), "j M Y, H:i T")
    note = f": {answer.note}" if answer.note else ""
    return f"{'approved' if answer.approves else 'declined'} by {answer.by}, {at}{note}"
