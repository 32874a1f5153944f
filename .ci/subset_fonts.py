"""Writes the fonts that pages load first, and those of briefs, of the vendored whole.

    python .ci/subset_fonts.py           write assets/vendor/fonts/pact-*
    python .ci/subset_fonts.py --check   fail when those are not what this would write

The whole fonts stay beside them for the characters left out: ``shared/colours.css`` says which, by
``unicode-range``. Their licence reserves the name “Source” for them, so ours have another.
Briefs are set in fonts of one weight each, with all characters, as the typesetter reads no other.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FOLDER = Path(__file__).resolve().parent.parent / "assets" / "vendor" / "fonts"
CHARACTERS = (
    *map(chr, range(0x20, 0x7F)),
    *"ÀÂÄÆÇÈÉÊËÎÏÔÖŒÙÛÜàâäæçèéêëîïôöœùûüÿ",
    *"«»‹›‘’“”–—…·•×°±−©§™€↑↓",
    *"\N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}",
)
FEATURES = ("kern", "liga", "lnum", "pnum", "tnum")
NAMES = {"copyright": 0, "family": 1, "style": 2, "id": 3, "full": 4, "version": 5, "file": 6}
LICENCE = (13, 14)


class Cut(NamedTuple):
    """A font to make: of which file, under which name, with which weights if it has several.

    ``whole`` names the file that it is cut from; the end of ``made`` is its format.
    """

    whole: str
    made: str
    name: str
    weights: tuple[int, int] | None = None

    @property
    def is_for_pages(self) -> bool:
        """Whether browsers load it, and so want it small."""
        return self.made.endswith(".woff2")


SANS, SERIF = "source-sans-3-latin-wght-normal", "source-serif-4-latin-600-normal"
CUTS = (
    Cut(SANS, "pact-sans.woff2", "PACT Sans", (400, 700)),
    Cut(SERIF, "pact-serif.woff2", "PACT Serif"),
    Cut(SANS, "pact-sans-400.ttf", "PACT Sans", (400, 400)),
    Cut(SANS, "pact-sans-600.ttf", "PACT Sans", (600, 600)),
    Cut(SERIF, "pact-serif-600.ttf", "PACT Serif"),
)


def subset(cut: Cut) -> bytes:
    """The font with our characters, weights and name."""
    font = TTFont(FOLDER / f"{cut.whole}.woff2", recalcTimestamp=False)
    if cut.weights:
        font = _reread(instantiateVariableFont(font, {"wght": cut.weights}))
    cutter = Subsetter(_options())
    cutter.populate(unicodes=map(ord, CHARACTERS) if cut.is_for_pages else font.getBestCmap())
    cutter.subset(font)
    _rename(font, cut.name)
    font.flavor = "woff2" if cut.is_for_pages else None
    return _bytes(font)


def _options() -> Options:
    """Without hints, which screens of today ignore; the licence goes with every copy."""
    made = Options()
    made.layout_features = list(FEATURES)
    made.name_IDs = [*NAMES.values(), *LICENCE]
    made.hinting = made.glyph_names = False
    made.notdef_outline = True
    return made


def _rename(font: TTFont, name: str) -> None:
    said = {"family": name, "id": name, "full": name, "file": name.replace(" ", "")}
    for what, words in said.items():
        font["name"].setName(words, NAMES[what], 3, 1, 0x409)


def _reread(font: TTFont) -> TTFont:
    """A font whose tables are written: those of variations are half read after they were cut."""
    return TTFont(BytesIO(_bytes(font)), recalcTimestamp=False)


def _bytes(font: TTFont) -> bytes:
    file = BytesIO()
    font.save(file)
    return file.getvalue()


def main(arguments: list[str]) -> int:
    """Write the files, or compare them."""
    for cut in CUTS:
        path, made = FOLDER / cut.made, subset(cut)
        if arguments != ["--check"]:
            path.write_bytes(made)
        elif made != path.read_bytes():
            print(f"assets/vendor/fonts/{path.name} is not up to date: python .ci/subset_fonts.py")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
