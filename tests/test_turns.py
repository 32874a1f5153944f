"""Which variants of a test one turn has, and that the other has the others."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import turns
from tests.support.turns import ON_BOTH, TESTS, of_turn, turns_of


class Item(SimpleNamespace):
    """What is asked of one that was collected."""

    __hash__ = object.__hash__  # type: ignore[assignment]


def items(room: str, test: str, **params: list[object]) -> list[Item]:
    """One for each of the values, which stand side by side."""
    rows = [dict(zip(params, values, strict=True)) for values in zip(*params.values(), strict=True)]
    return [
        Item(
            path=TESTS / room / "test_x.py",
            nodeid=f"{test}[{'-'.join(map(str, row.values()))}]",
            callspec=SimpleNamespace(params=row),
        )
        for row in rows
    ]


@pytest.mark.parametrize(
    "variants",
    [
        {("en",), ("fr",)},
        {("en", "360"), ("fr", "1440")},
        {(language, width) for language in ("en", "fr") for width in ("360", "1440")},
        {(path,) for path in "abcde"},
    ],
)
def test_half_of_the_variants_have_a_turn_and_never_none(variants):
    found = turns_of(variants)
    halves = [{each for each, turn in found.items() if turn % 2 == which} for which in (0, 1)]
    assert set().union(*halves) == variants
    assert abs(len(halves[0]) - len(halves[1])) < 2


def test_of_what_is_crossed_each_half_has_every_language_and_every_width():
    found = turns_of({(lang, width) for lang in ("en", "fr") for width in ("360", "1440")})
    for which in (0, 1):
        half = {each for each, turn in found.items() if turn % 2 == which}
        assert [len(set(column)) for column in zip(*half, strict=True)] == [2, 2]


def test_all_run_within_two_turns_one_in_each():
    both = items("web", "test_a", engine=["sqlite", "postgresql"])
    first, second = of_turn(0, both), of_turn(1, both)
    assert len(first) == len(second) == 1
    assert first | second == set(both)


def test_who_chooses_a_database_by_name_gets_one_half_of_its_tests():
    class ByName:
        def pytest_collection_modifyitems(self, items: list[Item]) -> None:
            items[:] = [item for item in items if item.callspec.params["engine"] == "postgresql"]

    manager, both = (
        pytest.PytestPluginManager(),
        items("web", "test_a", engine=["sqlite", "postgresql"]),
    )
    manager.register(turns)
    manager.register(ByName())
    run = []
    for turn in (0, 1):
        config = SimpleNamespace(getoption=lambda _, turn=turn: turn, hook=manager.hook)
        left = list(both)
        manager.hook.pytest_collection_modifyitems(session=None, config=config, items=left)
        run += left
    assert [item.callspec.params["engine"] for item in run] == ["postgresql"]


def test_long_trials_of_a_file_take_turns():
    both = items("deploy", "test_a", at=[1, 2])
    for item in both:
        item.path = TESTS / "deploy" / "test_upgrade.py"
    first, second = of_turn(0, both), of_turn(1, both)
    assert (len(first), first | second) == (1, set(both))


def test_each_of_what_differs_is_in_a_turn():
    both = items("web", "test_a", engine=["sqlite", "postgresql"] * 3, answer=[1, 1, 2, 2, 3, 3])
    found = of_turn(0, both)
    assert sorted(item.callspec.params["answer"] for item in found) == [1, 2, 3]


def test_tests_do_not_all_have_the_same_turn():
    tests = [items("web", f"test_{at}", engine=["sqlite", "postgresql"]) for at in range(20)]
    run = [test[0] in of_turn(0, test) for test in tests]
    assert any(run)
    assert not all(run)


@pytest.mark.parametrize("room", ["queries", "writes"])
def test_of_statements_what_hypothesis_compares_is_in_each_turn_and_all_else_in_one(room: str):
    @given(st.integers())
    def compare(_: int) -> None: ...

    both = items(room, "test_a", engine=["sqlite", "postgresql"])
    assert len(of_turn(0, both)) == 1
    for item in both:
        item.obj = compare
    assert of_turn(0, both) == of_turn(1, both) == set(both)


@pytest.mark.parametrize("path", ON_BOTH)
def test_files_with_statements_of_their_own_are_there_and_in_each_turn(path: str):
    both = items("queries", "test_a", engine=["sqlite", "postgresql"])
    for item in both:
        item.path = TESTS / path
        assert item.path.exists()
    assert of_turn(0, both) == of_turn(1, both) == set(both)


@pytest.mark.parametrize(
    "always",
    [
        items("domain", "test_a", engine=["sqlite", "postgresql"]),
        items("web", "test_a", kind=["sqlite", "postgresql"]),
        items("web", "test_a", engine=["postgresql"]),
        items("web", "test_a", answer=[1, 2, 3]),
    ],
    ids=["below", "by another name", "one alone", "what differs"],
)
def test_what_takes_no_turns_is_in_each(always):
    assert of_turn(0, always) == of_turn(1, always) == set(always)
