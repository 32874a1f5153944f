"""What the committee takes into its meeting: the views on paper, read from the printed PDF."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.colours import WHITE, contrast
from tests.support.printed import Colour, Sheet, sheets
from tests.support.program import Served
from tests.support.visitors import act_as

pytestmark = [pytest.mark.browser, pytest.mark.whole_browser]

SIZES = {"en": "Letter", "fr": "A4"}
SHEETS_OF = {  # what a committee hands round, and what a coordinator checks
    "/fr/explorer": 2,
    "/en/explore?tab=indicators": 1,
    "/fr/explorer?tab=indicators": 1,
    "/en/venues": 2,
    "/en/sessions?tab=list": 3,
}
EDGE = 28  # points that no printer reaches
MOST_EMPTY = 170  # points at the foot of a box: as much as a longer box beside it may leave
FLAT, THICKEST = 2, 30  # points: what is thinner is a short bar, and so no longer than thick
DYE: Colour = (200, 0, 201)
HEADINGS = "h1, h2, h3, caption:not(.visually-hidden)"
BOXES = ".card:not(.history, .coverage:has(> .grids))"  # on paper
CONTROLS = (
    ".nav a, .tabs a, .language-link, .chip:not([data-toggle*=venue_type]), .filter > summary, "
    ".more:not([open]) > summary, .venue-fields label, #coverage a, .pager a, "
    ".curve__whole, .curve__planner label, .curve__spans a, .banner__roles *, "
    ".worklist__ways *, .desk__new summary, .footer a:not(.hotline)"
)
ROWS = ":is(.records, .venues, .worklist) tbody tr"
SEEN = """(selector) => [...document.querySelectorAll(selector)].filter(
  (each) => each.checkVisibility({ visibilityProperty: true }))"""
WORDS = f"(selector) => ({SEEN})(selector).map((each) => each.innerText)"
DISPLAYED = f"(selector) => ({SEEN})(selector).map((each) => getComputedStyle(each).display)"
FRAME_INK = """() => { const box = document.createElement("article"); box.className = "card";
  document.body.append(box); const ink = getComputedStyle(box).borderTopColor; box.remove();
  return ink; }"""
BARS = """() => [...document.querySelectorAll(".trace.bars path")].flatMap((bar) => {
  if (!bar.checkVisibility()) return []; // those that a phone shows one at a time are on paper, too
  const { width, height } = bar.getBBox();
  const { fill, stroke, strokeWidth } = getComputedStyle(bar);
  return width && height ? [parseFloat(strokeWidth) ? stroke : fill] : [];
})"""
# Where the words of each heading of the list of venues end, in whole pixels
FEET = """() => [...document.querySelectorAll(".venues--list thead th")].map((heading) => {
  const range = document.createRange();
  range.selectNodeContents(document.createTreeWalker(heading, NodeFilter.SHOW_TEXT).nextNode());
  return Math.round(range.getBoundingClientRect().bottom);
})"""
# No inline style is allowed, so that the sheet is made by a script
DYEING = f"""() => {{ const sheet = new CSSStyleSheet();
  sheet.replaceSync(".trace.bars path {{ fill: rgb{DYE} !important; }}");
  document.adoptedStyleSheets.push(sheet); }}"""

SHOWN = {
    "en": [
        "/en/explore?add=3&add_language=fr",
        "/en/explore?tab=indicators",
        "/en/venues",
        "/en/plan",
    ],
    "fr": [
        "/fr/explorer",
        "/fr/explorer?language=fr&compare=previous&period=2014-15-q3",
        "/fr/explorer?tab=indicators",
        "/fr/lieux?open=DEMO-HS-01",
        "/fr/plan",
    ],
}


@dataclass(frozen=True)
class Expected:
    """What the page on the screen has, and its paper has to have."""

    headings: set[str]
    controls: set[str]
    boxes: int
    rows: set[str]
    frame: Colour
    bars: list[Colour]


def open_view(page: Page, served: Served, path: str) -> None:
    page.goto(served.url + path)
    drawn = "#view-results :is(.main-svg, .records, .venues, .worklist)"
    expect(page.locator(f"{drawn}:visible").first).to_be_visible()
    page.wait_for_load_state("networkidle")


def rgb(css: str) -> Colour:
    red, green, blue = map(int, re.findall(r"\d+", css)[:3])
    return red, green, blue


def expected(page: Page) -> Expected:
    controls = one_line(page.evaluate(WORDS, CONTROLS))
    bars = [rgb(each) for each in page.evaluate(BARS)]
    page.emulate_media(media="print")
    headings = one_line(page.evaluate(WORDS, HEADINGS))
    boxes = len(page.evaluate(WORDS, BOXES))
    rows = set(page.evaluate(DISPLAYED, ROWS))
    frame = rgb(page.evaluate(FRAME_INK))
    assert len(set(page.evaluate(FEET))) <= 1, "headings do not stand on one line"
    page.emulate_media(media="null")
    return Expected(headings, controls - headings, boxes, rows, frame, bars)


def one_line(words: list[str]) -> set[str]:
    return {" ".join(each.split()) for each in words} - {""}


@pytest.mark.parametrize("path", [*SHOWN["en"], *SHOWN["fr"]])
def test_everything_is_on_paper_whole(live_server: Served, page: Page, path: str):
    size = SIZES[path[1:3]]
    if path in SHOWN["fr"]:  # from a phone at night as from a desk by day
        page.set_viewport_size({"width": 360, "height": 800})
        page.emulate_media(color_scheme="dark")
    assert_whole(page, live_server, path, size)


@pytest.mark.parametrize("path", ["/en/sessions?tab=list", "/fr/seances?tab=list"])
def test_a_list_is_a_table_on_paper_whatever_its_screen(served: Served, page: Page, path: str):
    page.set_viewport_size({"width": 360, "height": 800})
    assert_whole(page, served, path, SIZES[path[1:3]])


def test_a_list_on_paper_says_of_what_it_is_and_which_page(served: Served, page: Page):
    open_view(page, served, "/fr/seances?tab=list&language=en")
    told = page.get_by_text("Affichage : séances – langue : anglais.")
    where, onward = page.locator(".pager p"), page.locator(".pager a")
    expect(told).to_be_hidden()
    page.emulate_media(media="print")
    expect(told).to_be_visible()
    expect(where).to_be_visible()
    expect(where).to_have_text("Page 1 de 2")
    expect(onward).to_be_hidden()
    expect(page.get_by_text("Changer le statut de plusieurs séances")).to_be_hidden()
    page.emulate_media(media="null")
    page.goto(f"{served.url}/fr/seances")
    expect(page.locator("#desk-save")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="En attente d’un compte rendu")).to_be_visible()
    for pressed in ("Elle a eu lieu", "Elle n’a pas eu lieu", "Télécharger le classeur à remplir"):
        expect(page.get_by_text(pressed, exact=True).first).to_be_hidden()
    expect(page.get_by_role("heading", name="Consigner une séance")).to_be_hidden()


def assert_whole(page: Page, served: Served, path: str, size: str) -> None:
    open_view(page, served, path)
    before = expected(page)
    page.evaluate(DYEING)
    found = sheets(page, size)
    assert len(found) == SHEETS_OF.get(path, len(found))
    assert before.rows <= {"table-row"}, "cards take three times the paper"
    assert_bars(found, before)
    assert_no_heading_is_alone(found, before)
    assert_boxes_are_whole(found, before)
    assert_only_what_is_read(found, before)


def assert_bars(found: list[Sheet], before: Expected) -> None:
    dyed = [shape for sheet in found for shape in sheet.shapes if shape.ink == DYE and shape.filled]
    assert len(dyed) == len(before.bars)
    sides = [sorted((shape.box.width, shape.box.height)) for shape in dyed]
    assert all(short > 0 and long > 3 for short, long in sides)
    assert not [one for one in sides if one[0] < FLAT and one[1] > THICKEST], "bars are flat"
    assert all(contrast(colour, WHITE) >= 3 for colour in before.bars), "bars fade in grey"


def assert_no_heading_is_alone(found: list[Sheet], before: Expected) -> None:
    words = " ".join(line.words for sheet in found for line in sheet.lines)
    missing = {heading for heading in before.headings if heading not in words}
    assert not missing
    for sheet in found:
        assert not any(heading.endswith(sheet.last.words) for heading in before.headings)


def assert_boxes_are_whole(found: list[Sheet], before: Expected) -> None:
    boxes = [
        (sheet, shape.box)
        for sheet in found
        for shape in sheet.shapes
        if shape.ink == before.frame and not shape.filled and shape.box.width > 100
    ]
    assert len(boxes) == before.boxes  # one that is cut has a frame on each sheet
    for sheet, box in boxes:
        inside = [line.box for line in sheet.lines if box.holds(line.box)]
        assert inside, "an empty box"
        drawn = [shape.box for shape in sheet.shapes if shape.box != box and box.holds(shape.box)]
        lowest = max(each.bottom for each in inside + drawn)
        assert box.bottom - lowest < MOST_EMPTY, f"an empty box below {inside[-1]}"


def assert_only_what_is_read(found: list[Sheet], before: Expected) -> None:
    for sheet in found:
        found_controls = before.controls & {line.words for line in sheet.lines}
        assert not found_controls
        for line in sheet.lines:
            assert line.box.left > EDGE, line
            assert line.box.right < sheet.size.right - EDGE, line
            assert line.box.bottom < sheet.size.bottom - EDGE, line
            assert contrast(line.ink, WHITE) >= 4.5, line
    assert len(found[-1].lines) > 4, "a sheet for the foot of the page alone"


def test_what_is_not_drawn_is_told_by_its_table_and_what_is_not_chosen_leaves_no_line(
    live_server: Served, page: Page
):
    page.route("**/plotly*", lambda route: route.abort())
    page.goto(f"{live_server.url}/en/explore")
    figure = page.locator("#view-curve-figure")
    expect(figure).to_be_visible()
    bands = page.get_by_text("fall in the dark band")
    expect(bands).to_be_visible()
    events = page.locator(".annotations__list")
    expect(events).to_be_visible()
    page.emulate_media(media="print")
    expect(figure).to_be_hidden()
    expect(bands).to_be_hidden()
    expect(events).to_be_hidden()  # their numbers stand on the figure; the table names them
    instead = page.locator(".curve__tables table")
    expect(instead.first).to_be_visible()
    expect(page.locator(".curve summary").first).to_be_hidden()
    wide = "(table) => [table.getBoundingClientRect().right, table.closest('.card').clientWidth]"
    right, room = instead.last.evaluate(wide)
    assert right < room
    first = sheets(page, "Letter")[0]
    assert first.last.box.bottom > first.size.bottom - MOST_EMPTY, "the tables left a hole"
    chosen = page.locator(".curve__spans [aria-current]")
    expect(chosen).to_be_visible()
    expect(chosen).to_have_css("border-left-width", "0px")


def test_what_filters_leave_out_is_on_paper_though_the_curve_is_not_drawn(
    live_server: Served, page: Page
):
    page.route("**/plotly*", lambda route: route.abort())
    page.goto(f"{live_server.url}/en/explore?language=fr")
    note = page.get_by_text("Filters hide plan and projection")
    expect(note).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#view-curve-figure")).to_be_hidden()
    expect(note).to_be_visible()


def test_where_to_book_is_on_paper_without_buttons_and_figures_are_as_wide_again(
    served: Served, page: Page
):
    open_view(page, served, "/en/explore")
    figure = page.locator("#view-curve-figure")
    width = "(figure) => figure.querySelector('.main-svg').getBoundingClientRect().width"
    on_screen = figure.evaluate(width)
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert figure.evaluate(width) != on_screen
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert figure.evaluate(width) == on_screen
    assert figure.locator("[viewBox]").count() == 0
    _a_browser_that_ends_printing_before_it_is_back_at_the_screen(page, figure)

    advice = page.locator("#view-grid-best li").first
    expect(advice.get_by_role("link", name="Book a session")).to_be_visible()
    page.emulate_media(media="print")
    expect(advice).to_contain_text("Book 1 more session")
    expect(advice.locator("a, button")).to_have_count(2)
    for each in advice.locator("a, button").all():
        expect(each).to_be_hidden()


def _a_browser_that_ends_printing_before_it_is_back_at_the_screen(
    page: Page, figure: Locator
) -> None:
    """Firefox does: what is measured then is the paper."""
    size = "(figure) => [figure._fullLayout.width, figure._fullLayout.height]"
    on_screen = figure.evaluate(size)
    page.emulate_media(media="print")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="null")
    expect(figure.locator("[viewBox]")).to_have_count(0)
    assert figure.evaluate(size) == on_screen


def test_gauges_on_paper_need_no_width_of_a_box(served: Served, page: Page):
    """Firefox fits a page to its sheet before its boxes have widths."""
    page.goto(f"{served.url}/en/explore")
    dial = page.locator(".face__dial").first
    expect(dial).to_be_visible()
    page.emulate_media(media="print")
    sizes = "(all) => all.map((one) => getComputedStyle(one).fontSize)"
    whole = page.locator(".gauges :is(.face, .face__value)")
    before = whole.evaluate_all(sizes)
    boxes = page.locator(".gauge, .face__dial")
    boxes.evaluate_all("(all) => all.forEach((one) => { one.style.containerType = 'normal'; })")
    assert whole.evaluate_all(sizes) == before


def test_a_hidden_caption_leaves_no_empty_sheet(served: Served, page: Page):
    """Firefox would begin its table on the next one."""
    page.goto(f"{served.url}/en/venues")
    caption = page.locator("caption.visually-hidden").first
    expect(caption).to_be_attached()
    page.emulate_media(media="print")
    expect(caption).to_have_css("display", "none")


def test_reference_data_have_the_head_of_each_column_on_paper(served: Served, page: Page):
    page.set_viewport_size({"width": 690, "height": 990})
    act_as(page.context, served, "admin")
    page.goto(f"{served.url}/en/reference?of=venues")
    table = page.locator(".worklist--reference")
    expect(table).to_be_visible()
    page.emulate_media(media="print")
    heads, cells = table.locator("thead th"), table.locator("tbody tr").first.locator("th, td")
    expect(heads.first).to_have_css("clip-path", "none")
    left = "(cells) => cells.map((cell) => cell.getBoundingClientRect().left)"
    shown = "(rows) => rows.filter((cell) => cell.getClientRects().length).length"
    assert heads.evaluate_all(shown) == cells.evaluate_all(shown)
    assert heads.evaluate_all(left)[0] == cells.evaluate_all(left)[0]
    expect(table.locator("thead tr").first).to_have_css("position", "static")


def test_frames_end_before_the_edge_of_a_sheet_which_may_cut_a_pixel(served: Served, page: Page):
    page.goto(f"{served.url}/en/explore")
    expect(page.locator(".card").first).to_be_visible()
    page.emulate_media(media="print")
    room = "(page) => document.body.clientWidth - page.getBoundingClientRect().right"
    assert page.locator(".page").evaluate(room) >= 1


BOTH = """() => {
  const box = (all) => {
    const found = [...all].map((one) => one.getBoundingClientRect());
    return [
      Math.min(...found.map((one) => one.left)), Math.min(...found.map((one) => one.top)),
      Math.max(...found.map((one) => one.right)), Math.max(...found.map((one) => one.bottom)),
    ];
  };
  const curve = document.querySelector(".present__curve");
  return [box(curve.querySelectorAll(".names")), box(curve.querySelectorAll(".nsewdrag"))];
}"""


def test_the_curve_of_the_meeting_mode_has_its_names_in_their_places_on_paper(
    served: Served, page: Page
):
    page.goto(f"{served.url}/en/explore?present=2")
    expect(page.locator(".present__curve .names")).to_be_visible()
    page.wait_for_function(
        "document.querySelector('.present__curve').style.getPropertyValue('--type')"
    )
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for way in ("See it in Explore", "Leave"):
        expect(page.get_by_text(way, exact=True).first).to_be_hidden()
    names, plot = page.evaluate(BOTH)
    assert names == pytest.approx(plot, abs=2)
