"""Kinds of slides, and how much of words and rows fits on one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dashboard.exports.slides import deck
from dashboard.exports.slides.shapes import Said, fill

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide

    from dashboard.cards.briefs import Brief

    Paragraph = Sequence[Said]

MOST_ROWS = 12
LINE, MOST_WORDS = 115, 20 * 115
"""Characters in a line, and on a page of words, beyond which there is another page."""
T = TypeVar("T")


def finding_slide(found: Deck, title: str, sentence: str, *notes: str) -> Slide:
    """A slide with its finding under its title, and in the notes with more."""
    slide = deck.add(found, deck.FINDING, title)
    size = 18 if len(sentence) < 260 else 15
    fill(slide.placeholders[1].text_frame, [[Said(sentence, size)]])
    add_notes(slide, sentence, *notes)
    return slide


def add_notes(slide: Slide, *said: str) -> None:
    """What is said of a slide, in its notes; blank parts are left out."""
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        frame.text = "\n".join(filter(None, said))


def words_slide(found: Deck, title: str, said: Sequence[Paragraph]) -> Slide:
    """A page of words, which its notes have too."""
    slide = deck.add(found, deck.WORDS, title)
    fill(slide.placeholders[1].text_frame, said, bullets=True)
    add_notes(slide, *("".join(part.words for part in one) for one in said))
    return slide


def words_slides(
    found: Deck, brief: Brief, title: str, said: Sequence[Paragraph]
) -> Iterator[Slide]:
    """As many pages as the words need."""
    pages: list[list[Paragraph]] = [[]]
    room = MOST_WORDS
    for one in said:
        needed = -(-sum(len(part.words) for part in one) // LINE) * LINE  # whole lines
        if needed > room and pages[-1]:
            pages.append([])
            room = MOST_WORDS
        pages[-1].append(one)
        room -= needed
    for at, page in enumerate(pages):
        yield words_slide(found, numbered_title(brief, title, at, len(pages)), page)


def numbered_title(brief: Brief, title: str, at: int, of: int) -> str:
    """A title, with which page it is of several, so that no two slides have the same."""
    if of == 1:
        return title
    page = brief.labels["page"].replace("{at}", str(at + 1)).replace("{count}", str(of))
    return f"{title} ({page})"


def rows_of_slides(rows: Sequence[T]) -> list[Sequence[T]]:
    """The rows of each slide; one without rows where there are none."""
    return [rows[at : at + MOST_ROWS] for at in range(0, len(rows), MOST_ROWS)] or [rows]
