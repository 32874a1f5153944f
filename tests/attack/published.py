"""Reading what is published at public addresses: the list, the text, the table, the page."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from tests.attack.facts import (
    AGES,
    YOUTH,
    Scope,
    Told,
    UnreadError,
    months_between,
    months_of,
    number,
    within,
)
from tests.attack.wire import Reader

Block = tuple[str, str, str, str]  # month, language, venue type, kind
KEYS = {
    "corrects", "data_as_of", "demonstration", "format", "hidden_up_to", "late", "lost_until",
    "note", "number", "outdated", "published_on", "reached", "returned", "revised", "sessions",
    "tables", "target", "tightened", "trained", "trained_people", "waiting", "words",
}  # fmt: skip
CELL_KEYS = {"as_of", "codes", "mark", "value", "low", "high"}
MARKS = {"open", "hidden", "carried", "range"}


@dataclass(frozen=True)
class Issue:
    """A publication as its readers know it: what it tells, and how many sessions each block has.

    ``members`` says which venue types are shown as one under a code.
    """

    number: int
    as_of: str
    threshold: int
    sessions: dict[Block, int]
    members: dict[str, tuple[str, ...]]
    told: tuple[Told, ...]
    labels: dict[str, str]
    periods: tuple[str, ...]
    target: int | None


def told_by(day: str | None, issue: Issue, issues: Iterable[Issue]) -> Issue | None:
    """The publication that told a count first: this one, unless the count has a day of its own.

    ``None`` where that is not certain, since several are of that day.
    """
    if day is None:
        return issue
    of_day = [one for one in issues if one.as_of == day and one.number < issue.number]
    return of_day[0] if len(of_day) == 1 else None


def read(reader: Reader, number_: int) -> Issue:
    """Everything that is told of one publication, at all of its addresses."""
    text = reader.get(f"/publications/{number_}.json")
    assert text.status == 200, f"publication {number_}: {text.status}"
    issue = _issue(text.json())
    table = reader.get(f"/publications/{number_}-en.csv").text
    page = reader.get(f"/en/progress/{number_}").text
    told = (*issue.told, *_table(issue, table), *_page(issue, page))
    return Issue(**{**vars(issue), "told": told})


def _issue(found: dict[str, Any]) -> Issue:
    if unknown := set(found) - KEYS:
        msg = f"a publication tells {unknown}"
        raise UnreadError(msg)
    words = found["words"]
    members = {one["code"]: tuple(one["members"]) for one in words["venue_types"]}
    sessions = {
        (one["month"], one["language"], one["venue_type"], one["kind"]): one["sessions"]
        for one in found["sessions"]
    }
    told, number_ = [], found["number"]
    for table in found["tables"]:
        for cell in table["cells"]:
            scope = of_cell(
                table["period"], dict(zip(table["by"], cell["codes"], strict=True)), members
            )
            told += _cell(number_, scope, cell)
    for group in words["age_groups"]:
        if group["at_risk"]:
            least, most = (1, float("inf")) if group["code"] in found["reached"] else (0, 0)
            told.append(Told(number_, within(age=group["code"]), least, most, said="reached"))
    named = ("languages", "venue_types", "age_groups", "kinds")
    labels = {one["label"]["en"].lower(): one["code"] for name in named for one in words[name]}
    return Issue(
        number_,
        found["data_as_of"],
        found["hidden_up_to"],
        sessions,
        members,
        tuple(told),
        labels,
        tuple(sorted({table["period"] for table in found["tables"]})),
        found["target"]["value"] if found["target"] else None,
    )


def of_cell(period: str, codes: dict[str, str], members: dict[str, tuple[str, ...]]) -> Scope:
    """Which counts a published cell is the sum of."""
    scope = within()
    if (months := months_of(period)) is not None:
        scope = within(scope, month=months)
    for axis, code in codes.items():
        if axis == "age":
            scope = within(scope, age=YOUTH if code == "youth" else code)
        else:
            scope = within(scope, **{axis: members.get(code, (code,))})
    return scope


def _cell(number_: int, scope: Scope, cell: dict[str, Any]) -> list[Told]:
    if (unknown := set(cell) - CELL_KEYS) or cell["mark"] not in MARKS:
        msg = f"a cell tells {unknown or cell['mark']}"
        raise UnreadError(msg)
    if cell["mark"] == "open":
        return [Told(number_, scope, cell["value"], cell["value"], said="a cell")]
    if cell["mark"] == "range":
        return [Told(number_, scope, cell["low"], cell["high"], said="an interval")]
    return []  # a carried count is an earlier publication's, which is read there


def _table(issue: Issue, text: str) -> list[Told]:
    rows = csv.reader(io.StringIO(text))
    heads = [head.partition(" / ")[0] for head in next(rows)]
    told = []
    for row in rows:
        one = dict(zip(heads, row, strict=True))
        value = number(one["value"])
        if one["measure"] != "participations" or value is None or one["sign"]:
            continue
        codes = {axis: one[axis] for axis in ("language", "venue_type", "age", "kind") if one[axis]}
        scope = of_cell(one["period"], codes, issue.members)
        told.append(Told(issue.number, scope, value, value, said="the table"))
    return told


class Tables(HTMLParser):
    """The tables of a page: each as the words before it, its headings, and its rows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[list[str]]]] = []
        self.words: list[str] = []
        self._heading = self._text = ""
        self._skip = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its interface
        if tag in ("style", "script"):
            self._skip = True
        if tag == "table":
            self.found.append((self._heading, []))
        elif tag == "tr":
            self.found[-1][1].append([])
        if tag in ("th", "td", "h1", "h2", "h3", "caption", "p", "strong"):
            self._text = ""

    def handle_endtag(self, tag: str) -> None:
        text = " ".join(self._text.split())
        if tag in ("style", "script"):
            self._skip = False
        if tag in ("th", "td"):
            self.found[-1][1][-1].append(text)
        elif tag in ("h1", "h2", "h3", "caption"):
            self._heading = text
        elif tag == "p":
            self.words.append(text)

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self._text += data


