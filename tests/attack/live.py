"""Reading one page or one answer of the committee's."""

import html
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, NamedTuple
from urllib.parse import urlencode

from tests.attack.embedded import KEYS
from tests.attack.facts import (
    AGES,
    LANGUAGES,
    VENUE_TYPES,
    YOUTH,
    Scope,
    Told,
    UnreadError,
    holds,
    number,
    of_percent,
    within,
)
from tests.attack.wire import Query, Reader

LABELS = {
    "english": "en", "french": "fr", "bilingual": "bilingual", "shelter": "shelter",
    "group home": "group_home", "youth organization": "youth_organization",
    "high school": "high_school", "12 to 14": "12-14", "15 to 17": "15-17", "18 to 21": "18-21",
    "22 to 25": "22-25", "26 and over": "26-plus", "not recorded": "unknown",
}  # fmt: skip
ROWS = {"by_month": "month", "by_language": "language", "by_venue_type": "venue_type",
        "by_age_group": "age"}  # fmt: skip
"""Days of the week are not among them: they are shown whole or not at all, and
``tests/privacy`` adds their equations; here they would make seven times as many unknowns."""
BREAKDOWNS = {"language": "language", "venue-type": "venue_type", "age-group": "age"}
ASIDE = ("compare", "bars", "present")  # no session is kept or left out by these
NOW = 0
ROW_HEIGHT, PAIR_HEIGHT = 26, 42
LONGEST_SHARE = 45
"""Of the width, in percent: the longest bar takes more, whatever words come after it."""
ANY = float("inf")


@dataclass(frozen=True)
class Page:
    """What one answer tells: of which axes, by which codes, and of which ages it counts.

    ``kept`` are the ages that a filter keeps (every session has somebody of these), or ``()``.
    """

    told: tuple[Told, ...]
    axes: dict[str, tuple[str, ...]]
    kept: tuple[str, ...]
    part: Scope  # the languages and venue types that the filter keeps
    hidden: tuple[Told, ...]  # a count that the answer hides: of what, and at least so much
    venues: tuple[tuple[str, str], ...] = ()  # codes with their types


def api(reader: Reader, query: Query) -> Page:
    """The figures as programs get them."""
    answer = reader.get("/api/v1/progress", query)
    assert answer.status == 200, answer.text
    found = answer.json()
    if unknown := set(found) - KEYS - {"counting"}:
        msg = f"an answer tells {unknown}"
        raise UnreadError(msg)
    reading = _Reading(query)
    youth = found["youth"]
    reading.count(within(age=YOUTH), youth["participations"], youth.get("hidden", False))
    reading.percent(youth)
    reading.distinct(youth.get("distinct") or {})
    for name, axis in ROWS.items():
        for row in found.get(name) or ():
            reading.row(axis, row)
    for row in found["age_groups"]["groups"]:
        reading.reached(row)
    months = tuple(row["code"] for row in found["by_month"])
    return reading.page({"month": months, "language": LANGUAGES, "venue_type": VENUE_TYPES})


