"""A long import whose worker is killed is neither lost nor half written."""

from typing import Any

import pytest

from .rig import Rig, kill_program, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.django_db, pytest.mark.xdist_group("faults")]

ROWS = 4_000
SECONDS = 60.0


def test_an_import_whose_worker_is_killed_while_it_writes_is_taken_up_again(rig: Rig) -> None:
    pk = rig.do("upload_vendors", rows=ROWS)

    def now() -> dict[str, Any]:
        found: dict[str, Any] = rig.do("import_state", pk=pk)
        return found

    wait_until(lambda: now()["state"] == "previewed", seconds=SECONDS)
    rig.do("confirm_import", pk=pk)
    wait_until(lambda: now()["step"] == "Written", seconds=SECONDS)
    kill_program(rig.worker)

    killed = now()
    assert (killed["state"], killed["written"], killed["attempts"]) == ("writing", 0, 1)
    rig.do("let_leases_end")
    wait_until(lambda: now()["state"] == "done", seconds=SECONDS)
    done = now()
    assert (done["written"], done["attempts"], done["error"]) == (ROWS, 2, "")
