"""Files read in a process of their own: as they are read here, within limits, and gone with us."""

import os
import select
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.i18n import Locale
from dashboard.importers.faults import BadFileError
from dashboard.importers.files import apart, wire
from dashboard.importers.files.apart import open_book, protections
from dashboard.importers.files.book import read_book
from dashboard.importers.files.source import Sheet
from dashboard.places import ROOT
from tests.support import apart as forked
from tests.support.files import everything, read_here, write_csv, write_ods, write_sheets
from tests.support.hostile import SHARED, ods_table, sharing

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=9)
DAYS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001
    lambda day: day.replace(microsecond=0)
)
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(-1e300, 1e300).map(float)
TABLES = st.lists(st.lists(WORDS | NUMBERS | DAYS, min_size=1, max_size=5), max_size=40)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    kind=st.sampled_from(["csv", "xlsx", "ods"]), tables=st.lists(TABLES, min_size=1, max_size=3)
)
def test_what_is_read_there_is_what_would_be_read_here(tmp_path, kind, tables):
    path = tmp_path / f"f.{kind}"
    if kind == "csv":
        write_csv(path, [[str(cell) for cell in row] for row in tables[0]] or [["a"]])
    else:
        write_sheets(path, {f"S{at}": table for at, table in enumerate(tables)}, hidden=("S1",))
    try:
        here: object = read_here(path)
    except BadFileError as error:
        here = error.fault
    try:
        with open_book(path) as book, path.open("rb") as file:
            there: object = everything(book)
            with read_book(file) as same:
                assert (book.epoch, book.said) == (same.epoch, same.said)
    except BadFileError as error:
        there = error.fault
    assert there == here


def test_a_book_is_read_again_and_its_sheets_left_when_enough_is_seen(tmp_path):
    long = [(f"r{n}", n) for n in range(2_000)]
    path = write_sheets(tmp_path / "f.ods", {"A": long, "B": [("b",)], "C": long})
    with open_book(path) as book:
        for _ in range(2):
            first = [(sheet.name, next(sheet.rows)) for sheet in book.read(None).each]
            assert first == [("A", (1, ["r0", 0])), ("B", (1, ["b"])), ("C", (1, ["r0", 0]))]
        sheets = book.read((2,))
        (only,) = [(sheet.name, list(sheet.rows)) for sheet in sheets.each]
        assert only == ("C", [(n + 1, [*row]) for n, row in enumerate(long)])
        assert sheets.fraction() == 1.0


def test_rows_that_are_gone_are_not_just_missing(tmp_path):
    path = write_sheets(tmp_path / "f.xlsx", {"A": [(f"r{n}",) for n in range(2_000)]})
    with open_book(path) as book:
        before = next(book.read(None).each).rows
        assert next(before) == (1, ["r0"])
        assert len(list(next(book.read(None).each).rows)) == 2_000
        with pytest.raises(RuntimeError):
            list(before)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such means")
def test_it_is_kept_from_all_that_reading_does_not_need():
    assert protections() == {"memory": True, "files": True, "network": True, "programs": True}


