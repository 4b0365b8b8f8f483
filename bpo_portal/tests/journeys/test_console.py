"""Nothing in the console while parts of a page are swapped, whatever the browser's helpers did to its fields."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .portal import Portal, seen_by
from .test_story import sample

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

HELP = "for (const part of document.querySelectorAll('main [id]')) part.style.caretColor = 'auto'"
"""A style on elements, as password managers and reading aids leave it there."""


def filter_by_name(page: Page, name: str) -> None:
    page.evaluate(HELP)
    page.get_by_role("search").get_by_label("Name or alias").fill(name)
    expect(page).to_have_url(re.compile(f"q={name}"))


def test_the_register_is_filtered_and_sorted_without_a_word_in_the_console(
    portal: Portal, browser: Browser
) -> None:
    with seen_by(browser, portal, "rita") as page:
        page.goto("/vendors/")
        filter_by_name(page, "acanto")
        expect(page.locator("#vendor-count")).to_contain_text("1 vendor found")

        page.evaluate(HELP)
        page.get_by_role("search").get_by_label("Sort by").select_option("-name")
        expect(page).to_have_url(re.compile("sort=-name"))


def test_candidates_are_picked_without_a_word_in_the_console(portal: Portal, browser: Browser) -> None:
    with seen_by(browser, portal, "bea") as page:
        page.goto(f"{sample(page)}/vendors/add/")
        page.locator("#vendor-results input[name=vendor]").first.check()
        filter_by_name(page, "zzzz")

        expect(page.locator("#vendor-results input[name=vendor]:checked")).to_have_count(1)


def test_a_score_is_saved_without_a_word_in_the_console(portal: Portal, browser: Browser) -> None:
    with seen_by(browser, portal, "eva") as page:
        page.goto(f"{sample(page)}/scoring/")
        page.evaluate(HELP)
        cell = page.locator("[data-cell]").first
        cell.get_by_label("Comment").fill("Read twice.")
        page.keyboard.press("Tab")

        expect(cell).to_contain_text("Saved")
