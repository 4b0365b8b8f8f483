"""Published examples must give their published numbers, to the letter."""

import json
from pathlib import Path
from typing import Any

import pytest

from scoring.engine import from_mapping, rank

GOLD = sorted((Path(__file__).parent / "gold").glob("*.json"))


def ranked(document: dict[str, Any]) -> dict[str, Any]:
    return rank(from_mapping(document)).as_dict()


def observed(result: dict[str, Any], name: str) -> object:
    rows = result["rows"]
    match name:
        case "totals":
            return {row["vendor"]: row["total"] for row in rows if row["state"] == "ranked"}
        case "ranks":
            return {row["vendor"]: row["rank"] for row in rows if row["state"] == "ranked"}
        case "excluded":
            return {row["vendor"]: row["reasons"] for row in rows if row["state"] == "excluded"}
        case "smallest_transfer":
            return result["sensitivity"]["smallest_transfer"]["points"]
    raise LookupError(name)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_a_published_example_gives_its_published_numbers(path: Path) -> None:
    case = json.loads(path.read_text())
    result = ranked(case["document"])
    tipping = case["expected"].pop("sensitivity", {})

    assert {name: observed(result, name) for name in case["expected"]} == case["expected"]
    for key, directions in tipping.items():
        entry = next(each for each in result["sensitivity"]["criteria"] if each["criterion"] == key)
        assert {side: entry[side] and entry[side]["at"] for side in directions} == directions


def test_all_published_examples_are_here() -> None:
    assert len(GOLD) == 13
