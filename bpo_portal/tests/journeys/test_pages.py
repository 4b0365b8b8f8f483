"""Every page, as the people it is for see it: accessible, within the screen, without a word in the console."""

import json
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from bpo_portal.runtime.places import ROOT

from .portal import Portal, seen_by

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BY_LOOKS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
"""What depends on colours and widths."""
FAULTS = (
    """rules => axe.run({ runOnly: rules, resultTypes: ['violations'] }).then(result => result.violations)"""
)
"""Without all that passes: megabytes from every page."""
PAINTED = """scheme => document.documentElement.dataset.bsTheme === scheme
    && new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"""
PROSE = [
    "{rfp}/",
    "{rfp}/criteria/",
    "{rfp}/reports/",
    "{rfp}/shortlist/",
    "{rfp}/vendors/list/?list=1",
    "{vendor}",
]
WRITE_ON = """() => {
    const told = document.querySelectorAll('main :is(p, dd, .list-group-item):not(td *, th *)');
    for (const each of told) each.append('W'.repeat(400));
}"""
RFP = [
    "",
    "edit/",
    "copy/",
    "team/",
    "criteria/",
    "criteria/new/",
    "criteria/weights/",
    "criteria/weights/swing/",
    "criteria/weights/order/",
    "criteria/weights/pairs/",
    "criteria/method/",
    "criteria/assignments/",
    "criteria/recorded/",
    "vendors/",
    "vendors/add/?own_lines=any",
    "vendors/able/",
    "coverage/?language=pt&hour=03",
    "demand/",
    "demand/edit/",
    "vendors/list/?list=1",
    "scoring/",
    "shortlist/",
    "shortlist/versions/",
    "shortlist/changes/",
    "shortlist/ranks/",
    "shortlist/1/",
    "shortlist/1/recompute/",
    "shortlist/2/firmness/?ask=draws",
    "shortlist/2/decide/",
    "shortlist/2/acanto-servicios/",
    "compare/",
    "compare/?vendor=acanto-servicios&vendor=tamargal-linhas",
    "compare/heat-map/",
    "compare/criteria/price/",
    "compare/heat-map/?version=1",
    "what-if/",
    "what-if/scenarios/",
    "waivers/",
    "reports/",
    "team/?q=o",
    "dossier/",
    "history/",
    "move/shortlisted/",
    "move/cancelled/",
]
PAGES = {
    "": ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/nowhere/"],
    "bea": ["/", "/rfps/", "/rfps/new/", "/people/me/", *(f"{{rfp}}/{tail}" for tail in RFP)],
    "clara": ["/", "{rfp}/decisions/1/", "{rfp}/waivers/1/"],
    "eva": ["/", "/rfps/", "{rfp}/", "{rfp}/scoring/", "{rfp}/scoring/submit/", "{rfp}/shortlist/"],
    "rita": [
        "/",
        "/vendors/",
        "/vendors/?q=nobody+of+this+name",
        "/vendors/new/",
        "/vendors/import/",
        "/vendors/imports/",
        "{import}",
        "{import}undo/",
        "/vendors/duplicates/",
        "{vendor}",
        "{vendor}edit/",
        "{vendor}delivery/",
        "{vendor}history/",
        "{vendor}contacts/",
        "{vendor}contacts/new/",
        "/vendors/claims/",
        "/vendors/claims/certificates/",
        "/vendors/claims/documents/",
        "{vendor}facts/",
        "{vendor}profiles/",
        "{vendor}profiles/escalation/assessed/",
        "{vendor}profiles/attrition/claimed/",
        "{vendor}expertise/",
        "{vendor}references/new/",
        "{vendor}subcontractors/new/",
        "{vendor}record/",
        "{vendor}performance/new/",
        "/vendors/views/",
        "/vendors/views/new/?country=ES",
        "/vendors/lists/",
        "/vendors/lists/new/",
        "/vendors/lists/1/",
        "/vendors/lists/1/add/",
        "{vendor}sites/new/",
        "{vendor}certifications/new/",
        "{vendor}rates/",
        "{vendor}rates/new/",
        "/vendors/rates/compare/",
        "/vendors/rates/compare/?card=1&card=2&profile=1&currency=EUR",
        "/vendors/volume-profiles/new/",
    ],
    "vic": [
        "/my-company/",
        "/my-company/facts/",
        "/my-company/sites/new/",
        "/my-company/certificates/",
        "/my-company/certificates/new/",
        "/my-company/documents/",
        "/my-company/documents/new/",
        "/my-company/changes/",
    ],
    "ada": ["/", "/people/", "/people/invite/", "/people/2/", "/outbox/", "/accounts/2fa/"],
}
LINKS = {
    "{rfp}": ("/rfps/", "Citizen contact line"),
    "{vendor}": ("/vendors/?q=Acanto", "Acanto Servicios"),
    "{import}": ("/vendors/imports/", "story_vendors.csv"),
}


