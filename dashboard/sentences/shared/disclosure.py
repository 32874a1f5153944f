"""Who sees what, in words that a privacy officer can check the program against."""

from dashboard.domain.publications.rhythm import PublishingRhythm
from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.disclosure import DisclosureRule, Information
from dashboard.i18n import Text, text


def audience(one: Audience) -> Text:
    """The name of an audience."""
    return {
        Audience.PUBLIC: text("the public and funders"),
        Audience.PARTNER: text("partners"),
        Audience.COMMITTEE: text("steering committee"),
        Audience.COORDINATOR: text("coordinators and administrators"),
    }[one]


def information(one: Information) -> Text:
    """The name of a kind of information."""
    return {
        Information.PUBLICATIONS: text("publications and their archive"),
        Information.SESSION_NUMBERS: text("number of sessions"),
        Information.PARTICIPATIONS: text("number of participations"),
        Information.DRAFTS: text("drafts of publications"),
        Information.EMBEDS: text("which partner may show what, and how often"),
        Information.VENUES: text("names of schools and youth organizations"),
        Information.SENSITIVE_VENUES: text("shelters and group homes"),
        Information.FACILITATORS: text("who led a session"),
        Information.SESSIONS: text("sessions one by one"),
        Information.NOTES: text("notes on sessions"),
        Information.HISTORY: text("who changed what, and when"),
    }[one]


def rule(one: DisclosureRule) -> Text:
    """How much of it is shown."""
    return {
        DisclosureRule.ALL: text("everything"),
        DisclosureRule.SMALL_HIDDEN: text("small counts hidden"),
        DisclosureRule.PUBLISHED: text("what was published"),
        DisclosureRule.CODES: text("codes, no names"),
        DisclosureRule.NOTHING: text("nothing"),
    }[one]


Section = tuple[Text, tuple[Text, ...]]
"""A heading, and the paragraphs under it."""


def _instead_of_quarters(rhythm: PublishingRhythm) -> tuple[Text, ...]:
    return {
        PublishingRhythm.QUARTER: (),
        PublishingRhythm.HALF_YEAR: (
            text("In this project, half-years of the fiscal year take the place of quarters."),
        ),
        PublishingRhythm.FISCAL_YEAR: (
            text("In this project, whole fiscal years take the place of quarters."),
        ),
    }[rhythm]


def principles(
    hidden_up_to: int,
    small_cell_maximum: int,
    rhythm: PublishingRhythm = PublishingRhythm.QUARTER,
) -> tuple[Section, ...]:
    """The rules behind the table, under their headings."""
    return (
        _kept(),
        _outside(hidden_up_to),
        _on_pages_of_partners(),
        _to_the_committee(small_cell_maximum),
        _limits(hidden_up_to),
        _in_detail(rhythm),
    )


def _kept() -> Section:
    return (
        text("What is kept, and what is not"),
        (
            text(
                "No names of young people and no addresses are kept anywhere. We "
                "count participations: how many people of an age group were at a "
                "session. Shelters and group homes have a code, and no name."
            ),
        ),
    )


def _outside(hidden_up_to: int) -> Section:
    return (
        text("What is shared outside the organization"),
        (
            text(
                "Only publications are shared outside. One person prepares a draft, and "
                "another approves it: the same one only if nobody else can. After that, "
                "it never changes. "
                "The pages, files and views for partners and the public read "
                "publications only; they have no access to the sessions."
            ),
            text(
                "In a publication, participation counts from 1 to {most} are "
                "hidden (x). So is a count that comes from a single session at a "
                "shelter or a group home, whatever its size. Other counts that "
                "could reveal these are hidden, too, taking into account "
                "everything published before.",
                most=hidden_up_to,
            ),
            text(
                "A range, such as 11 to 30, takes the place of a hidden count where it is narrow "
                "enough to help. A range from 0 to a low number usually hides a small count: "
                "anyone may guess that few people came, but not how many."
            ),
            text(
                "The number of sessions is not personal information and stays "
                "public, month by month."
            ),
        ),
    )


