"""A count of an earlier publication bears its day wherever it stands, and says nothing of today."""

import csv
import io
import json
import re
from html import unescape

import flask
import pytest
from flask.testing import FlaskClient

import app
from dashboard.domain.publications.protected import YOUTH, CellMark, ProtectedCell
from dashboard.domain.publications.publication import Publication
from dashboard.i18n import Locale
from dashboard.settings import Settings
from tests.support.archive import publish
from tests.support.embeds import ORIGIN, grant
from tests.support.publications import CARRIED_DAY, publication, with_cell
from tests.web.conftest import Client

DAY = CARRIED_DAY.isoformat()
WORKSHOPS = "kind=youth_workshop"
SEPARATORS = {Locale.EN: ",", Locale.FR: ";"}
COVERAGE = {
    Locale.EN: ("reached", "not reached", f"as of {DAY}"),
    Locale.FR: ("rejoint", "non rejoint", f"au {DAY}"),
}
LONG = {Locale.EN: "December 31, 2014", Locale.FR: "31 décembre 2014"}


def old(found: Publication, period: str, by: tuple[str, ...], *codes: str, value: int):
    return with_cell(found, period, by, ProtectedCell(codes, value, CellMark.CARRIED, CARRIED_DAY))


def with_old_counts() -> Publication:
    """Everything that is shown is of an earlier day somewhere."""
    found = publication()
    found = old(found, "project", ("age",), YOUTH, value=990)
    found = old(found, "project", ("age",), "22-25", value=0)
    found = old(found, "project", ("venue_type",), "youth_organization", value=400)
    found = old(found, "project", ("venue_type",), "high_school", value=0)
    found = old(found, "project", ("age", "kind"), "12-14", "youth_workshop", value=0)
    found = old(found, "project", ("age", "kind"), "15-17", "youth_workshop", value=230)
    return old(found, "2014-05", ("age",), YOUTH, value=77)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, sqlite_template):
    path = tmp_path_factory.mktemp("carried") / "impact.db"
    path.write_bytes(sqlite_template.read_bytes())
    made = app.create_app(Settings(database_url=f"sqlite:///{path}")).server
    made.test_client_class = Client
    made.secret_key = "a key for tests"  # noqa: S105 - of nothing but tests
    publish(made.extensions["impact"], with_old_counts())
    yield made
    made.extensions["impact"].dispose()


@pytest.fixture(scope="module")
def key(served: flask.Flask) -> str:
    given = {"downloads": True, "images": True, "free": ("kind",)}
    return grant(served.extensions["impact"], **given).key


@pytest.fixture(scope="module")
def reader(served: flask.Flask) -> FlaskClient:
    made = served.test_client()
    headers = {"SEC_FETCH_SITE": "cross-site", "SEC_FETCH_DEST": "document", "REFERER": ORIGIN}
    made.environ_base |= {f"HTTP_{name}": value for name, value in headers.items()}
    return made


def told(reader: FlaskClient, served: flask.Flask, key: str, view: str, parts: tuple[str, ...]):
    """What the API and the view's file say of these parts, which is the same."""
    program = served.test_client()
    program.environ_base |= {"HTTP_AUTHORIZATION": f"Bearer {key}", "HTTP_SEC_FETCH_SITE": ""}
    query = f"?{WORKSHOPS}" if view == "age-groups" else ""
    answer = program.get(f"/api/v1/progress{query}")
    file = reader.get(f"/en/embed/{view}.json?key={key}&{query[1:]}").get_json()
    found = {name: answer.get_json()[name] for name in parts}
    assert {name: file[name] for name in parts} == found
    return found


def row(rows: list[dict], code: str) -> dict:
    return next(one for one in rows if one["code"] == code)


def rows_of(reader: FlaskClient, key: str, view: str, locale: Locale, query: str = ""):
    """The rows of a view's table for spreadsheets, by table row and column."""
    text = reader.get(f"/{locale}/embed/{view}.csv?key={key}&{query}").data.decode("utf-8-sig")
    lines = csv.reader(io.StringIO(text), delimiter=SEPARATORS[locale])
    return [line for line in lines if len(line) == 6][1:]


def words(html: str) -> str:
    without = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(without).split())


def test_data_have_the_day_beside_each_old_count_and_nowhere_else(reader, served, key):
    found = told(reader, served, key, "overview", ("youth", "by_age_group", "by_venue_type"))
    assert found["youth"]["as_of"] == DAY
    assert found["youth"]["participations"] == 990
    assert found["youth"]["status"] is None  # where the project stands today is not known
    venues = found["by_venue_type"]
    assert row(venues, "youth_organization")["as_of"] == DAY
    assert "youth_as_of" not in row(venues, "youth_organization")
    assert row(found["by_age_group"], "22-25")["as_of"] == DAY
    assert row(found["by_age_group"], "22-25")["youth_as_of"] == DAY
    assert json.dumps(found).count("as_of") == 5
    months = told(reader, served, key, "by-month", ("by_month",))["by_month"]
    assert row(months, "2014-05")["youth_as_of"] == DAY
    assert json.dumps(months).count("as_of") == 1


