"""Recomputing from files, as an auditor does: this package and a Python, nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy
import pytest

from scoring.engine import from_mapping, rank
from scoring.engine.files import evaluate_files

from .documents import Document, contact_centre

ROOT = Path(__file__).resolve().parents[3]


def written(path: Path, document: Document) -> str:
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


@pytest.fixture
def good(tmp_path: Path) -> str:
    return written(tmp_path / "good.json", contact_centre())


@pytest.fixture
def bad(tmp_path: Path) -> str:
    spoilt = contact_centre()
    spoilt["criteria"][2]["weight"] = "abc"
    spoilt["vendors"][0]["price"] = "free"
    return written(tmp_path / "bad one.json", spoilt)


def test_a_good_file_gives_one_line_and_a_bad_one_its_faults(good: str, bad: str) -> None:
    said: list[str] = []
    complaints: list[str] = []

    status = evaluate_files([good, bad, good], say=said.append, complain=complaints.append)

    assert status == 2
    assert [json.loads(line) for line in said] == [rank(from_mapping(contact_centre())).as_dict()] * 2
    assert complaints == [
        f'{bad}: criteria[2].weight: "abc" is not a decimal number\n',
        f'{bad}: vendors[0].price: "free" is not a decimal number\n',
    ]


def test_good_files_alone_end_well(good: str) -> None:
    assert evaluate_files([good], say=len, complain=len) == 0


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    complaints: list[str] = []

    evaluate_files([str(tmp_path), f"{tmp_path}/none", "a\x00b"], say=len, complain=complaints.append)

    assert complaints == [
        f"{tmp_path}: document: cannot be read: Is a directory\n",
        f"{tmp_path}/none: document: cannot be read: No such file or directory\n",
        "a\\x00b: document: cannot be read: embedded null byte\n",
    ]


def test_an_endless_file_is_refused() -> None:
    complaints: list[str] = []

    evaluate_files(["/dev/zero"], say=len, complain=complaints.append)

    assert complaints == ["/dev/zero: document: larger than 64 MB\n"]


def test_a_line_is_one_line_in_any_locale(tmp_path: Path) -> None:
    document = contact_centre()
    document["vendors"][0]["key"] = "a\u2028ü\n"
    said: list[str] = []

    evaluate_files([written(tmp_path / "odd.json", document)], say=said.append, complain=len)

    assert len("".join(said).splitlines()) == 1
    assert said[0].isascii()
    assert json.loads(said[0])["rows"][1]["vendor"] == "a\u2028ü\n"


def test_the_module_needs_numpy_and_no_framework_and_no_settings(good: str, bad: str, tmp_path: Path) -> None:
    """Isolated from site-packages: what is imported is the standard library, NumPy and this package."""
    for part in Path(numpy.__file__).parents[1].glob("numpy*"):
        (tmp_path / part.name).symlink_to(part)
    script = f"import runpy, sys; sys.path[:0] = {[str(ROOT), str(tmp_path)]!r}; "
    script += "runpy.run_module('scoring.engine', run_name='__main__')"
    command = [sys.executable, "-I", "-S", "-c", script]
    result = subprocess.run([*command, good, bad], capture_output=True, text=True, env={}, check=False)

    assert result.returncode == 2
    assert json.loads(result.stdout) == rank(from_mapping(contact_centre())).as_dict()
    assert [line.split(": ", 1)[1] for line in result.stderr.splitlines()] == [
        'criteria[2].weight: "abc" is not a decimal number',
        'vendors[0].price: "free" is not a decimal number',
    ]


def test_without_files_the_module_says_how_it_is_used() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "scoring.engine"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        check=False,
    )

    assert result.returncode == 2
    assert "FILE" in result.stderr
