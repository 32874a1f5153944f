"""Warn of a note or a label that may identify somebody, without repeating it."""

from collections.abc import Collection

from dashboard.domain.importing.identifying import IdentifyingKind, identifying, words_of
from dashboard.domain.shared.vocabulary import Term, Vocabulary
from dashboard.i18n import Text, text


def nobodys(words: Vocabulary, facilitators: Collection[Term]) -> frozenset[str]:
    """Words that are not a person's name: venues, partners, and codes of facilitators."""
    terms = (*words.venues, *words.partners, *words.funders, *words.venue_types, *facilitators)
    return words_of([name for term in terms for name in (term.label_en, term.label_fr, term.code)])


def warning(note: str, known: Collection[str]) -> Text | None:
    """What the note seems to contain; ``None`` if nothing."""
    if not (found := _held(note, known)):
        return None
    return text(
        "The note seems to contain {what}: remove anything that identifies a person", what=found
    )


def label_warning(title: Text, label: str, known: Collection[str]) -> Text | None:
    """The same for a label with a title."""
    if not (found := _held(label, known)):
        return None
    return text(
        "The {title} seems to contain {what}: remove anything that identifies a person",
        title=title,
        what=found,
    )


def _held(said: str, known: Collection[str]) -> tuple[Text, ...]:
    if not (found := identifying(said, known)):  # nearly all notes
        return ()
    titles = _titles()
    return tuple(titles[one] for one in found)


def _titles() -> dict[IdentifyingKind, Text]:
    return {
        IdentifyingKind.PHONE: text("a phone number"),
        IdentifyingKind.EMAIL: text("an email address"),
        IdentifyingKind.ADDRESS: text("a street address"),
        IdentifyingKind.NAME: text("a person’s name"),
    }
