"""What a draft tells otherwise than the last publication: every figure, by period."""

from dataclasses import replace

import pytest

from dashboard.domain.publications.differences import differences
from dashboard.domain.publications.protected import CellMark, ProtectedCell, ProtectedTable
from dashboard.i18n import Locale
from layouts.publications.different import differing_figures
from layouts.shared.markup import markup
from tests.layouts.tree import words
from tests.support.publications import publication, with_cell

EVERYONE = ProtectedCell((), 5, CellMark.OPEN)


def listed(before, after, locale=Locale.EN):
    return differing_figures(differences(before, after), after.words, locale)


def with_five(found, *tables: ProtectedTable):
    """The same with another number in every cell of these tables."""
    for table in tables:
        for cell in table.cells:
            five = ProtectedCell(cell.codes, 5, CellMark.OPEN)
            found = with_cell(found, table.period, table.by, five)
    return found


def test_all_figures_are_listed_however_many_they_are():
    before = publication()
    after = with_five(before, *before.tables)
    found = differences(before, after)
    assert len(found) > 100
    rows = markup(listed(before, after), {}).count('<th scope="row">')
    assert rows == len(found)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "Project to date: 1 figure Figure Type of change Before Now All participations"),
        ("fr", "Depuis le début du projet\N{NO-BREAK SPACE}: 1 chiffre Chiffre Changement Avant"),
    ],
)
def test_a_period_is_named_once_with_how_many_of_its_figures_differ(locale, said):
    before = publication()
    shown = listed(before, with_cell(before, "project", (), EVERYONE), Locale(locale))
    assert said in words(shown)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "1 figure New: All participations: 5."),
        (
            "fr",
            "1 chiffre Nouveau\N{NO-BREAK SPACE}: Toutes les participations\N{NO-BREAK SPACE}: 5.",
        ),
    ],
)
def test_new_figures_are_listed_in_a_sentence(locale, said):
    after = with_cell(publication(), "project", (), EVERYONE)
    rest = [one for one in after.tables if (one.period, one.by) != ("project", ())]
    before = replace(after, tables=tuple(rest))
    assert said in words(listed(before, after, Locale(locale)))


def test_a_hidden_figure_is_told_by_its_sign():
    before = publication()
    after = with_cell(before, "project", (), ProtectedCell((), None, CellMark.HIDDEN))
    assert "x (hidden)" in words(listed(before, after))


def test_what_is_the_same_has_no_list():
    assert listed(publication(), publication()) is None
    assert listed(None, publication()) is None
