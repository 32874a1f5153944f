"""Protected tables for a publication, or a refusal."""

import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from secrets import randbits

import orjson

from dashboard.domain.publications.protected import CellMark, ProtectedFigures
from dashboard.domain.publications.publishing import DraftEvidence
from dashboard.publications.making.material import Material
from dashboard.publications.protecting import EarlierCounts, ProtectionResult, Rules, publish
from dashboard.publications.protecting.audit import Change
from dashboard.publications.protecting.grid import Finest

SEED_BITS = 63


class UnsafeError(Exception):
    """The audit failed; the message says how many counts lack a proof, but no figure."""


@dataclass(frozen=True, slots=True)
class BuiltFigures:
    """The tables, the audit's evidence, and the proofs, which are never published."""

    tables: ProtectedFigures
    evidence: DraftEvidence
    proofs: bytes


def protected(
    material: Material, earlier: Sequence[EarlierCounts], hidden_up_to: int
) -> BuiltFigures:
    """Protect the counts, given everything that was published before.

    Raises:
        UnsafeError: The audit failed.
    """
    begun = time.monotonic()
    rules = Rules(hidden_up_to, seed=randbits(SEED_BITS))
    outcome = publish(material.counts, material.axes, rules, earlier)
    if not outcome.evidence.passed:
        raise UnsafeError(_failed(outcome))
    return BuiltFigures(
        outcome.protected,
        _evidence(outcome, seconds=round(time.monotonic() - begun, 1)),
        proofs_text(outcome.moves),
    )


def _evidence(outcome: ProtectionResult, *, seconds: float) -> DraftEvidence:
    cells = [cell for table in outcome.protected.tables for cell in table.cells]
    return DraftEvidence(
        cells=len(cells),
        hidden=sum(cell.mark is CellMark.HIDDEN for cell in cells),
        carried=sum(cell.mark is CellMark.CARRIED for cell in cells),
        checked=outcome.evidence.hidden,
        proved=outcome.evidence.proved,
        witnesses=outcome.evidence.witnesses,
        seconds=seconds,
        known=outcome.evidence.known,
    )


def _failed(outcome: ProtectionResult) -> str:
    found = outcome.evidence
    return f"{len(found.failures)} / {found.hidden}"


def proofs_text(moves: Sequence[Change]) -> bytes:
    """The proofs as they are kept: compressed JSON."""
    plain = [[[*finest, change] for finest, change in move.items()] for move in moves]
    return zlib.compress(orjson.dumps(plain))


def proofs_of(kept: bytes) -> tuple[Change, ...]:
    """The proofs, read from their stored form."""
    return tuple(
        {Finest(*finest): change for *finest, change in move}
        for move in orjson.loads(zlib.decompress(kept))
    )
