"""How long exact ranking takes, beside NumPy's float weighted sum and argsort of the same numbers.

    python bench/engine.py [--rounds 3] [--vendors 10000] [--criteria 50]

Medians in milliseconds, and ratios of medians measured in the same run. NumPy starts from a matrix of
floats in memory; the engine starts from a document (or from its JSON text) and gives exact totals, ranks,
reasons and sensitivity. The ratio says what exactness and explanation cost, not which of the two is better.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scoring.engine import from_mapping, parse, rank
from scoring.engine.judging import read
from scoring.engine.placing import place

SEED = 20110301


def document(vendors: int, criteria: int, evaluators: int) -> dict[str, object]:
    """Scores with two decimals from 0 to 100, weights that add up to 100, and a price."""
    chance = random.Random(SEED)
    keys = [f"c{index:03}" for index in range(criteria - 1)]
    panel = [f"e{index}" for index in range(evaluators)]

    def score() -> str:
        return f"{chance.randint(0, 10_000) / 100:.2f}"

    return {
        "format": "bpo-evaluation/1",
        "title": "Benchmark",
        "method": {
            "weights_total": str(2 * criteria),
            "panel": "mean",
            "decimals": 2,
            "tie_break": ["quality", "price"],
        },
        "criteria": [
            *(
                {
                    "key": key,
                    "title": key,
                    "kind": "scored",
                    "weight": "2",
                    "scale": ["0", "100"],
                    "direction": "higher",
                }
                for key in keys
            ),
            {"key": "price", "title": "Price", "kind": "price", "weight": "2", "formula": "lowest_ratio"},
        ],
        "vendors": [
            {
                "key": f"v{index}",
                "title": f"Vendor {index}",
                "scores": {key: {name: score() for name in panel} for key in keys},
                "price": str(chance.randint(100_000, 900_000)),
            }
            for index in range(vendors)
        ],
    }


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        started = perf_counter()
        work()
        times.append(1000 * (perf_counter() - started))
    return median(times)


def float_ranking(vendors: int, criteria: int) -> Callable[[], object]:
    fractions = np.random.default_rng(SEED).random((vendors, criteria))
    weights = np.full(criteria, 2.0)
    return lambda: np.argsort(-(fractions @ weights), kind="stable")


def measure(vendors: int, criteria: int, evaluators: int, rounds: int) -> None:
    plain = document(vendors, criteria, evaluators)
    text = json.dumps(plain)
    evaluation = from_mapping(plain)
    exact = place(evaluation)
    floor = milliseconds(float_ranking(vendors, criteria), max(rounds, 20))
    print(
        f"\n{vendors} vendors x {criteria} criteria x {evaluators} evaluators, {len(text) / 1e6:.1f} MB of JSON"
    )
    print(f"{'NumPy weighted sum and argsort, floats':44}{floor:12.3f} ms")
    steps: list[tuple[str, Callable[[], object]]] = [
        ("read and check the text, hash", lambda: parse(text)),
        ("exact totals and ranks", lambda: place(evaluation)),
        ("sensitivity", lambda: firmness(evaluation, exact)),
        ("whole ranking as a document", lambda: rank(evaluation).as_dict()),
    ]
    for name, work in steps:
        taken = milliseconds(work, rounds)
        print(f"{name:44}{taken:12.1f} ms{taken / floor:12.0f} x NumPy")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--vendors", type=int, default=10_000)
    parser.add_argument("--criteria", type=int, default=50)
    options = parser.parse_args()
    measure(12, 20, 6, 10 * options.rounds)
    measure(1_000, 50, 1, options.rounds)
    measure(options.vendors, options.criteria, 1, options.rounds)


if __name__ == "__main__":
    main()
