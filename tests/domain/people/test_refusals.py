import inspect

import pytest

from dashboard.domain.people import refusals

WITHOUT = {refusals.AccountRefusedError, refusals.UnknownError}
REASONS = [
    one
    for _, one in inspect.getmembers(refusals, inspect.isclass)
    if issubclass(one, refusals.AccountRefusedError) and one not in WITHOUT
]


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_has_words_of_its_own(reason):
    """But for what is unknown, of which whoever asked says what it was."""
    assert vars(reason).keys() >= {"problem", "remedy"}
