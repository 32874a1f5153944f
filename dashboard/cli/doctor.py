"""``impact doctor``: what is wrong with an installation, and what to do about it."""

import os
import platform

import typer
from rich.text import Text as Words

from dashboard import program_version
from dashboard.cli.screen import Screen
from dashboard.doctor import Diagnosis, Severity, examination
from dashboard.i18n import Locale, Text, text

MARKS = {Severity.FINE: "✓", Severity.WATCH: "!", Severity.WRONG: "✗"}
STYLES = {Severity.FINE: "green", Severity.WATCH: "yellow", Severity.WRONG: "bold red"}


def doctor(*, quick: bool, as_json: bool, lang: Locale | None) -> None:
    """Check the installation: what is wrong, and how to fix it; safe to send to whoever helps."""
    screen = Screen(lang, as_json=as_json)
    machine = {
        "program": program_version(),
        "python": platform.python_version(),
        "system": platform.system(),
    }
    screen.say(text("imPACT {program}, Python {python}, {system}", **machine))
    found = []
    for one in examination(os.environ, quick=quick):
        found.append(one)
        _show(screen, one)
    bad = sum(one.level is Severity.WRONG for one in found)
    odd = sum(one.level is Severity.WATCH for one in found)
    findings = [_as_data(screen, one) for one in found]
    screen.answer(refused=bool(bad), **machine, findings=findings)
    screen.say(_sum(bad, odd), "bold")
    if bad:
        raise typer.Exit(1)


def _show(screen: Screen, one: Diagnosis) -> None:
    if screen.as_json:
        return
    words = one.said.say(screen.locale)
    screen.out.print(Words(f"{MARKS[one.level]} {words}", STYLES[one.level]))
    if one.remedy:
        screen.out.print(Words(f"  → {one.remedy.say(screen.locale)}"))


def _as_data(screen: Screen, one: Diagnosis) -> dict[str, str | None]:
    return {
        "about": one.about,
        "level": one.level.value,
        "said": one.said.say(screen.locale),
        "remedy": one.remedy.say(screen.locale) if one.remedy else None,
    }


def _sum(bad: int, odd: int) -> Text:
    if bad or odd:
        return text("To fix (✗): {bad}. To watch (!): {odd}.", bad=bad, odd=odd)
    return text("Nothing is wrong.")
