"""The curve: its span, its months and its slider; what is asked stands in the address."""

import re

import pytest
from playwright.sync_api import Page, expect

from dashboard.figures import curve_names
from tests.browser.test_explore import choose, expect_query, open_page
from tests.support import awake
from tests.support.modules import in_module
from tests.support.program import Served

pytestmark = pytest.mark.browser

IN_MEETING = "view-present-curve-figure"
IN_OCTOBER = "/en/explore?to=2014-10-31"
WIDE = {"width": 1440, "height": 900}
FIGURE = "document.getElementById('view-curve-figure')"
MONTHS_SHOWN = f"{FIGURE}.data.find((one) => one.type === 'bar').x.length"
AS_WIDE_AS_ITS_PLACE = f"""() => {{
  const drawn = {FIGURE}.querySelector(".main-svg");
  return drawn && Math.abs(drawn.clientWidth - drawn.parentElement.clientWidth) <= 1;
}}"""
LABELS = "#view-curve-figure .names > span"

FAR_FROM_ITS_LINE = r"""(id) => {
  const figure = document.getElementById(id);
  const scale = figure.querySelector(".main-svg").getBoundingClientRect().width
    / figure._fullLayout.width;
  const names = [...figure.querySelectorAll(".names > span")];
  const lines = figure.data.filter(({ mode, yaxis }) => mode?.startsWith("lines") && !yaxis);
  const paths = [...figure.querySelectorAll(".subplot.xy .scatterlayer .trace .js-line")];
  const said = (name) => name.textContent.replace(/^[\d,\s]+/, "");
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
LINES = {
    "/en/explore": {"reached", "target", "projected", "what if"},
    "/fr/explorer": {"(résultat)", "(cible)", "(projection)", "et si…"},
}
LEFT_BLANK = """() => [".curve__said", ".multiples > .sentence"].map((place) => {
  const box = document.querySelector(place);
  const words = document.createRange();
  words.selectNodeContents(box);
  return box.getBoundingClientRect().bottom - words.getBoundingClientRect().bottom;
})"""
MOST_BLANK = 8  # pixels: less than half a line
BESIDE = curve_names.NAME_HEIGHT  # pixels; a name makes room for another one


NUMBERED = r"""(id) => {
  const figure = document.getElementById(id);
  const box = (one) => one.getBoundingClientRect();
  const middle = ({ top, bottom }) => (top + bottom) / 2;
  const lines = [...figure.querySelectorAll(".gridlayer path")].map(box);
  const numbers = [...figure.querySelectorAll(".names > span")]
    .filter((one) => box(one).right < lines[0].left + 9);
  return Object.fromEntries(numbers.map((one) => {
    const far = lines.map((line) => Math.abs(middle(line) - middle(box(one))));
    return [one.textContent, Math.min(...far)];
  }));
}"""
"""How many pixels each number of the axes is above or below the nearest line across the plot."""

MONTHS = r"""(id) => {
  const figure = document.getElementById(id);
  const { xaxis } = figure.layout;
  const columns = [...figure.querySelectorAll(".barlayer .trace:last-child path")];
  const middle = ({ left, right }) => (left + right) / 2;
  const box = (one) => one.getBoundingClientRect();
  const { x } = figure.data.find(({ type }) => type === "bar");
  const names = [...figure.querySelectorAll(".names > span")];
  return xaxis.tickvals.map((day, at) => {
    const column = columns[x.indexOf(day)];
    const name = names.find((one) => one.textContent === xaxis.ticktext[at].replace("<br>", "\n"));
    return column ? Math.abs(middle(box(column)) - middle(box(name))) : 0;
  });
}"""
"""How many pixels the name of each month is left or right of its column."""

TWICE = """async ({ plot }) => {
  const figure = document.getElementById("view-curve-figure");
  const { data, layout, template, config } = JSON.parse(JSON.stringify(
    { data: figure.data, layout: figure.layout, template: figure.layout.template }));
  const order = [];
  const begins = () => {
    order.push("worked out");
    scheduler.postTask(() => order.push("another task"), { priority: "user-blocking" });
  };
  figure.on("plotly_beforeplot", begins);
  figure.once("plotly_afterplot", () => order.push("drawn"));
  const named = (text) => ({ data, template, config,
    layout: { ...layout, annotations: [{ text, x: 0, y: 0, xref: "paper", yref: "paper" }] } });
  const said = () => figure.querySelector(".names").textContent;
  const before = said();
  const first = plot(figure, named("first"), () => false);
  figure.removeListener("plotly_beforeplot", begins);
  const second = plot(figure, named("second"), () => true);
  await first;
  const between = said();
  await second;
  return [order, between === before, said()];
}"""


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


def test_twelve_months_or_one_and_the_whole_project_comes_back(live_server: Served, page: Page):
    open_page(page, live_server)
    whole = page.evaluate(MONTHS_SHOWN)
    page.get_by_role("link", name="12 months").click()
    expect_query(page, "span=12")
    expect(page.get_by_role("link", name="12 months")).to_have_attribute("aria-current", "true")
    awake.until(page, f"{MONTHS_SHOWN} === 12")
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
def test_a_shared_scenario_is_unfolded_and_its_labels_stand_apart_at_their_lines(
    live_server: Served, page: Page, path: str
):
    lines = LINES[path]
    page.set_viewport_size(WIDE)
    open_page(page, live_server, f"{path}?to=2014-10-31&add=4&add_kind=discussion")
    expect(page.locator("#curve").get_by_role("slider")).to_have_value("4")
    expect(page.locator("#view-curve-field-add-kind")).to_have_value("discussion")
    said = re.compile("4 (more sessions|séances de plus)")
    expect(page.locator("#view-curve-what-if")).to_contain_text(said)
    for width in (1440, 1000, 360):
        page.set_viewport_size({"width": width, "height": 900})
        awake.until(page, AS_WIDE_AS_ITS_PLACE)
        expect_names_at_the_ends(page, lines)
        if width != 1000:
            expect_no_label_on_another(page, width)
    page.emulate_media(color_scheme="dark", forced_colors="active")
    expect_names_at_the_ends(page, lines)
    page.emulate_media(media="print", color_scheme="light", forced_colors="none")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    expect_names_at_the_ends(page, lines)


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


def test_axes_and_names_follow_each_change(live_server: Served, page: Page):
    page.set_viewport_size(WIDE)
    open_page(page, live_server)
    expect_names_at_the_ends(page, {"reached", "target", "projected"})
    _each_axis_has_its_numbers_at_its_lines_and_its_months_at_their_columns(page)
    _names_follow_a_change_and_the_pointer_goes_through_them(page)
    _a_figure_is_worked_out_and_drawn_in_two_tasks_and_the_last_one_stays(page)


def _each_axis_has_its_numbers_at_its_lines_and_its_months_at_their_columns(page: Page) -> None:
    expect_axes(page)
    choose(page, "Language", "French")
    expect(page.locator("#view-curve-figure .names")).not_to_contain_text("target")
    expect_axes(page)
    page.set_viewport_size({"width": 360, "height": 900})
    awake.until(page, AS_WIDE_AS_ITS_PLACE)
    expect_axes(page)


def expect_axes(page: Page, figure: str = "view-curve-figure") -> None:
    numbers = page.evaluate(NUMBERED, figure)
    numbers.pop("0", None)  # at the end of the axis, where plotly draws no line
    assert len(numbers) > 1
    assert len(numbers) == page.locator(f"#{figure} .gridlayer path").count()
    assert max(numbers.values()) < 2, numbers
    assert max(page.evaluate(MONTHS, figure)) < 2
    expect(page.locator(f"#{figure} :is(.xtick, .ytick, .y2tick) text")).to_have_count(0)


def _names_follow_a_change_and_the_pointer_goes_through_them(page: Page) -> None:
    page.set_viewport_size(WIDE)
    awake.until(page, AS_WIDE_AS_ITS_PLACE)
    page.get_by_role("link", name="12 months").click()
    awake.until(page, f"{MONTHS_SHOWN} === 12")
    expect_names_at_the_ends(page, {"reached"})
    label = page.locator("#view-curve-figure .names span", has_text="reached")
    label.scroll_into_view_if_needed()
    at = label.bounding_box()
    assert at is not None
    behind = "([x, y]) => document.elementFromPoint(x, y).closest('.names')"
    assert page.evaluate(behind, [at["x"] + 5, at["y"] + 5]) is None


def _a_figure_is_worked_out_and_drawn_in_two_tasks_and_the_last_one_stays(page: Page) -> None:
    order, names_wait, names = in_module(page, "shared/figure.js", TWICE)
    assert order == ["worked out", "another task", "drawn"]
    assert names_wait
    assert names.startswith("second")
    assert "first" not in names


def test_names_are_as_large_as_the_meeting_reads_them(live_server: Served, page: Page):
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(f"{live_server.url}/en/explore?present=2")
    names = page.locator(f"#{IN_MEETING} .names > span")
    for width, height, size in ((1920, 1080, 32), (1280, 720, 21.3)):
        page.set_viewport_size({"width": width, "height": height})
        expect(names.first).to_have_css("font-size", re.compile(rf"^{size}"))
        awake.until(page, AS_WIDE_AS_ITS_PLACE.replace("view-curve-figure", IN_MEETING))
        expect_names_at_the_ends(page, {"reached", "target", "projected"}, IN_MEETING)
        expect_axes(page, IN_MEETING)


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


@pytest.mark.parametrize("path", ["/en/explore", "/fr/explorer"])
@pytest.mark.parametrize("width", [360, 1440])
def test_a_page_without_filters_leaves_no_line_blank_above_its_charts(
    live_server: Served, page: Page, path: str, width: int
):
    page.set_viewport_size({"width": width, "height": 900})
    open_page(page, live_server, path)
    assert all(blank < MOST_BLANK for blank in page.evaluate(LEFT_BLANK))
