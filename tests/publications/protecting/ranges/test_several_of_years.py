"""Some codes on each axis of a narrowed year with late sessions: nobody learns how many people."""

from functools import partial

import numpy as np
import pytest

from dashboard.publications.protecting import Rules
from dashboard.publications.protecting.grid import Finest
from dashboard.publications.protecting.ranges.auditing.tightened_audit import audit_tightened
from dashboard.publications.protecting.ranges.auditing.watching import told_by_coverage
from dashboard.publications.protecting.ranges.auditing.years_audit import is_tightened_well
from dashboard.publications.protecting.ranges.drafting.yearly import years
from dashboard.publications.protecting.ranges.needs.ruling import Rule
from dashboard.publications.protecting.ranges.told.totals import Chain
from tests.publications.protecting.ranges.attacker import is_told
from tests.publications.protecting.ranges.chains import as_if_by, extended
from tests.publications.protecting.ranges.test_few import few_people
from tests.publications.protecting.ranges.test_ranges import GUESSES
from tests.publications.protecting.ranges.test_tightened import DAYS, OVER, YearReader
from tests.publications.protecting.worlds import counts

MOST = 10
MONTHS = (("2014-05", "2014-06"), ("2014-05", "2014-08"))
TELLING = (25,)
"""Worlds whose narrowed year told such a sum of the second block as two people or more before."""


def published(seed):
    """Two blocks, proved by the rules of today; the second has late sessions of the first month."""
    chain = Chain()
    for number, months in enumerate(MONTHS):
        new = counts(few_people(10 * seed + number, months), as_of=DAYS[number])
        chain = extended(chain, new, Rules(MOST, number), first=not number)
    return chain


def learned(chain, made, sums):
    """Those of these sums that readers know to be more than one person, or surely small."""
    reader, year = YearReader(chain, made, GUESSES[0]), chain.year(made.of)
    for what, people, wanted in year.secrets:
        if what in sums:
            row = np.array([Finest(*at) in people for at in reader.people], dtype=float)
            low = max(wanted.low, told_by_coverage(people, year.reached))
            if ends := reader.narrow(row, partial(is_told, low, MOST)):
                yield what, reader.true(row), *ends


@pytest.mark.parametrize("seed", TELLING)
def test_nobody_learns_how_many_people_several_codes_of_a_year_are(seed):
    """And a year that was narrowed before is audited as it was made."""
    chain = published(seed)
    then = as_if_by(Rule.QUARTERS, chain)
    [before], [made] = (years(own, OVER, lambda _: 3).years for own in (then, chain))
    assert is_tightened_well(then, before)
    year = as_if_by(Rule.SEVERAL, chain).year(before.of)
    failures = audit_tightened(year, before.shown, before.witnesses).failures
    sums = {one.what for one in failures}
    assert sums
    assert all(what.startswith("sum: ") for what in sums)
    assert list(learned(chain, before, sums))
    assert is_tightened_well(chain, made)
    assert not list(learned(chain, made, sums))
