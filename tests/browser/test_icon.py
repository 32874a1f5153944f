"""The picture of a tab: of pages whose address changes it is a PNG, which is read in less time."""

import pytest
from playwright.sync_api import Page

from tests.support.program import Served

pytestmark = pytest.mark.browser

FARTHEST = 6  # of 255, in the mean over all channels
APART = """async (addresses) => {
  const [one, other] = await Promise.all(addresses.map(async (address) => {
    const picture = new Image(32, 32);
    picture.src = address;
    await picture.decode();
    const place = new OffscreenCanvas(32, 32).getContext("2d");
    place.drawImage(picture, 0, 0, 32, 32);
    return place.getImageData(0, 0, 32, 32).data;
  }));
  return one.reduce((sum, channel, at) => sum + Math.abs(channel - other[at]), 0) / one.length;
}"""


def test_a_page_with_filters_has_the_icon_of_public_pages_as_a_png(live_server: Served, page: Page):
    page.goto(f"{live_server.url}/en/explore")
    icon = page.locator("link[rel=icon]")
    assert icon.get_attribute("type") == "image/png"
    address = icon.get_attribute("href")
    assert page.evaluate(APART, [address, "/assets/icon.svg"]) < FARTHEST
