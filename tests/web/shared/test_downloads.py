"""Files of any name come back under it, through the real server."""

import csv
from io import StringIO

import pytest
import requests
from werkzeug.http import parse_options_header

from tests.support import patience
from tests.support.program import Served, serving

HEADERS = ("reference", "date", "status", "kind", "language", "venue", "total")
FAULTY = ("S-1", "one day", "delivered", "discussion", "fr", "DEMO-HS-01", "8")
MENDING = " - à corriger"


@pytest.fixture(scope="module")
def coordinators(demonstration, tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    (folder / "impact.db").write_bytes(demonstration.read_bytes())
    with serving(f"sqlite:///{folder}/impact.db", folder, demo_role="coordinator") as served:
        yield served


def rows_to_mend(served: Served, name: str) -> requests.Response:
    file = StringIO()
    csv.writer(file).writerows([HEADERS, FAULTY])
    return requests.post(
        f"{served.url}/api/v1/imports/faulty",
        files={"file": (name, file.getvalue().encode())},
        data={"lang": "fr"},
        headers={"Origin": served.url},
        timeout=patience.SECONDS,
    )


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("sessions.csv", "sessions"),
        ("séances – avril.csv", "séances – avril"),
        ("cœur d’avril.csv", "cœur d’avril"),
        ('a";b.csv', 'a";b'),
        (f"{'n' * 200}.csv", f"{'n' * 115}…"),
    ],
)
def test_rows_to_mend_come_back_under_the_name_of_their_file(coordinators, name, kept):
    answer = rows_to_mend(coordinators, name)
    assert answer.status_code == 200, answer.text
    how, options = parse_options_header(answer.headers["Content-Disposition"])
    assert (how, options["filename"]) == ("attachment", f"{kept}{MENDING}.xlsx")
