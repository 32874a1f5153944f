"""A statement is compiled once for all databases of a kind that a test process opens."""

import pytest
from sqlalchemy import create_engine, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ClauseElement

from dashboard.web.shared.jobs import jobs
from tests.support import work
from tests.support.statements import _of_kind


@pytest.fixture
def compiled(monkeypatch):
    """How often anything was compiled."""
    times = []
    compiler = ClauseElement._compiler

    def noted(*given, **options):
        times.append(1)
        return compiler(*given, **options)

    monkeypatch.setattr(ClauseElement, "_compiler", noted)
    return times


def ask(words: str, **options: object) -> str:
    engine = create_engine("sqlite://", **options)
    with engine.connect() as connection:
        found = connection.scalar(select(literal_column(f"'{words}'")))
    engine.dispose()
    return found


def test_two_engines_of_a_kind_share_what_was_compiled(compiled):
    assert [ask("shared"), ask("shared")] == ["shared", "shared"]
    assert len(compiled) == 1
    assert ask("another") == "another"
    assert len(compiled) == 2


def test_who_asks_for_no_cache_has_none(compiled):
    assert [ask("alone", query_cache_size=0), ask("alone", query_cache_size=0)] == ["alone"] * 2
    assert len(compiled) == 2


def test_databases_of_two_kinds_share_nothing():
    keys = {
        _of_kind((dialect(), "a statement")) for dialect in (sqlite.dialect, postgresql.dialect)
    }
    assert len(keys) == 2
    assert _of_kind((sqlite.dialect(), "a")) == _of_kind((sqlite.dialect(), "a"))


def test_jobs_have_what_an_import_compiles():
    assert jobs().doing(work.say_what_is_kept)(lambda *_: None)["statements"] > 20
