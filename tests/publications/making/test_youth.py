"""Who counts as youth may change between publications, and change back."""

from datetime import date

import pytest

from dashboard.database import reading
from dashboard.desk.reference import ReferenceDesk
from dashboard.domain.publications.differences import CellPlace, cells_of
from dashboard.domain.publications.protected import YOUTH, CellMark
from dashboard.domain.reference.kinds import kind_of
from dashboard.publications.archive.reading import latest
from dashboard.publications.making.verifying import faults
from tests.publications.making.conftest import TODAY
from tests.publications.making.test_late import (
    FALL,
    SPRING,
    SUMMER,
    everyone,
    of_spring,
    published,
    save,
)

LATE = of_spring(8, date(2015, 2, 16))
IN_SUMMER = [of_spring(20 + n, date(2015, 8, 4)) for n in range(4)]
A_SESSION = 30 + 40  # young people of 12 to 17


def counts_as_youth(engine, code, youth):
    """Say of an age group whether it counts as youth, as an administrator does."""
    desk, groups = ReferenceDesk(engine, "root", TODAY), kind_of("age_groups")
    seen = next(one for one in desk.all(groups) if one.record.key == code)
    known = {name: seen.record.cells()[name] for name in groups.columns}
    assert desk.edit(groups, code, seen.version, {**known, "youth": youth}, knowing=True).done


def of_youth(publication):
    """What a publication shows of young people, by place."""
    return {place: cell for place, cell in cells_of(publication.tables).items()
            if YOUTH in place.codes}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "youth", "again"), [("26-plus", "yes", "no"), ("18-21", "no", "yes")]
)
def test_youth_are_hidden_while_others_count_as_youth_and_shown_again_after_that(
    publish, ready, code, youth, again
):
    """What is new is told all the same, late sessions too, and nothing was corrected."""
    publish()
    before = published(ready)
    counts_as_youth(ready, code, youth)
    save(ready, *SPRING, LATE)
    publish(today=SUMMER)
    meanwhile = published(ready)
    assert (meanwhile.late, meanwhile.outdated) == (1, False)
    assert everyone(meanwhile) == everyone(before) + 5 * 90
    assert {cell.mark for cell in of_youth(meanwhile).values()} == {CellMark.HIDDEN}
    counts_as_youth(ready, code, again)
    save(ready, *IN_SUMMER)
    publish(today=FALL)
    found = published(ready)
    assert (found.late, found.outdated) == (0, False)
    project = CellPlace("project", ("age",), (YOUTH,))
    assert of_youth(found)[project].value == of_youth(before)[project].value + 9 * A_SESSION
    with reading(ready) as connection:
        assert faults(connection) == ()
        assert latest(connection).number == 3
