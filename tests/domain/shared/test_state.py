from dataclasses import replace

from dashboard.domain.shared.state import State

NOW = State(7, False, None, None, "a" * 32, "c" * 16)


def test_data_with_as_many_writes_and_another_past_are_another_edition():
    others = replace(NOW, generation="b" * 32), replace(NOW, mark="d" * 16)
    assert len({NOW.edition, *(one.edition for one in others)}) == 3


def test_an_edition_tells_whether_the_history_is_the_same():
    assert replace(NOW, version=9, mark="d" * 16).goes_on_from(NOW.edition)
    assert not replace(NOW, generation="b" * 32).goes_on_from(NOW.edition)
    assert not NOW.goes_on_from("")
