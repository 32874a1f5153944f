import json
from datetime import date, timedelta

from sqlalchemy import delete, update

from dashboard.database import open_engine, writing
from dashboard.desk import Desk
from dashboard.domain.sessions.findings import FindingRule
from dashboard.tables import OutreachSession, SessionFacilitator
from dashboard.writes.findings import KeptFindings
from tests.queries.worlds import FIRST_DAY, a_session, store


def test_without_sessions_there_is_nothing_to_mend(impact):
    done = impact("check", "sessions")
    assert (done.exit_code, done.stdout) == (0, "Nothing to fix\n")


def test_the_demonstration_has_plans_to_mend_and_its_counts_are_as_they_should(impact):
    impact("demo", "--no-publish")
    counts = json.loads(impact("check", "sessions", "--json").stdout)["counts"]
    assert {rule for rule, count in counts.items() if count} == {
        "duplicate",
        "overdue",
        "no_facilitator",
    }


def test_what_is_wrong_is_listed_in_words_and_as_data(impact, database_url):
    impact("demo", "--no-publish")
    engine = open_engine(database_url)
    this = OutreachSession.reference == "DEMO-2013-001"
    with writing(engine) as connection:
        connection.execute(update(OutreachSession).where(this).values(total=99))
        id_ = connection.scalar(OutreachSession.__table__.select().where(this))
        connection.execute(delete(SessionFacilitator).where(SessionFacilitator.session_id == id_))
        KeptFindings(connection).rebuild()
    engine.dispose()
    done = impact("check", "sessions")
    assert done.exit_code == 0
    said = " ".join(done.stdout.split())
    assert (
        "(DEMO-YO-04), DEMO-2013-001: The session’s total is 99, but its age groups add up to 12."
        in said
    )
    assert "issues to fix" in said

    told = json.loads(impact("check", "sessions", "--json", "--lang", "fr").stdout)
    assert (told["status"], told["counts"]["sum"]) == ("done", 1)
    assert told["open_items"] == sum(told["counts"].values()) == len(told["findings"])
    one = next(each for each in told["findings"] if each["rule"] == "sum")
    assert (one["references"], one["venue"]) == (["DEMO-2013-001"], "DEMO-YO-04")
    assert one["day"] == "2013-10-07"
    assert one["remedy"] == "Corrigez le total ou les groupes d’âge."


def test_the_words_are_the_first_and_the_data_are_all(impact, database_url):
    engine = open_engine(database_url)
    with writing(engine) as connection:
        days = (FIRST_DAY + timedelta(n) for n in range(203))
        store(connection, [a_session(day, attendance={"15-17": 20}) for day in days])
    engine.dispose()
    said = impact("check", "sessions").stdout.splitlines()
    assert (len(said), said[-2:]) == (203, ["… and 3 more", "203 issues to fix"])
    told = json.loads(impact("check", "sessions", "--json").stdout)
    assert told["open_items"] == len(told["findings"]) == 203


def test_what_was_checked_is_counted_and_told_when_asked_for(impact, database_url):
    impact("demo", "--no-publish")
    told = json.loads(impact("check", "sessions", "--json").stdout)
    one = next(each for each in told["findings"] if each["rule"] == "no_facilitator")
    engine = open_engine(database_url)
    desk = Desk(engine, "Ana", date(2015, 3, 25))
    assert desk.check_finding(FindingRule.NO_FACILITATOR, one["versions"], "a guest led it").key
    engine.dispose()
    after = json.loads(impact("check", "sessions", "--json").stdout)
    assert (after["open_items"], after["checked_items"]) == (told["open_items"] - 1, 1)
    assert "checked" not in after
    assert one["key"] not in [each["key"] for each in after["findings"]]
    (right,) = json.loads(impact("check", "sessions", "--json", "--checked").stdout)["checked"]
    assert (right["key"], right["checked"]["reason"]) == (one["key"], "a guest led it")
    said = " ".join(impact("check", "sessions", "--checked").stdout.split())
    assert "1 checked and correct" in said
    assert "Correct, says Ana: “a guest led it”" in said
