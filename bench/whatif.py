"""The time of one frame on the What if page: a weight moves, the ranking follows.

    python bench/whatif.py [--vendors 50] [--criteria 40] [--frames 300]

One frame is what runs when a slider has moved: exact ranking, every row and slider in sight, and the style and layout
that follow. Then, from the browser's own trace, all that its main thread does from one move to the next, with painting,
tracing and the second frame for which the bench waits: as it passed, and in processor time, without waiting. Tipping
weights, sentences and what is out of sight follow once the weight rests, which no frame here does. Beside it, in the
same page, exact ranking and firmness computed alone, and the floor: a weighted sum of the same numbers in floats,
which ranks nothing and shows nothing.
"""

import argparse
import json
import os
import sys
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

os.environ |= {
    "SECRET_KEY": "bench " * 12,
    "LOCAL_MODE": "1",
    "DJANGO_SETTINGS_MODULE": "bpo_portal.settings",
}
os.environ |= {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1"}

import django
from playwright.sync_api import Browser, Page, sync_playwright

TARGET_MS = 16
TASK, MOVE = "ThreadControllerImpl::RunTask", "EventDispatch"
FRAMES = """async count => {
    const frames = [];
    const slider = document.querySelector("[data-slider]");
    const ask = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = callback => ask(at => {
        const began = performance.now();
        callback(at);
        document.body.getBoundingClientRect();
        frames.push(performance.now() - began);
    });
    for (let each = 0; each < count; each += 1) {
        slider.value = (each * 7) % 200 / 2;
        slider.dispatchEvent(new InputEvent("input", {bubbles: true}));
        await new Promise(done => ask(() => ask(done)));
    }
    window.requestAnimationFrame = ask;
    return frames;
}"""
EXACT = """count => {
    const {document: file} = JSON.parse(document.getElementById("what-if-data").textContent);
    const sheet = Engine.prepare(file);
    return Array.from({length: count}, () => {
        const began = performance.now();
        const ranking = Engine.rank(sheet);
        Engine.standings(ranking);
        Firmness.sensitivity(ranking);
        return performance.now() - began;
    });
}"""
FLOOR = """count => {
    const {document: file} = JSON.parse(document.getElementById("what-if-data").textContent);
    const weights = Float64Array.from(file.criteria, each => Number(each.weight));
    const shares = file.vendors.map((_, v) => Float64Array.from(weights, (_, k) => ((v * k) % 6) / 5));
    const totals = new Float64Array(shares.length);
    return Array.from({length: count}, () => {
        const began = performance.now();
        shares.forEach((row, v) => { totals[v] = row.reduce((sum, share, k) => sum + share * weights[k], 0); });
        return performance.now() - began;
    });
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name, default in (("vendors", 50), ("criteria", 40), ("frames", 300)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    django.setup()
    from bpo_portal.tests.journeys.conftest import CHROMIUM, FLAGS
    from bpo_portal.tests.journeys.what_if_page import show
    from scoring.tests.versions import large

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        show(page, large(options.vendors, options.criteria))
        print(f"{options.vendors} vendors, {options.criteria} criteria, {options.frames} times each")
        for script, what in (
            (FLOOR, "floor: weighted sums in floats"),
            (EXACT, "exact ranking and firmness"),
            (FRAMES, "whole frame"),
        ):
            told(what, page.evaluate(script, options.frames))
        for clock, what in (("dur", "as it passed"), ("tdur", "processor time")):
            told(f"main thread from move to move, {what}", traced(browser, page, options.frames, clock))
        browser.close()


def traced(browser: Browser, page: Page, frames: int, clock: str) -> list[float]:
    """What the main thread did from one move to the next; the trace itself slows it a little."""
    browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    page.evaluate(FRAMES, frames)
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    at = {name: [each for each in events if each["name"] == name] for name in (TASK, MOVE)}
    moves = [each for each in at[MOVE] if each["args"]["data"]["type"] == "input"]
    starts = sorted(each["ts"] for each in moves)
    main = (moves[0]["pid"], moves[0]["tid"])
    tasks = [each for each in at[TASK] if (each["pid"], each["tid"]) == main]
    return [
        sum(each.get(clock, 0) for each in tasks if begin <= each["ts"] < end) / 1000
        for begin, end in pairwise(starts)
    ]


def told(what: str, milliseconds: list[float]) -> None:
    p95 = sorted(milliseconds)[int(len(milliseconds) * 0.95)]
    print(f"{what}: median {median(milliseconds):.2f} ms, p95 {p95:.2f} ms (a frame has {TARGET_MS} ms)")


if __name__ == "__main__":
    main()
