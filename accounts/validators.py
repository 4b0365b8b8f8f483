import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}\Z")
DOMAIN = re.compile(
    r"(?=.{4,253}\Z)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])\Z"
)


def validate_mail_address(value: str) -> None:
    """Accept only what every mail server takes: no quoted local parts, no bare or numeric hosts."""
    local, at, domain = value.rpartition("@")
    if not at or not LOCAL_PART.match(local) or not DOMAIN.match(domain):
        raise ValidationError("Enter one e-mail address such as name@example.com.", code="invalid")
    validate_email(value)