@pytest.fixture(autouse=True)
def _as_always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each begins from nothing."""
    monkeypatch.setattr(apart, "_start", forked.executed)


def refusal(path: Path) -> str:
    with pytest.raises(BadFileError) as refused, open_book(path) as book:
        everything(book)
    assert refused.value.fault.remedy.say(Locale.FR)
    return refused.value.fault.problem.say(Locale.EN)


def test_who_takes_too_much_memory_or_time_is_ended_and_it_is_told(tmp_path, monkeypatch):
    much = os.urandom(8 << 20).hex()  # bytes that pack too well would be a bomb
    strings = "</t></si><si><t>".join(much[n : n + 30_000] for n in range(0, len(much), 30_000))
    path = sharing(f"<row>{SHARED}</row>", strings)(tmp_path)
    monkeypatch.setattr(apart, "MEMORY_BYTES", 1 << 20)
    assert refusal(path) == "Reading the file takes more than 400 MB of memory"
    monkeypatch.undo()
    monkeypatch.setattr(apart, "SECONDS", 1)
    monkeypatch.setattr(apart, "SECONDS_PER_MEGABYTE", 0)
    endless = ods_table("<a/>" * 2_000_000)
    assert refusal(endless(tmp_path)) == "Reading the file takes more than 1 seconds"


@pytest.mark.parametrize(
    "said",
    [
        {"a": 1},
        ["rows", 0.5, [[1, ["a"]]], []],
        ["sheet", "x" * 101, False],
        ["sheet", "x", 1],
        ["book", "no day", []],
        ["book", None, [["{x.__class__}", {"x": "y"}]]],
        ["book", None, [["Together, the sheets have more than {count} rows", {}]]],
        ["book", None, [["Together, the sheets have more than {count} rows", {"count": [1]}]]],
        ["bad", ["Not ours", {}], ["The file is damaged", {}], None, ""],
        ["bad", ["The file is damaged", {}], ["The file is damaged", {}], None, "x" * 101],
    ],
)
def test_an_answer_that_is_none_of_ours_is_not_believed(said):
    for understand in (wire.as_book, wire.as_sheet, wire.as_fault):
        with pytest.raises(wire.LieError):
            understand(said)


@pytest.mark.parametrize(
    "rows",
    [
        [[2, ["a"]], [1, ["b"]]],
        [[1, [None]]],
        [[1, [True]]],
        [[1, [{"a": 1}]]],
        [[1, [["no moment"]]]],
        [[1, [["", "no cell"]]]],
        [[1, [["A1", "A1"]]]],
        [[1, [["", ["A1"]]]]],
        [[True, ["a"]]],
        [[1 << 40, ["a"]]],
        [[1, "a"]],
        [1],
        None,
    ],
)
def test_rows_that_are_none_are_not_believed(rows):
    with pytest.raises(wire.LieError):
        wire.as_rows(["rows", 0.5, rows, []], 0)


@pytest.mark.parametrize("struck", [[2], ["1"], [[1]], [True, 1.5], None, {"1": 1}])
def test_rows_that_are_not_there_are_not_struck_out(struck):
    assert wire.as_rows(["rows", 0.5, [[1, ["a"]]], [1]], 0) == (0.5, [(1, ["a"])], [1])
    with pytest.raises(wire.LieError):
        wire.as_rows(["rows", 0.5, [[1, ["a"]]], struck], 0)


def test_which_rows_are_struck_out_comes_with_them():
    """In batches, of which each tells its own."""
    rows = [(n, [str(n)]) for n in range(1, 5)]
    sheet = Sheet("", hidden=False, rows=iter(rows), struck={2, 3, 9})
    for first, struck in ((0, [2]), (2, [3])):
        sent = orjson.loads(wire.of_rows(sheet, 2, lambda: 0.5))
        assert wire.as_rows(sent, first) == (0.5, rows[first : first + 2], struck)
    assert sheet.struck == {9}


def test_what_talks_nonsense_is_a_damaged_file(tmp_path, monkeypatch):
    path = write_csv(tmp_path / "f.csv", [("a",)])
    monkeypatch.setattr(apart, "_BEGIN", "print('{} what is this?' * 99)")
    assert refusal(path) == "The file is damaged"
    monkeypatch.setattr(apart, "_BEGIN", "raise SystemExit('{}')")
    assert refusal(path) == "The file is damaged"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it ends when it is next spoken to")
def test_it_ends_with_whoever_asked(tmp_path):
    path = write_ods(tmp_path / "f.ods", [("a",)] * 50)
    code = """if True:
        import os, signal, sys
        from pathlib import Path
        from dashboard.importers.files.apart import open_book
        with open_book(Path(sys.argv[1])) as book:
            next(next(book.read(None).each).rows)
            children = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
            print(children, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
    """
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL
    (child,) = map(int, done.stdout.split())
    try:
        ends = os.pidfd_open(child)
    except ProcessLookupError:
        return
    ready, _, _ = select.select([ends], [], [], 60)
    os.close(ends)
    assert ready
