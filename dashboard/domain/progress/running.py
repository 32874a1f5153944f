"""Running totals that give no hidden count away."""

from collections.abc import Sequence


def running_totals(values: Sequence[int | None], total: int | None) -> list[int | None]:
    """Totals so far; ``None`` while they would tell a hidden value from the others.

    Two totals shown never have some hidden values between them and others outside: they are
    shown before the first hidden value and, counted back from the whole ``total``, from the last
    one on. ``total`` is ``None`` when it is hidden itself.
    """
    hidden = [at for at, value in enumerate(values) if value is None]
    first, last = (hidden[0], hidden[-1]) if hidden else (len(values), 0)
    return [
        sum(v or 0 for v in values[: at + 1])
        if at < first
        else total - sum(v or 0 for v in values[at + 1 :])
        if total is not None and at >= last
        else None
        for at in range(len(values))
    ]
