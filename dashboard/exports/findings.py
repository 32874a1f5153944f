"""Findings to correct, as data for the command line and the API."""

from typing import Any

from dashboard.domain.sessions.findings import CheckedFinding, Finding, Findings
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.i18n import Locale
from dashboard.sentences.sessions import findings as sentences


def as_data(
    found: Findings, words: Vocabulary, locale: Locale, *, with_checked: bool = False
) -> dict[str, Any]:
    """The counts and each open finding; with those marked as right only if asked for."""
    listed: dict[str, Any] = {
        "open_items": found.open_items,
        "checked_items": len(found.checked),
        "counts": {rule.value: by_rule.count for rule, by_rule in found.by_rule.items()},
        "findings": [
            _one(finding, words, locale)
            for by_rule in found.by_rule.values()
            for finding in by_rule.first
        ],
    }
    if with_checked:
        listed["checked"] = [_checked(one, words, locale) for one in found.checked]
    return listed


def _one(finding: Finding, words: Vocabulary, locale: Locale) -> dict[str, Any]:
    return {
        "key": finding.key,
        "rule": finding.rule.value,
        "references": finding.references,
        "versions": dict(zip(finding.references, finding.versions, strict=True)),
        "venue": finding.venue,
        "day": finding.day,
        "reason": sentences.reason(finding, words).say(locale),
        "remedy": sentences.remedy(finding).say(locale),
    }


def _checked(one: CheckedFinding, words: Vocabulary, locale: Locale) -> dict[str, Any]:
    said = {"author": one.author, "at": one.at, "reason": one.reason}
    return {**_one(one.finding, words, locale), "checked": said}
