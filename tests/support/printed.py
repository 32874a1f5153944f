"""What stands on paper: the sheets of a PDF as Chromium prints it, in points from the top left.

PDFium reads them: it is a wheel on Debian and macOS alike, and tells texts and shapes with their
places and colours, where Poppler’s programs only tell texts or dots.
"""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pypdfium2
import pypdfium2.raw as pdfium
from playwright.sync_api import Page

Colour = tuple[int, int, int]
LINES_ONLY = {pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_LINETO}


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and self.right >= other.right
            and self.top <= other.top
            and self.bottom >= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """A surface or an outline of one ink; ``straight`` when it has no curve."""

    box: Box
    ink: Colour
    filled: bool
    straight: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Words beside each other, in the ink of the first."""

    box: Box
    words: str
    ink: Colour


@dataclass(frozen=True, slots=True)
class Sheet:
    size: Box
    lines: tuple[Line, ...]
    shapes: tuple[Shape, ...]

    @property
    def last(self) -> Line:
        return max(self.lines, key=lambda line: line.box.bottom)


def sheets(page: Page, size: str) -> list[Sheet]:
    """Print a page as its reader would: no backgrounds, margins and sides of its style sheet."""
    document = pypdfium2.PdfDocument(page.pdf(format=size, prefer_css_page_size=True))
    try:
        return [_sheet(each) for each in document]
    finally:
        document.close()


def _sheet(page: pypdfium2.PdfPage) -> Sheet:
    width, height = page.get_size()
    paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
    shapes = tuple(_shape(path, height) for path in paths)
    return Sheet(Box(0, 0, width, height), tuple(_lines(page, height)), shapes)


def _lines(page: pypdfium2.PdfPage, height: float) -> Iterator[Line]:
    """What PDFium reads as one line; its own rectangles end with every letter."""
    text = page.get_textpage()
    start = 0
    for words in text.get_text_range(errors="ignore").split("\r\n"):
        places = [start + at for at, letter in enumerate(words) if not letter.isspace()]
        start += len(words) + len("\r\n")
        if places:
            boxes = (text.get_charbox(place, loose=True) for place in places)
            lefts, bottoms, rights, tops = zip(*boxes, strict=True)
            box = Box(min(lefts), height - max(tops), max(rights), height - min(bottoms))
            ink = _colour(partial(pdfium.FPDFText_GetFillColor, text, places[0]))
            yield Line(box, " ".join(words.split()), ink)


def _shape(path: pypdfium2.PdfObject, height: float) -> Shape:
    mode, strokes = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, mode, strokes)
    filled = mode.value != pdfium.FPDF_FILLMODE_NONE
    colour_of = pdfium.FPDFPageObj_GetFillColor if filled else pdfium.FPDFPageObj_GetStrokeColor
    left, bottom, right, top = path.get_bounds()
    box = Box(left, height - top, right, height - bottom)
    segments = range(pdfium.FPDFPath_CountSegments(path))
    kinds = {
        pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(path, at)) for at in segments
    }
    return Shape(
        box, _colour(partial(colour_of, path)), filled=filled, straight=kinds <= LINES_ONLY
    )


def _colour(read: Callable[..., object]) -> Colour:
    channels = [ctypes.c_uint() for _ in range(4)]
    read(*channels)
    red, green, blue, _ = (channel.value for channel in channels)
    return red, green, blue
