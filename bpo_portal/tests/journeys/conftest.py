import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from .portal import SOON, Portal

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="package")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    installation = Portal(tmp_path_factory.mktemp("journeys"))
    try:
        installation.begin()
        yield installation
    finally:
        installation.end()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Gone before other tests run: its driver's event loop would forbid them the database."""
    expect.set_options(timeout=SOON)
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