@pytest.mark.parametrize("person", PAGES)
def test_pages_are_accessible_and_fit_the_screen(portal: Portal, browser: Browser, person: str) -> None:
    """Each is opened on a phone in the dark and then widened by daylight; what neither changes is looked at once."""
    found: dict[str, list[str]] = {}
    with seen_by(browser, portal, person, width=390) as page:
        for address in real(page, PAGES[person]):
            show(page, 390, "dark")
            page.goto(address, wait_until="load")
            found[address] = [*elsewhere(page, address), *tab_out_of_sight(page)]
            found[address] += [*sideways(page), *faults(page, BY_LOOKS)]
            show(page, 1024, "light")
            found[address] += sideways(page)
            show(page, 1440, "light")
            found[address] += [*sideways(page), *faults(page, RULES)]

    assert {address: list_ for address, list_ in found.items() if list_} == {}


@pytest.mark.parametrize("width", [1024, 1440])
def test_on_a_desktop_the_comparison_scrolls_with_the_page_under_its_heads(
    portal: Portal, browser: Browser, width: int
) -> None:
    with seen_by(browser, portal, "bea", width=width) as page:
        page.goto(*real(page, ["{rfp}/compare/"]))
        region, head = page.get_by_role("region", name="Comparison"), page.get_by_role("columnheader").first
        last = region.get_by_role("rowheader").last
        last.scroll_into_view_if_needed()

        assert region.evaluate(
            "box => [box.scrollHeight - box.clientHeight, box.scrollWidth - box.clientWidth]"
        ) == [0, 0]
        expect(head).to_be_in_viewport()
        expect(last).to_be_in_viewport()


def test_on_a_phone_the_comparison_scrolls_in_a_region_that_has_a_name_and_takes_the_keyboard(
    portal: Portal, browser: Browser
) -> None:
    with seen_by(browser, portal, "bea", width=390) as page:
        page.goto(*real(page, ["{rfp}/compare/"]))
        region = page.get_by_role("region", name="Comparison")
        region.focus()
        page.keyboard.press("ArrowRight")

        expect(region).to_be_focused()
        page.wait_for_function("document.querySelector('.compare-scroll').scrollLeft > 0")


def test_whoever_comes_back_finds_the_weights_they_typed(portal: Portal, browser: Browser) -> None:
    with seen_by(browser, portal, "bea") as page:
        page.goto(*real(page, ["{rfp}/criteria/"]))
        price = page.get_by_role("textbox", name="Weight of Price")
        before = price.input_value()
        price.fill("47")
        page.get_by_role("navigation", name="Parts of this RFP").get_by_role("link", name="Shortlist").click()
        page.go_back()

        expect(price).to_have_value("47")
        expect(page.locator("[data-sum]")).to_have_text("102")
        expect(page.get_by_text("What you typed before is here again.")).to_be_visible()
        page.goto(page.url)
        expect(price).to_have_value(before)
        expect(page.get_by_text("What you typed before is here again.")).to_be_hidden()


def test_words_without_end_widen_no_page(portal: Portal, browser: Browser) -> None:
    found: dict[str, list[str]] = {}
    with seen_by(browser, portal, "bea", width=390) as page:
        for address in real(page, PROSE):
            page.goto(address, wait_until="load")
            page.evaluate(WRITE_ON)
            found[address] = sideways(page)

    assert {address: list_ for address, list_ in found.items() if list_} == {}


def real(page: Page, addresses: list[str]) -> list[str]:
    """With the addresses of the sample RFP and of an invented vendor, whatever their numbers are."""
    for mark, (where, text) in LINKS.items():
        if any(mark in address for address in addresses):
            found = link(page, where, text)
            addresses = [address.replace(mark, found) for address in addresses]
    return addresses


def link(page: Page, address: str, text: str) -> str:
    page.goto(address)
    href = page.get_by_role("main").get_by_role("link", name=text).first.get_attribute("href")
    return (href or "").rstrip("/") + ("/" if "vendors" in address else "")


def show(page: Page, width: int, scheme: Literal["light", "dark"]) -> None:
    """Without motion: a colour on its way to another has no contrast of its own."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    if page.url != "about:blank":
        page.wait_for_function(PAINTED, arg=scheme)


def faults(page: Page, rules: list[str]) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(FAULTS, rules)
    return [f"{each['id']}: {json.dumps(each['nodes'][0]['target'])}" for each in found]


def elsewhere(page: Page, address: str) -> list[str]:
    return [] if page.url.endswith(address) else [f"leads to {page.url}"]


def sideways(page: Page) -> list[str]:
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"scrolls sideways by {wide} px at {page.viewport_size}"] if wide > 0 else []


def tab_out_of_sight(page: Page) -> list[str]:
    chosen = page.locator(".nav-tabs [aria-current]")
    if not chosen.count():
        return []
    left, right = chosen.evaluate(
        "tab => [tab.getBoundingClientRect().left, tab.getBoundingClientRect().right]"
    )
    width = page.viewport_size["width"] if page.viewport_size else 0
    return [] if left >= 0 and right <= width else [f"the chosen tab is from {left} to {right} px of {width}"]
