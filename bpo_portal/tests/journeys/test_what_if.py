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

    page.get_by_role("slider", name="Weight of Price").focus()
    page.keyboard.press("End")
    page.evaluate(SETTLED)

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


REFUSED = "Not applied: all weights together are 100."
NO_NUMBER = "Not applied: type a number from 0 to 100, with at most 4 decimals."


@pytest.mark.parametrize(("typed", "told"), [("250", REFUSED), ("-5", NO_NUMBER), ("1,5", NO_NUMBER)])
def test_a_weight_that_cannot_be_is_refused_beside_its_field_and_stays_as_typed(
    page: Page, typed: str, told: str
) -> None:
    show(page, call_centre())
    before = shown(page)
    field = page.get_by_role("textbox", name="Weight of Price")

    field.press("Control+A")
    field.press_sequentially(typed)
    page.keyboard.press("Tab")

    expect(field).to_have_value(typed)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(told)
    expect(page.locator("[data-said]")).to_have_text(told)
    assert shown(page) == before
    expect(page.get_by_role("textbox", name="Weight of Hours covered")).to_have_value("20")


def test_nothing_is_saved_while_a_weight_is_refused(page: Page) -> None:
    show(page, call_centre())
    type_weight(page, "Price", "250")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))

    page.get_by_role("button", name="Save the scenario").click()

    expect(page.get_by_role("textbox", name="Weight of Price")).to_be_focused()
    assert sent == []


def test_a_refused_weight_is_forgotten_once_a_weight_that_can_be_is_given(page: Page) -> None:
    show(page, call_centre())
    type_weight(page, "Price", "250")

    type_weight(page, "Hours covered", "40")

    expect(page.locator("[data-fault]:visible")).to_have_count(0)
    assert weights(page) == [Decimal(30), Decimal(40), Decimal(30)]


def test_more_than_locked_weights_leave_is_refused(page: Page) -> None:
    show(page, call_centre())
    locked = page.get_by_role("slider", name="Weight of Hours covered")
    page.get_by_text("Lock the weight of Hours covered").locator("..").click()
    expect(locked).to_be_disabled()

    type_weight(page, "Price", "95")
    told = page.locator("[data-fault]:visible").all_text_contents()
    page.get_by_text("Lock the weight of Information security").locator("..").click()
    type_weight(page, "Price", "30")

    assert told == ["Not applied: the locked weights leave 80."]
    expect(page.locator("[data-fault]:visible")).to_have_text(
        "Not applied: all others are locked and leave 40."
    )
    assert weights(page) == [Decimal(40), Decimal(20), Decimal(30)]


def test_an_unlocked_weight_moves_again(page: Page) -> None:
    show(page, call_centre())
    lock = page.get_by_text("Lock the weight of Hours covered").locator("..")
    lock.click()
    lock.click()

    type_weight(page, "Price", "100")

    assert weights(page) == [Decimal(0), Decimal(0), Decimal(100)]


def said_after(page: Page, act: Any) -> Any:
    """What is shown once somebody did something, which must be what a screen reader was told."""
    page.locator("#switches:not([open]) summary").click()
    act()
    found = shown(page)
    expect(page.locator("[data-said]")).to_have_text(found["first"])
    return found


def test_a_vendor_left_out_is_last_and_back_at_once(page: Page) -> None:
    show(page, call_centre())
    before = shown(page)
    box = page.get_by_label("Acme Services", exact=True)

    without = said_after(page, box.check)
    box.uncheck()

    assert without["first"].startswith("Bolt Services would be first")
    assert "Acme Services Left out" in without["rows"][-1]
    assert shown(page) == before


def test_without_an_evaluator_the_others_scores_count(page: Page) -> None:
    show(page, call_centre())

    without = said_after(page, page.get_by_label("ben", exact=True).check)

    assert without == on_the_server(page, Changes(evaluators=["ben"]))


def test_a_knockout_can_be_failed_and_passed_again(page: Page) -> None:
    show(page, call_centre())
    before = shown(page)
    answer = page.get_by_label("Valid ISO/IEC 27001 certificate, Acme Services")

    failed = said_after(page, lambda: answer.select_option("failed"))
    answer.select_option("passed (record)")

    assert failed["first"].startswith("Bolt Services would be first")
    assert any("Acme Services Excluded" in row for row in failed["rows"])
    assert shown(page) == before


def test_many_moves_within_a_frame_are_drawn_once_and_end_at_the_last(page: Page) -> None:
    show(page, call_centre())
    page.evaluate(SETTLED)

    drawn = page.evaluate("""async () => {
        const slider = [...document.querySelectorAll("[data-slider]")].at(-1), totals = new Set();
        const total = document.querySelector("[data-total]");
        new MutationObserver(() => totals.add(total.textContent))
            .observe(total, { characterData: true, childList: true, subtree: true });
        for (let weight = 41; weight <= 80; weight += 1) {
            slider.value = weight;
            slider.dispatchEvent(new Event("input", { bubbles: true }));
        }
        await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
        return totals.size;
    }""")

    assert drawn == 1
    assert weights(page) == [Decimal("13.33"), Decimal("6.67"), Decimal(80)]