class _Reading:
    """Gathers what is told of the filter's part."""

    def __init__(self, query: Query) -> None:
        chosen: dict[str, list[str]] = {}
        for name, code in query:
            chosen.setdefault(name, []).append(code)
        self.ages = tuple(chosen.pop("age", ()))
        axes = ("language", "venue_type")
        self.part = within(**{axis: chosen[axis] for axis in axes if axis in chosen})
        self.told: list[Told] = []
        self.hidden: list[Told] = []

    def page(
        self, axes: dict[str, tuple[str, ...]], venues: Sequence[tuple[str, str]] = ()
    ) -> Page:
        outside = [age for age in AGES if self.ages and age not in self.ages]
        self.told += [Told(NOW, within(age=age), 0, 0, said="the filter") for age in outside]
        return Page(tuple(self.told), axes, self.ages, self.part, tuple(self.hidden), tuple(venues))

    def exactly(self, scope: Scope, value: float, said: str) -> None:
        self.lies(scope, value, value, said)

    def lies(self, scope: Scope, low: float, high: float, said: str) -> None:
        self.told.append(Told(NOW, self._part(scope), low, high, said=said))

    def held(self, scope: Scope, low: float, high: float, said: str) -> None:
        self.told.append(Told(NOW, self._part(scope), low, high, sessions=True, said=said))

    def beside(self, scope: Scope, low: float, high: float, said: str) -> None:
        """Sessions of one combination. Those outside the filter have nothing in common with it."""
        codes = {axis: next(iter(some)) for axis, some in scope}
        if holds(self.part, codes) and codes["age"] in (self.ages or AGES):
            self.held(scope, low, high, said)

    def count(self, scope: Scope, value: int | None, hidden: bool, said: str = "a count") -> None:
        """A number, or an x: no zero is hidden alone."""
        if value is not None:
            self.exactly(scope, value, said)
        elif hidden:
            self.hidden.append(Told(NOW, self._part(scope), 1, ANY, said=said))

    def _part(self, scope: Scope) -> Scope:
        return within(scope, **dict(self.part))

    def percent(self, youth: dict[str, Any]) -> None:
        if youth["participations"] is None and youth.get("percent") is not None:
            low, high = of_percent(youth["percent"], youth["target"])
            self.lies(within(age=YOUTH), low, high, "a percent")

    def distinct(self, told: dict[str, Any]) -> None:
        """As many participations as there were people at most."""
        if told.get("high") is not None:
            self.lies(within(age=YOUTH), told["high"], ANY, "distinct youth")

    def row(self, axis: str, row: dict[str, Any]) -> None:
        scope = within(**{axis: row["code"]})
        hidden = row.get("hidden", False)
        self.count(scope, row["participations"], hidden, f"{axis} {row['code']}")
        if axis != "age":
            youth = within(scope, age=YOUTH)
            self.count(youth, row["youth"], hidden, f"youth of {axis} {row['code']}")
        if row["sessions"] is not None:
            self.held(scope, row["sessions"], row["sessions"], f"sessions of {axis} {row['code']}")

    def reached(self, row: dict[str, Any]) -> None:
        scope = within(age=row["code"])
        self.count(scope, row["participations"], row.get("hidden", False), f"age {row['code']}")
        if row["reached"] is not None:
            low, high = (1, ANY) if row["reached"] else (0, 0)
            self.lies(scope, low, high, "reached")


def explore(reader: Reader, query: Query) -> Page:
    """The explore view, all of it: figures, grid, suggestions, comparison, equity, indicators."""
    drawn = reader.page(f"/en/explore?{urlencode(list(query))}")
    reading = _Reading([one for one in query if one[0] not in ASIDE])
    parts = {name: text_of(tree) for name, tree in drawn["parts"].items()}
    tables = {name: _plain(table) for name, table in drawn["tables"].items()}
    months = _months(reading, tables["view-curve-table"])
    _curve(reading, months, drawn["figures"]["view-curve-figure"])
    for name, axis in BREAKDOWNS.items():
        _breakdown(reading, axis, tables[f"view-by-{name}-table"])
    faces = drawn["pictures"]
    bars = {name: _drawn(faces, name) for name in (*BREAKDOWNS, "weekday")}
    for name, axis in BREAKDOWNS.items():
        _bars(reading, axis, bars[name][NOW])
    _lengths([bar for periods in bars.values() for some in periods for bar in some])
    _youth(reading, parts, faces["view-youth-face"])
    _equity(reading, tables["view-equity-table"])
    _grid(reading, drawn["grids"]["view-grid-cells"])
    for name in ("view-grid-best", "view-grid-others"):
        _suggestions(reading, drawn["parts"][name])
    _summary_of_ages(reading, read(faces["view-age-groups-face"]))
    if drawn["tab"] == "present":
        _meeting(drawn, tables)
    return reading.page({"month": months, "language": LANGUAGES, "venue_type": VENUE_TYPES})


