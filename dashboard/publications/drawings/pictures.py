"""Whole pictures in SVG: a gauge, a breakdown, the months; each with its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from markupsafe import Markup

from dashboard.domain.shared.intervals import Interval
from dashboard.figures.shapes import rounded, strokes
from dashboard.publications.drawings.paper import CHARACTER, EDGE, WIDTH, Fill, Ink, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboard.figures.theme import Figure
    from dashboard.i18n import Locale
    from dashboard.publications.drawings.dials import Dial

TITLE, BODY, VALUE, SMALL, BOLD = 22, 17, 40, 14, 600
ROW, BAR = 32, 12
DIAL_SIZE, DIAL_HEIGHT = 1.35, 104
CHART_HEIGHT, CHART_EDGE, TICK_LINE = 220, 56, 18
ABOVE, BELOW = -9, 46  # of a line's end, clear of its slope
PLACED = Markup('<g transform="translate({x} {y}) scale({scale})">{shapes}</g>')
LINE = Markup(
    '<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
)
DOT = Markup('<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>')
GRID = Markup('<line class="grid" x1="{x1}" x2="{x2}" y1="{y}" y2="{y}" stroke="#dde1e4"/>')
DASHES = {"dash": Markup(' stroke-dasharray="7 5"'), "dot": Markup(' stroke-dasharray="2 4"')}


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a picture; ``foot`` says the day of the data and whose figures they are."""

    title: str
    sentence: str
    foot: str
    locale: Locale


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, its number in words, and the count (``None`` when hidden) or its range."""

    label: str
    words: str
    count: int | Interval | None

    @property
    def ends(self) -> tuple[int, int] | None:
        """Where it is full, and where it ends."""
        if isinstance(self.count, Interval):
            return self.count.low, self.count.high
        return None if self.count is None else (self.count, self.count)


def gauge(caption: Caption, dial: Dial) -> str:
    """A dial under its sentence, over its number."""
    paper = _begun(caption)
    left = (WIDTH - 200 * DIAL_SIZE) / 2
    shapes = strokes(dial.gauge)
    paper.shapes(
        [PLACED.format(x=rounded(left), y=rounded(paper.bottom), scale=DIAL_SIZE, shapes=shapes)]
    )
    paper.space(DIAL_HEIGHT * DIAL_SIZE + VALUE)
    paper.words(WIDTH / 2, paper.bottom, dial.value, Ink(VALUE, BOLD, anchor="middle"))
    paper.space(TITLE * 1.4)
    paper.words(WIDTH / 2, paper.bottom, dial.rest, Ink(BODY, soft=True, anchor="middle"))
    if dial.day:
        paper.space(TITLE)
        paper.words(WIDTH / 2, paper.bottom, dial.day, Ink(BODY, soft=True, anchor="middle"))
    return _ended(paper, caption)


def overview(caption: Caption, dials: Sequence[Dial]) -> str:
    """A few dials side by side under the sentences."""
    paper = _begun(caption)
    room = (WIDTH - 2 * EDGE) / max(len(dials), 1)
    scale = min(room / 220, DIAL_SIZE)
    titles = [wrap(dial.title, int(room / (SMALL * CHARACTER))) for dial in dials]
    paper.space(TICK_LINE * max(map(len, titles), default=0))
    top = paper.bottom
    for at, dial in enumerate(dials):
        middle = EDGE + room * (at + 0.5)
        for up, line in enumerate(reversed(titles[at])):
            paper.words(middle, top - TICK_LINE * up, line, Ink(SMALL, BOLD, anchor="middle"))
        shapes = strokes(dial.gauge)
        left = rounded(middle - 100 * scale)
        paper.shapes([PLACED.format(x=left, y=rounded(top + 8), scale=scale, shapes=shapes)])
        foot = top + DIAL_HEIGHT * scale + TITLE + 14
        paper.words(middle, foot, dial.value, Ink(TITLE, BOLD, anchor="middle"))
        for down, line in enumerate(filter(None, (dial.rest, dial.day))):
            at_line = foot + TITLE + TICK_LINE * down
            paper.words(middle, at_line, line, Ink(SMALL, soft=True, anchor="middle"))
    paper.space(DIAL_HEIGHT * scale + 3 * TITLE + 24)
    return _ended(paper, caption)


def notice(title: str, words: str, locale: Locale) -> str:
    """Words in place of a picture."""
    caption = Caption(title, words, "", locale)
    return _ended(_begun(caption), caption)


def bars(caption: Caption, rows: Sequence[Bar], counted: str) -> str:
    """One bar per row; a hidden one has none, since an empty bar would mean zero.

    ``counted`` says what the numbers count: the sentence may be about other people.
    """
    paper = _begun(caption)
    paper.space(SMALL)
    paper.words(WIDTH - EDGE, paper.bottom, counted, Ink(SMALL, soft=True, anchor="end"))
    most = max((row.ends[1] for row in rows if row.ends), default=0) or 1
    room = WIDTH - 2 * EDGE
    for row in rows:
        paper.space(ROW)
        paper.words(EDGE, paper.bottom, row.label, Ink(BODY))
        paper.words(WIDTH - EDGE, paper.bottom, row.words, Ink(BODY, BOLD, anchor="end"))
        paper.space(BAR)
        top = paper.bottom - BAR / 2
        if row.ends:
            full, end = (room * count / most for count in row.ends)
            paper.rectangle(EDGE, top, room, BAR, Fill.TRACK)
            paper.rectangle(EDGE, top, full, BAR)
            if end > full:
                paper.rectangle(EDGE + full, top, end - full, BAR, Fill.RANGE)
    paper.space(12)
    return _ended(paper, caption)


def lines(caption: Caption, figure: Figure) -> str:
    """The lines of ``figures.cumulative``: hidden months leave a gap."""
    paper = _begun(caption)
    top, bottom = paper.bottom + 10, paper.bottom + 10 + CHART_HEIGHT
    axis = figure["layout"]["xaxis"]
    months: list[str] = next((trace["x"] for trace in figure["data"]), [])
    highest = figure["layout"]["yaxis"]["range"][1]
    step = (WIDTH - 2 * CHART_EDGE) / max(len(months) - 1, 1)
    scale = _Scale(months, step, bottom, CHART_HEIGHT / highest)
    paper.shapes(
        GRID.format(x1=CHART_EDGE, x2=WIDTH - CHART_EDGE, y=rounded(y)) for y in (top, bottom)
    )
    for trace in figure["data"]:
        paper.shapes(_line(trace, scale))
    for month, words in zip(axis["tickvals"], axis["ticktext"], strict=True):
        for line, part in enumerate(words.split("<br>")):
            y = bottom + TICK_LINE * (line + 1)
            paper.words(scale.x(month), y, part, Ink(SMALL, soft=True, anchor="middle"))
    for note in figure["layout"]["annotations"]:
        x, y = scale.x(months[note["x"]]), scale.y(note["y"])
        above = note["yanchor"] == "bottom"
        anchor = "end" if note["xanchor"] == "right" else "start"
        words = note["text"].replace("<br>", " ")
        paper.words(x, y + (ABOVE if above else BELOW), words, Ink(SMALL, BOLD, anchor=anchor))
    paper.space(CHART_HEIGHT + 3 * TICK_LINE)
    return _ended(paper, caption)


@dataclass(frozen=True, slots=True)
class _Scale:
    months: Sequence[str]
    step: float
    bottom: float
    unit: float

    def x(self, month: str) -> float:
        return CHART_EDGE + self.step * self.months.index(month)

    def y(self, value: float) -> float:
        return self.bottom - self.unit * value


def _line(trace: Figure, scale: _Scale) -> Iterator[Markup]:
    """The segments of known values in a line; a single value is drawn as a dot."""
    how, run = trace["line"], []
    for month, value in [*zip(trace["x"], trace["y"], strict=True), ("", None)]:
        if value is not None:
            run.append((scale.x(month), scale.y(value)))
            continue
        if len(run) == 1:
            ((x, y),) = run
            yield DOT.format(x=rounded(x), y=rounded(y), colour=how["color"])
        elif run:
            points = " ".join(f"{rounded(x)},{rounded(y)}" for x, y in run)
            dash = DASHES.get(how.get("dash", ""), "")
            yield LINE.format(points=points, colour=how["color"], width=how["width"], dash=dash)
        run = []


def _begun(caption: Caption) -> Paper:
    paper = Paper()
    paper.paragraph(caption.title, Ink(TITLE, BOLD))
    paper.space(4)
    paper.paragraph(caption.sentence, Ink(BODY))
    paper.space(16)
    return paper


def _ended(paper: Paper, caption: Caption) -> str:
    paper.space(10)
    paper.paragraph(caption.foot, Ink(SMALL, soft=True))
    return paper.document(caption.title, caption.sentence, caption.locale.tag)
