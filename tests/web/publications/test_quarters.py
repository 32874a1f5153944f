"""A publication that hides most of its months is embedded by quarter, in every form of the view."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from dashboard.domain.publications.protected import CellMark, ProtectedCell
from tests.attack.facts import months_of
from tests.support.archive import publish
from tests.support.embeds import ORIGIN, grant
from tests.support.publications import publication, with_cell
from tests.web.conftest import serving

FIRST = "October to December 2013"


def without_months():
    """The publication with all cells of months hidden."""
    found = publication()
    return replace(
        found,
        tables=tuple(
            replace(
                table,
                cells=tuple(ProtectedCell(c.codes, None, CellMark.HIDDEN) for c in table.cells),
            )
            if len(months_of(table.period) or ()) == 1
            else table
            for table in found.tables
        ),
    )


@pytest.fixture
def shown(sqlite_engine: Engine):
    """Each form of the view, by its ending."""
    french = ProtectedCell(("fr",), None, CellMark.HIDDEN)
    publish(sqlite_engine, with_cell(without_months(), "2014-15-q3", ("language",), french))
    reader = serving(sqlite_engine).test_client()
    reader.environ_base |= {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_REFERER": f"{ORIGIN}/"}
    key = grant(
        sqlite_engine, views=("by-month",), free=("language",), downloads=True, images=True
    ).key

    def ask(ending: str, locale: str = "en", chosen: str = "") -> str:
        answer = reader.get(f"/{locale}/embed/by-month{ending}?key={key}{chosen}")
        assert answer.status_code == 200
        return answer.text.replace("\u00a0", " ")

    return ask


@pytest.mark.parametrize("ending", ["", ".html", ".svg", ".csv"])
def test_quarters_take_the_place_of_months(shown, ending):
    told = shown(ending)
    assert FIRST in told
    assert "November 2013" not in told
    assert "since most months are hidden" in told or ending == ".csv"
    french = shown(ending, "fr").lower()
    assert "octobre à décembre 2013" in french


def test_the_picture_is_bars_of_participations(shown):
    assert shown(".svg").count('class="bar__value"') == 6
    assert ">Participations<" in shown(".svg")  # its sentence is about youth


def test_the_data_have_both(shown):
    told = shown(".json")
    assert '"by_month":' in told
    assert '"2014-15-q3"' in told


def test_a_coarser_choice_is_one_with_all_quarters(shown):
    told = shown("", chosen="&language=fr")
    assert "1 row is hidden (x)" in told
    assert "To see more, choose the whole project to date, without filters." in told
    assert "To see more" not in shown("")
