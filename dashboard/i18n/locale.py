"""The two languages of every page."""

from enum import StrEnum


class Locale(StrEnum):
    """A page's language, as its address begins with it."""

    EN = "en"
    FR = "fr"

    @property
    def cldr(self) -> str:
        """The locale whose number and date forms we use."""
        return f"{self.value}_CA"

    @property
    def tag(self) -> str:
        """The language tag for ``<html lang>`` and HTTP."""
        return f"{self.value}-CA"

    @property
    def native_name(self) -> str:
        """The name of the language, in that language."""
        return "Français" if self is Locale.FR else "English"

    @property
    def other(self) -> "Locale":
        """The language that the language link leads to."""
        return Locale.EN if self is Locale.FR else Locale.FR
