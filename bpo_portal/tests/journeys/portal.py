"""The running product with its sample story, and people who use it with a real browser."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, StorageState

from bpo_portal.runtime.places import ROOT
from bpo_portal.runtime.postgres import LocalPostgres
from bpo_portal.runtime.run import web_command
from bpo_portal.runtime.supervisor import Program
from bpo_portal.runtime.valkey import LocalValkey, free_port

SAMPLE = "/rfps/RFP-{year}-001"
ANSWER_SECONDS = 60.0
SOON = 45_000
"""Milliseconds within which a page has followed, whatever else this machine does."""


class Portal:
    """Web server, worker and reconciler with a database and a broker of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = LocalPostgres(folder / "postgres", durable=False)
        self.valkey = LocalValkey(folder / "valkey")
        self.postgres.start()
        self.valkey.start()
        port = free_port()
        self.address = f"http://localhost:{port}"
        self.env = {
            **os.environ,
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.valkey.url,
            "BASE_URL": self.address,
            "LOCAL_MODE": "1",
            "REPORT_SETTLE_SECONDS": "2",
            "DJANGO_SETTINGS_MODULE": "bpo_portal.settings",
        }
        accounts = folder / "accounts.json"
        for command in (["migrate"], ["load_reference"], ["load_sample", "--accounts", str(accounts)]):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=ROOT,
                env=self.env,
                check=True,
                capture_output=True,
            )
        self.passwords = {
            each["email"]: each["password"] for each in json.loads(accounts.read_text(encoding="utf-8"))
        }
        self.sessions: dict[str, StorageState] = {}
        celery = [sys.executable, "-m", "celery", "-A", "bpo_portal", "worker", "--concurrency", "1"]
        self.programs = [
            self._program("worker", celery),
            self._program("reconcile", [sys.executable, "manage.py", "reconcile"]),
            self._program("web", web_command(f"127.0.0.1:{port}", workers="2")),
        ]

    def begin(self) -> None:
        for program in self.programs:
            program.start()
        deadline = time.monotonic() + ANSWER_SECONDS
        while not self._answers():
            if time.monotonic() > deadline:
                raise AssertionError((self.folder / "web.log").read_text()[-2000:])
            time.sleep(0.1)

    def end(self) -> None:
        for program in reversed(self.programs):
            program.stop()
        self.valkey.destroy()
        self.postgres.destroy()

    def _program(self, name: str, command: list[str]) -> Program:
        return Program(name, command, self.folder / f"{name}.log", self.env, ROOT)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/accounts/login/"):  # noqa: S310
                return True
        except (urllib.error.URLError, ConnectionError):
            return False


@contextmanager
def seen_by(
    browser: Browser, portal: Portal, person: str = "", *, width: int = 1440, scheme: str = "light"
) -> Iterator[Page]:
    """A page in a browser of its own, signed in as a person of the sample story; by password the first time."""
    context = browser.new_context(
        base_url=portal.address,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        storage_state=portal.sessions.get(person),
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: _note(message, page, complaints))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    if person and person not in portal.sessions:
        sign_in(page, portal, person)
        portal.sessions[person] = context.storage_state()
    yield page
    context.close()
    assert complaints == []


def sign_in(page: Page, portal: Portal, person: str) -> None:
    email = f"{person}@bpo-portal.example"
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(portal.passwords[email])
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")


def _note(message: ConsoleMessage, page: Page, complaints: list[str]) -> None:
    """Errors, but not that the visited page itself is one of those that say 403 or 404."""
    expected = message.text.startswith("Failed to load resource") and message.location.get("url") == page.url
    if message.type == "error" and not expected:
        complaints.append(message.text)
