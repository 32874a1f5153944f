"""Nothing that may wait stands in the lane of those that must not."""

import time
from datetime import date

import flask
import pytest
from flask.testing import FlaskClient

from dashboard import engines
from dashboard.access import feeds
from dashboard.database import WAIT_SECONDS, writing
from dashboard.domain.shared.roles import DEMONSTRATOR
from dashboard.i18n import Locale
from dashboard.web.access.doors import SAFE_METHODS
from dashboard.web.access.rights import ENDPOINTS
from dashboard.web.serving import lanes
from dashboard.web.serving.lanes import (
    ALIVE,
    ELSEWHERE,
    ENTERING,
    LANES,
    LARGEST_BODY,
    LONG,
    MAKING,
    OF_ENDPOINTS,
    READING,
    SIGN_IN,
    WATCHING,
    WITH_FILES,
    WRITING,
    finder,
    place,
)
from dashboard.web.shared.uploads import LARGEST_REQUEST

OTHERS_WITH_CONNECTIONS = 2 + 1 + 2 + 1  # imports and a draft at work, mail, the trial
READERS = (ALIVE, WATCHING, READING)
VALUES = {
    "key": "unknown",
    "form": "pdf",
    "path": "en/explore",
    "package_name": "dash",
    "fingerprinted_path": "no.js",
    "filename": "shared/style.css",
    "file": "shared.js",
    "name": "youth",
    "locale": "en",
    "number": 1,
    "view": "youth",
    "kind": "venues",
    "lang": "en",
    "secret": "a-secret",
}
OF = {"ahead.ready": {"view": "explore"}}


def rules(server: flask.Flask) -> list[tuple[str, str]]:
    """Every endpoint with each of its methods."""
    return [
        (rule.endpoint, method) for rule in server.url_map.iter_rules() for method in rule.methods
    ]


def test_what_is_sent_is_in_the_lane_of_writers_unless_the_table_says_otherwise(program):
    for endpoint, method in rules(program.application):
        found = place(endpoint, method).lane
        if endpoint in OF_ENDPOINTS:
            assert found is OF_ENDPOINTS[endpoint]
        else:
            writing = ENTERING if endpoint == SIGN_IN else WRITING
            assert found is (READING if method in SAFE_METHODS else writing)


def test_the_table_names_what_there_is(program):
    assert set(OF_ENDPOINTS) <= set(ENDPOINTS)
    assert set(WITH_FILES) <= set(OF_ENDPOINTS)


@pytest.mark.parametrize(
    ("method", "path", "lane", "largest"),
    [
        ("GET", "/healthz", ALIVE, LARGEST_BODY),
        ("GET", "/readyz", WATCHING, LARGEST_BODY),
        ("GET", "/metrics", WATCHING, LARGEST_BODY),
        ("GET", "/fr/explorer", READING, LARGEST_BODY),
        ("HEAD", "/en/progress", READING, LARGEST_BODY),
        ("POST", "/_dash-update-component", READING, LARGEST_BODY),
        ("POST", "/embed/live", READING, LARGEST_BODY),
        ("GET", "/calendar/x.ics", READING, LARGEST_BODY),
        ("GET", "/en/sign-in", READING, LARGEST_BODY),
        ("POST", "/en/sign-in", ENTERING, LARGEST_BODY),
        ("PUT", "/api/v1/sessions/S-1", WRITING, LARGEST_BODY),
        ("GET", "/provider/back", ELSEWHERE, LARGEST_BODY),
        ("GET", "/api/v1/imports", READING, LARGEST_BODY),
        ("POST", "/api/v1/imports", LONG, LARGEST_REQUEST),
        ("POST", "/api/v1/imports/preview", LONG, LARGEST_REQUEST),
        ("POST", "/api/v1/imports/faulty", LONG, LARGEST_REQUEST),
        ("POST", "/api/v1/imports/7/undo", LONG, LARGEST_BODY),
        ("POST", "/api/v1/imports/07/undo", READING, LARGEST_BODY),  # nothing is there
        ("POST", "/api/v1/publications/draft", LONG, LARGEST_BODY),
        ("POST", "/api/v1/publications/approve", LONG, LARGEST_BODY),
        ("POST", "/api/v1/reference/venues/SH-01/merge", LONG, LARGEST_BODY),
        ("GET", "/api/v1/template.xlsx", MAKING, LARGEST_BODY),
        ("GET", "/api/v1/brief.pdf", MAKING, LARGEST_BODY),
        ("GET", "/api/v1/charts/youth.png", MAKING, LARGEST_BODY),
        ("POST", "/nothing/at/all", READING, LARGEST_BODY),  # an error, which is short
        ("BREW", "/healthz", READING, LARGEST_BODY),
        ("GET", "", READING, LARGEST_BODY),
    ],
)
def test_a_request_finds_its_lane(program, method, path, lane, largest):
    found = finder(program.application.url_map)(method, path)
    assert (found.lane, found.largest_body) == (lane, largest)


def test_who_takes_files_out_keeps_none_from_coming_in(program):
    """Each of them may take as many as their lane has, one after the other."""
    writing = {lane for endpoint, lane in OF_ENDPOINTS.items() if endpoint in WITH_FILES}
    taken_out = {
        OF_ENDPOINTS[rule.endpoint]
        for rule in program.application.url_map.iter_rules()
        if rule.endpoint in OF_ENDPOINTS and rule.endpoint.startswith(("brief.", "charts."))
    }
    assert taken_out == {MAKING}
    assert writing == {LONG}


def test_a_path_that_a_proxy_left_on_comes_off_first(program):
    find = finder(program.application.url_map, "/impact")
    assert find("POST", "/impact/api/v1/imports/preview").lane is LONG
    assert find("POST", "/api/v1/imports/preview").lane is LONG


def test_nobody_who_reads_waits_for_a_writer(program: FlaskClient):
    """Asks for whatever is in the lanes of readers while somebody else writes, for as long."""
    engine = program.application.extensions["impact"]
    with writing(engine) as connection:
        calendar = feeds.create(connection, DEMONSTRATOR, Locale.EN, date(2015, 1, 1))
    adapter = program.application.url_map.bind("localhost")
    waited = {}
    with writing(engine):
        for rule in program.application.url_map.iter_rules():
            if "GET" not in rule.methods or place(rule.endpoint, "GET").lane not in READERS:
                continue
            known = VALUES | {"secret": calendar} | OF.get(rule.endpoint, {})
            values = {name: known.get(name) for name in rule.arguments}
            path = adapter.build(rule.endpoint, (rule.defaults or {}) | values)
            began = time.monotonic()
            program.get(path)
            waited[path] = time.monotonic() - began
    assert any("/calendar/" in path for path in waited)
    assert max(waited.values()) < WAIT_SECONDS / 2, waited


@pytest.mark.parametrize("url", ["sqlite_url", "postgresql_url"])
def test_each_thread_may_have_a_connection(request, url):
    engine = engines.open_engine(request.getfixturevalue(url), serving=True)
    threads = sum(lane.threads for lane in LANES if lane is not ALIVE)
    most = engine.pool.size() + engine.pool._max_overflow
    engine.dispose()
    assert threads + OTHERS_WITH_CONNECTIONS <= most == engines.MOST_CONNECTIONS


def test_every_lane_is_known_by_its_name():
    assert len({lane.name for lane in LANES}) == len(LANES)
    assert all(lane in LANES for lane in vars(lanes).values() if isinstance(lane, lanes.Lane))
