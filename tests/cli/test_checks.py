import json

from sqlalchemy import update

from dashboard.database import open_engine, writing
from dashboard.tables import DataState
from tests.queries.worlds import a_session, store


def test_the_demonstration_tells_how_often_projections_would_have_held(impact):
    impact("demo", "--no-publish")
    found = json.loads(impact("check", "pace", "--json").stdout)
    assert (found["status"], found["complete_months"]) == ("done", 17)
    assert [one["months"] for one in found["ahead"]] == [3, 6, 12]
    assert found["all"]["made"] == sum(one["made"] for one in found["ahead"]) > 0
    for one in (*found["ahead"], found["all"]):
        assert one["made"] == one["held"] + one["fewer"] + one["more"]
    assert f"{found['all']['held']} of {found['all']['made']}" in found["sentence"]


def test_each_horizon_is_said_and_then_all_of_them(impact):
    impact("demo", "--no-publish")
    said = " ".join(impact("check", "pace").stdout.split())
    assert "3 months ahead: the range held in" in said
    assert "12 months ahead: the past is too short." in said
    assert said.endswith("%).")


def test_too_short_a_past_is_refused_with_what_it_takes(impact):
    done = impact("check", "pace")
    assert done.exit_code == 1
    assert "It is too early" in done.stderr
    assert "9 full months and 12 delivered sessions" in " ".join(done.stderr.split())
    found = json.loads(impact("check", "pace", "--json").stdout)
    assert (found["status"], "too early" in found["problem"]) == ("refused", True)


def test_months_of_adults_only_are_too_little_past(impact, database_url):
    engine = open_engine(database_url)
    with writing(engine) as connection:
        store(connection, [a_session(attendance={"26-plus": 9})] * 12)
    engine.dispose()
    assert impact("check", "pace").exit_code == 1


def test_the_audit_log_of_the_demonstration_is_whole(impact):
    impact("demo", "--no-publish")
    found = json.loads(impact("check", "audit", "--json").stdout)
    assert (found["status"], found["problem"]) == ("done", None)
    assert found["entries"] > 79
    assert len(found["digest"]) == 64
    entries = f"{found['entries']} entries"
    assert impact("check", "audit").stdout.strip() == f"The audit log is intact: {entries}"


def test_a_log_that_was_cut_short_is_refused(impact, database_url):
    impact("demo", "--no-publish")
    engine = open_engine(database_url)
    with writing(engine) as connection:
        connection.execute(update(DataState).values(audit_entries=1))
    engine.dispose()
    done = impact("check", "audit")
    assert (done.exit_code, "though 1 were written" in done.stdout) == (1, True)


def test_the_check_of_the_data_is_what_it_was(impact):
    impact("demo", "--no-publish")
    assert impact("check").stdout == "The data are consistent\n"
    assert json.loads(impact("check", "--json").stdout)["status"] == "done"
    assert impact("check", "--repair").exit_code == 0
    assert impact("check", "nothing").exit_code == 2
