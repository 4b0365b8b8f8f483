"""The main job, in the browser, with real processes behind it."""

import re
import socket
import time
import urllib.request
from contextlib import ExitStack
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from .portal import SOON, Portal, seen_by
from .test_pages import link

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


def sample(page: Page) -> str:
    return link(page, "/rfps/", "Citizen contact line")


def first_ranked(page: Page) -> str:
    return page.locator("#ranking tbody tr").first.locator(".rank-name").inner_text()


def reload_until(page: Page, address: str, text: str) -> None:
    """A page that does not follow by itself, looked at again until it says so."""
    deadline = time.monotonic() + SOON / 1000
    page.goto(address)
    while not page.get_by_text(text).count() and time.monotonic() < deadline:
        page.wait_for_timeout(300)
        page.reload()


def test_a_changed_weight_moves_the_ranking_without_reload_and_the_report_is_mailed(
    portal: Portal, browser: Browser
) -> None:
    with seen_by(browser, portal, "bea") as page:
        rfp = sample(page)
        watching = page.context.new_page()
        watching.goto(f"{rfp}/shortlist/")
        assert first_ranked(watching) == "Acanto Servicios"

        page.goto(f"{rfp}/criteria/")
        page.get_by_label("Weight of Price").fill("48")
        page.get_by_label("Weight of Technical value of the offer").fill("29")
        page.get_by_label("Reason of the change").fill("The council asked for it")
        page.get_by_role("button", name="Save weights").click()
        expect(page.get_by_role("main")).to_contain_text("The council asked for it")

        watching.bring_to_front()
        expect(watching.locator("#ranking .rank-name").first).to_have_text("Tamargal Linhas")
        expect(watching.get_by_text("Weight of Price 45 → 48").first).to_be_visible()

    with seen_by(browser, portal, "ada") as page:
        reload_until(page, "/outbox/", "Tamargal Linhas first")
        page.get_by_role("link", name="Tamargal Linhas first").first.click()
        with page.expect_download() as download:
            page.get_by_role("link", name=".pdf").click()
        pdf = PdfReader(BytesIO(download.value.path().read_bytes()))
        assert "Tamargal Linhas" in pdf.pages[0].extract_text()


def test_a_form_that_is_sent_twice_does_it_once(portal: Portal, browser: Browser) -> None:
    with seen_by(browser, portal, "bea") as page:
        page.goto("/rfps/new/?template=contact-centre-outsourcing")
        page.get_by_label("Title").fill("Back office, sent twice")
        page.evaluate(
            "() => { const form = document.querySelector('main form[method=post]');"
            " form.requestSubmit(); form.requestSubmit(); setTimeout(() => form.requestSubmit(), 40); }"
        )
        page.wait_for_url(re.compile(r"/rfps/RFP-"))
        page.goto("/rfps/")
        expect(page.get_by_role("link", name="Back office, sent twice")).to_have_count(1)


def test_connections_that_browsers_open_before_they_need_them_keep_nobody_waiting(portal: Portal) -> None:
    port = int(portal.address.rpartition(":")[2])
    with ExitStack() as stack:
        for _ in range(6):
            stack.enter_context(socket.create_connection(("localhost", port)))
        with urllib.request.urlopen(f"{portal.address}/accounts/login/", timeout=SOON / 1000) as answer:  # noqa: S310
            assert answer.status == 200


def test_an_evaluator_scores_with_the_keyboard_and_cannot_see_the_ranking_before(
    portal: Portal, browser: Browser
) -> None:
    with seen_by(browser, portal, "eva") as page:
        rfp = sample(page)
        page.goto(f"{rfp}/shortlist/")
        expect(page.get_by_role("main")).to_contain_text("Hand in your scores first")

        page.goto(f"{rfp}/scoring/")
        cell = page.locator("[data-cell]").last
        cell.get_by_label("Comment").fill("Sound, if thin on peaks.")
        cell.get_by_label("Score", exact=True).fill("3")
        page.keyboard.press("Tab")

        expect(cell).to_contain_text("Saved")
        page.reload()
        expect(page.get_by_role("main")).to_contain_text("34 of 36 given")


def test_a_request_goes_from_a_template_to_a_first_ranking(portal: Portal, browser: Browser) -> None:
    with seen_by(browser, portal, "bea") as page:
        page.goto("/rfps/new/?template=contact-centre-outsourcing")
        page.get_by_label("Title").fill("Night desk for the water board")
        page.get_by_role("button", name="Create draft").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Night desk for the water board")

        rfp = page.url.rstrip("/")
        page.goto(f"{rfp}/vendors/add/?q=Acanto")
        page.locator("[name=vendor]").first.check()
        page.get_by_role("button", name="Add").first.click()
        page.get_by_label("Price, Acanto Servicios").fill("1,250")
        page.get_by_role("button", name="Save prices").click()
        expect(page.get_by_text("could mean 1250 or 1.250").first).to_be_visible()
        page.get_by_label("Price, Acanto Servicios").fill("1250")
        page.get_by_role("button", name="Save prices").click()

        page.goto(f"{rfp}/shortlist/")
        expect(page.locator("#ranking")).to_contain_text("Acanto Servicios")
        expect(page.locator("#ranking")).to_contain_text("Incomplete")


def test_a_register_manager_imports_only_what_was_previewed(portal: Portal, browser: Browser) -> None:
    with seen_by(browser, portal, "rita") as page:
        page.goto("/vendors/import/")
        page.locator("[name=file]").set_input_files(
            {
                "name": "new.csv",
                "mimeType": "text/csv",
                "buffer": "name;country;employees;employees_year\nZenobia Línea;ES;40;2025\n".encode(),
            }
        )
        page.get_by_role("button", name="Preview").click()
        expect(page.get_by_role("main")).to_contain_text("Zenobia Línea")
        page.get_by_role("button", name="Import").click()

        page.goto("/vendors/?q=zenobia+linea")
        expect(page.get_by_role("link", name="Zenobia Línea")).to_be_visible()
