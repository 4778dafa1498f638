"""A real browser: the system's Chromium, driven by Playwright without a browser of its own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
WANTED = "no browser: install one, such as with apt-get install chromium"


@contextmanager
def browser() -> Iterator[Browser]:
    """The browser; without one the test is skipped, or fails where REQUIRE_BROWSER says that there is to be one."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") else pytest.skip)(WANTED)
    # Chromium refuses to run in its sandbox as root, which is who tests are in a container.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=arguments)
        yield chromium
        chromium.close()


@contextmanager
def opened(chromium: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """A page on a desktop, and what it has requested so far; whatever it complains of in the end is a failure."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page, complaints, requests = context.new_page(), list[str](), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(address)
    yield page, requests
    context.close()
    assert complaints == []
