"""The attacker is one: it shares nothing with what it attacks, and finds what is planted."""

import ast
from dataclasses import fields, replace
from pathlib import Path

import pytest

from dashboard.domain.publications.publication import Publication
from tests.attack import embedded, live, pages, published
from tests.attack.facts import YOUTH, Told, UnreadError, of_percent, within
from tests.attack.followed import Followed, Lot
from tests.attack.pages import Happened
from tests.attack.programme import Programme
from tests.attack.published import Issue, of_sentence, told_by
from tests.attack.targets import attack

HERE = Path(__file__).parent
HARNESS = {"corpora", "histories", "judging", "leaving", "outside", "partners"}
MAY = ("2014-05", "en", "high_school", "discussion")
SHELTER = ("2014-05", "fr", "shelter", "discussion")
JUNE = ("2014-06", "fr", "shelter", "discussion")
TRUTH = {(MAY, "15-17"): 20, (SHELTER, "15-17"): 4, (JUNE, "15-17"): 33}
ISSUE = Issue(
    number=1,
    as_of="2014-06-30",
    threshold=10,
    sessions={MAY: 1, SHELTER: 2, JUNE: 2},
    members={"shelter": ("shelter",), "high_school": ("high_school",)},
    told=(),
    labels={},
    periods=(),
    target=None,
)


def known(*told: Told) -> list[str]:
    programme = Programme([ISSUE])
    programme.learn(told)
    return sorted({breach.how for breach in attack(programme, {1: TRUTH}, 10)})


def exactly(value: int, **axes: str) -> Told:
    return Told(1, within(**axes), value, value)


@pytest.mark.parametrize("path", sorted(HERE.glob("*.py")), ids=lambda path: path.stem)
def test_it_imports_nothing_of_the_program_nor_of_its_other_tests(path: Path) -> None:
    if path.stem in HARNESS or path.stem.startswith("test_"):
        return
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    ours = [
        name for name in names if name.split(".")[0] in ("dashboard", "layouts", "callbacks", "app")
    ]
    assert not ours
    assert all(name.startswith("tests.attack") for name in names if name.startswith("tests"))


def test_it_knows_everything_that_a_publication_says() -> None:
    """Else it could not read some publications, and would never attack them."""
    assert {field.name for field in fields(Publication)} == published.KEYS


def test_nothing_is_known_where_nothing_is_told() -> None:
    assert known() == []
    assert known(exactly(57)) == []


def test_a_difference_of_two_months_is_found() -> None:
    assert known(exactly(24, month="2014-05"), exactly(20, language="en"))[-1] == "pinned"


def test_a_sum_that_is_small_is_found() -> None:
    assert known(Told(1, within(month="2014-05", language="fr"), 0, 9)) == ["bounded"]


def test_a_single_session_where_people_are_safe_is_found() -> None:
    alone = replace(ISSUE, sessions={MAY: 1, SHELTER: 2, JUNE: 1})
    programme = Programme([alone])
    programme.learn([Told(1, within(month="2014-06"), 25, 40)])
    assert {breach.how for breach in attack(programme, {1: TRUTH}, 10)} == {"sized"}


@pytest.mark.parametrize(("low", "found"), [(15, {"sized"}), (0, set())])
def test_a_single_session_that_was_taken_out_from_beside_another_is_found(
    low: int, found: set[str]
) -> None:
    after = replace(ISSUE, number=2, sessions=ISSUE.sessions | {JUNE: 1})
    truths = {1: TRUTH, 2: TRUTH | {(JUNE, "15-17"): 17}}
    programme = Programme([ISSUE, after])
    programme.learn([exactly(33, month="2014-06"), Told(2, within(month="2014-06"), low, 20)])
    breaches = attack(programme, truths, 10)
    assert {one.how for one in breaches if one.scope.startswith("change ")} == found


def test_who_came_between_two_publications_is_found() -> None:
    after = replace(ISSUE, number=2, sessions=ISSUE.sessions | {JUNE: 3})
    truths = {1: TRUTH, 2: TRUTH | {(JUNE, "15-17"): 36}}
    programme = Programme([ISSUE, after])
    programme.learn([exactly(57), Told(2, within(), 60, 60)])
    assert programme.wrong(_vector(programme, truths)) == []
    found = programme.most(programme.sum_of(2, within())) - 57
    assert found == 3
    assert "change" in {breach.scope for breach in attack(programme, truths, 10)}


