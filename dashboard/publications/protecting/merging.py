"""Decide whether sensitive venue types are shown one by one or merged."""

from dashboard.publications.protecting.counts import AxisCodes, Rules, SessionCounts
from dashboard.publications.protecting.declared import Blank, Codes, blanks, merged
from dashboard.publications.protecting.facts import Fact, Name, facts, need


def venue_axis(counts: SessionCounts, words: AxisCodes, rules: Rules) -> Codes:
    """The codes of the venue types, with the sensitive ones merged if they can't stand alone.

    They can if none would be hidden for its own sake, in the project or in any fiscal year with its
    sessions.
    """
    together = merged(code for code in words.venue_types if code in words.sensitive)
    if len(words.sensitive) < 2:
        return words.venue_types
    tables = [
        table
        for table in blanks({tally.month for tally in counts.tallies}, words, words.venue_types)
        if table.by == ("venue_type",) and table.grain in ("project", "year")
    ]
    found = facts(counts, words, tables)
    if all(
        _stands(found, table, code, rules.hidden_up_to)
        for table in tables
        for code in words.sensitive
    ):
        return words.venue_types
    others = (code for code in words.venue_types if code not in words.sensitive)
    return (together, *others)


def _stands(found: dict[Name, Fact], table: Blank, code: str, hidden_up_to: int) -> bool:
    fact = found[Name(table.period, table.by, (code,))]
    if fact.sensitive == 0:
        return table.grain == "year"
    return need(fact, hidden_up_to) is None
