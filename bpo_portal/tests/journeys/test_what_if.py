"""What if, in a browser: sliders, locks and switches, and rows that are those of the server."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from scoring.scratch import Changes
from scoring.tests.versions import call_centre

from .what_if_page import show

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

SHOWN = """() => ({
    rows: [...document.querySelectorAll(".ranking tbody tr")].map(row => row.textContent.replace(/\\s+/g, " ")),
    tips: [...document.querySelectorAll("[data-tips]")].map(tips => tips.textContent),
    sentences: [...document.querySelectorAll("[data-firmness] p")].map(sentence => sentence.textContent),
    first: document.querySelector("[data-first]").textContent,
})"""
FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SETTLED = """() => new Promise(done => {
    const look = () => document.querySelector("[data-moving]") ? requestAnimationFrame(look) : done();
    requestAnimationFrame(() => requestAnimationFrame(look));
})"""

TOPS = """() => [...document.querySelectorAll(".ranking tbody tr")].map(row =>
    [row.dataset.vendor, row.getBoundingClientRect().top])"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()
    assert complaints == []


def shown(page: Page) -> Any:
    page.evaluate(SETTLED)
    return page.evaluate(SHOWN)


def weights(page: Page) -> list[Decimal]:
    texts: list[str] = page.evaluate(
        "[...document.querySelectorAll('input.weight')].map(input => input.value)"
    )
    return [Decimal(text) for text in texts]


def type_weight(page: Page, name: str, weight: str) -> None:
    page.get_by_role("textbox", name=f"Weight of {name}").fill(weight)
    page.keyboard.press("Tab")
    page.evaluate(SETTLED)


def on_the_server(page: Page, changes: Changes) -> Any:
    show(page, call_centre(), changes, live=False)
    return shown(page)


def test_the_arrow_keys_move_a_weight_and_the_others_keep_their_proportions(page: Page) -> None:
    show(page, call_centre())
    slider = page.get_by_role("slider", name="Weight of Information security")
    slider.focus()

    for _ in range(20):
        page.keyboard.press("ArrowRight")
    page.evaluate(SETTLED)

    assert weights(page) == [Decimal(50), Decimal("16.67"), Decimal("33.33")]
    expect(slider).to_have_attribute("aria-valuetext", "50 points")
    expect(page.locator("[data-said]")).to_have_text("Acme Services would be first with 86.11 points.")


def test_a_locked_weight_stays_and_bounds_the_others(page: Page) -> None:
    show(page, call_centre())
    page.get_by_text("Lock the weight of Hours covered").locator("..").click()

    type_weight(page, "Price", "95")

    assert weights(page) == [Decimal(0), Decimal(20), Decimal(80)]


def test_proportions_come_back_after_a_weight_has_taken_all(page: Page) -> None:
    show(page, call_centre())
    slider = page.get_by_role("slider", name="Weight of Price")
    slider.focus()

    page.keyboard.press("End")
    page.evaluate(SETTLED)
    all_of_it = weights(page)
    for _ in range(80):
        page.keyboard.press("ArrowLeft")
    page.evaluate(SETTLED)

    assert all_of_it == [Decimal(0), Decimal(0), Decimal(100)]
    assert weights(page) == [Decimal("26.67"), Decimal("13.33"), Decimal(60)]


def test_what_the_browser_fills_in_is_what_the_server_writes(page: Page) -> None:
    show(page, call_centre())
    type_weight(page, "Price", "61.5")
    page.locator("#switches summary").click()
    page.get_by_label("Cove Services", exact=True).check()
    page.get_by_label("ben", exact=True).check()
    page.get_by_label("Valid ISO/IEC 27001 certificate, Elm Services").select_option("waived")

    filled, moved = shown(page), weights(page)

    changes = Changes(
        weights=dict(zip(["security", "hours", "price"], map(str, moved), strict=True)),
        vendors=["cove"],
        evaluators=["ben"],
        knockouts={"elm": {"iso": "waived"}},
    )
    assert sum(moved) == 100
    assert filled == on_the_server(page, changes)
    assert any("Knock-out waived" in row for row in filled["rows"])


def test_without_moving_anything_it_shows_the_record(page: Page) -> None:
    show(page, call_centre())

    assert shown(page) == on_the_server(page, Changes())


def test_rows_move_with_the_weight_and_then_stand_in_the_order_of_their_ranks(page: Page) -> None:
    show(page, call_centre())
    page.evaluate(SETTLED)
    slider = page.get_by_role("slider", name="Weight of Price")
    slider.focus()

    page.keyboard.press("End")
    page.evaluate(FRAME)
    moving = page.evaluate(TOPS)
    page.evaluate(SETTLED)
    resting = page.evaluate(TOPS)

    assert [name for name, _ in sorted(moving, key=lambda each: each[1])] == [name for name, _ in resting]
    assert [top for _, top in sorted(resting, key=lambda each: each[1])] == [top for _, top in resting]
    assert page.locator("tr[style*=translate]").count() == 0
