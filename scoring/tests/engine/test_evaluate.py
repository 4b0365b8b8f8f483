"""``manage.py evaluate``: no database (these tests have none) and no server."""

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import numpy
import pytest
from django.core.management import CommandError, call_command

from scoring.engine import from_mapping, rank
from scoring.engine.files import evaluate_files

from .documents import contact_centre

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def good(tmp_path: Path) -> str:
    path = tmp_path / "good.json"
    path.write_text(json.dumps(contact_centre()))
    return str(path)


def test_one_line_for_each_file_in_their_order(good: str) -> None:
    out, err = StringIO(), StringIO()

    call_command("evaluate", good, good, stdout=out, stderr=err)

    expected = json.dumps(rank(from_mapping(contact_centre())).as_dict()) + "\n"
    assert out.getvalue() == expected * 2
    assert err.getvalue() == ""


def test_a_refused_file_ends_with_status_2_and_the_others_are_still_computed(
    good: str, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("[]")
    out, err = StringIO(), StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("evaluate", str(bad), good, stdout=out, stderr=err)

    assert ended.value.code == 2
    assert len(out.getvalue().splitlines()) == 1
    assert err.getvalue() == f"{bad}: document: a list is not an object\n"


def test_without_a_file_the_command_says_what_it_needs() -> None:
    with pytest.raises(CommandError, match="FILE"):
        call_command("evaluate")


def test_no_setting_is_asked_for(good: str) -> None:
    result = subprocess.run(
        [sys.executable, "manage.py", "evaluate", good, "missing.json"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={},
        check=False,
    )

    assert result.returncode == 2
    assert json.loads(result.stdout)["rows"][0]["vendor"] == "bolt"
    assert result.stderr == "missing.json: document: cannot be read: No such file or directory\n"


def without_packages(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (folder / "manage.py").write_bytes((ROOT / "manage.py").read_bytes())
    (folder / "scoring").symlink_to(ROOT / "scoring")
    command = [sys.executable, "-I", "-S", str(folder / "manage.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={}, check=False)


def test_a_python_without_packages_hands_over_to_the_installed_one(good: str, tmp_path: Path) -> None:
    (tmp_path / ".local").mkdir()
    (tmp_path / ".local" / "venv").symlink_to(sys.prefix)

    result = without_packages(tmp_path, "evaluate", good)

    assert json.loads(result.stdout) == rank(from_mapping(contact_centre())).as_dict()


def test_where_nothing_is_installed_it_says_what_to_do(good: str, tmp_path: Path) -> None:
    result = without_packages(tmp_path, "evaluate", good)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("The packages are not installed: run bin/install first.")


@pytest.mark.parametrize("command", ["evaluate", "explain"])
def test_output_that_cannot_be_written_is_no_traceback(command: str, good: str) -> None:
    program = [sys.executable, str(ROOT / "manage.py"), command, good]

    with Path("/dev/full").open("w") as full:
        result = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, check=False)

    assert (result.returncode, result.stderr) == (1, "standard output: No space left on device\n")


def test_what_needs_a_library_that_is_not_there_is_refused_before_anything_is_said(
    good: str, tmp_path: Path
) -> None:
    for part in Path(numpy.__file__).parents[1].glob("numpy*"):
        (tmp_path / part.name).symlink_to(part)
    script = f"import runpy, sys; sys.path[:0] = {[str(ROOT), str(tmp_path)]!r}; "
    script += "runpy.run_module('scoring.engine.explain', run_name='__main__')"

    command = [sys.executable, "-I", "-S", "-c", script, good, "--panel", "--methods"]
    result = subprocess.run(command, capture_output=True, text=True, env={}, check=False)

    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "--panel: needs pingouin and krippendorff, which this Python does not have; bin/install brings them",
        "--methods: needs pymcdm, which this Python does not have; bin/install brings them",
    ]


def test_no_file_name_can_begin_a_line_or_steer_a_terminal(tmp_path: Path) -> None:
    complaints: list[str] = []
    path = str(tmp_path / "a\nb\x1b[31m.json")

    evaluate_files([path], say=complaints.append, complain=complaints.append)

    assert len(complaints) == 1
    assert "a\\nb\\x1b[31m.json: document: cannot be read" in complaints[0]
