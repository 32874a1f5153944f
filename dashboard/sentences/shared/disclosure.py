"""Who sees what, in words that a privacy officer can hold the program to."""

from dashboard.domain.shared.audience import Audience
from dashboard.domain.shared.disclosure import Information, Rule
from dashboard.i18n import Text, text


def audience(one: Audience) -> Text:
    """For whom."""
    return {
        Audience.PUBLIC: text("the public and funders"),
        Audience.PARTNER: text("partners"),
        Audience.COMMITTEE: text("steering committee"),
        Audience.COORDINATOR: text("coordinators and administrators"),
    }[one]


def information(one: Information) -> Text:
    """What there is to see."""
    return {
        Information.PUBLICATIONS: text("publications, and the archive of them"),
        Information.SESSION_NUMBERS: text("how many sessions there were"),
        Information.PARTICIPATIONS: text("how many participations there were"),
        Information.DRAFTS: text("drafts of publications"),
        Information.EMBEDS: text("which partner may show what, and how often it is shown"),
        Information.VENUES: text("names of schools and youth organizations"),
        Information.SENSITIVE_VENUES: text("shelters and group homes"),
        Information.FACILITATORS: text("who led a session"),
        Information.SESSIONS: text("sessions one by one"),
        Information.NOTES: text("notes on sessions"),
        Information.HISTORY: text("who changed what, and when"),
    }[one]


def rule(one: Rule) -> Text:
    """How much of it."""
    return {
        Rule.ALL: text("all of it"),
        Rule.SMALL_HIDDEN: text("small counts hidden"),
        Rule.PUBLISHED: text("what was published"),
        Rule.CODES: text("codes, no names"),
        Rule.NOTHING: text("nothing"),
    }[one]


Section = tuple[Text, tuple[Text, ...]]
"""A heading, and the paragraphs under it."""


def principles(hidden_up_to: int, small_cell_maximum: int) -> tuple[Section, ...]:
    """The rules behind the table, under their headings."""
    return (
        (
            text("What is kept, and what is not"),
            (
                text(
                    "No names of young people are kept anywhere, and no addresses. What is counted "
                    "are participations: how many people of an age group were at a session. "
                    "Shelters and group homes are known by a code alone, to everyone."
                ),
            ),
        ),
        (
            text("What leaves the organization"),
            (
                text(
                    "Only publications leave. One person prepares a draft, another one approves "
                    "it, and it never changes afterwards. The pages, files and views for partners "
                    "and the public read publications, and have no way to the sessions."
                ),
                text(
                    "In a publication, counts of participations from 1 to {most} are hidden (x), "
                    "and so is a count that rests on a single session at a shelter or a group "
                    "home, whatever its size. As many other counts are hidden as could give these "
                    "away, beside everything that was published before.",
                    most=hidden_up_to,
                ),
                text(
                    "That holds for counts that no table shows, too, such as the participations in "
                    "French at shelters in one month: nothing that can be asked for may come out "
                    "by subtraction. The day of the data is the last day that was counted; the day "
                    "of no session is told."
                ),
                text(
                    "Before a draft can be approved, every hidden count must be proved hidden: by "
                    "at least two sets of numbers that agree with everything published and differ "
                    "in it. They are checked by adding up. A count may keep its value of an "
                    "earlier publication, with its date, where a newer one could give away a small "
                    "count or a small change, in it or in another count. It does not say whether "
                    "it has changed since, or by how much."
                ),
                text(
                    "How many sessions there were is no personal information, and stays open month "
                    "by month."
                ),
            ),
        ),
        (
            text("What partners show on pages of their own"),
            (
                text(
                    "A partner may show views of a publication: those that an administrator "
                    "granted, under the filters that were set, on the sites that were named, until "
                    "a day. The views answer from the publication alone, whatever is chosen in "
                    "them, and a grant can be ended at once."
                ),
                text(
                    "No cookie is set or read there, and nothing is kept in the reader’s browser. "
                    "How often a view is shown is counted by day, partner and view; neither "
                    "addresses nor anything else about readers is kept."
                ),
            ),
        ),
        (
            text("What members of the committee see"),
            (
                text(
                    "They see figures as they are today, with counts from 1 to {most} hidden, and "
                    "as many others as would give these away on the same page. That keeps small "
                    "groups off the screen of people who are bound to discretion; it would not "
                    "stop somebody who compares many choices on purpose. Publications would.",
                    most=small_cell_maximum,
                ),
                text(
                    "How many sessions there were is never hidden, nor when a venue had one, in "
                    "which language, and which age groups came. No page gives a small count away "
                    "to those who know all of this: for each one, other numbers would show the "
                    "same page, and in these it is not small. That holds for combinations of "
                    "language, venue type and age group too, though no table shows them."
                ),
            ),
        ),
        (
            text("What is not promised"),
            (
                text(
                    "Somebody who was at a session knows who else was there, and may recognize it. "
                    "Publications protect against those who have every publication and know the "
                    "method, not against those who know the sessions already."
                ),
                text(
                    "A publication that was withdrawn is no longer shown, but whoever took a copy "
                    "still has it; those that follow are protected as if everyone had."
                ),
            ),
        ),
    )
