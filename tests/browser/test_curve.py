"""The curve: its span, its months and its slider; what is asked stands in the address."""

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.figures import curve_lines
from tests.browser.test_explore import choose, expect_query, open_page
from tests.support import awake
from tests.support.program import Served

pytestmark = pytest.mark.browser

IN_MEETING = "view-present-curve-figure"
IN_OCTOBER = "/en/explore?to=2014-10-31"
FIGURE = "document.getElementById('view-curve-figure')"
AS_WIDE_AS_ITS_PLACE = f"""() => {{
  const drawn = {FIGURE}.querySelector(".main-svg");
  return drawn && Math.abs(drawn.clientWidth - {FIGURE}.clientWidth) <= 1;
}}"""
LABELS = "#view-curve-figure :is(.names > span, .xtick text, .ytick text, .y2tick text)"

FAR_FROM_ITS_LINE = r"""(id) => {
  const figure = document.getElementById(id);
  const scale = figure.querySelector(".main-svg").getBoundingClientRect().width
    / figure._fullLayout.width;
  const names = [...figure.querySelectorAll(".names > span")];
  const lines = figure.data.filter(({ mode, yaxis }) => mode?.startsWith("lines") && !yaxis);
  const paths = [...figure.querySelectorAll(".subplot.xy .scatterlayer .trace .js-line")];
  const said = (name) => name.textContent.replace(/^[\d,]+\s/, "");
  const named = lines.map(({ hovertemplate = "" }, at) => {
    const words = hovertemplate.split("%{y:,} ")[1]?.replace("<extra></extra>", "");
    return [words, names.find((one) => said(one) === words), paths[at]];
  }).filter(([, name]) => name);
  const far = named.map(([words, name, path]) => {
    const end = path.getPointAtLength(path.getTotalLength()).matrixTransform(path.getScreenCTM());
    const box = name.getBoundingClientRect();
    const across = Math.max(box.left - end.x, end.x - box.right, 0);
    const down = Math.max(box.top - end.y, end.y - box.bottom, 0);
    return [words, Math.hypot(across, down) / scale];
  });
  return Object.fromEntries(far);
}"""
"""How many pixels of the drawing are between the end of each named line and its name."""
BESIDE = curve_lines.NAME_HEIGHT  # pixels; a name makes room for another one


def unfold(page: Page, words: str) -> None:
    page.locator("#curve summary", has_text=words).click()


def test_a_slider_redraws_while_it_moves_and_the_address_keeps_it(live_server: Served, page: Page):
    open_page(page, live_server, IN_OCTOBER)
    unfold(page, "What if?")
    said = page.locator("#view-curve-what-if")
    slider = page.get_by_role("slider", name="Extra sessions a month")
    slider.focus()
    for key in ("ArrowRight", "ArrowRight", "End"):
        page.keyboard.press(key)
    expect_query(page, "to=2014-10-31&add=20")
    expect(said).to_contain_text("20 more sessions a month (information forum, English, shelter)")
    expect(page.get_by_role("spinbutton", name="Extra sessions a month")).to_have_value("20")
    expect(slider).to_be_focused()
    expect(page.locator("#view-curve-figure .names")).to_contain_text("what if")
    page.locator("#view-curve-field-add-language").select_option("French")
    expect_query(page, "to=2014-10-31&add=20&add_language=fr")
    expect(said).to_contain_text("French share by June 30, 2015")
    page.go_back()
    page.go_back()
    expect(said).to_be_empty()  # all moves of the slider were one entry in the history
    expect(slider).to_have_value("0")


def test_a_shared_scenario_unfolds_the_planner(live_server: Served, page: Page):
    open_page(page, live_server, f"{IN_OCTOBER}&add=3&add_kind=discussion")
    expect(page.get_by_role("slider", name="Extra sessions a month")).to_have_value("3")
    expect(page.locator("#view-curve-field-add-kind")).to_have_value("discussion")
    expect(page.locator("#view-curve-what-if")).to_contain_text("3 more sessions")


def test_twelve_months_or_one_and_the_whole_project_comes_back(live_server: Served, page: Page):
    open_page(page, live_server)
    months = f"{FIGURE}.data.find((one) => one.type === 'bar').x.length"
    whole = page.evaluate(months)
    page.get_by_role("link", name="12 months").click()
    expect_query(page, "span=12")
    expect(page.get_by_role("link", name="12 months")).to_have_attribute("aria-current", "page")
    awake.until(page, f"{months} === 12")
    assert whole > 12
    page.get_by_role("link", name="Whole project").click()
    expect(page).to_have_url(re.compile(r"/en/explore$"))
    _a_column_filters_by_its_month(page)


