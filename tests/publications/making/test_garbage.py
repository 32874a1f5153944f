"""While figures are protected, Python hardly looks for objects that only know one another."""

import gc
from types import SimpleNamespace

import pytest

from dashboard.publications.making import core
from dashboard.publications.making.chain import Told
from dashboard.publications.making.garbage import looked_for_seldom
from dashboard.publications.protecting.ranges.needs.changes import Entered


class StopError(Exception):
    """Nothing more is done."""


@pytest.fixture(autouse=True)
def often():
    before = gc.get_threshold()
    gc.set_threshold(2_000, 7, 9)
    yield
    gc.set_threshold(*before)


def test_it_is_looked_for_seldom_until_figures_are_protected_and_then_as_before(monkeypatch):
    seen = []

    def stop(*_):
        seen.append(gc.get_threshold())
        raise StopError

    monkeypatch.setattr(core, "_added", stop)
    material = SimpleNamespace(counts=SimpleNamespace(ages=()))
    with pytest.raises(StopError):
        core.protected(material, Told(), 10, since=Entered(None), secret="", tighten=False)
    assert seen == [(100_000, 7, 9)]
    assert gc.get_threshold() == (2_000, 7, 9)


def test_who_looks_for_it_more_seldom_goes_on_like_that():
    gc.set_threshold(1_000_000)
    with looked_for_seldom():
        assert gc.get_threshold()[0] == 1_000_000


def test_two_at_once_leave_it_as_it_was():
    first, second = looked_for_seldom(), looked_for_seldom()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    second.__exit__(None, None, None)
    assert gc.get_threshold() == (2_000, 7, 9)