def venues(reader: Reader, query: Query) -> Page:
    """The venues view: its table."""
    reading, seen, at = _Reading(query), [], 1
    while True:
        drawn = reader.page(f"/en/venues?{urlencode([*query, ('page', str(at))])}")
        new = [one for one in _venue_rows(drawn["parts"]["view-venues-table"]) if one not in seen]
        if not new:
            break
        seen, at = [*seen, *new], at + 1
    for row in seen:
        _venue(reading, row)
    known = [(row[0].split()[-1], LABELS[row[1].lower()]) for row in seen]
    return reading.page({"language": LANGUAGES}, known)


def text_of(tree: Any) -> str:
    """The words of a part of a page."""
    if tree is None or isinstance(tree, bool):
        return ""
    if isinstance(tree, str | int | float):
        return str(tree)
    if isinstance(tree, list):
        return "".join(text_of(one) for one in tree)
    words = text_of(tree.get("props", {}).get("children"))
    return f"{words}\n" if tree.get("type") in ("P", "Li", "Tr", "Div") else words


def _all(tree: Any, kind: str) -> Iterator[dict[str, Any]]:
    if isinstance(tree, list):
        for one in tree:
            yield from _all(one, kind)
    elif isinstance(tree, dict):
        if tree.get("type") == kind:
            yield tree
        yield from _all(tree.get("props", {}).get("children"), kind)


def _plain(table: dict[str, Any] | None) -> list[list[str]]:
    if table is None:
        return []
    rows = [[text_of(cell).strip() for cell in row] for row in table["rows"]]
    return [table["headings"], *rows] if rows else []


def _months(reading: _Reading, table: list[list[str]]) -> tuple[str, ...]:
    months = []
    for head, *cells in table[1:]:
        month, shown = head[:7], dict(zip(table[0][1:], cells, strict=True))
        if not re.fullmatch(r"\d{4}-\d{2}", month):  # the earlier period is the longer one
            continue
        months.append(month)
        value, youth = number(shown["Youth"]), within(month=month, age=YOUTH)
        reading.count(youth, value, shown["Youth"] == "x", f"youth of {month}")
        total = number(shown["Total so far"])
        if total is not None:
            reading.exactly(within(month=tuple(months), age=YOUTH), total, "a running total")
    return tuple(months)


def _breakdown(reading: _Reading, axis: str, table: list[list[str]]) -> None:
    """Rows, each perhaps with the earlier period's and the difference below it."""
    now: dict[str, str] = {}
    earlier: dict[str, str] = {}
    for label, *cells in table[1:]:
        name, _, of = label.partition(" – ")
        code, shown = LABELS[name.lower()], dict(zip(table[0][1:], cells, strict=True))
        if of == "earlier":
            earlier = shown
        elif of == "difference":
            _difference(reading, axis, code, (now, earlier, shown))
        else:
            now = shown
            _counts(reading, axis, code, shown)


def _counts(reading: _Reading, axis: str, code: str, shown: dict[str, str]) -> None:
    scope = within(**{axis: code})
    for column, of in (("Participations", scope), ("Of which youth", within(scope, age=YOUTH))):
        if axis == "age" and column == "Of which youth":
            continue
        value = number(shown[column])
        reading.count(of, value, shown[column] == "x", f"{column} of {code}")
    if (sessions := number(shown["Sessions"])) is not None:
        reading.held(scope, sessions, sessions, f"sessions of {code}")


def _difference(reading: _Reading, axis: str, code: str, rows: tuple[dict[str, str], ...]) -> None:
    """A difference beside one open count tells the other."""
    now, earlier, change = rows
    for column in ("Participations", "Of which youth"):
        was, is_, by = number(earlier[column]), number(now[column]), _signed(change[column])
        if by is not None and is_ is None and was is not None:
            scope = within(**{axis: code})
            of = scope if column == "Participations" else within(scope, age=YOUTH)
            reading.exactly(of, was + by, "a difference")