def test_who_was_taken_out_between_two_publications_is_found() -> None:
    after = replace(ISSUE, number=2, sessions=ISSUE.sessions | {JUNE: 1})
    truths = {1: TRUTH, 2: TRUTH | {(JUNE, "15-17"): 24}}
    programme = Programme([ISSUE, after])
    programme.learn([exactly(57), Told(2, within(), 48, 48)])
    (breach,) = [one for one in attack(programme, truths, 10) if one.scope == "change"]
    assert (breach.how, breach.true, breach.least) == ("pinned", 9, 9)


def test_what_two_corrections_took_is_found_though_no_filter_asks_for_it() -> None:
    """Five people are taken and then four; what is told before and after gives both together."""
    issues = [replace(ISSUE, number=number) for number in (1, 2, 3)]
    lots = [
        Lot(None, {"15-17": 20}, dict.fromkeys((1, 2, 3), MAY)),
        Lot(0, {"15-17": 5}, {1: MAY, 2: None, 3: None}),
        Lot(1, {"15-17": 4}, {1: MAY, 2: MAY, 3: None}),
    ]
    truths = {number: {(MAY, "15-17"): n} for number, n in ((1, 29), (2, 24), (3, 20))}
    followed = Followed(issues, lots)
    followed.learn([exactly(29), Told(3, within(), 20, 20)])
    assert followed.wrong(followed.truth) == []
    asked = attack(followed, truths, 10)
    assert {(breach.how, breach.true) for breach in asked} == {("bounded", 5), ("bounded", 4)}
    every = attack(followed, truths, 10, also=followed.sums_of_parts())
    assert ("pinned", 9) in {(breach.how, breach.true) for breach in every}


def test_who_came_less_who_left_is_no_count_for_whoever_follows_both() -> None:
    """Eighteen leave a place and fourteen come there: that these are four more says nothing."""
    issues = [replace(ISSUE, number=number) for number in (1, 2)]
    lots = [Lot(0, {"15-17": 18}, {1: MAY, 2: None}), Lot(None, {"15-17": 14}, {2: MAY})]
    followed = Followed(issues, lots)
    followed.learn([exactly(18), Told(2, within(), 14, 14)])
    truths = {1: {(MAY, "15-17"): 18}, 2: {(MAY, "15-17"): 14}}
    assert attack(followed, truths, 10) == []


def test_a_small_count_that_is_known_not_to_be_smaller_is_found() -> None:
    """It may be more than 10, but the one person or none that it might have been is ruled out."""
    assert known(Told(1, within(language="fr", month="2014-05"), 1, 90)) == []
    assert known(Told(1, within(language="fr", month="2014-05", age="15-17"), 2, 90)) == ["raised"]


def test_a_count_with_a_day_of_its_own_is_that_publication_s() -> None:
    after = replace(ISSUE, number=2, as_of="2014-09-30", sessions=ISSUE.sessions | {JUNE: 3})
    later = replace(after, number=3)
    issues, old = [ISSUE, after, later], {"participations": 57, "as_of": "2014-06-30"}
    told = embedded.of_data(after, within(), {"youth": old}, issues)
    assert [(one.number, one.low) for one in told] == [(1, 57)]
    today = embedded.of_data(after, within(), {"youth": {"participations": 60}}, issues)
    assert [(one.number, one.low) for one in today] == [(2, 60)]
    assert told_by("2014-09-30", replace(later, number=4), issues) is None  # which one?
    assert of_sentence(2, within(), "57 youth participations as of June 30, 2014.") == []
    with pytest.raises(UnreadError):
        embedded.of_data(after, within(), {"youth": old | {"status": "on_track"}}, issues)


def _vector(
    programme: Programme, truths: dict[int, dict[tuple[tuple[str, ...], str], int]]
) -> list[float]:
    found = [0.0] * len(programme.lows)
    for at, (number, block, age) in enumerate(programme.names):
        before = truths.get(number - 1, {}).get((block, age), 0)
        found[at] = truths[number].get((block, age), 0) - before
    return found


