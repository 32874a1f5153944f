"""The demonstration says what the project's page of 25 March 2015 said."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.cli.demonstration import ORDER as DEMONSTRATION_ORDER
from dashboard.database import reading
from dashboard.domain.progress.progress import Facilitators
from dashboard.domain.sessions.findings import FindingRule
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.places import DEMONSTRATION
from dashboard.queries.progress.progress import progress
from dashboard.queries.sessions.findings import findings
from dashboard.queries.shared.state import state
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.tables import Facilitator, Venue
from tests.support.importing import import_file

AS_OF = date(2015, 3, 25)
NOTE = "Demonstration data – invented / Données de démonstration – inventées"
YOUTH = ("12-14", "15-17", "18-21", "22-25")


def rows(subject: str) -> list[dict[str, str]]:
    with (DEMONSTRATION / f"{subject}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def delivered() -> list[dict[str, str]]:
    return [row for row in rows("sessions") if row["status"] == "delivered"]


def youth(row: dict[str, str]) -> int:
    return sum(int(row[age]) for age in YOUTH)


@pytest.fixture
def answer(sqlite_engine):
    for subject in DEMONSTRATION_ORDER:
        path = DEMONSTRATION / f"{subject}.csv"
        report = import_file(sqlite_engine, subject, path, today=date(2026, 1, 1), author="a test")
        assert (report.fault_count, report.remark_count) == (0, 0)
    with reading(sqlite_engine) as connection:
        assert state(connection).data_as_of == AS_OF
        words = vocabulary(connection)
        return progress(connection, Filters(), Audience.COMMITTEE, words, small_cell_maximum=4)


def test_the_four_gauges_read_as_the_page_did(answer):
    assert (answer.youth.participations, answer.youth.target.value) == (1000, 1000)
    assert answer.youth.status == "on_track"
    assert (answer.french_share.french, answer.french_share.sessions) == (10, 37)
    assert all(group.reached for group in answer.age_groups)
    trained = {"2013-10": 4, "2014-02": 3, "2014-09": 3}
    assert answer.facilitators == Facilitators(10, {"en": 10, "fr": 0}, trained)


def test_the_committee_sees_every_number_of_the_unfiltered_view(answer):
    shown = (*answer.by_month, *answer.by_language, *answer.by_venue_type, *answer.by_age_group)
    assert not any(tally.hidden for tally in shown)


def test_no_at_risk_group_is_tiny(answer):
    assert all(group.participations > 100 for group in answer.age_groups)


def test_summers_are_quiet_and_winter_holidays_dip(answer):
    sessions = {tally.code: tally.sessions for tally in answer.by_month}
    assert (min(sessions), max(sessions)) == ("2013-10", "2015-03")
    assert max(sessions["2014-07"], sessions["2014-08"]) == 1
    assert sessions["2014-12"] < sessions["2014-11"] > sessions["2015-01"]


def test_groups_are_large_in_schools_and_small_where_people_are_sheltered():
    sizes = {"HS": range(25, 61), "SH": range(3, 13), "GH": range(3, 13)}
    for row in delivered():
        kind = row["venue"].split("-")[1]
        assert youth(row) in sizes.get(kind, range(1, 40)), row["reference"]


def test_there_are_bilingual_cancelled_and_planned_sessions():
    status = Counter(row["status"] for row in rows("sessions"))
    assert 3 <= status["cancelled"] <= 5
    assert 60 <= status["delivered"] <= 70
    planned = [row["date"] for row in rows("sessions") if row["status"] == "planned"]
    ahead = [day for day in planned if day > "2015-03-25"]
    assert 5 <= len(ahead) <= 10
    assert max(ahead) <= "2015-06-30"
    assert sum(row["language"] == "bilingual" for row in delivered()) >= 5


def test_something_waits_to_be_mended(sqlite_engine):
    for subject in DEMONSTRATION_ORDER:
        import_file(
            sqlite_engine,
            subject,
            DEMONSTRATION / f"{subject}.csv",
            today=date(2026, 1, 1),
            author="a test",
        )
    with reading(sqlite_engine) as connection:
        found = findings(connection, AS_OF)
    assert {rule: one.count for rule, one in found.by_rule.items() if one.count} == {
        FindingRule.DUPLICATE: 1,
        FindingRule.OVERDUE: 1,
        FindingRule.NO_FACILITATOR: 1,
    }


def test_first_time_participants_are_mostly_recorded():
    recorded = [row for row in delivered() if row["first_time"]]
    assert 0.7 <= len(recorded) / len(delivered()) < 1


def test_everything_is_labelled_as_invented():
    for row in rows("sessions"):
        assert row["note"] == NOTE
        assert row["reference"].startswith("DEMO-")
    for subject in ("venues", "facilitators"):
        assert all(row["code"].startswith("DEMO-") for row in rows(subject))
    readme = Path(DEMONSTRATION / "README.md").read_text(encoding="utf-8")
    assert "invented" in readme
    assert "inventé" in readme


def test_sessions_fall_on_weekdays_and_once_a_day_at_a_venue():
    held = [(date.fromisoformat(row["date"]), row["venue"]) for row in delivered()]
    assert len(set(held)) == len(held)
    assert all(day.weekday() < 5 for day, _ in held)


def test_only_those_trained_lead_a_youth_workshop():
    trained = {row["code"]: row["trained_on"] for row in rows("facilitators")}
    for row in rows("sessions"):
        if row["kind"] == "youth_workshop":
            leaders = filter(None, row["facilitators"].split(";"))
            assert all("" < trained[code] <= row["date"] for code in leaders)


def test_the_target_was_revised_once_and_says_why():
    first, second = rows("targets")
    assert (first["value"], second["value"]) == ("800", "1000")
    assert second["reason_en"]
    assert second["reason_fr"]
    assert first["reason_en"] == first["reason_fr"] == ""


def test_places_that_protect_have_a_code_only(sqlite_engine, answer):
    with reading(sqlite_engine) as connection:
        found = connection.execute(select(Venue.venue_type, Venue.label_en, Venue.label_fr)).all()
        assert len(connection.scalars(select(Facilitator.code)).all()) == 12
    assert {row.venue_type for row in found} == {
        "shelter",
        "group_home",
        "youth_organization",
        "high_school",
    }
    for venue_type, label_en, label_fr in found:
        named = venue_type in ("youth_organization", "high_school")
        assert bool(label_en) == bool(label_fr) == named
