"""Long work in processes of its own: done elsewhere, and ended when nobody wants it."""

import os
import signal
import sys
from collections.abc import Iterator

import pytest

from dashboard.importers.files.limits import WORK_BYTES
from dashboard.importers.order import Phase
from dashboard.web.shared import jobs as processes
from dashboard.web.shared import trace
from dashboard.web.shared.jobs import EndedError, Jobs, jobs
from dashboard.web.shared.steps import GoneError
from dashboard.web.shared.trace import Trace
from tests.support import work


def quiet(*_: object) -> None:
    pass


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Jobs]:
    """Jobs of a test's own, begun as people do: without what an import compiles."""
    monkeypatch.setattr(processes, "begin", processes.executed)
    own = Jobs()
    yield own
    own.stop()


def test_work_is_done_elsewhere_behind_pages_and_tells_how_far_it_is():
    told = []
    done = jobs().doing(work.say_who)(lambda *said: told.append(said))
    assert done["pid"] != os.getpid()
    assert done["nice"] == min(os.nice(0) + 10, 19)
    assert done["at_once"] == os.nice(0)
    assert (Phase.CHECKING, 1, 0.5) in told


def test_what_fails_there_is_told_without_a_word_of_it(capfd, mine: Jobs):
    trace.go_on(Trace("of-this-request", "account:3"))
    error = mine.doing(work.fail)(quiet)["error"]  # whose lines are seen here
    mine.stop()
    trace.go_on(None)
    assert (error["code"], len(error["reference"])) == ("internal_error", 8)
    logged = capfd.readouterr().err
    assert "a secret" not in str(error) + logged
    assert f"of-this-request account:3 error {error['reference']}" in logged


def test_who_goes_away_ends_it_even_if_it_is_deaf(tmp_path, monkeypatch):
    monkeypatch.setattr("dashboard.web.shared.jobs.ENDING_SECONDS", 0.1)
    there = tmp_path / "pid"

    def go_away(phase: Phase, *_: object) -> None:
        if phase is Phase.WRITING:
            raise GoneError

    with pytest.raises(GoneError):
        jobs().doing(work.never_end, there)(go_away)
    jobs().doing(work.say_who)(quiet)  # before this the last one was buried
    assert not is_there(int(there.read_text()))


def test_one_that_is_killed_is_told_and_the_next_one_works():
    with pytest.raises(EndedError):
        jobs().doing(work.be_killed)(quiet)
    assert jobs().doing(work.say_who)(quiet)["pid"]


@pytest.mark.skipif(sys.platform != "linux", reason="others do not limit it")
def test_none_takes_all_of_the_memory():
    assert jobs().doing(work.take, WORK_BYTES)(quiet) == {"got": 0}
    assert jobs().doing(work.take, WORK_BYTES // 2)(quiet) == {"got": WORK_BYTES // 2}


def test_those_that_others_are_forked_from_are_replaced_and_end_with_us(mine: Jobs):
    mine.doing(work.say_who)(quiet)
    os.kill(mine.parent, signal.SIGKILL)
    os.waitid(os.P_PID, mine.parent, os.WEXITED | os.WNOWAIT)
    assert mine.doing(work.say_who)(quiet)["pid"]
    last = mine.parent
    mine.stop()
    assert not is_there(last)
