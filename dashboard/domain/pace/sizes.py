"""How many youth a session that is still to come may have: as many as similar ones had."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import numpy as np

from dashboard.domain.pace.draws import Floats
from dashboard.domain.progress.progress import Progress

FEWEST_ALIKE = 5
SPREAD = (1 / 3, 2 / 3, 1.0, 4 / 3, 5 / 3)  # about as much as sizes of sessions differ
MOST_DRAWN = 30

Alike = tuple[str | None, str | None]
"""A kind and a venue type; ``None`` stands for all of them."""


class DeliveredSession(NamedTuple):
    """A delivered session: what it was, and its youth."""

    kind: str
    venue_type: str
    youth: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """The youth of sessions that are alike, to draw from."""

    pools: Mapping[Alike, tuple[float, ...]]

    def like(self, kind: str, venue_type: str) -> tuple[float, ...]:
        """Of the same kind and venue type, or of a broader group where fewer than five are."""
        groups: tuple[Alike, ...] = ((kind, venue_type), (None, venue_type), (kind, None))
        pools = (self.pools.get(group, ()) for group in groups)
        enough = (pool for pool in pools if len(pool) >= FEWEST_ALIKE)
        return next(enough, self.pools.get((None, None), ()))


def total_of(
    pool: Sequence[float], sessions: int, paths: int, random: np.random.Generator
) -> Floats:
    """The youth that so many sessions have together, in each path; none without a pool.

    Of very many, only some are drawn: how far they are from what is usual stands for all.
    """
    drawn = min(sessions, MOST_DRAWN)
    if not drawn or not pool:
        return np.zeros(paths)
    sizes = np.array(pool)
    usual = sizes.mean()
    surprise = sizes[random.integers(len(pool), size=(drawn, paths))].sum(axis=0) - drawn * usual
    totals: Floats = np.maximum(0.0, sessions * usual + sqrt(sessions / drawn) * surprise)
    return totals


def exact_sizes(sessions: Iterable[DeliveredSession]) -> Sizes:
    """Youth in each session, for readers who may see sessions one by one."""
    pools: dict[Alike, list[float]] = defaultdict(list)
    for held in sessions:
        for kind in (held.kind, None):
            for venue_type in (held.venue_type, None):
                pools[kind, venue_type].append(held.youth)
    return Sizes({alike: tuple(pool) for alike, pool in pools.items()})


def sizes_shown(progress: Progress) -> Sizes:
    """For those who may not: the averages that anyone can work out from what is shown, spread out.

    A venue type has one where its youth is shown and its sessions are not few.
    """
    shown = {row.code: (row.sessions, row.youth) for row in progress.by_venue_type}
    averages: dict[Alike, float] = {
        (None, code): youth / sessions
        for code, (sessions, youth) in shown.items()
        if youth is not None and sessions and sessions >= FEWEST_ALIKE
    }
    if progress.youth.participations is not None and progress.delivered:
        averages[None, None] = progress.youth.participations / progress.delivered
    return Sizes(
        {alike: tuple(average * part for part in SPREAD) for alike, average in averages.items()}
    )
