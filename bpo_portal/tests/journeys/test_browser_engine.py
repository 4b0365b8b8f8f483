"""What a browser computes of an evaluation file is what the server does, to the last digit and word."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from bpo_portal.runtime.places import ROOT
from scoring.engine import from_mapping, rank
from scoring.engine.weighting import scale_to
from scoring.numbers import plain
from scoring.presentation.words import firmness
from scoring.tests.engine.strategies import evaluations
from scoring.tests.engine.test_gold import GOLD

Document = dict[str, Any]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

SCRIPTS = ("engine.js", "firmness.js")
COMPUTE = """cases => cases.map(({document, weights}) => {
    const ranking = Engine.rank(Engine.prepare(document), weights);
    const rows = Engine.rows(ranking), sensitivity = Firmness.sensitivity(ranking);
    const titles = part => Object.fromEntries(document[part].map(each => [each.key, each.title]));
    const named = {criteria: titles("criteria"), vendors: titles("vendors")};
    return {rows, sensitivity, sentences: Firmness.sentences(rows, sensitivity, named)};
})"""


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    for name in SCRIPTS:
        page.add_script_tag(content=(ROOT / "static" / "js" / name).read_text(encoding="utf-8"))
    yield page
    page.close()


def drawn(strategy: st.SearchStrategy[Document], count: int) -> list[Document]:
    """So many examples at once, for one call of the browser."""
    found: list[Document] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(example: Document) -> None:
        found.append(example)

    collect()
    return found


def on_the_server(document: Document) -> Document:
    ranking: dict[str, Any] = rank(from_mapping(document)).as_dict()
    titles = [{each["key"]: each["title"] for each in document[part]} for part in ("criteria", "vendors")]
    told = firmness(ranking, *titles)
    return {"rows": ranking["rows"], "sensitivity": ranking["sensitivity"], "sentences": told}


def reweighted(document: Document) -> dict[str, str]:
    """Other weights that add up, some of them with four decimals or none at all."""
    random = Random(json.dumps(document))
    keys = [each["key"] for each in document["criteria"] if each["kind"] != "knockout"]
    total = from_mapping(document).method.weights_total
    drawn = [total * random.choice([0, 1, 3, random.randint(1, 10_000)]) for _ in keys[1:]]
    return dict(zip(keys, map(plain, scale_to([*drawn, total], total)), strict=True))


def with_weights(document: Document, weights: dict[str, str]) -> Document:
    changed = deepcopy(document)
    for criterion in changed["criteria"]:
        criterion |= {"weight": weights[criterion["key"]]} if criterion["key"] in weights else {}
    return changed


DOCUMENTS: dict[str, Callable[[], list[Document]]] = {
    "everything": lambda: drawn(evaluations(), 100),
    "with a leader": lambda: drawn(evaluations(gaps=False, plain=True, fewest_vendors=2), 60),
    "published": lambda: [json.loads(path.read_text())["document"] for path in GOLD],
}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_browser_ranks_as_the_server_does_also_under_other_weights(blank: Page, kind: str) -> None:
    cases = [
        {"document": document, "weights": weights}
        for document in DOCUMENTS[kind]()
        for weights in ({}, reweighted(document))
    ]

    found = blank.evaluate(f"cases => ({COMPUTE})(JSON.parse(cases))", json.dumps(cases))

    expected = [on_the_server(with_weights(each["document"], each["weights"])) for each in cases]
    assert [*zip(cases, found, strict=True)] == [*zip(cases, expected, strict=True)]


def test_names_that_javascript_knows_already_are_names_like_others(blank: Page) -> None:
    scored = {"kind": "scored", "weight": "50", "scale": ["0", "5"], "direction": "higher"}
    keys = ["constructor", "__proto__"]
    document: Document = {
        "format": "bpo-evaluation/1",
        "title": "Odd names",
        "method": {"weights_total": "100", "panel": "mean", "decimals": 2, "tie_break": keys},
        "criteria": [
            {"key": "toString", "title": "Knock-out", "kind": "knockout"},
            *({"key": key, "title": key, **scored} for key in keys),
        ],
        "vendors": [
            {"key": "valueOf", "title": "None", "knockouts": {"toString": "pass"}},
            {"key": "a", "title": "A", "knockouts": {}, "scores": {key: {"eva": "4"} for key in keys}},
            {
                "key": "b",
                "title": "B",
                "knockouts": {"toString": "pass"},
                "scores": {key: {"eva": "3"} for key in keys},
            },
        ],
    }

    case = json.dumps({"document": document, "weights": {}})

    found = blank.evaluate(f"given => ({COMPUTE})([JSON.parse(given)])", case)

    assert [row["vendor"] for row in found[0]["rows"]] == ["b", "valueOf", "a"]
