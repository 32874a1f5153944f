"""What a change of a page sends: only the places whose content the browser does not show yet.

Each piece of a drawing has a mark, made of its content. The browser says which marks it shows, and
gets the other pieces with theirs, but for those in closed folds. Whatever it claims, it gets
nothing that the whole drawing does not say. Who claims nothing gets the whole drawing.
"""

import re
from binascii import b2a_base64
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson

from layouts.shared.drawing import KINDS, Drawing
from layouts.shared.written import in_json

MARK_BYTES = 6  # eight letters; that two of a page's hundred are one by chance never happens
IN_PARTS = ("grids", "figures")
"""The kinds whose content is sent in parts: what frames it often stays."""
PIECES_KEPT, LARGEST_KEPT = 512, 4096  # bytes
"""Half of the pieces of an answer are those of one of the last: they are not marked again."""
ID = b'"id":"'
IDS = re.compile(rb'%b([^"]+)"' % ID)


class Shown(NamedTuple):
    """What a browser says that it shows."""

    at: int
    """The number of its drawing; an answer comes back to no other."""
    marks: frozenset[str]
    closed: tuple[str, ...] = ()
    """The places in closed folds, whose content can wait until they are opened."""


class Piece(NamedTuple):
    """A place with its content in JSON, or one part of it, with its mark.

    ``name`` is that under which the browser keeps the mark. ``within`` are the places that lie in
    it. ``size`` is that of its JSON.
    """

    kind: str
    place: str
    part: str
    name: str
    content: orjson.Fragment
    mark: str
    within: tuple[str, ...]
    size: int


class MarkedDrawing(dict[str, Any]):
    """A drawing that is asked for more than once: its pieces were written and marked when made.

    ``unmade`` are the places in closed folds for which it was made without content. ``size`` is
    that of all its JSON.
    """

    def __init__(
        self, drawing: Drawing, pieces: tuple[Piece, ...], unmade: Collection[str] = ()
    ) -> None:
        held: Drawing = {kind: {} for kind in KINDS if kind in drawing}
        super().__init__(drawing | held | _placed(pieces))
        self.pieces, self.unmade = pieces, unmade
        self.size = sum([one.size for one in pieces])


def marked(drawing: Drawing, unmade: Collection[str] = ()) -> MarkedDrawing:
    """The same drawing in JSON, with its marks; Dash and orjson write it as it is."""
    return MarkedDrawing(drawing, tuple(_written(drawing)), unmade)


def weight(drawing: MarkedDrawing) -> int:
    """About how many bytes a marked drawing takes in memory."""
    return 2 * drawing.size


def marks(drawing: Drawing) -> dict[str, str]:
    """The mark of each piece, by its name."""
    return {one.name: one.mark for one in _pieces(drawing)}


def changes(drawing: Drawing, shown: Shown | None) -> Drawing:
    """The drawing without the pieces that the browser shows.

    ``marks`` are those of the pieces that are left, in their order, without anything between them.
    ``later`` are the closed places whose content was left out, by their numbers in
    ``shown.closed``: those where it changed, and those for which it was not made.
    """
    if shown is None:
        return drawing
    left: Drawing = {name: value for name, value in drawing.items() if name not in KINDS}
    numbers = {place: at for at, place in enumerate(shown.closed)}
    found, sent = [], []
    later = [at for place, at in numbers.items() if place in _unmade(drawing)]
    for piece in _unseen(drawing, shown.marks):
        if piece.place in numbers:
            later.append(numbers[piece.place])
            continue
        found.append(piece.mark)
        sent.append(piece)
    waits = {"later": later} if later else {}
    return left | _placed(sent) | waits | {"marks": "".join(found), "after": shown.at}


def _placed(pieces: Iterable[Piece]) -> Drawing:
    """The contents of pieces by kind and place."""
    found: Drawing = {}
    for piece in pieces:
        places = found.setdefault(piece.kind, {})
        if piece.part:
            places.setdefault(piece.place, {})[piece.part] = piece.content
        else:
            places[piece.place] = piece.content
    return found


def _unseen(drawing: Drawing, seen: frozenset[str]) -> Iterator[Piece]:
    """The pieces that the browser lacks; with a part, all places in it are drawn anew."""
    anew: set[str] = set()
    for piece in _pieces(drawing):
        if piece.mark in seen and piece.place not in anew:
            continue
        anew.update(piece.within)
        yield piece


def _unmade(drawing: Drawing) -> Collection[str]:
    return drawing.unmade if isinstance(drawing, MarkedDrawing) else ()


def _pieces(drawing: Drawing) -> Iterable[Piece]:
    return drawing.pieces if isinstance(drawing, MarkedDrawing) else _written(drawing)


def _written(drawing: Drawing) -> Iterator[Piece]:
    for kind in KINDS:
        for place, content in drawing.get(kind, {}).items():
            parts = content.items() if kind in IN_PARTS else (("", content),)
            for part, one in parts:
                said = in_json(one)
                made = _kept if len(said) <= LARGEST_KEPT else _with_mark
                yield made(kind, place, part, said)


def _with_mark(kind: str, place: str, part: str, said: bytes) -> Piece:
    name = f"{place}/{part}" if part else place
    digest = blake2b(b"[%b,%b]" % (orjson.dumps(name), said), digest_size=MARK_BYTES).digest()
    holds = kind == "parts" and ID in said
    within = [one.decode() for one in IDS.findall(said)] if holds else ()
    mark = b2a_base64(digest, newline=False).decode()
    return Piece(kind, place, part, name, orjson.Fragment(said), mark, tuple(within), len(said))


_kept = lru_cache(PIECES_KEPT)(_with_mark)


def shown_by(said: object) -> Shown | None:
    """What a browser says, if it is in order."""
    match said:
        case {"at": int(at), "marks": list(found), "closed": list(closed)}:
            if _are_words(found) and _are_words(closed):
                return Shown(at, frozenset(found), tuple(closed))
        case {"at": int(at), "marks": list(found)} if _are_words(found):
            return Shown(at, frozenset(found))
    return None


def _are_words(found: Collection[object]) -> bool:
    return {*map(type, found)} <= {str}
