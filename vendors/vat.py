"""The form of a VAT number, for the form and the import alike; it is kept as it was typed."""

import re

from django.core.exceptions import ValidationError

SEPARATORS = str.maketrans("", "", " .-/")
FORM = re.compile(r"[A-Z]{2}[A-Z0-9]{2,13}\Z", re.ASCII | re.IGNORECASE)


def refuse_other_form(number: str) -> None:
    """Empty is fine. What was on record before this was asked stays; only what is written anew is checked."""
    if number and not FORM.match(number.translate(SEPARATORS)):
        raise ValidationError(
            "A VAT number begins with the two letters of its country, followed by 2 to 13 letters or digits, "
            "such as ES B12345678."
        )