def _in_detail(rhythm: PublishingRhythm) -> Section:
    return (
        text("How publications protect small counts, in detail"),
        (
            text(
                "A range is as wide as the proofs require and never ends on the true count. A "
                "range of youth, though, stops at the count of everyone beside it."
            ),
            text(
                "The first publication protects all sessions so far as one block. Each "
                "quarter after that is a block of its own, with the sessions entered "
                "late. Totals are sums of blocks. A quarter waits for the next one if it would "
                "reveal a small group on its own, or if the totals could not be exact."
            ),
            text(
                "What was published of a block stays, unless its sessions are cancelled, deleted "
                "or moved. Even then it changes only once a proof shows that comparing "
                "publications reveals no small count. An “r” marks such figures."
            ),
            text(
                "Sometimes very many sessions are published at once, or many of more than two "
                "years. Their quarters then say only how many people came, and how many of them "
                "were youth. They do not say in which language, age group, venue type or kind "
                "of session. In return, years are more exact. The same may hold for quarters "
                "and years of sessions that were entered late."
            ),
            *_instead_of_quarters(rhythm),
            text(
                "When a fiscal year is over, an administrator may narrow its ranges, and "
                "those of the whole project. Anyone may then conclude that a small count "
                "over several publications is at least one person for each of them. Whether "
                "it is small at all stays unknown. Years narrowed by an older version of this "
                "program are protected less: more may be known of their quarters that do not "
                "follow each other, such as the first and the third."
            ),
            text(
                "Counts that no table shows are protected, too, such as "
                "participations in French at shelters in one month: no "
                "subtraction may reveal them. The date of the data is the last "
                "day that was counted; no session’s date is revealed."
            ),
            text(
                "Nobody can approve a draft until each hidden count is proved hidden: at least "
                "two sets of numbers agree with everything published and differ in that count. "
                "The program checks them by adding up."
            ),
            text(
                "A count may keep its value from an earlier publication, with its date. A newer "
                "value could reveal a small count or a small change, in this count or in "
                "another. The count may have changed since, or not."
            ),
            text(
                "Readers may suppose that a young person came to each session, and still "
                "can’t be sure that a hidden count is small. There is one exception: very few "
                "sessions published at once. Someone who runs this program on many other numbers "
                "may then be sure, but does not learn how many people came. Publications by an "
                "older version of this program assume only that somebody of any age came."
            ),
        ),
    )


def _on_pages_of_partners() -> Section:
    return (
        text("What partners show on their own pages"),
        (
            text(
                "An administrator grants a partner some views of a publication: with which "
                "filters, on which sites and until which day. The views read the publication "
                "alone, whatever readers choose. A grant can be revoked at once."
            ),
            text(
                "No cookie is set or read there, and nothing is kept in the "
                "reader’s browser. We count how often a view is shown, by day, "
                "partner and view. No addresses or other information about "
                "readers are kept."
            ),
        ),
    )


def _to_the_committee(small_cell_maximum: int) -> Section:
    return (
        text("What members of the committee see"),
        (
            text(
                "They see today’s figures. Counts from 1 to {most} are hidden, "
                "and so are others that would reveal these on the same page. "
                "This keeps small groups off the screens of people who are bound "
                "to discretion. It would not stop someone who compares many "
                "choices on purpose; publications would.",
                most=small_cell_maximum,
            ),
            text(
                "Some things are never hidden: the number of sessions, when a venue "
                "had one, in which language, and which age groups came. No page "
                "reveals a small count to someone who knows all of this: other "
                "numbers, with a large count in its place, would give the same "
                "page. This also holds for combinations of language, venue type "
                "and age group, though no table shows them."
            ),
        ),
    )


def _limits(hidden_up_to: int) -> Section:
    return (
        text("The limits of this protection"),
        (
            text(
                "Someone who was at a session knows who else was there, and may "
                "recognize it. Publications protect against people who have "
                "every publication and know the method, not against those who "
                "already know the sessions."
            ),
            text(
                "Several sessions may have {told} adults in all, and a publication may tell that. "
                "Someone who is one of them then knows that each of the other sessions had {most} "
                "adults or fewer. The same holds for any group of people.",
                told=hidden_up_to + 1,
                most=hidden_up_to,
            ),
            text(
                "A withdrawn publication is no longer shown, but anyone who made "
                "a copy still has it. Those that follow are protected as if "
                "everyone had one."
            ),
            text(
                "If the database must be replaced by an older copy, publications made in "
                "between may be lost with their proofs. Later ones then add no session that "
                "those may have counted, and correct none."
            ),
        ),
    )
