"""How much room ranges have beyond what their proofs need."""

import numpy as np
from numpy.typing import NDArray


def drawn_room(where: NDArray[np.bool_], spare: int, seed: int) -> NDArray[np.int64]:
    """How far beyond its count a range goes at least, down and up, if it has room; elsewhere 0.

    It is drawn, and may be 0. If it were always ``spare``, readers who know this rule would take as
    much from both ends of such a range. What its proofs rest on would then not be ``credible``.
    """
    draw = np.random.default_rng(seed).spawn(1)[0]
    room = draw.integers(spare, size=(len(where), 2), endpoint=True)
    return np.where(where[:, None], room, 0)
