"""Without a secret, the same sessions are protected once in a test process.

Dozens of tests begin with the publication of one small project, whose ranges chance draws. With a
secret nothing is kept: that the same one gives the same each time has tests of its own.
"""

import pickle

from dashboard.publications.making import press
from dashboard.publications.making.core import BuiltFigures, protected

ABRIDGED = "..."  # in the text of a long array; what is asked here has none
_kept: dict[str, bytes] = {}


def keep_them() -> None:
    """In this process, from now on."""
    press.protected = _kept_or_protected


def _kept_or_protected(*material: object, secret: str, **how: object) -> BuiltFigures:
    """A copy each time, as if it had been made anew."""
    if secret:
        return protected(*material, secret=secret, **how)
    asked = repr((material, sorted(how.items())))
    assert ABRIDGED not in asked
    if asked not in _kept:
        _kept[asked] = pickle.dumps(protected(*material, secret=secret, **how))
    return pickle.loads(_kept[asked])  # noqa: S301 - ours
