"""``impact check sessions``: what the coordinators find on their fix-it list."""

from typing import Any

from dashboard.cli.screen import AsJson, Lang, Screen, command, migrated_engine
from dashboard.database import reading
from dashboard.domain.clock import today
from dashboard.domain.findings import Finding, Findings
from dashboard.domain.vocabulary import Vocabulary
from dashboard.i18n import Locale, plural, text
from dashboard.queries.findings import FIRST, findings
from dashboard.queries.state import state
from dashboard.queries.vocabulary import vocabulary
from dashboard.sentences import findings as sentences


def sessions(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """List what may be wrong in the sessions, with the way out: duplicates, sums, unusual numbers.

    --json prints {"status": "done", "open_items": number, "counts": {rule: number}, "findings":
    list}, with rule, references, venue, day, reason and remedy of each; the words are of the first
    200 of each rule.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection:
            words = vocabulary(connection)
            now = today(state(connection), settings.time_zone)
            found = findings(connection, now, first=None if as_json else FIRST)
        screen.data(_as_data(found, words, screen.locale))
        _show(found, words, screen)


def _as_data(found: Findings, words: Vocabulary, locale: Locale) -> dict[str, Any]:
    return {
        "status": "done",
        "open_items": found.open_items,
        "counts": {rule.value: by_rule.count for rule, by_rule in found.by_rule.items()},
        "findings": [
            _one(finding, words, locale)
            for by_rule in found.by_rule.values()
            for finding in by_rule.first
        ],
    }


def _one(finding: Finding, words: Vocabulary, locale: Locale) -> dict[str, Any]:
    return {
        "rule": finding.rule.value,
        "references": finding.references,
        "venue": finding.venue,
        "day": finding.day,
        "reason": sentences.reason(finding, words).say(locale),
        "remedy": sentences.remedy(finding).say(locale),
    }


def _show(found: Findings, words: Vocabulary, screen: Screen) -> None:
    for rule, by_rule in found.by_rule.items():
        if not by_rule.count:
            continue
        title = sentences.title(rule)
        screen.say(text("{title}: {count}", title=title, count=by_rule.count), "bold")
        for finding in by_rule.first:
            screen.say(sentences.sentence(finding, words))
        if by_rule.more:
            screen.say(plural("… and {count} more", "… and {count} more", by_rule.more))
    screen.say(sentences.to_mend(found.open_items), "" if found.open_items else "green")
