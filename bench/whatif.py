"""The time of one frame on the What if page: a weight moves, the ranking follows.

    python bench/whatif.py [--vendors 50] [--criteria 40] [--frames 300]

One frame is what runs when a slider has moved: exact ranking, tipping weights of every criterion, smallest transfer,
every row, slider and sentence of the page, and the layout that follows. Beside it, in the same page, the exact
computation alone, and the floor: a weighted sum of the same numbers in floats, which ranks nothing and shows nothing.
"""

import argparse
import os
import sys
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

os.environ |= {
    "SECRET_KEY": "bench " * 12,
    "LOCAL_MODE": "1",
    "DJANGO_SETTINGS_MODULE": "bpo_portal.settings",
}
os.environ |= {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1"}

import django
from playwright.sync_api import sync_playwright

TARGET_MS = 16
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
        browser.close()


def told(what: str, milliseconds: list[float]) -> None:
    p95 = sorted(milliseconds)[int(len(milliseconds) * 0.95)]
    print(f"{what}: median {median(milliseconds):.2f} ms, p95 {p95:.2f} ms (a frame has {TARGET_MS} ms)")


if __name__ == "__main__":
    main()
