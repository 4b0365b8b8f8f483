from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError


def show_refusal(form: forms.BaseForm, refusal: ValidationError) -> None:
    """What a service refused, at the fields concerned; above the form what belongs to none of them."""
    by_field = (
        refusal.error_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.error_list}
    )
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)
