import os
from collections.abc import Iterator

import pytest
from django.db import connection
from psycopg2.extensions import make_dsn

from bpo_portal.runtime.backup import backup, restore

from .rig import Rig


@pytest.fixture(scope="package")
def installation(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """With a database server of its own, whose empty tables are copied from the test database, which is made
    because the tests are marked as needing one.
    """
    folder = tmp_path_factory.mktemp("faults")
    empty = folder / "empty.dump"
    backup(make_dsn(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"]), empty)
    rig = Rig(folder)
    try:
        restore(rig.postgres.url, empty, replace=True)
        rig.begin()
        yield rig
    finally:
        rig.end()


@pytest.fixture
def rig(installation: Rig) -> Rig:
    """With everything running."""
    installation.heal()
    return installation
