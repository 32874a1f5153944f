"""Reading what a grant's key opens: the API, and each view as data, table, page and picture."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from tests.attack.facts import (
    CODES,
    YOUTH,
    Scope,
    Told,
    UnreadError,
    months_between,
    months_of,
    number,
    of_percent,
    within,
)
from tests.attack.published import Issue, of_row, of_sentence, tables_of, told_by
from tests.attack.wire import Query, Reader

Issues = Sequence[Issue]
VIEWS = ("overview", "youth", "french-share", "age-groups", "by-month", "by-venue-type")
KEYS = {
    "publication", "data_as_of", "audience", "filters", "youth", "french_share", "age_groups",
    "facilitators", "by_month", "by_quarter", "by_language", "by_venue_type", "by_age_group",
    "by_weekday", "sentences",
}  # fmt: skip
YOUTH_KEYS = {"participations", "target", "percent", "status", "distinct", "hidden", "low", "high",
              "as_of", "revised"}  # fmt: skip
ROW_KEYS = {"code", "sessions", "participations", "youth", "hidden", "reached", "low", "high",
            "youth_low", "youth_high", "as_of", "youth_as_of", "reached_as_of",
            "revised", "youth_revised"}  # fmt: skip
COVERAGE_KEYS = {"reached", "total", "groups", "hidden", "as_of"}
AXIS = {"by_month": "month", "by_quarter": "month", "by_language": "language",
        "by_venue_type": "venue_type", "by_age_group": "age", "groups": "age"}  # fmt: skip


def asked(query: Query, issue: Issue) -> Scope:
    """The part of a publication that a filter asks for."""
    scope = within()
    for axis in CODES:
        if chosen := [value for name, value in query if name == axis]:
            members = [issue.members.get(code, (code,)) for code in chosen]
            scope = within(scope, **{axis: [one for some in members for one in some]})
    every = sorted({month for month, *_ in issue.sessions})
    given = dict(query)
    if period := given.get("period"):
        months = months_of(period)
        scope = within(scope, month=months) if months is not None else scope
    if every and ("from" in given or "to" in given):
        first, last = given.get("from", every[0])[:7], given.get("to", every[-1])[:7]
        scope = within(scope, month=months_between(first, last) if first <= last else ())
    return scope


def read(reader: Reader, issue: Issue, key: str, query: Query, issues: Issues) -> tuple[Told, ...]:
    """Everything that a key tells under a filter, in all forms.

    ``issues`` are all publications: a count with a day of its own is the one of that day.
    """
    query = list(query)
    scope = asked(query, issue)
    told: list[Told] = []
    answer = reader.get("/api/v1/progress", query, Authorization=f"Bearer {key}")
    if answer.status == 400:  # a filter that publications do not know, such as half a month
        return ()
    assert answer.status == 200, answer.text
    told += of_data(issue, scope, answer.json(), issues)
    for view in VIEWS:
        given = [("key", key), *query]
        data, table, page, picture = (
            reader.get(f"/en/embed/{view}{form}", given) for form in (".json", ".csv", "", ".svg")
        )
        assert {data.status, table.status, page.status, picture.status} == {200}, data.text
        told += of_data(issue, scope, data.json(), issues)
        told += _of_table(issue, scope, table.text, issues)
        told += _of_page(issue, scope, page.text)
        told += _of_picture(issue, scope, view, picture.text)
    return tuple(replace(one, said=f"{one.said}, asked for {query}") for one in set(told))


def of_data(issue: Issue, scope: Scope, found: dict[str, Any], issues: Issues) -> list[Told]:
    """What the numbers of an answer say."""
    _known(found, KEYS, "an answer")
    told = []
    if youth := found.get("youth"):
        _known(youth, YOUTH_KEYS, "youth")
        told += _of_youth(issue, within(scope, age=YOUTH), youth, issues)
    groups = found.get("age_groups") or {}
    _known(groups, COVERAGE_KEYS, "coverage")
    for name in (*AXIS, "groups"):
        for row in found.get(name) or groups.get(name) or ():
            part = {**row, "code": months_of(row["code"])} if name == "by_quarter" else row
            told += _of_data_row(issue, scope, AXIS[name], part, issues)
    for sentence in (found.get("sentences") or {}).values():
        told += of_sentence(issue.number, scope, sentence or "")
    return told


def _of_youth(issue: Issue, scope: Scope, youth: dict[str, Any], issues: Issues) -> list[Told]:
    told, value, day = [], youth["participations"], youth.get("as_of")
    if youth.get("status") is not None and (value is None or day):
        msg = f"a status beside a count that is hidden or old: {youth}"
        raise UnreadError(msg)
    if value is not None and (then := told_by(day, issue, issues)):
        told.append(Told(then.number, scope, value, value, said="youth"))
    if value is None and youth.get("percent") is not None and youth["target"]:
        low, high = of_percent(youth["percent"], youth["target"])
        told.append(Told(issue.number, scope, low, high, said="a percent"))
    return told + _interval(issue, scope, youth, "low", "high") + _distinct(issue, scope, youth)


def _distinct(issue: Issue, scope: Scope, youth: dict[str, Any]) -> list[Told]:
    """At least as many participations as there were people."""
    distinct = youth.get("distinct") or {}
    if distinct.get("low") is None:
        return []
    return [Told(issue.number, scope, distinct["low"], float("inf"), said="distinct youth")]


def _of_data_row(
    issue: Issue, scope: Scope, axis: str, row: dict[str, Any], issues: Issues
) -> list[Told]:
    _known(row, ROW_KEYS, f"a row by {axis}")
    code = row["code"]
    codes = issue.members.get(code, (code,)) if axis == "venue_type" else code
    part = within(scope, **{axis: codes})
    told = []
    for name, day, of in (
        ("participations", "as_of", part),
        ("youth", "youth_as_of", within(part, age=YOUTH)),
    ):
        then = told_by(row.get(day), issue, issues)
        if row.get(name) is not None and then:
            told.append(Told(then.number, of, row[name], row[name], said=f"a row by {axis}"))
    told += _interval(issue, part, row, "low", "high")
    told += _interval(issue, within(part, age=YOUTH), row, "youth_low", "youth_high")
    then = told_by(row.get("reached_as_of"), issue, issues)
    if row.get("reached") is not None and then:
        least, most = (1, float("inf")) if row["reached"] else (0, 0)
        told.append(Told(then.number, part, least, most, said="reached"))
    return told


def _interval(issue: Issue, scope: Scope, told: dict[str, Any], low: str, high: str) -> list[Told]:
    if told.get(low) is None:
        return []
    return [Told(issue.number, scope, told[low], told[high], said="an interval")]


def _known(found: dict[str, Any], keys: Iterable[str], what: str) -> None:
    if unknown := set(found) - set(keys):
        msg = f"{what} tells {unknown}"
        raise UnreadError(msg)


def _of_table(issue: Issue, scope: Scope, text: str, issues: Issues) -> list[Told]:
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) == 6]
    told = []
    for table, label, column, shown, _, as_of in rows[1:]:
        then = told_by(as_of.removeprefix("as of ") or None, issue, issues)
        if not then:
            continue
        head = {"By age group": "Age group", "By venue type": "Venue type",
                "Month by month": "Month", "Quarter by quarter": "Quarter"}.get(table)  # fmt: skip
        if head:
            named = replace(issue, number=then.number)  # its words, and what was so then
            told += of_row(named, scope, [head, column], [label, shown])
        value = number(shown)
        if label == "Youth participations" and value is not None:
            told.append(Told(then.number, within(scope, age=YOUTH), value, value, said="a table"))
    return told


def _of_page(issue: Issue, scope: Scope, html: str) -> list[Told]:
    page, told = tables_of(html), []
    for _, rows in page.found:
        for row in rows[1:]:
            if len(row) == len(rows[0]) and "(" not in "".join(row[1:]):  # of another day
                told += of_row(issue, scope, rows[0], row)
    for words in page.words:
        told += of_sentence(issue.number, scope, words)
    return told


def _of_picture(issue: Issue, scope: Scope, view: str, svg: str) -> list[Told]:
    """A bar beside an x, and the points of the line month by month, by their places.

    Bars of counts with a day of their own are those of the tables.
    """
    if view == "by-venue-type":
        return _of_bars(issue, scope, svg)
    return _of_points(issue, scope, svg) if view == "by-month" else []


def _of_bars(issue: Issue, scope: Scope, svg: str) -> list[Told]:
    places = re.findall(
        r'<text x="24" y="([\d.]+)"[^>]*>([^<]+)</text><text x="576"[^>]*>([^<]+)</text>', svg
    )
    bars = {float(y) - 6: float(width) for y, width in
            re.findall(r'class="bar__value"[^>]*? y="([\d.]+)" width="([\d.]+)"', svg)}  # fmt: skip
    shown = {label: (number(value), next((w for y, w in bars.items() if abs(y - float(at)) < 1), 0))
             for at, label, value in places if not re.search(" as of | to ", value)}  # fmt: skip
    scale = [(value, width) for value, width in shown.values() if value and width > 5]
    told = []
    for label, (value, width) in shown.items():
        code = issue.labels.get(label.lower())
        if value is None and width and scale and code in issue.members:
            size = width * scale[0][0] / scale[0][1]
            part = within(scope, venue_type=issue.members[code])
            told.append(Told(issue.number, part, size * 0.98 - 1, size * 1.02 + 1, said="a bar"))
    return told


def _of_points(issue: Issue, scope: Scope, svg: str) -> list[Told]:
    """Each point stands at the youth up to its month, on the scale of the plan's end."""
    lines = sorted(float(y) for y in re.findall(r'<line class="grid"[^>]* y1="([\d.]+)"', svg))
    planned = re.search(r">([\d,]+) planned<", svg)
    plan = re.search(r'<polyline points="([^"]+)"[^>]*stroke-dasharray', svg)
    if not lines or not planned or not plan:
        return []
    points = [tuple(map(float, one.split(","))) for one in plan[1].split()]
    height = (lines[-1] - points[-1][1]) / (number(planned[1]) or 1)
    first = min(month for month, *_ in issue.sessions)
    every = months_between(first, f"{int(first[:4]) + 9}-12")[: len(points)]
    at = {round(x, 1): month for (x, _), month in zip(points, every, strict=False)}
    told = []
    for x, y in _marks(svg):
        month = at.get(round(x, 1))
        if month and points[0][0] <= x:
            value = (lines[-1] - y) / height
            near = 0.02 / height + 0.01
            part = within(scope, month=[one for one in every if one <= month], age=YOUTH)
            told.append(Told(issue.number, part, value - near, value + near, said="a point"))
    return told


def _marks(svg: str) -> set[tuple[float, float]]:
    found = {(float(x), float(y)) for x, y in
             re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', svg)}  # fmt: skip
    for line, rest in re.findall(r'<polyline points="([^"]+)"([^>]*)', svg):
        if "stroke-dasharray" not in rest:
            found |= {tuple(map(float, one.split(","))) for one in line.split()}
    return found
