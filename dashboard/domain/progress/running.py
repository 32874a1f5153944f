"""Running totals that reveal no hidden count."""

from collections.abc import Sequence
from itertools import accumulate


def running_totals(values: Sequence[int | None], total: int | None) -> list[int | None]:
    """Running totals; ``None`` where one would reveal a hidden value.

    Totals are shown before the first hidden value. From the last hidden value on they are counted
    back from the ``total`` and shown again. In between they are ``None``: two shown totals never
    enclose only some of the hidden values. ``total`` is ``None`` when it is hidden itself.
    """
    hidden = [at for at, value in enumerate(values) if value is None]
    first, last = (hidden[0], hidden[-1]) if hidden else (len(values), 0)
    so_far = list(accumulate([value or 0 for value in values]))
    shown = so_far[-1] if so_far else 0
    return [
        one if at < first else total - (shown - one) if total is not None and at >= last else None
        for at, one in enumerate(so_far)
    ]
