"""Why a change of accounts or tokens was refused, and what can be done."""

from dashboard.domain.people.people import LONGEST_NAME
from dashboard.i18n import Text, text


class AccountRefusedError(Exception):
    """The reason why nothing was changed; nothing was written."""

    problem: Text
    remedy: Text


class UnfitNameError(AccountRefusedError):
    """No account can have such a name."""

    problem = text("No account can have this name")
    remedy = text("Use 1 to {longest} visible characters", longest=LONGEST_NAME)


class ReservedNameError(UnfitNameError):
    """The log would take the one of that name for somebody at the command line."""

    problem = text("In the audit log, this is the name of commands")
    remedy = text("Choose another name")


class NameTakenError(AccountRefusedError):
    """There is an account of that name."""

    problem = text("An account with that name exists already")
    remedy = text("Find it in the list; a deactivated account can be reactivated")


class NameOfTokenError(NameTakenError):
    """The log would take a person of that name for a program."""

    problem = text("A program’s token has that name, and the audit log would mix up the two")
    remedy = text("Choose another name")


class NameOfAccountError(AccountRefusedError):
    """The log would take a token of that name for a person."""

    problem = text("An account with that name exists already")
    remedy = text("Say what the token is for")


class UnknownError(AccountRefusedError):
    """There is no such account, or no such token in use; whoever asked has words for which."""


class LastAdministratorError(AccountRefusedError):
    """Nobody else could manage the accounts."""

    problem = text("Nobody else can manage the accounts")
    remedy = text("Make someone else an administrator first")


class NoSignInError(AccountRefusedError):
    """Whoever works in the demonstration would be shut out by the first account."""

    problem = text("The demonstration has no sign-in, so there are no accounts")
    remedy = text("Try this in a database of your own, where people sign in")
