"""The report as a person meets it: in a real browser, by mouse, by keyboard, on a phone and on paper."""

import pytest

pytest.importorskip("playwright.sync_api", reason="no driver: pip install 'podproof[test]'")

from browsers import opened

from podproof.checker.cli import main
from podproof.spec.pod import scenarios

TRACE = "details.trace:has(table[data-name='Succeeded'])"
CARD = "details.pod"


def open_card(page):
    """The trace of the first Pod that has succeeded, in its opened card."""
    page.locator(CARD).first.locator("summary").first.click()
    trace = page.locator(TRACE).first
    trace.locator("summary").click()
    return trace


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of a report on two Pods."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    pods = [str(scenarios.path(name)) for name in ("single-never", "two-always")]
    assert main(["report", *pods, "--faults", "none", "-o", str(path)]) == 0
    return path.as_uri()


@pytest.fixture
def page(chromium, address):
    """The report, opened; whatever it complains of in the end is a failure, and so is any request of its own."""
    with opened(chromium, address) as (page, requests):
        yield page
    assert requests == [address]


def test_a_trace_is_stepped_through_by_mouse_and_by_keyboard(page, tmp_path):
    trace = open_card(page)
    now, rows = trace.locator("output"), trace.locator("tbody tr")
    assert now.inner_text().startswith("0 of 8: the Pod is created")
    assert trace.get_by_role("button", name="Previous").is_disabled()
    trace.get_by_role("button", name="Next").click()
    assert now.inner_text().startswith("1 of 8: scheduler binds the Pod to a node. Pending, 0/1 ready")
    page.keyboard.press("ArrowRight")
    assert now.inner_text().startswith("2 of 8: kubelet creates the sandbox")
    assert "now" in rows.nth(2).get_attribute("class")
    page.keyboard.press("End")
    assert now.inner_text().startswith("8 of 8: kubelet publishes the status: Succeeded")
    assert trace.get_by_role("button", name="Next").is_disabled()
    trace.locator(".dot").nth(4).click()
    assert now.inner_text().startswith("5 of 8: process app exits 0")
    rows.nth(3).click()
    assert now.inner_text().startswith("3 of 8: registry app: the image is present")
    assert now.get_attribute("aria-live") == "polite"
    picture = tmp_path / "trace.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 10_000


def test_the_overview_sorts_by_the_head_that_is_pressed(page):
    names = page.locator("table.sortable tbody th a")
    assert names.all_inner_texts() == ["single-never", "two-always"]
    page.get_by_role("button", name="Containers").click()
    page.get_by_role("button", name="Containers").click()
    assert names.all_inner_texts() == ["two-always", "single-never"]
    assert page.get_by_role("columnheader", name="Containers").get_attribute("aria-sort") == "descending"


def test_each_pod_is_one_closed_card_that_the_table_of_contents_opens(page):
    cards = page.locator(CARD)
    assert cards.count() == 2
    assert page.locator(f"{CARD}[open]").count() == 0
    page.locator("nav.contents").get_by_role("link", name="two-always").click()
    assert page.locator(f"{CARD}[open]").get_attribute("id") == "pod-2"
    page.get_by_role("link", name="Laws", exact=True).click()
    assert page.evaluate("location.hash") == "#pod-2-laws"


def test_a_link_from_elsewhere_into_a_card_opens_it(page, address):
    page.evaluate("location.hash = '#pod-2-situations'")
    page.wait_for_selector(f"{CARD}#pod-2[open]")


def test_a_search_by_keyboard_shows_the_pods_that_have_all_words_and_opens_the_first(page):
    page.keyboard.press("/")
    page.keyboard.type("CrashLoop")
    assert page.locator("form.search output").inner_text() == "1 of 2 Pods; Enter opens the first"
    assert [page.locator(f"#pod-{number}").is_visible() for number in (1, 2)] == [False, True]
    assert page.locator("table.sortable tbody tr:visible").count() == 1
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent").startswith("CrashLoopBackOff")
    page.keyboard.press("/")
    page.keyboard.type(" no-such-thing")
    assert page.locator(f"{CARD}:visible").count() == 0
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("Delete")
    assert page.locator(f"{CARD}:visible").count() == 2


def test_the_first_key_offers_to_skip_to_the_content(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_nothing_is_wider_than_a_phone(page):
    page.set_viewport_size({"width": 390, "height": 844})
    open_card(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_dark_is_dark_and_paper_is_white(page):
    background = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(background) == "rgb(18, 21, 27)"
    page.emulate_media(color_scheme="dark", media="print")
    assert page.evaluate(background) == "rgb(255, 255, 255)"


def test_without_scripts_every_trace_can_be_read(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert not page.locator("form.search").is_visible()
    trace = open_card(page)
    assert trace.locator("tbody tr").last.inner_text().split("\t")[:3] == [
        "8",
        "kubelet",
        "publishes the status: Succeeded",
    ] or ("publishes the status: Succeeded" in trace.locator("tbody tr").last.inner_text())
    context.close()