def test_of_the_whole_coverage_is_of_today_whatever_day_a_count_is_of(reader, key):
    address = f"/en/embed/age-groups.json?key={key}"
    found = reader.get(address).get_json()["age_groups"]
    group = row(found["groups"], "22-25")
    assert (group["participations"], group["as_of"], group["reached"]) == (0, DAY, True)
    assert "reached_as_of" not in group
    assert (found["reached"], found.get("as_of")) == (4, None)


def test_under_a_filter_an_old_zero_is_not_told_as_not_reached(reader, served, key):
    found = told(reader, served, key, "age-groups", ("age_groups",))["age_groups"]
    groups = found["groups"]
    none = {"code": "12-14", "participations": 0, "reached": None}
    assert row(groups, "12-14") == none | {"as_of": DAY, "reached_as_of": DAY}
    assert row(groups, "15-17")["reached"] is True
    assert row(groups, "15-17")["reached_as_of"] == DAY
    assert (found["reached"], found["hidden"], found.get("as_of")) == (None, True, None)
    said = words(reader.get(f"/en/embed/age-groups?key={key}&{WORKSHOPS}").text)
    assert (
        "Not reached on the date given, unknown since: 12 to 14 (as of December 31, 2014)." in said
    )
    assert "15 to 17 (as of December 31, 2014)" in said


@pytest.mark.parametrize("locale", list(Locale))
def test_tables_and_pages_say_of_which_day_coverage_is(reader, key, locale):
    reached, not_reached, day = COVERAGE[locale]
    rows = rows_of(reader, key, "age-groups", locale, WORKSHOPS)
    coverage = [value for _, _, _, *value in rows[1::2]]
    assert coverage[0] == [f"{not_reached} {day}", "c", day]
    assert coverage[1] == [f"{reached} {day}", "c", day]
    assert coverage[3] == [not_reached, "", ""]  # a zero of today
    for form in ("", ".html"):
        page = words(reader.get(f"/{locale}/embed/age-groups{form}?key={key}&{WORKSHOPS}").text)
        table = page[page.index("12 ") :]
        assert f"0 {day} {not_reached} {day}" in table
        assert f"230 {day} {reached} {day}" in table


@pytest.mark.parametrize("locale", list(Locale))
def test_sentences_and_pictures_say_the_day(reader, key, locale):
    day = LONG[locale]
    for view in ("youth", "overview", "by-month", "by-venue-type"):
        for form in ("", ".html", ".svg"):
            said = words(reader.get(f"/{locale}/embed/{view}{form}?key={key}").text)
            assert day in said, (view, form)
    for view in ("youth", "overview", "by-venue-type"):
        assert DAY in words(reader.get(f"/{locale}/embed/{view}.svg?key={key}").text), view
    percent = [one for one in rows_of(reader, key, "youth", locale) if one[3] == "99.0"]
    assert [one[4] for one in percent] == ["c"]
    assert DAY in percent[0][5]


def test_a_status_of_today_is_not_told_of_an_old_count(reader, key):
    assert "on track" not in words(reader.get(f"/en/embed/youth?key={key}").text)
    assert "Status:" not in words(reader.get("/en/progress").text)
    assert "dial__mark" not in reader.get(f"/en/embed/youth?key={key}").text


def test_the_public_page_says_the_day_in_its_sentences_and_to_who_sees_a_link(reader):
    for locale, address in ((Locale.EN, "/en/progress"), (Locale.FR, "/fr/progres")):
        html = reader.get(address).text
        (description,) = re.findall(r'<meta name="description" content="([^"]*)"', html)
        assert LONG[locale] in words(description)
        assert LONG[locale] in words(html)


def test_an_old_row_is_neither_the_most_nor_none_of_today(reader, key):
    said = words(reader.get(f"/en/embed/by-venue-type?key={key}").text)
    most = (
        "Most participations of the rows shown: youth organization (400 as of December 31, 2014)."
    )
    assert most in said
    assert "No participation" not in said
    assert "2 rows have a count of an earlier day." in said


def test_totals_end_before_a_month_of_another_day(reader, key):
    svg = reader.get(f"/en/embed/by-month.svg?key={key}").text
    (line,) = [points for points in re.findall(r'<polyline points="([^"]+)"[^>]*/>', svg)
               if f'points="{points}" fill="none" stroke="#' in svg
               and "dasharray" not in svg.split(points)[1].split("/>")[0]]  # fmt: skip
    assert len(line.split()) == 7  # October 2013 to April 2014
    said = words(reader.get(f"/en/embed/by-month?key={key}").text)
    assert "990 youth participations as of December 31, 2014." in said
    assert "1 month has a count of an earlier day." in said


def test_nobody_is_told_how_much_an_old_count_has_changed(reader, key):
    for address in ("/en/progress", f"/en/embed/youth?key={key}", "/en/privacy"):
        said = words(reader.get(address).text)
        assert "changed by" not in said
        assert "may have changed since, or not" in said
