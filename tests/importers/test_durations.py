import pytest

from dashboard.importers.durations import minutes
from dashboard.importers.faults import BadValueError


@pytest.mark.parametrize(
    "cell",
    [90, 90.0, "90", "90 min", "90 min.", "90 minutes", "90m", "1 h 30", "1h30", "1 h 30 min",
     "1 heure et 30 minutes", "1 hour and 30 minutes", "1.5 h", "1,5 heures", "1:30", "01:30:00"],
)  # fmt: skip
def test_however_it_is_written_it_is_an_hour_and_a_half(cell):
    assert minutes(cell) == 90


@pytest.mark.parametrize(
    "cell",
    ["", "0", "0 h", "25 h", "1.25 h", "1.5", 0.0625, "soon", "1:75", "90 s", "-1 h", "1 h h"],
)
def test_what_is_unclear_is_refused(cell):
    with pytest.raises(BadValueError):
        minutes(cell)
