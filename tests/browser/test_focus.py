"""Where the keyboard is can be seen: an outline of 2 px and 3:1 on every control of every view."""

import re
import shutil
from collections.abc import Iterator
from itertools import cycle, zip_longest
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from dashboard.access import accounts
from dashboard.access.passwords import hashed
from dashboard.database import open_engine, writing
from dashboard.domain.shared.roles import Role
from dashboard.tables import DataState, User
from tests.support import turns
from tests.support.archive import publish
from tests.support.colours import Colour, contrast
from tests.support.program import Served, serving
from tests.support.publications import publication

pytestmark = pytest.mark.browser

PASSWORD = "a long enough password"  # noqa: S105 - of nothing but tests
FOR_STRANGERS = ["/en/sign-in", "/en/forgot-password", "/en/progress", "/en/privacy", "/en/nothing"]
SIGNED_IN = [
    "/en/explore?language=fr&age=15-17",
    "/fr/explorer?tab=indicators",
    "/en/venues?open=DEMO-HS-01&language=fr",
    "/fr/plan",
    "/en/sessions",
    "/fr/seances?tab=list",
    "/en/sessions?tab=import",
    "/en/sessions?tab=mend",
    "/en/publish",
    "/fr/publier?tab=embeds",
    "/en/reference",
    "/en/people",
    "/en/account",
]

SCHEMES = ("light", "dark")

# Opens what is folded, focuses each thing that Tab stops at, and says how its outline looks: width
# and colour, and what lies under the middle of each of its sides, colour over colour.
OUTLINES = """() => {
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex], iframe";
  const layers = (element) => {
    const found = [];
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$/.test(colour)) found.push(colour);
    }
    return [...found, getComputedStyle(document.body).backgroundColor];
  };
  const marked = (control) => {
    const { width } = control.getBoundingClientRect();
    const inside = width > 4 ? [] : [...(control.closest("label")?.querySelectorAll("*") ?? [])];
    const isOutlined = (each) => getComputedStyle(each).outlineStyle === "solid";
    return inside.find((each) => each !== control && isOutlined(each)) ?? control;
  };
  document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
  const seen = (each) => each.checkVisibility({ visibilityProperty: true });
  const isStop = (each) => each.tabIndex >= 0 || each.closest("[data-arrows]");
  const controls = [...document.querySelectorAll(FOCUSABLE)].filter(
    (each) => isStop(each) && !each.disabled && seen(each));
  return controls.map((control) => {
    document.querySelectorAll("details:is(.filter, .drop)").forEach((fold) => {
      fold.open = control.localName !== "summary" && fold.contains(control);
    });
    control.focus();
    const shown = marked(control);
    const style = getComputedStyle(shown);
    const box = shown.getBoundingClientRect();
    const away = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth) / 2;
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const sides = [[box.left - away, y], [box.right + away, y],
      [x, box.top - away], [x, box.bottom + away]];
    const under = sides.map(([left, top]) => document.elementFromPoint(left, top)).filter(Boolean);
    return {
      control: control.outerHTML.replace(/>[^]*/, ">"),
      focused: document.activeElement === control && control.matches(":focus-visible"),
      style: style.outlineStyle,
      width: parseFloat(style.outlineWidth),
      colour: style.outlineColor,
      under: (under.length ? under : [shown.parentElement]).map(layers),
    };
  });
}"""


@pytest.fixture(scope="module")
def served(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A project with sessions, a publication and an administrator."""
    folder = tmp_path_factory.mktemp("focus")
    url = f"sqlite:///{shutil.copyfile(demonstration, folder / 'impact.db')}"
    engine = open_engine(url)
    publish(engine, publication())
    with writing(engine) as connection:
        connection.execute(update(DataState).values(demonstration=False))
        accounts.add(connection, "root", Role.ADMIN)
        connection.execute(update(User).values(password_hash=hashed(PASSWORD)))
    engine.dispose()
    with serving(url, folder) as served:
        yield served


@pytest.fixture
def schemes(request: pytest.FixtureRequest) -> Iterator[tuple[str, ...]]:
    """For one page after the other: both, in a turn one of them.

    One rule draws all outlines, in a colour for each scheme, and what a control lies on is on
    several pages: so each scheme on every second page tries either with each.
    """
    turn = request.config.getoption(turns.OPTION)
    return cycle([SCHEMES] if turn is None else [SCHEMES[turn:][:1], SCHEMES[1 - turn :][:1]])


def test_every_control_shows_that_it_has_the_focus(
    served: Served, page: Page, schemes: Iterator[tuple[str, ...]]
):
    tabs = page, page.context.new_page()
    faults = [*faults_of(tabs, served, FOR_STRANGERS, schemes)]
    page.goto(f"{served.url}/en/sign-in")
    page.get_by_label("Name").fill("root")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".account__name")).to_have_text("root")
    faults += faults_of(tabs, served, SIGNED_IN, schemes)
    assert not faults, "\n".join(faults)


def faults_of(
    tabs: tuple[Page, Page], served: Served, paths: list[str], schemes: Iterator[tuple[str, ...]]
) -> Iterator[str]:
    """In one tab a page comes, to its last request, while the controls of another are tried."""
    pages = list(zip(paths, cycle(tabs), strict=False))
    pages[0][1].goto(served.url + pages[0][0], wait_until="commit")
    for (path, page), following in zip_longest(pages, pages[1:]):
        if following:
            following[1].goto(served.url + following[0], wait_until="commit")
        yield from faults_in(page, path, next(schemes))


def faults_in(page: Page, path: str, schemes: tuple[str, ...]) -> Iterator[str]:
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.bring_to_front()
    page.keyboard.press("Tab")  # from now on the browser shows where the focus is
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = page.evaluate(OUTLINES)
        assert found, f"{path} has no control"
        for each in found:
            control = each.pop("control")
            if fault := fault_of(**each):
                yield f"{path}, {scheme}: {fault}: {control}"


def fault_of(
    *, focused: bool, style: str, width: float, colour: str, under: list[list[str]]
) -> str | None:
    if not focused:
        return "takes no focus"
    if style != "solid" or width < 2:
        return f"an outline of {width} px, {style}"
    ink = over(colour, (255, 255, 255))
    worst = min(contrast(ink, flattened(layers)) for layers in under)
    return f"an outline of {worst:.2f}:1" if worst < 3 else None


def flattened(layers: list[str]) -> Colour:
    """The colour of layers, from the uppermost down to the page's."""
    found: Colour = (255, 255, 255)
    for layer in reversed(layers):
        found = over(layer, found)
    return found


def over(css: str, below: Colour) -> Colour:
    """A colour as ``rgb(…)`` or ``rgba(…)`` laid over another."""
    *channels, alpha = [*map(float, re.findall(r"[\d.]+", css)), 1.0][:4]
    red, green, blue = (
        round(alpha * part + (1 - alpha) * behind)
        for part, behind in zip(channels, below, strict=True)
    )
    return red, green, blue
