"""What forms answer where Django's own words do not say what to do."""

from django import forms
from django.core.validators import DecimalValidator, MaxLengthValidator, MaxValueValidator, MinValueValidator

PICK = "This is not on the list, or no longer: choose one that is listed."
PICK_FROM = "Something chosen is not on the list, or no longer: choose from those that are listed."
DAY = "Give a day of the calendar, as year-month-day."
LENGTH = "At most %(limit_value)d characters; this has %(show_value)d."
LEAST = "At least %(limit_value)s; this is %(show_value)s."
MOST = "At most %(limit_value)s; this is %(show_value)s."
DIGITS = {
    "max_digits": "At most %(max)s digits in all.",
    "max_decimal_places": "At most %(max)s digits after the point.",
    "max_whole_digits": "At most %(max)s digits before the point.",
}
TIME = "Give a time of the day, as hours:minutes, such as 09:30."

WORDS: dict[type[forms.Field], dict[str, str]] = {
    forms.ChoiceField: {"invalid_choice": PICK},
    forms.ModelChoiceField: {"invalid_choice": PICK},
    forms.MultipleChoiceField: {"invalid_choice": PICK_FROM, "invalid_list": PICK_FROM},
    forms.ModelMultipleChoiceField: dict.fromkeys(
        ("invalid_choice", "invalid_pk_value", "invalid_list"), PICK_FROM
    ),
    forms.DateField: {"invalid": DAY},
    forms.TimeField: {"invalid": TIME},
}


def use_our_words() -> None:
    """For every form; before the first field is made, as each keeps its words from then on."""
    for field, words in WORDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
    MaxLengthValidator.message = LENGTH
    MinValueValidator.message, MaxValueValidator.message = LEAST, MOST
    DecimalValidator.messages = {**DecimalValidator.messages, **DIGITS}
