"""``manage.py explain``: what an auditor reads, from a file alone."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings

from scoring.engine import from_mapping, rank
from scoring.engine.explain import Question, explain_file
from scoring.engine.explanation.report import Report

from ..documents import Document, contact_centre, document, scored, vendor
from ..strategies import evaluations

ROOT = Path(__file__).resolve().parents[4]
few = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def written(path: Path, raw: Document) -> str:
    path.write_text(json.dumps(raw), encoding="utf-8")
    return str(path)


@pytest.fixture
def good(tmp_path: Path) -> str:
    return written(tmp_path / "good.json", contact_centre())


@pytest.fixture
def older(tmp_path: Path) -> str:
    raw = contact_centre()
    raw["vendors"][0]["scores"]["security"]["eva"] = "7"
    raw["vendors"].append(vendor("core", knockouts={"iso": "fail"}))
    return written(tmp_path / "older.json", raw)


@pytest.fixture
def bad(tmp_path: Path) -> str:
    raw = contact_centre()
    raw["criteria"][2]["weight"] = "abc"
    return written(tmp_path / "bad.json", raw)


def said(*arguments: Any) -> list[str]:
    out: list[str] = []
    assert explain_file(Question(*arguments), say=out.append, complain=out.append) == 0
    return "".join(out).splitlines()


def complaints(*arguments: Any) -> list[str]:
    out: list[str] = []
    assert explain_file(Question(*arguments), say=pytest.fail, complain=out.append) == 2
    return "".join(out).splitlines()


def run(*command: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **(env or {})},
        check=False,
    )


def test_the_ranking_comes_first_then_every_total(good: str) -> None:
    lines = said(good)

    assert lines[:7] == [
        "A document for a test",
        f"SHA-256 {from_mapping(contact_centre()).sha256}",
        "Weights add up to 100; panel: mean; minimum of quality: none; "
        "totals rounded half up to 2 decimals; tie-break: none",
        "",
        "Ranking",
        "  Bolt: rank 1 with 86.50",
        "  Acme: rank 2 with 74.27",
    ]
    assert [line for line in lines if line.startswith("Total of")] == [
        "Total of Bolt: sum of the points = 16.5 + 30 + 40 = 86.5 points, rank 1 with 86.50",
        "Total of Acme: sum of the points = 25.5 + 18 + 400/13 = 1931/26 ≈ 74.269231 points, rank 2 with 74.27",
    ]
    assert "How firm is the first place?" in lines


def test_only_the_vendors_asked_for_are_explained(good: str) -> None:
    totals = [line for line in said(good, ["acme"]) if line.startswith("Total of")]

    assert [line.split(":")[0] for line in totals] == ["Total of Acme"]


def test_a_vendor_is_set_against_another(good: str) -> None:
    lines = said(good, ["bolt"], "acme")
    start = lines.index("Bolt is 12.23 ahead of Acme: +12.00 Hours, +9.23 Cost, −9.00 Security")

    assert lines[start + 1 : start + 5] == [
        "  Hours: 30 − 18 = 12 points, for 10 and 6",
        "  Cost: 40 − 400/13 = 120/13 ≈ 9.230769 points, for 100000 and 130000",
        "  Security: 16.5 − 25.5 = −9 points, for 5.5 and 8.5",
        "  Total: 86.5 − 1931/26 = 159/13 ≈ 12.230769 points, shown as 12.23",
    ]


def test_a_vendor_without_a_total_has_no_difference(tmp_path: Path) -> None:
    raw = contact_centre()
    raw["vendors"][1]["knockouts"] = {"iso": "fail"}
    path = written(tmp_path / "file.json", raw)

    assert "Bolt has no total, it is excluded (failed the knock-out Iso)" in said(path, (), "acme")


def test_what_changed_since_an_older_file_and_what_that_did(good: str, older: str) -> None:
    lines = said(good, (), None, older)
    start = lines.index("What that did to the totals")

    assert lines[start - 4 : start] == [
        f"Since {from_mapping(json.loads(Path(older).read_text())).sha256}",
        "  Score of eva for Acme on Security 7 → 8",
        "  Core removed",
        "",
    ]
    assert lines[start + 1 : start + 5] == [
        "  Bolt unchanged",
        "  Acme +1.50: scores",
        "    Security: weight 30, fraction 0.8 → 0.85, points 24 → 25.5: +1.50 scores",
        "  Core: excluded (failed the knock-out Iso) → not there",
    ]


def test_an_older_file_of_another_request_is_doubted(good: str, tmp_path: Path) -> None:
    other = contact_centre()
    for each in other["vendors"]:
        each["key"] = f"other-{each['key']}"

    lines = said(good, (), None, written(tmp_path / "other.json", other))

    assert (
        "  Warning: the two files have no vendor in common; the older one may be of another request." in lines
    )
    assert not any("no criterion in common" in line for line in lines)


def test_everything_is_one_line_of_json_if_asked(good: str, older: str) -> None:
    (line,) = said(good, ["acme"], "bolt", older, True)
    data = json.loads(line)

    assert line.isascii()
    assert data["format"] == "bpo-explanation/1"
    assert data["ranking"] == rank(from_mapping(contact_centre())).as_dict()
    assert data["totals"]["acme"]["exact"] == "1931/26"
    assert data["differences"][0]["shown"] == "-12.23"
    assert data["changes"]["vendors"][1]["split"]["parts"] == {"scores": {"exact": "3/2", "shown": "1.50"}}
    assert data["firmness"]["sensitivity"] == data["ranking"]["sensitivity"]


@pytest.mark.parametrize("asked", [(["nobody", "acme"],), ((), "nobody")], ids=["vendor", "against"])
def test_an_unknown_vendor_is_an_error_that_lists_the_known(good: str, asked: Sequence[Any]) -> None:
    assert complaints(good, *asked) == [
        f'{good}: vendors: there is no vendor "nobody"; known are "acme", "bolt"'
    ]


def test_each_fault_of_either_file_is_named_with_its_place(bad: str, tmp_path: Path) -> None:
    assert complaints(bad, (), None, f"{tmp_path}/none") == [
        f'{bad}: criteria[2].weight: "abc" is not a decimal number',
        f"{tmp_path}/none: document: cannot be read: No such file or directory",
    ]


def test_no_title_can_begin_a_line_or_steer_a_terminal(tmp_path: Path) -> None:
    raw = contact_centre()
    raw["vendors"][0]["title"] = "Acme\nBolt: rank 1\x1b[2J\u202e\u00a0GmbH"
    raw["vendors"][0]["scores"]["security"] = {"e\tva": "8"}

    lines = said(written(tmp_path / "odd.json", raw))

    assert "  Acme\\nBolt: rank 1\\x1b[2J\\u202e\u00a0GmbH: rank 2 with 72.77" in lines
    assert "        e\\tva: 8" in lines


@few
@given(evaluations(), evaluations())
def test_any_valid_file_can_be_explained(raw: Document, older: Document) -> None:
    evaluation = from_mapping(raw)
    for against in (None, *(each.key for each in evaluation.vendors[:1])):
        report = Report(evaluation, against=against, older=from_mapping(older))
        assert sum(line.startswith("Total of") for line in report.lines()) == len(evaluation.vendors)
        json.dumps(report.as_dict())


def test_numbers_of_many_digits_are_written_out(tmp_path: Path) -> None:
    """One hundred scales whose lengths are prime to each other: the exact total has thousands of digits."""
    spans = [str(10**90 + at) for at in range(1, 101)]
    criteria = [scored(f"c{at}", "1", scale=["0", span]) for at, span in enumerate(spans)]
    one, two = ({f"c{at}": {"eva": score} for at in range(100)} for score in ("1", "2"))
    raw = document(criteria, [vendor("acme", scores=one), vendor("bolt", scores=two)])
    old = document(criteria, [vendor("acme", scores=two), vendor("bolt", scores=one)])

    path, older = written(tmp_path / "long.json", raw), written(tmp_path / "older.json", old)
    (line,) = said(path, ["acme"], "bolt", older, True)

    assert len(json.loads(line)["totals"]["acme"]["exact"]) > 10_000
    assert len(said(path, ["acme"], "bolt", older)) > 300


def test_the_command_answers_like_the_module(good: str) -> None:
    out, err = StringIO(), StringIO()

    call_command("explain", good, "--vendor", "acme", "--against", "bolt", stdout=out, stderr=err)

    assert out.getvalue().splitlines() == said(good, ["acme"], "bolt")
    assert err.getvalue() == ""


def test_the_command_ends_with_status_2_and_nothing_on_standard_output(good: str) -> None:
    out, err = StringIO(), StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("explain", good, "--vendor", "nobody", stdout=out, stderr=err)

    assert ended.value.code == 2
    assert out.getvalue() == ""
    assert err.getvalue().startswith(f"{good}: vendors: there is no vendor")


def test_without_a_file_the_command_says_what_it_needs() -> None:
    with pytest.raises(CommandError, match="FILE"):
        call_command("explain")


@pytest.mark.parametrize("program", [("manage.py", "explain"), ("-m", "scoring.engine.explain")], ids=str)
def test_neither_way_asks_for_settings(program: tuple[str, str], good: str) -> None:
    done = run(*program, good, "--vendor", "acme", env={"PYTHONIOENCODING": "utf-8"})

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == said(good, ["acme"])


def test_a_fault_ends_with_status_2(bad: str) -> None:
    done = run("manage.py", "explain", bad)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f'{bad}: criteria[2].weight: "abc" is not a decimal number\n'


def test_what_the_locale_cannot_show_is_escaped(good: str) -> None:
    done = run("manage.py", "explain", good, env={"PYTHONIOENCODING": "ascii"})

    assert done.returncode == 0
    assert "weight \\xd7 fraction" in done.stdout


def test_a_reader_may_stop_early(good: str) -> None:
    command = f"'{sys.executable}' manage.py explain '{good}' | true"
    environment = {"PATH": os.environ["PATH"]}
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )

    assert done.stderr == ""
