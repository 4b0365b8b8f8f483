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
    options = Path("bpo_portal", "runtime", "options.py")
    (folder / options.parent).mkdir(parents=True)
    shutil.copy(ROOT / options, folder / options)
    return folder


def command(checkout: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """With the standard library alone."""
    bare = [sys.executable, "-S", str(checkout / "bin" / name), *arguments]
    return subprocess.run(bare, capture_output=True, text=True, check=False)


def install(checkout: Path, **environment: str) -> str:
    env = {key: value for key, value in os.environ.items() if key not in environment}
    command = [sys.executable, str(checkout / "bin" / "install")]
    done = subprocess.run(command, env={**env, **environment}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return done.stderr


@pytest.mark.parametrize("name", ["run", "test", "backup", "restore"])
def test_help_comes_at_once_and_installs_nothing(checkout: Path, name: str) -> None:
    done = command(checkout, name, "--help")

    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: bin/{name}")
    assert not (checkout / ".local").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "--port", "0"), "a port is a number from 1 to 65535"),
        (("run", "--port", "http"), "a port is a number from 1 to 65535"),
        (("run", "--prot", "8001"), "unrecognized arguments: --prot 8001"),
        (("backup",), "the following arguments are required: FILE"),
    ],
)
def test_wrong_arguments_are_refused_before_anything_is_installed(
    checkout: Path, words: tuple[str, ...], said: str
) -> None:
    done = command(checkout, *words)

    assert done.returncode == 2
    assert said in done.stderr
    assert not (checkout / ".local").exists()


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
