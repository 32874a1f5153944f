"""An import done once by the process that jobs are forked from.

What each job would load and compile anew, all have from it then: half of what one computes. From
there on they do what they always do. Those of servers that begin from nothing do all of it anew.
"""

import atexit
import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import insert

from dashboard.database import open_engine, writing
from dashboard.importers.order import ImportOrder
from dashboard.places import ROOT
from dashboard.tables import Venue
from dashboard.web.importing import job, work
from dashboard.web.shared import jobs
from tests.support import apart, databases, statements

__all__ = ["job"]
FILE = "reference,date,status,kind,language,venue,total\nS,2015-03-02,delivered,discussion,fr,V,9\n"
BEGIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); from tests.support import jobs_ready; "
    "jobs_ready.make_ready(); jobs_ready.job.main()"
)


def fork_jobs() -> None:
    """In this process, from now on."""
    jobs.begin = _begin


def _begin(line: socket.socket) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-P", "-c", BEGIN, str(ROOT), str(line.fileno())],
        stdin=subprocess.DEVNULL,
        env=os.environ | jobs.ONE_THREAD,
        pass_fds=[line.fileno()],
    )


def make_ready() -> None:
    """Look at a file and bring it in, for all who are forked from this process from now on.

    The file is read by a process that is forked, as all are then.
    """
    statements.compile_them_once()
    apart.fork_readers()
    with tempfile.TemporaryDirectory() as folder:
        url, path = f"sqlite:///{folder}/impact.db", Path(folder) / "f.csv"
        databases.make(url)
        engine = open_engine(url)
        with writing(engine) as connection:
            venue = {"code": "V", "venue_type": "high_school"}
            connection.execute(insert(Venue), [venue])
        engine.dispose()
        path.write_text(FILE, encoding="utf-8")
        order = ImportOrder(path, date(2015, 4, 1), "a test", dry_run=True)
        looked = work.preview(url, _always, order, "", _quiet)
        came = work.bring_in(url, _always, replace(order, dry_run=False), _quiet)
    assert "done" in looked, looked
    assert "done" in came, came
    tempfile.tempdir = None  # who is forked may be told of another one
    atexit.unregister(apart._end)  # who forks readers ends with the last who could ask for one


def _always(_: object) -> bool:
    return True


def _quiet(*_: object) -> None:
    pass
