"""What a migration may do while servers of the version before it still answer.

Such a migration says ``beside_older = True``; ``impact migrate --beside-older`` refuses all others.
"""

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Boolean, Column, Connection, Engine, Integer, String, inspect, text

from dashboard.database import open_engine
from dashboard.migrations import _config, not_beside_older
from tests.cli.conftest import Impact, run

Shape = dict[str, dict[str, object]]


def shape(connection: Connection) -> dict[str, Shape]:
    """What the version before knows of each table: its columns, and what rows must obey."""
    seen = inspect(connection)
    columns, indexes = seen.get_multi_columns(), seen.get_multi_indexes()
    foreign_keys, unique = seen.get_multi_foreign_keys(), seen.get_multi_unique_constraints()
    checks = seen.get_multi_check_constraints()
    return {
        at[1]: {
            "columns": {
                one["name"]: (str(one["type"]), one["nullable"], one["default"])
                for one in columns[at]
            },
            "rules": {
                _plain(one)
                for one in (
                    *foreign_keys[at],
                    *unique[at],
                    *checks[at],
                    *(index for index in indexes[at] if index["unique"]),
                )
            },
        }
        for at in columns
    }


def _plain(found: object) -> str:
    """A rule in words that are the same each time, also where a part is an object of SQLAlchemy."""
    if isinstance(found, dict):
        return str(sorted((name, _plain(part)) for name, part in found.items()))
    return str(found)


def faults(before: dict[str, Shape], after: dict[str, Shape]) -> list[str]:
    """Why the version before could not go on."""
    found = [f"{table} is gone" for table in before.keys() - after.keys()]
    for table in before.keys() & after.keys():
        old, new = before[table]["columns"], after[table]["columns"]
        found += [f"{table}.{name} is not as it was" for name in old if new.get(name) != old[name]]
        found += [
            f"{table}.{name} must be filled in"
            for name in new.keys() - old.keys()
            if not new[name][1] and new[name][2] is None
        ]
        if after[table]["rules"] - before[table]["rules"]:
            found.append(f"{table} has a rule that rows of before may break")
    return found


def test_what_says_that_it_may_go_beside_only_adds_what_nobody_must_know(engine):
    with engine.begin() as connection:
        scripts = ScriptDirectory.from_config(_config(connection))
        beside = [s for s in scripts.walk_revisions() if getattr(s.module, "beside_older", False)]
        assert beside
        command.downgrade(_config(connection), str(beside[-1].down_revision))  # the oldest
        for script in reversed(beside):
            command.upgrade(_config(connection), str(script.down_revision))
            before = shape(connection)
            command.upgrade(_config(connection), script.revision)
            assert faults(before, shape(connection)) == [], script.revision


PLANTED = {
    "is gone": lambda op: op.drop_table("annotations"),
    "is not as it was": lambda op: op.alter_column(
        "annotations", "label_en", new_column_name="label"
    ),
    "must be filled in": lambda op: op.add_column(
        "annotations", Column("rank", Integer, nullable=False)
    ),
    "has a rule": lambda op: op.create_unique_constraint("uq_day", "annotations", ["day"]),
}
HARMLESS = (
    lambda op: op.add_column("annotations", Column("more", String, nullable=True)),
    lambda op: op.add_column(
        "annotations", Column("shown", Boolean, nullable=False, server_default=text("TRUE"))
    ),
    lambda op: op.create_index("ix_day", "annotations", ["day"]),
    lambda op: op.create_table("other", Column("id", Integer, primary_key=True)),
)


@pytest.mark.parametrize("planted", PLANTED)
def test_what_the_version_before_could_not_bear_is_found(postgresql_engine, planted):
    assert any(planted in fault for fault in changed(postgresql_engine, PLANTED[planted]))


def test_what_it_does_not_notice_is_let_through(postgresql_engine):
    for change in HARMLESS:
        assert changed(postgresql_engine, change) == []


def changed(engine: Engine, change) -> list[str]:
    with engine.begin() as connection:
        before = shape(connection)
        change(Operations(MigrationContext.configure(connection)))
        return faults(before, shape(connection))


@pytest.fixture
def impact(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Impact:
    monkeypatch.setenv("IMPACT_DATABASE_URL", database_url)
    return run(monkeypatch)


def test_the_command_refuses_what_must_be_done_alone(impact, database_url):
    engine = open_engine(database_url)
    for back_to, alone in (("0018", ("0020",)), ("0017", ("0018", "0020"))):
        with engine.begin() as connection:
            command.downgrade(_config(connection), back_to)
            assert not_beside_older(connection)[: len(alone)] == alone
        done = impact("migrate", "--beside-older")
        assert (done.exit_code, "Nothing was changed" in done.stderr) == (1, True)
        assert ", ".join(alone) in done.stderr
    assert impact("migrate").exit_code == 0
    assert impact("migrate", "--beside-older").stdout.startswith("Nothing to do")
    engine.dispose()
