"""The explorer as a person meets it: in a real browser, by mouse, by keyboard, on a phone, in the dark."""

import re
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="no driver: pip install 'podproof[test]'")

from browsers import opened

import podproof
from podproof.checker.explorer.pods import ExplorablePod
from podproof.checker.explorer.recorded import RecordedPod
from podproof.checker.explorer.serving import ExplorerServer
from podproof.spec.pod import scenarios
from podproof.spec.pod.lifecycle import LIFECYCLE
from podproof.spec.pod.timed.lifecycle import TimedPod

CRASH = "schedules,creates_sandbox,pull_succeeds:app,starts:app,exits_nonzero:app,starts:app,exits_nonzero:app"
ROOT = Path(__file__).parents[2]
MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def address():
    """The address of the explorer of a Pod without faults, one with markup in its name, and a recorded one."""
    (manifest,) = podproof.read(scenarios.path("single-always"))
    strange = manifest._replace(name=MARKUP)
    pods = [ExplorablePod.of_manifest(each, LIFECYCLE, (), TimedPod(each.pod)) for each in (manifest, strange)]
    (verdict,) = podproof.judge(ROOT / "docs" / "examples" / "impossible.jsonl", faults="none")
    pods.append(ExplorablePod.of_recording(RecordedPod(verdict)))
    with ExplorerServer(pods).in_thread() as address:
        yield address


@pytest.fixture
def page(chromium, address):
    """The page, opened; whatever it complains of in the end is a failure, and so is a request to elsewhere."""
    with opened(chromium, address) as (page, requests):
        page.locator("#events h3").first.wait_for()
        yield page
    assert [each for each in requests if not each.startswith((address.partition("#")[0], "blob:", "data:"))] == []


def status(page):
    """The column STATUS."""
    return page.locator("#get tbody td").nth(2).inner_text()


def take(page, text):
    """Click an event, and wait until it is taken."""
    before = page.locator("#walk li:not(.future)").count()
    page.get_by_role("button", name=text, exact=True).first.click()
    page.locator("#walk li:not(.future)").nth(before).wait_for()


def stands_at(page, step):
    """Wait until the walk stands at this step."""
    page.locator(f"#walk li.now:nth-child({step + 1})").wait_for()


def test_a_person_walks_back_and_forth(page):
    assert status(page) == "Pending"
    take(page, "binds the Pod to a node")
    take(page, "creates the sandbox")
    assert page.locator("#lanes .changed dt").all_inner_texts() == ["sandbox"]
    page.get_by_role("button", name="Undo").click()
    stands_at(page, 1)
    assert page.locator("#walk .future").all_inner_texts() == ["creates_sandbox"]
    page.get_by_role("button", name="Redo").click()
    stands_at(page, 2)
    page.get_by_role("button", name="Restart", exact=True).click()
    stands_at(page, 0)
    assert page.get_by_role("button", name="Undo").is_disabled()
    page.go_back()
    stands_at(page, 2)


def test_a_person_is_taken_to_crash_loop_back_off(page, tmp_path):
    page.get_by_role("button", name="Take me to CrashLoopBackOff").click()
    stands_at(page, 8)
    page.locator("#progress", has_text="8 steps from where you were, and no route is shorter").wait_for()
    take(page, re.compile("^publishes the status"))
    assert status(page) == "CrashLoopBackOff"
    assert page.locator("#times").inner_text().startswith("With a clock: at least ")
    picture = tmp_path / "explorer.png"
    page.screenshot(path=picture)
    assert picture.stat().st_size > 20_000


def test_an_event_that_cannot_happen_says_why_not(page):
    page.locator("#impossible summary").first.click()
    page.get_by_role("button", name="creates the sandbox why not?").click()
    why = page.locator("#impossible .why:not([hidden])")
    why.filter(has_text="sandbox_is_due is false. The sync is about to").wait_for()
    why.filter(has_text="scheduling is Unscheduled").wait_for()


def test_rules_laws_and_situations_are_explained(page):
    page.get_by_role("button", name="3.1", exact=True).first.click()
    page.locator("#dialog-title", has_text="rule 3.1").wait_for()
    page.keyboard.press("Escape")
    page.locator("#laws summary").first.click()
    page.locator("#laws button.name").first.click()
    page.locator("#dialog-title", has_text="law ").wait_for()


def test_the_address_is_the_walk(page, address):
    page.goto(f"{address.partition('#')[0]}#walk={CRASH}")
    stands_at(page, 7)
    page.goto(f"{address.partition('#')[0]}#walk={CRASH},schedules,deletes")
    page.locator("#message", has_text="Step 8, schedules, cannot happen").wait_for()
    stands_at(page, 7)
    assert page.url.endswith(f"#pod=0&at=7&walk={CRASH}")


def test_the_keyboard_suffices(page):
    page.keyboard.press("1")
    stands_at(page, 1)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.className") == "event"
    page.keyboard.press("Enter")
    stands_at(page, 2)
    page.keyboard.press("ArrowLeft")
    stands_at(page, 1)
    page.keyboard.press("ArrowRight")
    stands_at(page, 2)
    page.keyboard.press("/")
    page.keyboard.type("deletes force")
    assert page.locator("#events li:visible").count() == 1
    page.keyboard.press("Enter")
    stands_at(page, 3)
    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    stands_at(page, 0)
    page.keyboard.press("?")
    assert page.locator("#dialog-title").inner_text() == "Keyboard"


def test_a_walk_is_saved_as_a_file(page, tmp_path):
    take(page, "binds the Pod to a node")
    page.get_by_role("button", name="Save").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Test for pytest").click()
    download.value.save_as(tmp_path / "walk.py")
    assert "'schedules'" in (tmp_path / "walk.py").read_text()


def test_a_name_never_becomes_markup(page):
    page.get_by_label("Pod", exact=True).select_option(index=1)
    page.locator("#get td", has_text=MARKUP).wait_for()
    assert page.locator("img").count() == 0


def test_a_recording_is_stepped_through(page, address):
    page.get_by_label("Pod", exact=True).select_option(index=2)
    page.locator("#observation h3", has_text="Line 7: ").wait_for()
    assert "Cannot be: phase Running Legal here: Failed." in page.locator("#recording .broken").inner_text()
    page.locator("#recording-title").click()
    page.keyboard.press("p")
    page.locator("#observation h3", has_text="Line 6: ").wait_for()
    page.get_by_role("button", name="Walk here on a shortest explanation").click()
    page.locator("#get td", has_text="Error").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone_and_dark_is_dark(page, scheme):
    page.set_viewport_size({"width": 400, "height": 860})
    page.emulate_media(color_scheme=scheme)
    take(page, "binds the Pod to a node")
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 21, 27)"}[scheme]


def test_without_the_token_the_page_says_what_to_do(chromium, address):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(address.partition("#")[0])
    page.locator("#message", has_text="open the whole address that `podproof serve` printed").wait_for()
    context.close()
