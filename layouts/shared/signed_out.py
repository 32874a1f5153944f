"""The words for readers whose sign-in has expired while they entered something."""

from typing import Any

from dashboard.addresses import SIGN_IN
from dashboard.i18n import Locale, Text, text
from layouts.shared.attributes import data


def signed_out() -> dict[str, Text]:
    """The message and the words of the link to the sign-in page."""
    return {
        "signedout": text(
            "You are no longer signed in. Nothing was saved, and what you entered is "
            "kept here: sign in, come back to this tab, and save again."
        ),
        "sign": text("Sign in (new tab)"),
    }


def sign_in_again(locale: Locale) -> dict[str, Any]:
    """The same words as data attributes, beside a form's other messages."""
    said = {name: words.say(locale) for name, words in signed_out().items()}
    return data(**said, signin=SIGN_IN[locale])