def _signed(text: str) -> int | None:
    value = number(text)
    return None if value is None else -value if text[0] in "−-" else value


class _Bar(NamedTuple):
    """The name of a row, how much of the width its bar takes, in percent, and its words."""

    name: str
    share: float
    words: str


def _drawn(pictures: dict[str, str], name: str) -> tuple[list[_Bar], list[_Bar]]:
    """The bars of a breakdown, and those of the earlier period under them, whose rows may lack."""
    names, bars = (pictures[f"view-by-{name}-{part}"] for part in ("names", "bars"))
    found = [
        (html.unescape(words), float(share), float(y))
        for share, y, words in re.findall(r'<text x="([\d.]+)%"[^>]* y="([\d.]+)">([^<]*)', bars)
    ]
    height = float(re.search(r'height="([\d.]+)"', bars)[1])
    row = ROW_HEIGHT if height == ROW_HEIGHT * len(found) else PAIR_HEIGHT
    lines = defaultdict(list)
    for y, words in re.findall(r'y="([\d.]+)">([^<]*)', names):
        lines[float(y) // row].append(html.unescape(words))
    rows = [_Bar(" ".join(lines[y // row]), share, said) for said, share, y in found]
    return rows[: len(lines)], rows[len(lines) :]


def _bars(reading: _Reading, axis: str, bars: Sequence[_Bar]) -> None:
    """A bar beside an x, and how many of the sessions with a row were in French at least."""
    for name, share, said in bars:
        code = LABELS[name.lower()]
        if said == "x" and share:
            reading.exactly(within(**{axis: code}), share, "a bar")
        if axis != "language" and (found := re.search(r"\((\d+) of (\d+)\)", said)):
            french, whole = int(found[1]), int(found[2])
            others = within(**{axis: code}, language=("en", "bilingual"))
            reading.held(within(**{axis: code}, language="fr"), french, ANY, f"in French: {code}")
            reading.held(others, whole - french, ANY, f"not in French: {code}")


def _lengths(bars: Sequence[_Bar]) -> None:
    """The scale is that of the longest bar that is shown."""
    shown = [one.share for one in bars if one.share and one.words != "x"]
    if any(one.words == "x" for one in bars) and shown and max(shown) < LONGEST_SHARE:
        msg = f"a longer scale beside bars of {shown} %"
        raise UnreadError(msg)


def _curve(reading: _Reading, months: tuple[str, ...], figure: dict[str, Any]) -> None:
    """A point or a column where the table has none."""
    traces = figure["data"]
    if traces and not any(map(_is_reached, traces)):
        msg = f"no line of what was reached among {traces}"
        raise UnreadError(msg)
    for trace in traces:
        for at, value in zip(_days(trace["x"]), _summed(trace["y"]), strict=True):
            if value is None:
                continue
            if _is_reached(trace) and at[:7] in months:
                upto = months[: months.index(at[:7]) + 1]
                reading.exactly(within(month=upto, age=YOUTH), value, "a point")
            elif trace.get("hoverinfo") == "skip" and trace["type"] == "bar":
                reading.exactly(within(month=at[:7], age=YOUTH), value, "a column")


def _is_reached(trace: dict[str, Any]) -> bool:
    """Whether it is the line whose points say how many were reached."""
    return "– %{y:,} reached<" in trace.get("hovertemplate", "")


def _summed(sent: Any) -> list[Any]:
    """The values of a trace, which may be sent as steps, each from the known one before."""
    if not isinstance(sent, dict):
        return list(sent)
    sums = accumulate(step or 0 for step in sent["steps"])
    return [None if step is None else at for at, step in zip(sums, sent["steps"], strict=True)]


def _days(sent: Any) -> list[str]:
    """Its days, the steps of which are counted from a first one."""
    if not isinstance(sent, dict):
        return list(sent)
    first = date.fromisoformat(sent["from"])
    return [(first + timedelta(days)).isoformat() for days in _summed(sent)]


def _meeting(drawn: dict[str, Any], tables: dict[str, list[list[str]]]) -> None:
    """The screens of a meeting tell no number of people that the page does not tell."""
    faces = drawn["pictures"]
    for name, face in faces.items():
        if name.startswith("view-present-"):
            told = set(re.findall(r"\d[\d.,]*", read(faces[name.replace("present-", "")])))
            assert told >= set(re.findall(r"\d[\d.,]*", read(face))), f"{name}: {face}"
    screens = next(_having(drawn["parts"]["view-present"], "screen--french"))
    for row in tables["view-equity-table"][1:]:
        told = {*re.findall(r"\d[\d.,]*", " ".join(row))}
        said = next(text_of(one) for one in _all(screens, "Div") if text_of(one).startswith(row[0]))
        assert told >= {*re.findall(r"\d[\d.,]*", said)}, f"a meeting reads {said!r} beside {row}"


def _having(tree: Any, css: str) -> Iterator[dict[str, Any]]:
    for section in _all(tree, "Section"):
        if css in section["props"].get("className", "").split():
            yield section


def read(face: str) -> str:
    """The words of a gauge, a line each."""
    lines = re.sub(r"</(?:p|li|div)>", "\n", face)
    return html.unescape(re.sub(r"<[^>]+>", "", lines))


def _youth(reading: _Reading, parts: dict[str, str], face: str) -> None:
    whole = within(age=YOUTH)
    said = parts["view-youth-sentence"]
    if found := re.match(r"([\d,]+) youth participations?", said):
        reading.exactly(whole, number(found[1]) or 0, "the sentence of youth")
    elif "hidden" in said or read(face).strip().startswith("x"):
        reading.count(whole, None, True, "youth")
        if "dial__value" in face:
            msg = f"an arc beside an x: {face}"
            raise UnreadError(msg)
    for words in (parts["view-youth-beside"], read(face)):
        if found := re.search(r"(?:between|by) ([\d,]+) (?:and|to) ([\d,]+)", words):
            reading.distinct({"high": number(found[2])})


def _equity(reading: _Reading, table: list[list[str]]) -> None:
    for row in table[1:]:
        if row[0] == "Participations":
            french, whole = number(row[1]), number(row[2])
            reading.count(within(language="fr"), french, False, "equity")
            reading.count(within(), whole, False, "equity")
            share = re.match(r"([\d.]+)%", row[3])
            if share and french is None and whole is not None:
                low, high = of_percent(float(share[1]), whole)
                reading.lies(within(language="fr"), low, high, "a share")


def _summary_of_ages(reading: _Reading, said: str) -> None:
    for line in said.splitlines():
        if found := re.match(r"\s*\S+ (\d\d to \d\d)\s*, (not )?reached", line):
            low, high = (0, 0) if found[2] else (1, ANY)
            scope = within(age=LABELS[found[1]])
            reading.lies(scope, low, high, "reached")


GAP = re.compile(r"(?P<type>[A-Z][a-z ]+): (?P<gaps>(?:no session|fewer than \d+)[^.]*)\.")
AGE = r"\d\d to \d\d"


def _suggestions(reading: _Reading, tree: Any) -> None:
    """Which combinations had no session, or fewer than so many; those not named have enough."""
    for line in text_of(tree).splitlines():
        found = GAP.match(line.strip())
        if not found:
            continue
        venue_type, gaps = LABELS[found["type"].lower()], found["gaps"]
        language = next(LABELS[name] for name in ("english", "french") if name.capitalize() in gaps)
        named: set[str] = set()
        least = 2
        for part in re.split(r"; ", gaps):
            ages = {LABELS[one] for one in re.findall(AGE, part)}
            named |= ages
            fewer = re.match(r"fewer than (\d+)", part)
            least = int(fewer[1]) if fewer else least
            for age in ages:
                scope = within(language=language, venue_type=venue_type, age=age)
                low, high = (1, least - 1) if fewer else (0, 0)
                reading.beside(scope, low, high, f"suggested: {line.strip()[:60]}")
        for age in set(reading.ages or YOUTH) - named:
            if age in YOUTH:
                scope = within(language=language, venue_type=venue_type, age=age)
                reading.beside(scope, least, ANY, f"not suggested: {line.strip()[:60]}")
        if other := re.search(rf"“bilingual” did reach ages? ((?:{AGE}[, and]*)+)", line):
            for age in re.findall(AGE, other[1]):
                scope = within(language="bilingual", venue_type=venue_type, age=LABELS[age])
                reading.beside(scope, 1, ANY, "bilingual did reach")


def _grid(reading: _Reading, cells: Any) -> None:
    """Sessions by language, venue type and age: a number, or words for a band of them."""
    names = [name for table in cells["frame"]["tables"] for name in table["names"]]
    values = [value for table in cells["values"] for value in table]
    for name, (sessions, level, _) in zip(names, values, strict=True):
        said = " ".join((name, sessions, *cells["frame"]["levels"].get(level, ())))
        found = re.match(rf"(English|French|bilingual), ([a-z ]+), ({AGE}): (.+)", said)
        if not found:
            msg = f"a cell of the grid says {said!r}"
            raise UnreadError(msg)
        scope = within(language=LABELS[found[1].lower()], venue_type=LABELS[found[2]],
                       age=LABELS[found[3]])  # fmt: skip
        low, high = _band(found[4])
        reading.beside(scope, low, high, f"the grid: {said}")


def _band(said: str) -> tuple[float, float]:
    words = said.lower()
    if found := re.match(r"(\d+) (?:to|–) (\d+)", words):
        return int(found[1]), int(found[2])
    if found := re.match(r"(\d+) or more|at least (\d+)|(\d+)\+", words):
        return int(next(one for one in found.groups() if one)), ANY
    if found := re.match(r"fewer than (\d+)|under (\d+)", words):
        return 0, int(next(one for one in found.groups() if one)) - 1
    if found := re.match(r"(\d+)(?![\d%])", words):
        return int(found[1]), int(found[1])
    if words.startswith(("x", "..", "·")):
        return 0, ANY
    msg = f"a cell of the grid says {said!r}"
    raise UnreadError(msg)


def _venue_rows(tree: Any) -> list[list[str]]:
    return [
        [" ".join(text_of(cell).split()) for cell in _cells(row)]
        for row in _all(tree, "Tr")
        if len(list(_all(row, "Td"))) > 3
    ]


def _cells(row: dict[str, Any]) -> list[Any]:
    cells = row["props"]["children"]
    return [cell for cell in cells if isinstance(cell, dict) and cell["type"] in ("Td", "Th")]


def _venue(reading: _Reading, row: list[str]) -> None:
    name, _, _, sessions, people, languages, ages, *_ = row
    venue = within(venue=name.split()[-1])
    if (held := number(sessions)) is not None:
        reading.held(venue, held, held, f"sessions at {name}")
    reading.count(venue, number(people), people == "x", f"participations at {name}")
    if languages != "x":
        for label, code in (("English", "en"), ("French", "fr"), ("bilingual", "bilingual")):
            there = label.lower() in languages.lower()
            of = within(venue, language=code)
            reading.held(of, 1 if there else 0, ANY if there else 0, f"languages at {name}")
    if ages != "x":
        for label, code in LABELS.items():
            if code in AGES and (not reading.ages or code in reading.ages):
                there = label in ages.lower()
                of = within(venue, age=code)
                reading.held(of, 1 if there else 0, ANY if there else 0, f"ages at {name}")
