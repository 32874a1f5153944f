"""Why a change of accounts or tokens was refused."""


class AccountRefusedError(Exception):
    """The reason why nothing was changed; nothing was written."""


class UnfitNameError(AccountRefusedError):
    """No account can have such a name."""


class ReservedNameError(UnfitNameError):
    """The log would take the one of that name for somebody at the command line."""


class NameTakenError(AccountRefusedError):
    """There is an account of that name."""


class NameOfTokenError(NameTakenError):
    """The log would take a person of that name for a program."""


class NameOfAccountError(AccountRefusedError):
    """The log would take a token of that name for a person."""


class UnknownError(AccountRefusedError):
    """There is no such account, or no such token in use."""


class LastAdministratorError(AccountRefusedError):
    """Nobody else could manage the accounts."""


class NoSignInError(AccountRefusedError):
    """Whoever works in the demonstration would be shut out by the first account."""
