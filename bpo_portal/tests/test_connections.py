from django.db import connection


def test_a_connection_says_that_no_trigger_is_ignored(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore')::text[]")
        assert cursor.fetchone() == ([],)
