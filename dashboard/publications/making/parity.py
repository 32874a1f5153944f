"""Check that a publication says the same in both languages, as far as a program can tell."""

from collections.abc import Iterator
from functools import cache

from dashboard.domain.publications.publication import (
    BilingualText,
    NamedTerm,
    PublicationWords,
    PublishedMeasure,
)
from dashboard.domain.publications.publishing import Gap, ParityPart
from dashboard.domain.reference.kinds import kind_of
from dashboard.domain.reference.options import ReferenceOptions
from dashboard.i18n import Locale, Text, text
from dashboard.i18n.check import check, label_faults
from dashboard.i18n.messages import catalogue, sources


def gaps(
    note: BilingualText,
    words: PublicationWords,
    before: PublicationWords | None,
    *,
    confirmed: bool = False,
) -> tuple[Gap, ...]:
    """Every gap between the languages; ``before`` are the words of the last publication.

    ``confirmed``: somebody has checked the labels that changed in one language only.
    """
    return (
        *_of_note(note),
        *_of_labels(words),
        *_stale(words, before, confirmed=confirmed),
        *_gaps_of_program(),
    )


def _of_note(note: BilingualText) -> Iterator[Gap]:
    where = text("the note")
    if not note.en.strip() and not note.fr.strip():
        return
    for locale in Locale:
        if not note[locale].strip():
            language = {Locale.EN: text("in English"), Locale.FR: text("in French")}[locale]
            yield Gap(
                ParityPart.NOTE,
                where,
                text("it is missing {language}", language=language),
                text("Write it in both languages, or in neither"),
            )
            return
    for fault in label_faults(note.en, note.fr):
        yield Gap(
            ParityPart.NOTE, where, fault, text("Correct the note, and prepare the draft again")
        )
    if note.en.strip() == note.fr.strip():
        yield Gap(
            ParityPart.NOTE,
            where,
            text("it is the same in both languages"),
            text("Write it in English and in French"),
        )


def _of_labels(words: PublicationWords) -> Iterator[Gap]:
    remedy = text("Correct it in the reference data, and prepare the draft again")
    for name, term in _named(words):
        where, label, record = _place(name, term), term.label, _record(name, term)
        if isinstance(term, PublishedMeasure) and not label.en and not label.fr:
            continue  # not stated yet, and the page says so in both languages
        for fault in label_faults(label.en, label.fr):
            yield Gap(ParityPart.LABELS, where, fault, remedy, record=record)
        if label.en == label.fr and label.en.strip() and label.en != term.code:
            yield Gap(
                ParityPart.LABELS,
                where,
                text("it is “{label}” in both languages", label=label.en),
                text("Leave it if that is correct, as for a name"),
                blocks=False,
                record=record,
            )


def _stale(
    words: PublicationWords, before: PublicationWords | None, *, confirmed: bool
) -> Iterator[Gap]:
    known = {(name, term.code): term.label for name, term in _named(before)} if before else {}
    for name, term in _named(words):
        old = known.get((name, term.code))
        if old is None or (old.en != term.label.en) is (old.fr != term.label.fr):
            continue
        changed, same = (
            (Locale.EN, Locale.FR) if old.en != term.label.en else (Locale.FR, Locale.EN)
        )
        yield Gap(
            ParityPart.LABELS,
            _place(name, term),
            _changed_alone(changed, term.label[changed], term.label[same]),
            text("Change the other language too, or confirm in the draft that both are right"),
            blocks=not confirmed,
            record=_record(name, term),
        )


def _changed_alone(changed: Locale, new: str, old: str) -> Text:
    if changed is Locale.EN:
        return text(
            "since the last publication only the English changed, to “{new}”; the French is still "
            "“{old}”",
            new=new,
            old=old,
        )
    return text(
        "since the last publication only the French changed, to “{new}”; the English is still "
        "“{old}”",
        new=new,
        old=old,
    )


def _gaps_of_program() -> Iterator[Gap]:
    for problem in of_program():
        yield Gap(
            ParityPart.PROGRAM,
            text("the program’s own words"),
            text("{problem}", problem=problem),
            text(
                "Report it to those who maintain the program: sentences and text "
                "alternatives need both"
            ),
        )


@cache
def of_program() -> tuple[str, ...]:
    """Faults in its own words, looked for once: it does not change while it runs."""
    return tuple(check(sources(), catalogue()))


def _named(words: PublicationWords) -> Iterator[tuple[str, NamedTerm]]:
    for name in PublicationWords.__dataclass_fields__:
        for term in getattr(words, name):
            yield name, term


def _place(name: str, term: NamedTerm) -> Text:
    return text("{group}, {code}", group=_GROUPS[name], code=term.code)


def _record(name: str, term: NamedTerm) -> str | None:
    kind = kind_of(_KINDS.get(name, name))
    return ReferenceOptions(kind.code, term.code).to_query() if kind else None


_KINDS = {"kinds": "session_kinds", "measures": "plan_measures"}
_GROUPS = {
    "languages": text("languages"),
    "venue_types": text("venue types"),
    "age_groups": text("age groups"),
    "kinds": text("session kinds"),
    "statuses": text("statuses"),
    "measures": text("measures of the action plan"),
    "partners": text("partners"),
    "funders": text("funders"),
}