def _a_column_filters_by_its_month(page: Page) -> None:
    column = page.locator("#view-curve-figure .barlayer .trace").last.locator("path").last
    column.scroll_into_view_if_needed()
    box = column.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 3)  # above a low column, too
    expect_query(page, "from=2015-03-01&to=2015-03-31")
    expect(page.locator("#view-curve-scope")).to_contain_text("Filters hide plan and projection")
    page.get_by_role("link", name="Show the whole project").click()
    expect_query(page, "to=2015-03-31")
    expect(page.locator("#view-curve-sentence")).to_contain_text("By June 30, 2015")
    awake.until(page, AS_WIDE_AS_ITS_PLACE)


@pytest.mark.parametrize("path", ["/en/explore", "/fr/explorer"])
def test_no_label_lies_on_another_and_none_leaves_the_page(
    live_server: Served, page: Page, path: str
):
    for width in (1440, 360):
        page.set_viewport_size({"width": width, "height": 900})
        if width == 1440:
            open_page(page, live_server, f"{path}?to=2014-10-31&add=4")
        awake.until(page, AS_WIDE_AS_ITS_PLACE)
        expect_no_label_on_another(page, width)


def expect_no_label_on_another(page: Page, width: int) -> None:
    boxes = [label.bounding_box() for label in page.locator(LABELS).all()]
    known = [box for box in boxes if box and box["width"]]
    assert len(known) > 10
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for at, one in enumerate(known):
        assert one["x"] >= 0
        assert one["x"] + one["width"] <= width
        for other in known[at + 1 :]:
            beside = (
                one["x"] + one["width"] <= other["x"] + 1
                or other["x"] + other["width"] <= one["x"] + 1
            )
            above = (
                one["y"] + one["height"] <= other["y"] + 3  # lines of text have room around them
                or other["y"] + other["height"] <= one["y"] + 3
            )
            assert beside or above, (one, other)


def test_each_line_has_its_name_once_where_it_ends(live_server: Served, page: Page):
    page.set_viewport_size({"width": 1440, "height": 900})
    open_page(page, live_server, f"{IN_OCTOBER}&add=4")
    expect_names_at_the_ends(page, {"reached", "target", "projected", "what if"})
    for width in (360, 1000):
        page.set_viewport_size({"width": width, "height": 900})
        awake.until(page, AS_WIDE_AS_ITS_PLACE)
        expect_names_at_the_ends(page, {"reached", "target", "projected", "what if"})
    page.emulate_media(color_scheme="dark", forced_colors="active")
    expect_names_at_the_ends(page, {"reached", "target", "projected", "what if"})
    page.emulate_media(media="print", color_scheme="light", forced_colors="none")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    expect_names_at_the_ends(page, {"reached", "target", "projected", "what if"})


def test_names_follow_a_change_and_the_pointer_goes_through_them(live_server: Served, page: Page):
    open_page(page, live_server)
    expect_names_at_the_ends(page, {"reached", "target", "projected"})
    page.get_by_role("link", name="12 months").click()
    names = page.locator("#view-curve-figure .names")
    choose(page, "Language", "French")
    expect(names).not_to_contain_text("target")
    expect_names_at_the_ends(page, {"reached"})
    label = names.locator("span", has_text="reached")
    label.scroll_into_view_if_needed()
    at = label.bounding_box()
    assert at is not None
    behind = "([x, y]) => document.elementFromPoint(x, y).closest('.names')"
    assert page.evaluate(behind, [at["x"] + 5, at["y"] + 5]) is None


def test_names_are_as_large_as_the_meeting_reads_them(live_server: Served, page: Page):
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{live_server.url}/en/explore?present=2")
    names = page.locator(f"#{IN_MEETING} .names > span")
    for width, height, size in ((1920, 1080, 32), (1280, 720, 21.3)):
        page.set_viewport_size({"width": width, "height": height})
        expect(names.first).to_have_css("font-size", re.compile(rf"^{size}"))
        awake.until(page, AS_WIDE_AS_ITS_PLACE.replace("view-curve-figure", IN_MEETING))
        expect_names_at_the_ends(page, {"reached", "target", "projected"}, IN_MEETING)


def expect_names_at_the_ends(
    page: Page, wanted: set[str], figure: str = "view-curve-figure"
) -> None:
    """Nothing else has them: neither plotly, nor a drawing before."""
    far = page.evaluate(FAR_FROM_ITS_LINE, figure)
    assert set(far) == wanted
    assert max(far.values()) < BESIDE, far
    words = page.locator(f"#{figure} .names > span").all_text_contents()
    assert len(set(words)) == len(words)
    expect(page.locator(f"#{figure} .annotation")).to_have_count(0)
    expect(page.locator(f"#{figure} .names")).to_have_count(1)