def tables_of(html: str) -> Tables:
    """What a page says in tables and paragraphs."""
    found = Tables()
    found.feed(html)
    return found


def _page(issue: Issue, html: str) -> list[Told]:
    page, told = tables_of(html), []
    for _, rows in page.found:
        for row in rows[1:]:
            told += of_row(issue, within(), rows[0], row)
    for words in page.words:
        told += of_sentence(issue.number, within(), words)
    return told


def of_row(issue: Issue, scope: Scope, heads: list[str], row: list[str]) -> list[Told]:
    """What one row of a table of ours says, by the words of its headings."""
    part = _part(issue, heads[0], row[0])
    if part is None:
        return []
    told = []
    for head, text in zip(heads[1:], row[1:], strict=True):
        inside = within(scope, **part)
        if head == "Of which youth":
            inside = within(inside, age=YOUTH)
        value = number(text)
        if head in ("Participations", "Of which youth") and value is not None:
            told.append(Told(issue.number, inside, value, value, said="a row"))
        if head == "At-risk group" and text.endswith("reached"):
            none = "not" in text
            told.append(Told(issue.number, inside, 0 if none else 1, 0 if none else float("inf")))
    return told


def _part(issue: Issue, head: str, label: str) -> dict[str, Any] | None:
    if head == "Month":
        return {"month": month_of(label)}
    if head == "Quarter":
        return {"month": quarter_of(label)}
    code = issue.labels.get(label.lower())
    if head == "Age group" and code in AGES:
        return {"age": code}
    if head == "Venue type" and code:
        return {"venue_type": issue.members[code]}
    return None


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip


def month_of(words: str) -> str:
    """May 2014 as 2014-05."""
    if re.fullmatch(r"\d{4}-\d{2}", words):
        return words
    name, year = words.split()
    return f"{year}-{MONTHS.index(name) + 1:02d}"


def quarter_of(words: str) -> tuple[str, ...]:
    """January to March 2015 as its months; one month alone may be left of a quarter."""
    first, _, last = words.rpartition(" to ")
    return months_between(month_of(f"{first} {last[-4:]}" if first else last), month_of(last))


def of_sentence(number_: int, scope: Scope, words: str) -> list[Told]:
    """The participations of youth that a sentence begins with, but for those of an earlier day."""
    if found := re.match(r"([\d,]+) youth participations\b(?! as of)", words):
        value = number(found[1])
        if value is not None:
            return [Told(number_, within(scope, age=YOUTH), value, value, said="a sentence")]
    return []
