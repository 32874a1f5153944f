"""Publications whose first block was made by the rules of before: see ``BlockCounts``."""

from datetime import date
from functools import partial

from dashboard.database import reading
from dashboard.domain.publications.protected import CellMark
from dashboard.domain.publications.publication import read
from dashboard.publications.archive.reading import latest
from dashboard.publications.making import approvable, core, press
from dashboard.publications.making.proofs import blocks_of
from dashboard.publications.making.proving import proved
from dashboard.publications.making.verifying import faults
from dashboard.publications.protecting.ranges import BlockCounts
from dashboard.publications.protecting.ranges.needs.ruling import Rule
from dashboard.queries.publications.publications import every_proof


def test_they_are_read_and_verified_and_go_on(ready, publish, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(core, "BlockCounts", partial(BlockCounts, inner=False, made_by=0))
        before.setattr(approvable, "follows_older_rules", lambda _: False)
        before.setattr(approvable, "proved", lambda *given, **_: proved(*given))
        publish(date(2015, 1, 20))
    publish()
    with reading(ready) as connection:
        assert faults(connection) == ()
        tables = {(t.period, t.by): t for t in read(latest(connection).content).tables}
    for period, told in (("2014-15-q3", False), ("2014-15-q4", False), ("2014-15", True)):
        marks = {cell.mark for cell in tables[period, ("language",)].cells}
        assert (marks != {CellMark.HIDDEN}) == told


def test_each_publication_keeps_the_rule_of_its_proofs(ready, publish, monkeypatch):
    """Before the last rule, somebody of any age was supposed at each session."""
    monkeypatch.setattr(press, "protected", core.protected)  # not one that another test kept
    with monkeypatch.context() as before:
        before.setattr(core, "BlockCounts", partial(BlockCounts, made_by=Rule.SEVERAL))
        before.setattr(approvable, "follows_older_rules", lambda _: False)
        before.setattr(approvable, "proved", lambda *given, **_: proved(*given))
        publish(date(2015, 1, 20))
    with reading(ready) as connection:
        [first] = every_proof(connection)
    publish()
    with reading(ready) as connection:
        assert faults(connection) == ()
        then, now = every_proof(connection)
    assert then == first
    for (_, _, proofs), rule in ((then, Rule.SEVERAL), (now, Rule.YOUTH)):
        assert {own.made_by for own in blocks_of(proofs)} == {rule}
