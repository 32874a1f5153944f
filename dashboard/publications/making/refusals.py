"""Why a publication is not prepared, approved or withdrawn, in words."""

from datetime import date

from dashboard.domain.shared.periods import month_of
from dashboard.i18n import Month, plural, text
from dashboard.publications.making.outcomes import PublishingRefusal


def nothing_delivered(day: date, *, later: bool) -> PublishingRefusal:
    """There is nothing to tell by that day; ``later`` says whether there is on another one."""
    helps = (
        text("Choose a later day of the data")
        if later
        else text("Log the first session that took place")
    )
    return PublishingRefusal(text("No session was delivered by {day}", day=day), helps)


def all_lost(day: date) -> PublishingRefusal:
    """A restore lost publications that may have told of every session."""
    return PublishingRefusal(
        text(
            "Publications that a restore lost may have told of all sessions until the end of "
            "{month}",
            month=Month(month_of(day)),
        ),
        text("Restore a later backup, or publish once there are sessions of later months"),
    )


def too_many_codes(count: int, most: int) -> PublishingRefusal:
    """All sums of codes of a table would take too much memory."""
    return PublishingRefusal(
        text(
            "The two longest lists among languages, venue types, age groups and session kinds have "
            "{count} entries together; publications can protect {most}",
            count=count,
            most=most,
        ),
        text("Remove entries that no session uses from the reference data"),
    )


def in_future(day: date) -> PublishingRefusal:
    """Nobody knows what will be."""
    return PublishingRefusal(
        text("{day} is still to come", day=day), text("Choose today or an earlier day")
    )


def before_the_last(day: date, last: date) -> PublishingRefusal:
    """Publications go on in time."""
    return PublishingRefusal(
        text(
            "The last publication covers the data to {last}; {day} is before that",
            last=last,
            day=day,
        ),
        text("Choose {last} or a later day", last=last),
    )


def no_such_publication(number: int) -> PublishingRefusal:
    """It was never made."""
    return PublishingRefusal(
        text("There is no publication {number}", number=str(number)),
        text("See which there are: on the page, or with “impact publish list”"),
    )


def unprotected() -> PublishingRefusal:
    """The audit found no proof for a hidden count."""
    return PublishingRefusal(
        text("The privacy audit failed: some hidden counts have no proof"),
        text("Nothing was published. Prepare the draft again; if it fails again, report it"),
    )


def not_printed_now() -> PublishingRefusal:
    """The server ended the work on such a file early, or had no room for it."""
    return PublishingRefusal(
        text("The server was too busy to make its brief, slides and workbook"),
        text("Nothing was published, and the draft is still there. Try again in a minute"),
    )


def unprinted() -> PublishingRefusal:
    """A file that would be kept with the publication cannot be made."""
    return PublishingRefusal(
        text("Its brief, slides or workbook could not be made"),
        text("Nothing was published. Try again; if it fails again, report it"),
    )


def no_open_draft() -> PublishingRefusal:
    """It was approved, replaced or sent back meanwhile."""
    return PublishingRefusal(
        text("This draft is no longer awaiting approval"),
        text("Look at what is there now: reload the page, or run “impact publish show”"),
    )


def another_draft() -> PublishingRefusal:
    """Who approves must approve what they saw."""
    return PublishingRefusal(
        text("This is not the draft that you reviewed"),
        text("Review the draft that is there now: reload the page, or run “impact publish show”"),
    )


def own_draft() -> PublishingRefusal:
    """Two people see more than one."""
    return PublishingRefusal(
        text("You prepared this draft: someone else must approve it"),
        text(
            "Ask a committee member, another coordinator or an administrator: they approve it on "
            "the page “Publish”"
        ),
    )


def stale() -> PublishingRefusal:
    """What was approved must be what is so."""
    return PublishingRefusal(
        text("The data have changed since this draft was prepared"),
        text("Prepare it again"),
    )


def older_rules() -> PublishingRefusal:
    """It was made before an upgrade brought a stricter rule."""
    return PublishingRefusal(
        text("This draft follows an older privacy rule, which protects small groups less"),
        text("Prepare it again, with the same choices"),
    )


def gaps(count: int) -> PublishingRefusal:
    """One language says less than the other."""
    return PublishingRefusal(
        plural(
            "{count} item is not the same in both languages",
            "{count} items are not the same in both languages",
            count,
        ),
        text("Fix the items listed, and prepare the draft again"),
    )


def withdrawn_already(number: int) -> PublishingRefusal:
    """A withdrawal is final."""
    return PublishingRefusal(
        text("Publication {number} was already withdrawn", number=str(number)),
        text("Its reason cannot change"),
    )


def no_reason() -> PublishingRefusal:
    """Readers of both languages are told why."""
    return PublishingRefusal(
        text("The reason is missing in one language"), text("Write it in English and in French")
    )


def no_reason_to_return() -> PublishingRefusal:
    """Whoever prepared the draft must know what to change."""
    return PublishingRefusal(
        text("The reason is missing"), text("Write what is to change before it can be approved")
    )


def too_long(longest: int) -> PublishingRefusal:
    """It would fill the page of everybody who publishes."""
    return PublishingRefusal(
        text("The reason is longer than {longest} characters", longest=longest),
        text("Write it in fewer words"),
    )


def not_displayable() -> PublishingRefusal:
    """A note or a reason has characters that nobody could see."""
    return PublishingRefusal(
        text("The text contains characters that cannot be displayed"), text("Write it again")
    )


def restored() -> PublishingRefusal:
    """Publications may be out that nothing can be protected against."""
    return PublishingRefusal(
        text("This database was restored from a backup, and may lack the latest publications"),
        text(
            "An administrator looks up the last number, for example in a copy of the public site, "
            "and runs “impact publish confirm-restored NUMBER”"
        ),
    )


def other_key() -> PublishingRefusal:
    """Two keys that draw ranges for the same sessions tell small counts together."""
    return PublishingRefusal(
        text("The latest publication was made with another secret key than this server has"),
        text(
            "Set IMPACT_SECRET_KEY to the former key. If it is lost, and no other server publishes "
            "these sessions, an administrator runs “impact publish confirm-key”"
        ),
    )


def drawn_otherwise() -> PublishingRefusal:
    """The key was changed while it waited."""
    return PublishingRefusal(
        text("This draft was prepared with another secret key than this server has"),
        text("Set IMPACT_SECRET_KEY to the key used then, or prepare the draft again"),
    )


def other_settings() -> PublishingRefusal:
    """The threshold was raised or the rhythm slowed down while it waited."""
    return PublishingRefusal(
        text(
            "Since this draft was prepared, the project has changed which counts it hides, or how "
            "often it publishes"
        ),
        text("Prepare it again, with the same choices"),
    )


def nothing_to_confirm() -> PublishingRefusal:
    """No restore waits for it."""
    return PublishingRefusal(
        text("There is nothing to confirm"), text("“impact publish draft” prepares a draft")
    )


def not_the_last(known: int) -> PublishingRefusal:
    """A higher one is known."""
    return PublishingRefusal(
        text("Publication {number} is known: that was not the last", number=str(known))
        if known
        else text("This can’t be the number of a publication"),
        text("Give the highest number ever published, at least {number}", number=str(known)),
    )
