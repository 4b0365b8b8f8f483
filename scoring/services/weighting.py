"""What people answered when asked for weights; it proposes, and changes nothing."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from rfp.models import Rfp

from ..models import WeightAnswer


@transaction.atomic
def keep_answers(
    *, rfp: Rfp, method: str, person: User, answers: Mapping[str, str], at: datetime
) -> WeightAnswer:
    """Put these answers beside those that the person gave before. Raises ValidationError."""
    if Rfp.objects.locked().get(pk=rfp.pk).has_ended:
        raise ValidationError("This RFP has ended; nothing in it can be changed.")
    answer, _ = WeightAnswer.objects.get_or_create(rfp=rfp, method=method, person=person, defaults={"at": at})
    answer.answers = {**answer.answers, **answers}
    answer.at = at
    answer.save(update_fields=["answers", "at"])
    return answer