def test_a_session_can_only_be_in_one_place_on_a_page() -> None:
    """One bilingual session of 36: it is not at the shelter, where 10 less 4 are left."""
    axes = {"language": ("en", "bilingual"), "venue_type": ("shelter", "high_school")}
    told = [
        *(Told(0, within(venue_type=one), 1, 1, sessions=True) for one in axes["venue_type"]),
        *(Told(0, within(language=one), 1, 1, sessions=True) for one in axes["language"]),
        Told(0, within(), 39, 39),
        Told(0, within(language="bilingual"), 36, 36),
        Told(0, within(age=YOUTH), 39, 39),
        Told(0, within(language="bilingual", venue_type="shelter", age="12-14"), 0, 0),
    ]
    hidden = (Told(0, within(venue_type="shelter"), 1, float("inf")),)
    page = live.Page(tuple(told), axes, (), within(), hidden)
    happened = [
        Happened({"language": "bilingual", "venue_type": "high_school"}, {"15-17": 36}),
        Happened({"language": "en", "venue_type": "shelter"}, {"18-21": 3}),
    ]
    assert pages.Puzzle(page).wrong(happened) == []
    assert pages.attack(page, happened, deep=False) == []  # the shelter may have had the 36
    none = Told(0, within(language="en", venue_type="high_school"), 0, 0, sessions=True)
    closed = replace(page, told=(*told, none))
    (breach,) = pages.attack(closed, happened, deep=False)
    assert (breach.how, breach.true) == ("pinned", 3)


def test_what_is_told_and_not_so_is_a_misreading() -> None:
    programme = Programme([ISSUE])
    programme.learn([exactly(56)])
    truth = [float(TRUTH.get((block, age), 0)) for _, block, age in programme.names]
    assert len(programme.wrong(truth)) == 1


def test_percents_are_read_half_up() -> None:
    assert of_percent(8.9, 1000) == (89, 89)
    assert of_percent(33.3, 30) == (10, 10)


def test_what_a_drawing_tells_beside_an_x_is_read() -> None:
    reading = live._Reading([])
    names = '<svg height="52"><text x="9" y="18">Shelter</text><text y="38">High</text>'
    bars = (
        '<svg height="52"><rect y="4" width="3%"/><text x="3%" dx="4" y="18">x</text>'
        '<rect y="30" width="5%"/><text x="5%" dx="4" y="44">20% (1 of 5)</text></svg>'
    )
    pictures = {
        "view-by-venue-type-names": f'{names}<text y="50">school</text></svg>',
        "view-by-venue-type-bars": bars,
    }
    now, before = live._drawn(pictures, "venue-type")
    assert not before
    live._bars(reading, "venue_type", now)
    column = {"type": "bar", "hoverinfo": "skip", "x": ["2014-05-16"], "y": [2], "yaxis": "y2"}
    words = {"hovertemplate": "%{text} – %{y:,} reached<extra></extra>"}
    days, totals = {"from": "2014-05-31", "steps": [0, 30]}, {"steps": [None, 9]}
    point = {"type": "scatter", "x": days, "y": totals}
    live._curve(reading, ("2014-05", "2014-06"), {"data": [column, point | words]})
    with pytest.raises(UnreadError):
        live._curve(reading, ("2014-06",), {"data": [point]})
    youth = within(age=YOUTH)
    assert {(one.scope, one.low) for one in reading.told} == {
        (within(venue_type="shelter"), 3),
        (within(venue_type="high_school", language="fr"), 1),
        (within(venue_type="high_school", language=("en", "bilingual")), 4),
        (within(youth, month="2014-05"), 2),
        (within(youth, month=("2014-05", "2014-06")), 9),
    }


def test_axes_that_are_longer_than_the_bars_that_are_shown_are_read() -> None:
    def panel(share: float, said: str) -> list[live._Bar]:
        return [live._Bar("Shelter", share, "10"), live._Bar("High school", 0, said)]

    live._lengths(panel(77, "x"))
    live._lengths(panel(30, "0"))  # nothing is hidden, so nothing is told
    with pytest.raises(UnreadError):
        live._lengths(panel(30, "x"))
