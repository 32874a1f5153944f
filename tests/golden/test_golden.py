"""Nothing that leaves the program changes unless a commit says so.

Where this fails and the change is wanted, ``python -m tests.golden --write`` records it.
"""

from tests.golden.reading import digests, everything
from tests.golden.recorded import differences


def test_all_that_leaves_the_program_is_as_recorded(tmp_path):
    assert differences(digests(everything(tmp_path))) == []
