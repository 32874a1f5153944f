"""The words for readers whose sign-in has expired while they entered something."""

from dashboard.i18n import Text, text


def signed_out() -> dict[str, Text]:
    """What happened, and the words of the link to the sign-in page."""
    return {
        "signedout": text(
            "You are not signed in any more. Nothing was saved, and what you entered stays here: "
            "sign in, come back to this tab, and save again."
        ),
        "sign": text("Sign in, in a new tab"),
    }
