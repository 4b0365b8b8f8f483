"""The worked example of the documentation gives the numbers printed beside it."""

import json
import re
from pathlib import Path

from scoring import engine
from scoring.engine import parse, rank

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "scoring.md").read_text(encoding="utf-8")


def example() -> str:
    block = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert block is not None
    return block[1]


def table_row(start: str) -> list[str]:
    line = next(line for line in PAGE.splitlines() if line.startswith(f"| {start}"))
    return [cell.strip(" *") for cell in line.strip("|").split("|")][1:]


def test_totals_of_the_worked_example() -> None:
    result = rank(parse(example()))
    acme, bolt, core = json.loads(json.dumps(result.as_dict()))["rows"]

    assert table_row("security: 30") == [acme["points"]["security"], bolt["points"]["security"]]
    assert table_row("coverage: 30") == [acme["points"]["coverage"], bolt["points"]["coverage"]]
    assert table_row("quality |") == [acme["quality"], bolt["quality"]]
    assert table_row("price: 40") == [acme["points"]["price"], bolt["points"]["price"]]
    assert table_row("**total**") == [acme["total"], bolt["total"]]
    assert core["reasons"] == ["knockout:iso27001", "minimum:security"]


def test_sensitivity_of_the_worked_example() -> None:
    found = json.loads(json.dumps(rank(parse(example())).as_dict()))["sensitivity"]

    for each in found["criteria"]:
        sides = [each[side]["at"] if each[side] else "–" for side in ("down", "up")]
        assert table_row(f"{each['criterion']} |") == [each["weight"], *sides]
    assert found["smallest_transfer"] == {
        "points": "6.5625",
        "from": "security",
        "to": "coverage",
        "vendor": "bolt",
    }
    assert "**6.5625** points from security to coverage" in PAGE


def test_the_order_of_reading_names_every_module_with_its_lines() -> None:
    root = Path(str(engine.__file__)).parent
    stated = dict(re.findall(r"^    (\w[\w.]*) +(\d+)  \S", str(engine.__doc__), re.MULTILINE))

    found = {
        ".".join(path.relative_to(root).with_suffix("").parts): len(path.read_text("utf-8").splitlines())
        for path in root.rglob("*.py")
        if path.name != "__init__.py"
    }
    assert stated.keys() == found.keys()
    for name, lines in found.items():
        assert abs(int(stated[name]) - lines) <= max(10, lines / 10), f"{name} has {lines} lines"
