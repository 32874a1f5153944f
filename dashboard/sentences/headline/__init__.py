"""The headline in words: sentences made of clauses, each linked to its evidence.

A sentence begins with a small letter, because its scope may stand before it.
"""

from collections.abc import Iterator

from dashboard.domain.headline import Facts, Headline, HeadlineFact
from dashboard.i18n import Text, text
from dashboard.sentences.headline import ahead, standing, urgent
from dashboard.sentences.headline.clause import Evidence, HeadlineSentence
from dashboard.sentences.headline.scope import is_part, scope

__all__ = ["WORDS", "Evidence", "HeadlineSentence", "decisions", "sentences"]

WORDS = {**standing.WORDS, **ahead.WORDS, **urgent.WORDS}
"""The words of each rule of the headline."""


def sentences(found: Headline) -> tuple[HeadlineSentence, ...]:
    """Two or three sentences: where the project stands, where it ends, what is most urgent."""
    return tuple(_sentences(found))


def decisions(found: Headline) -> tuple[HeadlineSentence, ...]:
    """Everything urgent in sentences, the most urgent first."""
    return tuple(_sentence(fact, found.facts) for fact in found.urgent)


def _sentences(found: Headline) -> Iterator[HeadlineSentence]:
    """Make the sentences. Under filters, the first one about the whole project says so."""
    facts = found.facts
    yield _sentence(found.standing, facts, scope(facts))
    told = not is_part(facts)
    for fact in (*([found.ahead] if found.ahead else []), *found.urgent[:1]):
        before = None if told or not fact.rule.whole else text("Whole project:")
        told = told or fact.rule.whole
        yield _sentence(fact, facts, before)


def _sentence(fact: HeadlineFact, facts: Facts, before: Text | None = None) -> HeadlineSentence:
    rule = fact.rule
    return HeadlineSentence(rule.code, before, WORDS[rule.code](fact.about, facts), rule.alarm)
