"""``impact check sessions``: the findings on the coordinators' fix-it list."""

from dashboard.cli.screen import Screen, command, migrated_engine
from dashboard.database import reading
from dashboard.domain.sessions.findings import SHOWN_OF_ONE, Findings
from dashboard.domain.shared.clock import today
from dashboard.domain.shared.vocabulary import Vocabulary
from dashboard.exports.findings import as_data
from dashboard.i18n import Locale, plural, text
from dashboard.queries.sessions.findings import findings
from dashboard.queries.shared.state import state
from dashboard.queries.shared.vocabulary import vocabulary
from dashboard.sentences.sessions import findings as sentences


def sessions(*, with_checked: bool, as_json: bool, lang: Locale | None) -> None:
    """List what may be wrong in the sessions, with the way out."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection:
            words = vocabulary(connection)
            now = today(state(connection), settings.time_zone)
            found = findings(connection, now, first=None if as_json else SHOWN_OF_ONE)
        told = as_data(found, words, screen.locale, with_checked=with_checked)
        screen.answer(**told)
        _show(found, words, screen)
        if with_checked:
            for one in found.checked:
                screen.say(sentences.checked_sentence(one, words))


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
    if found.checked:
        screen.say(sentences.checked_count(len(found.checked)))
