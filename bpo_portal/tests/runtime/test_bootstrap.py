"""What a person reads when the machine lacks something."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bpo_portal.runtime.places import ROOT


@pytest.fixture
def checkout(folder: Path) -> Path:
    shutil.copytree(ROOT / "bin", folder / "bin", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def install(checkout: Path, **environment: str) -> str:
    env = {key: value for key, value in os.environ.items() if key not in environment}
    command = [sys.executable, str(checkout / "bin" / "install")]
    done = subprocess.run(command, env={**env, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return done.stderr


def test_a_python_without_venv_is_recognised(checkout: Path) -> None:
    broken = checkout / "modules"
    broken.mkdir()
    (broken / "ensurepip.py").write_text("raise ImportError")

    said = install(checkout, PYTHONPATH=str(broken), PATH=str(checkout))

    assert said.startswith("This Python has no venv module.")
    assert "sudo apt-get install python3-venv" in said


def test_packages_that_cannot_be_fetched_are_no_traceback(checkout: Path) -> None:
    (checkout / ".local").mkdir()
    (checkout / ".local" / "venv").symlink_to(sys.prefix)
    (checkout / "requirements.txt").write_text(f"bpo-portal-absent==1.0 --hash=sha256:{'0' * 64}\n")
    nowhere = "http://127.0.0.1:9"

    said = install(
        checkout,
        PIP_INDEX_URL=f"{nowhere}/simple",
        UV_INDEX_URL=f"{nowhere}/simple",
        HTTPS_PROXY=nowhere,
        PIP_RETRIES="0",
        UV_HTTP_RETRIES="0",
    )

    assert "The packages of requirements.txt could not be installed" in said
    assert "connect this machine to the network" in said
    assert "Traceback" not in said
