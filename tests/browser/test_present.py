"""The meeting mode on a projector: by key, by button, and back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support import accessible, awake
from tests.support.program import Served

pytestmark = pytest.mark.browser

SMALL = """() => [...document.querySelectorAll(".present *")]
  .filter((node) => node.getClientRects().length && !node.closest(".visually-hidden")
    && [...node.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim()))
  .filter((node) => parseFloat(getComputedStyle(node).fontSize) < 32)
  .map((node) => `${node.className} ${node.textContent}`)"""
SCROLLED = """() => [...document.querySelectorAll(".present, .present *")]
  .filter((node) => node.clientHeight && node.scrollHeight > node.clientHeight + 4
    && getComputedStyle(node).overflowY === "auto").map((node) => node.className)"""

OVER_THE_BAR = """() => [...document.querySelectorAll(".screen")]
  .filter((one) => one.clientHeight && one.scrollHeight > one.clientHeight + 4)
  .map((one) => one.className)"""

OUTSIDE = """() => [...document.querySelectorAll(".present *")]
  .filter((node) => !node.closest(".visually-hidden, .js-plotly-plot"))
  .filter((node) => node.getBoundingClientRect().right > innerWidth)
  .map((node) => `${node.className} ${node.textContent}`)"""
NAMES_APART = """(() => {
  const names = [...document.querySelectorAll(".present .names > span")]
    .map((node) => node.getBoundingClientRect());
  return names.length > 0 && !names.some((one, at) => names.slice(at + 1).some((other) =>
    one.left < other.right && other.left < one.right
    && one.top < other.bottom && other.top < one.bottom));
})()"""


@pytest.mark.parametrize("path", ["/en/explore?present", "/fr/explorer?present"])
def test_five_screens_are_turned_by_key_and_left(live_server: Served, page: Page, path: str):
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(live_server.url + path)
    for number in range(1, 6):
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_count(1)
        expect(heading).to_be_focused()
        expect(page).to_have_url(re.compile(r"present" if number == 1 else rf"present={number}$"))
        if number == 2:
            expect(page.locator(".present .main-svg").first).to_be_visible()
        assert page.evaluate(SMALL) == []
        assert page.evaluate(SCROLLED) == []
        assert page.evaluate(OVER_THE_BAR) == []
        expect(page.locator("header, footer, #view-showing, #view-headline")).to_have_count(4)
        expect(page.locator("header").first).to_be_hidden()
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    expect(page).to_have_url(re.compile(r"present=1$"))
    page.keyboard.press("End")
    page.keyboard.press("PageUp")
    page.reload()
    expect(page.locator("[data-screen='4'] h1")).to_be_focused()
    page.locator("[data-turn='1']").click()
    expect(page).to_have_url(re.compile(r"present=5$"))
    expect(page.locator("[data-screened]")).to_have_attribute("href", re.compile("present=5$"))
    page.keyboard.press("Escape")
    expect(page.locator(".present")).to_have_count(0)
    expect(page.locator(".present__way")).to_be_focused()
    expect(page).not_to_have_url(re.compile("present"))
    expect(page.locator("header").first).to_be_visible()


@pytest.mark.parametrize("path", ["/en/explore", "/fr/explorer"])
def test_axe_finds_nothing_on_a_screen(live_server: Served, page: Page, path: str):
    look = (1440, "dark") if path.startswith("/fr/") else (320, "light")
    accessible.begin(page, look[0])
    page.goto(f"{live_server.url}{path}?present=1")
    for number in range(1, 6):
        expect(page.locator(f"[data-screen='{number}'] h1")).to_be_focused()
        accessible.check(page, (look,))
        page.keyboard.press("ArrowRight")


def test_the_words_of_the_curve_have_room_on_a_phone(live_server: Served, page: Page):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/fr/explorer?present=2")
    expect(page.locator(".present .names > span").first).to_be_visible()
    page.wait_for_function("document.querySelector('.present').scrollWidth <= 360", timeout=20_000)
    awake.until(page, NAMES_APART)


@pytest.mark.parametrize("path", ["/en/explore", "/fr/explorer"])
def test_no_screen_is_wider_than_a_phone(live_server: Served, page: Page, path: str):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}{path}?present=1")
    for number in range(1, 6):
        expect(page.locator(f"[data-screen='{number}'] h1")).to_be_focused()
        assert page.evaluate(OUTSIDE) == []
        page.keyboard.press("ArrowRight")
