"""What every connection to the database begins with."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def ignore_no_trigger(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Say that all triggers count, which they otherwise find out by an error that they catch.

    Each such error looks through all that the transaction has still to check at its end, so that each row
    written would take longer than the one before it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET pgtrigger.ignore = '{}'")
