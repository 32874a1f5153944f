"""What the commands of publications show: the draft, and records for scripts."""

from collections.abc import Sequence
from typing import Any

from dashboard.cli.screen import Screen
from dashboard.i18n import Locale, Text, text
from dashboard.publications.making.overview import DraftForApproval, Overview
from dashboard.sentences.publications import counted_sessions, differences, hindrances, narrowing
from dashboard.sentences.publications import publishing as sentences


def show_draft(shown: Overview, screen: Screen) -> None:
    """Say what the draft would publish, what it hides, and how to approve it."""
    waiting = shown.waiting
    found = shown.restored, (), shown.time_zone
    for hindrance in hindrances.hindered(*found, other_key=shown.other_key):
        screen.say(hindrance, "yellow")
    screen.answer(draft=draft_as_data(waiting, screen.locale) if waiting else None)
    if waiting is None:
        screen.say(text("No draft is awaiting approval."))
        if shown.returned:
            screen.say(sentences.returned(shown.returned.back))
        return
    publication = waiting.publication
    screen.say(
        text(
            "Draft of publication {number}, data as of {day}",
            number=str(publication.number),
            day=publication.data_as_of,
        ),
        "bold",
    )
    for words in filter(None, _said(waiting)):
        screen.say(words)


def _said(waiting: DraftForApproval) -> Sequence[Text | None]:
    """What is said of a draft, in this order; ``None`` where there is nothing to say."""
    publication, found = waiting.publication, waiting.evidence
    return [
        sentences.unfit(stale=waiting.stale, older_rules=waiting.older_rules),
        sentences.parity(waiting.gaps),
        *(
            text("{where}: {problem}. {remedy}.", where=g.where, problem=g.problem, remedy=g.remedy)
            for g in waiting.gaps
        ),
        sentences.waits(found, waiting.closes),
        sentences.had_better_wait(found, waiting.closes),
        counted_sessions.late(publication),
        counted_sessions.revised(publication),
        *counted_sessions.corrections(publication),
        counted_sessions.lost(publication),
        sentences.privacy(found, publication.hidden_up_to),
        sentences.ranged(found),
        sentences.cut_short(found),
        counted_sessions.tightened(publication),
        narrowing.price(publication),
        narrowing.left_out(publication, found),
        *narrowing.not_narrowed(publication, found),
        narrowing.declined(found),
        sentences.proof(found),
        sentences.carried(found),
        sentences.silent(found),
        sentences.to_mend(found),
        differences.summary(waiting.differences, waiting.before.number) if waiting.before else None,
        text("To approve it: impact publish approve {digest}", digest=waiting.record.digest),
        text(
            "To send it back: impact publish send-back {digest} --reason TEXT",
            digest=waiting.record.digest,
        ),
    ]


def draft_as_data(waiting: DraftForApproval, locale: Locale) -> dict[str, Any]:
    """The draft for a script."""
    record = waiting.record
    return {
        "id": record.id,
        "digest": record.digest,
        "as_of": record.as_of,
        "corrects": record.corrects,
        "prepared_by": record.prepared_by,
        "stale": waiting.stale,
        "older_rules": waiting.older_rules,
        "blocked": waiting.blocked,
        "gaps": [
            {
                "part": gap.part.value,
                "where": gap.where.say(locale),
                "problem": gap.problem.say(locale),
                "remedy": gap.remedy.say(locale),
                "blocks": gap.blocks,
            }
            for gap in waiting.gaps
        ],
        "privacy": waiting.evidence,
        "differences": len(waiting.differences),
    }
