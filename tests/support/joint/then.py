"""Publications as they were made in older formats: all protected together, by hiding alone."""

import zlib
from dataclasses import replace

import orjson

from dashboard.domain.publications.protected import JOINT
from dashboard.domain.publications.publishing import DraftEvidence
from dashboard.publications.making import approvable, press
from dashboard.publications.making.core import BuiltFigures
from dashboard.publications.protecting import Rules
from tests.support.joint import publish, system

EVIDENCE = DraftEvidence(0, 0, 0, 0, 0, 0, 0.0)


def built(tables, counts, proofs):
    """These figures, of which nothing else is known."""
    return BuiltFigures(
        tables=tables,
        counts=counts,
        late=0,
        outdated=False,
        evidence=EVIDENCE,
        proofs=proofs,
        entry=None,
        waiting=(),
        revised=(),
        waits=None,
        tightened=(),
        out=(),
        beside=(),
        back=0,
        lost=None,
        in_vain=(),
    )


def as_then(monkeypatch, number=JOINT):
    """From here on, a first publication is made as format 1 or 2 was."""

    def protected(material, told, hidden_up_to, **_):
        assert told.counts is None
        found = publish(material.counts, material.axes, Rules(hidden_up_to, 1))
        tables = replace(found.protected, format=number)
        moves = [[(*at, change) for at, change in move.items()] for move in found.moves]
        proofs = zlib.compress(orjson.dumps(moves))
        return built(tables, material.counts, proofs)

    monkeypatch.setattr(press, "protected", protected)
    monkeypatch.setattr(approvable, "FORMAT", number)
    if number < JOINT:
        monkeypatch.setattr(system, "asked", lambda *_: ())
