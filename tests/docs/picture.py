"""``python -m tests.docs.picture``: takes the README's picture of the demonstration anew."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from dashboard.places import ROOT
from tests.support import chromium, program

PICTURE = ROOT / "docs" / "explore.png"
SIZE, SCALE, COLOURS = (1280, 1240), 1.25, 128
MOST_BYTES = 120_000


def screenshot(url: str) -> bytes:
    """The explore view as it stands once all figures are drawn."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium.find(), args=chromium.arguments())
        width, height = SIZE
        page = browser.new_page(
            viewport={"width": width, "height": height}, device_scale_factor=SCALE
        )
        page.goto(f"{url}/en/explore")
        page.wait_for_selector(".main-svg")
        page.wait_for_load_state("networkidle")
        taken = page.screenshot()
        browser.close()
    return taken


def main() -> None:
    """Serve the demonstration, and write what a browser sees of it with few colours."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        database = f"sqlite:///{folder / 'impact.db'}"
        program.fill_with_demonstration(database)
        with program.serving(database, folder) as served:
            taken = screenshot(served.url)
    few = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, Image.Quantize.MEDIANCUT)
    few.save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
