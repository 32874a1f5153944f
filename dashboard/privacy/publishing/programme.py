"""The linear programme behind a move, and its solution by HiGHS."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from dashboard.privacy.publishing.grid import Integers
from dashboard.privacy.publishing.system import System

Numbers = NDArray[np.float64]

NEAR = 1e-6
_FARTHEST = 1_000
_STILL = 0.01
_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Ask:
    """Which sum is to change by how much or more (or less, when negative), at what price.

    ``prices`` is by sum: 0 for what is hidden or no cell, infinite for what is already known.
    """

    target: int
    change: int
    prices: NDArray[np.float64]
    strict: bool = True


@dataclass(frozen=True)
class Attempt:
    """How to solve: the price of each row of changes (infinite: it must not change).

    ``taste`` is the price of each finest count's change, ``reach`` the most that it may change.
    With ``nodes`` the solution is of whole numbers, if so many branches lead to one: a limit of
    work, not of time, so that a busy machine finds the same.
    A solution is good enough within ``gap`` of the best: any at all, when 1.
    """

    price: Numbers
    taste: Numbers | None = None
    nodes: int = 0
    reach: int = _FARTHEST
    gap: float = 1.0


@dataclass(frozen=True)
class Programme:
    """Find x so that changes·x = rise − fall, limits·x ≥ floors, lower ≤ x, at least price.

    ``changes`` has a row for each different sum of the columns that is open.
    """

    changes: csr_array
    price: Numbers
    most_fall: Numbers
    limits: csr_array
    floors: Numbers
    lower: Numbers

    @classmethod
    def of(cls, system: System, columns: Integers, ask: Ask) -> "Programme":
        """Of what is asked, in some finest counts."""
        prices = ask.prices
        part, counts = system.part(columns), system.counts
        lower = (system.grid.least - system.grid.count)[columns].astype(float)
        touched = np.diff(part.indptr) > 0
        rows = np.flatnonzero(touched & (prices > 0))
        group, first = _alike(part[rows])
        price = np.zeros(len(first))
        np.add.at(price, group, prices[rows])
        wanted = part[[ask.target]]
        limits, floors = [wanted if ask.change > 0 else -wanted], [np.array([abs(ask.change)])]
        hidden = np.flatnonzero(touched & (prices == 0) & system.declared & (counts > 0))
        kinds = []
        if ask.strict:
            kinds = [(part[hidden], 1 - counts[hidden]), system.floors(columns)]
        for own, least in kinds:
            can = np.asarray(own @ lower) < least  # the others hold by themselves
            limits.append(own[np.flatnonzero(can)])
            floors.append(least[can])
        return cls(
            part[rows[first]].astype(float),
            price,
            np.maximum(counts[rows[first]] - int(ask.strict), 0).astype(float),
            csr_array(vstack(limits)).astype(float),
            np.concatenate(floors).astype(float),
            lower,
        )

    def solve(self, attempt: Attempt) -> Numbers | None:
        """The change of each finest count, or ``None`` when none was found."""
        whole = attempt.nodes > 0
        payable = np.isfinite(attempt.price)
        slack = eye_array(len(payable), format="csr")[:, payable]
        number, size = self.changes.shape[1], slack.shape[1]
        taste = np.full(number, _STILL) if attempt.taste is None else attempt.taste
        least = np.maximum(self.lower, -attempt.reach)
        most = np.full(number, float(attempt.reach))
        signs = [1]
        if not whole:  # rise and fall of each count apart, so that standing still is cheap
            signs, taste = [1, -1], np.concatenate([taste, taste])
            least, most = np.zeros(2 * number), np.concatenate([most, -least])
        width = len(least)
        price = attempt.price[payable]
        nothing = csr_array((self.limits.shape[0], 2 * size))
        result = milp(
            np.concatenate([taste, price, price]),
            integrality=np.concatenate([np.full(width, int(whole)), np.zeros(2 * size)]),
            bounds=Bounds(
                np.concatenate([least, np.zeros(2 * size)]),
                np.concatenate([most, np.full(size, np.inf), self.most_fall[payable]]),
            ),
            constraints=[
                LinearConstraint(
                    hstack([*(self.changes * sign for sign in signs), -slack, slack], format="csr"),
                    0,
                    0,
                ),
                LinearConstraint(
                    hstack([*(self.limits * sign for sign in signs), nothing], format="csr"),
                    self.floors,
                ),
            ],
            options={
                "time_limit": _SECONDS,
                "mip_rel_gap": attempt.gap,
                **({"node_limit": attempt.nodes} if whole else {}),
            },
        )
        if result.x is None:
            return None
        values = np.asarray(result.x, dtype=float)
        return values[:number] if whole else values[:number] - values[number:width]


def _alike(rows: csr_array) -> tuple[Integers, Integers]:
    """For each row the number of its kind, and the first row of each kind."""
    weights = np.random.default_rng(3).integers(1, 2**62, rows.shape[1], dtype=np.int64)
    _, first, group = np.unique(rows @ weights, return_index=True, return_inverse=True)
    return group, first
