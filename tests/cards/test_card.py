"""A card tells the same of live figures and of a publication's, with the marks of each."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.cards import Result, card, cards
from dashboard.cards.panels import CHARTS, PANELS
from dashboard.domain.progress.breakdowns import BREAKDOWNS, QUARTER
from dashboard.domain.progress.distinct import DistinctYouth
from dashboard.domain.progress.progress import (
    BreakdownRow,
    Facilitators,
    FrenchShare,
    GroupReached,
)
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.filters import Filters
from dashboard.i18n import Locale
from dashboard.publications.answering.reading import OpenPublication
from tests.support.publications import marked, publication
from tests.support.samples import HIDDEN, PROGRESS, VOCABULARY

PUBLISHED = replace(PROGRESS, audience=Audience.PUBLIC)
EARLIER = date(2014, 12, 31)


def of(code, progress=PROGRESS, locale=Locale.EN, revised=()):
    return card(code, Result(progress, VOCABULARY, revised), locale)


def lines(code, progress=PROGRESS):
    return [
        (line.label, *(cell.words for cell in line.cells))
        for line in of(code, progress).table.lines
    ]


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("progress", [PROGRESS, PUBLISHED, HIDDEN])
def test_every_card_is_complete(progress, locale):
    for found in cards(Result(progress, VOCABULARY), locale).values():
        assert all((found.title, found.sentence, found.definition, found.table))
        drawn = found.gauge or found.bars or found.figure or found.multiple
        assert bool(drawn) is (found.code != QUARTER.code)  # its table is drawn as bars


def test_every_breakdown_of_an_answer_has_a_chart():
    assert [panel.code for panel in CHARTS] == [one.code for one in BREAKDOWNS]


def test_a_gauge_says_what_its_number_is_out_of():
    assert (of("youth").value.words, of("youth").of) == ("1,180", "of 1,000 (118%)")
    french = of("french_share", locale=Locale.FR)
    assert (french.value.value, french.of) == (10, "sur 37 (27\u00a0%)")


def test_the_status_has_a_sign_and_a_word():
    assert (of("youth").status.sign, of("youth").status.label) == ("●", "On track")
    assert of("french_share").status is None


def test_a_hidden_number_is_an_x_without_a_percent():
    assert (of("youth", HIDDEN).value.words, of("youth", HIDDEN).of) == ("x", "")
    assert of("youth", HIDDEN).value.hidden


def test_where_there_is_nothing_to_count_no_number_is_available():
    assert (
        of("french_share", replace(PROGRESS, french_share=FrenchShare(0, 0, None))).value.words
        == ".."
    )
    no_youth = replace(PROGRESS, filters=Filters(age=("unknown",)))
    assert (of("youth", no_youth).value.words, of("youth", no_youth).of) == ("..", "")
    assert of("youth", no_youth).table.lines == ()


def test_languages_alone_are_no_number_of_people():
    untold = replace(PROGRESS, facilitators=Facilitators(None, {"en": 10, "fr": 2}))
    assert of("facilitators", untold).value is None
    assert [row[0] for row in lines("facilitators", untold)] == ["English", "French"]
    assert lines("facilitators")[-1] == ("In at least one language", "10")


def test_a_number_of_an_earlier_day_has_that_day_beside_it():
    then = replace(PUBLISHED, youth=replace(PUBLISHED.youth, as_of=EARLIER, status=None))
    assert of("youth", then).value.day == "as of 2014-12-31"
    percent = of("youth", then).table.lines[2].cells[0]
    assert (percent.value, percent.words, percent.day) == (
        Decimal("118.0"),
        "118%",
        "as of 2014-12-31",
    )


def test_a_revised_number_says_so():
    revised = {("youth", "", "participations"), ("by_language", "fr", "youth")}
    assert of("youth", PUBLISHED, revised=revised).value.revised
    cells = [line.cells for line in of("by_language", PUBLISHED, revised=revised).table.lines]
    assert [[cell.revised for cell in row] for row in cells][1] == [False, False, True]


def test_the_range_of_distinct_youth_stands_beside_the_number():
    youth = replace(PROGRESS.youth, distinct=DistinctYouth(640, 820, 31, 40))
    assert of("youth", replace(PROGRESS, youth=youth)).beside.startswith("Distinct youth: between")
    assert of("youth").beside == ""


def test_a_group_of_which_it_is_hidden_is_neither_reached_nor_missed():
    groups = (GroupReached("12-14", None, reached=None), *PROGRESS.age_groups[1:])
    found = of("age_groups", replace(PUBLISHED, age_groups=groups))
    assert (found.value.words, found.of) == ("x", "of 2")
    assert [(group.sign, group.words) for group in found.groups] == [
        ("x", "hidden to protect privacy"),
        ("–", "not reached"),
    ]


def test_rows_tell_sessions_participations_and_youth():
    assert lines("by_venue_type")[0] == ("Shelter", "4", "x", "x")
    assert of("by_venue_type").table.headings[:2] == ("Venue type", "Sessions")


def test_sessions_that_are_not_available_are_not_hidden():
    ages = (BreakdownRow("12-14", None, None, None),)
    assert lines("by_age_group", PROGRESS.with_rows(by_age_group=ages))[0][1:] == ("..", "x", "x")


def test_choosing_a_row_filters_by_its_code_and_a_month_by_its_days():
    rows, months = of("by_age_group").table.lines, of("by_month").table.lines
    assert rows[0].choice.query == "age=12-14"
    assert rows[0].choice.words.say(Locale.EN) == (
        "Filter by 12 to 14 (180 participations, 30 sessions)"
    )
    assert months[0].choice.query == "from=2015-02-01&to=2015-02-28"
    assert months[-1].choice is None  # the plan goes on, the data do not


def test_live_months_are_totals_so_far_and_published_ones_counts():
    assert lines("by_month")[0] == ("2015-02", "600", "600", "817")
    assert lines("by_month", PUBLISHED)[0] == ("February 2015", "20", "650", "600")


def test_published_ages_say_which_groups_were_reached():
    groups = (GroupReached("12-14", 180, reached=True), GroupReached("15-17", None, reached=None))
    told = lines("by_age_group", replace(PUBLISHED, age_groups=groups))
    assert [row[-1] for row in told] == ["reached", "x", "not counted as at risk"]


def test_what_was_not_reached_on_an_earlier_day_says_so_in_files_too():
    group = GroupReached("15-17", 0, reached=None, as_of=EARLIER, reached_as_of=EARLIER)
    row = BreakdownRow("15-17", None, 0, 0, as_of=EARLIER, youth_as_of=EARLIER)
    then = replace(PUBLISHED, age_groups=(group,)).with_rows(by_age_group=(row,))
    people, reached = of("by_age_group", then).table.lines[0].cells
    assert (people.words, people.day) == ("0", "as of 2014-12-31")
    assert (reached.words, reached.value) == ("not reached", "not reached as of 2014-12-31")
    assert reached.is_word


def test_a_publication_is_presented_as_it_answers():
    reading = OpenPublication(publication())
    progress = reading.answer(Filters(), Audience.PUBLIC).progress
    found = cards(Result(progress, reading.vocabulary), Locale.FR)
    assert found["youth"].value.value == progress.youth.participations
    assert found["by_age_group"].table.columns[-1] == "Groupe à risque"


def test_revised_numbers_of_a_publication_reach_its_cards():
    reading = OpenPublication(marked())
    answer = reading.answer(Filters(), Audience.PUBLIC)
    found = card(
        "by_age_group", Result(answer.progress, reading.vocabulary, answer.revised), Locale.EN
    )
    assert [line.code for line in found.table.lines if line.cells[0].revised] == ["12-14"]


def test_a_sentence_draws_no_figure():
    found = of("youth")
    assert found.sentence
    assert not {"gauge", "table"} & set(vars(found))


def test_codes_name_panels():
    assert all(panel.code == code for code, panel in PANELS.items())


def test_the_whole_of_a_publication_is_told_though_a_month_before_it_is_hidden():
    first, *others = PUBLISHED.by_month
    gap = PUBLISHED.with_rows(by_month=(first._replace(youth=None), *others))
    assert of("by_month", gap).sentence.startswith("1,180 youth participations")


def test_each_part_is_made_once():
    found = of("by_language")
    assert found.multiple is found.multiple
    assert found.table is found.table
