"""Seeds that are drawn of a secret one."""

from collections.abc import Sequence

import numpy as np

SEED_BITS = 63


def draws(seed: int | Sequence[int], tries: int) -> list[int]:
    """So many seeds drawn of one, or of one and what else makes a difference: always the same."""
    drawn = np.random.SeedSequence(seed).generate_state(tries, np.uint64)
    return [one >> (64 - SEED_BITS) for one in drawn.tolist()]
