"""A dossier whose worker is killed is neither lost nor half there."""

from typing import Any

import pytest

from .rig import Rig, kill_program, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.django_db, pytest.mark.xdist_group("faults")]

VERSIONS = 250
SECONDS = 120.0


def test_a_dossier_whose_worker_is_killed_is_taken_up_again(rig: Rig) -> None:
    rfp_id = rig.do("make", number="RFP-2027-DOS")
    wait_until(lambda: rig.do("state", rfp_id=rfp_id)["current"], seconds=SECONDS)
    pk = rig.do("ask_dossier", rfp_id=rfp_id, versions=VERSIONS)

    def now() -> dict[str, Any]:
        found: dict[str, Any] = rig.do("dossier_state", pk=pk)
        return found

    wait_until(lambda: now()["step"] == "Comparing versions", seconds=SECONDS)
    kill_program(rig.worker)

    killed = now()
    assert (killed["state"], killed["attempts"], killed["is_whole"]) == ("making", 1, False)
    rig.do("let_leases_end")
    wait_until(lambda: now()["state"] == "ready", seconds=SECONDS)
    done = now()
    assert (done["version"], done["attempts"], done["error"]) == (VERSIONS + 1, 2, "")
    assert done["is_whole"]
