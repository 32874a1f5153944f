"""What a page weighs as a browser loads it, and whether its words move when the fonts come."""

from typing import NamedTuple

from playwright.sync_api import Page, Route

SHIFTS = """() => { window.shift = 0; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shift += one.value;
}).observe({ type: "layout-shift", buffered: true }); }"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Weight(NamedTuple):
    """Bytes on the wire, headers included, and the share of the screen that moved."""

    before_scripts: int
    """Of all that is neither script nor font: what figures need."""
    bytes: int
    shift: float


def whole(page: Page) -> None:
    """Wait until a page that asks for no more by itself is drawn with all its files and fonts.

    It is known at once: that a network is silent, only after half a second of silence.
    """
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready.then(() => null)")
    page.evaluate(DRAWN)


def weigh(page: Page, address: str) -> Weight:
    """Open a page as a browser that was never there, its fonts last."""
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    fonts: list[Route] = []
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    devtools.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}),
    )
    page.route("**/*.woff2", lambda route: fonts.append(route))  # noqa: PLW0108
    page.add_init_script(f"({SHIFTS})()")
    page.goto(address, wait_until="commit")
    page.locator(".sentence").first.wait_for()
    page.evaluate(DRAWN)
    while fonts:
        fonts.pop().continue_()
    whole(page)
    kept = (size for one, size in sizes.items() if kinds.get(one) not in ("Script", "Font"))
    return Weight(sum(kept), sum(sizes.values()), page.evaluate("window.shift"))
