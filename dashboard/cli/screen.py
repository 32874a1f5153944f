"""What all commands share: the reader's language, output, and errors in plain words."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from getpass import getuser
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import orjson
import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text as Words
from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError

from dashboard.backup.files import is_backup
from dashboard.cli import garbage
from dashboard.database import failure, open_engine, reading, trouble
from dashboard.i18n import Locale, Text, text
from dashboard.migrations import is_current
from dashboard.settings import NEEDED, Settings
from dashboard.sqlite_stamps import DamagedError, FileLostError
from dashboard.trouble import Trouble

UNUSABLE = (OperationalError, FileLostError, DamagedError)
OBEYED = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)))
"""Characters that a terminal obeys instead of showing them, but for tabs and line ends."""
HALVES = dict.fromkeys(range(0xD800, 0xE000), "�")
"""What Python makes of bytes that are not UTF-8, such as those in the name of a file."""
NEVER_SHOWN = OBEYED | HALVES
UNBROKEN = 1_000_000  # columns of a file or a pipe, where a line is read as a whole


class CommandRefusedError(Exception):
    """Why a command did nothing, and the remedy."""

    def __init__(self, problem: Text, remedy: Text) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.remedy = remedy


class Screen:
    """Standard output in the reader's language, as words or as one JSON object."""

    def __init__(self, lang: Locale | None, *, as_json: bool = False) -> None:
        self.locale = lang or _locale_of(os.environ)
        self.as_json = as_json
        self.out = _console()
        self.err = _console(stderr=True)

    def say(self, message: Text, style: str = "") -> None:
        """Print a sentence, unless the output is JSON."""
        if not self.as_json:
            self.out.print(self._words(message, style))

    def data(self, answer: Mapping[str, Any]) -> None:
        """Print the JSON object, if the output is JSON."""
        if self.as_json:
            typer.echo(_as_json(answer))

    def answer(self, *, refused: bool = False, **said: Any) -> None:  # noqa: ANN401 - JSON
        """Print the JSON object of a command that is done or ``refused``, if the output is JSON."""
        self.data({"status": "refused" if refused else "done", **said})

    def refuse(self, problem: Text, remedy: Text) -> NoReturn:
        """Print why nothing was done, and exit with 1."""
        locale = self.locale
        self.answer(refused=True, problem=problem.say(locale), remedy=remedy.say(locale))
        self.complain(problem, remedy)
        raise typer.Exit(1)

    def complain(self, problem: Text, remedy: Text | None = None) -> None:
        """Print a problem and its remedy on standard error, unless the output is JSON."""
        if self.as_json:
            return
        self.err.print(self._words(problem, "bold red"))
        if remedy:
            self.err.print(Words("→ ").append_text(self._words(remedy)))

    def _words(self, message: Text, style: str = "") -> Words:
        return Words(message.say(self.locale), style)


@contextmanager
def command(lang: Locale | None, *, as_json: bool = False) -> Iterator[tuple[Screen, Settings]]:
    """Run a command: an error that stops it is printed as a sentence, without a traceback."""
    screen = Screen(lang, as_json=as_json)
    garbage.while_working()
    try:
        yield screen, Settings()
    except CommandRefusedError as refused:
        screen.refuse(refused.problem, refused.remedy)
    except ValidationError as error:
        screen.refuse(*_about_settings(error.errors()))
    except (ArgumentError, NoSuchModuleError):
        screen.refuse(
            text("IMPACT_DATABASE_URL is not the address of a supported database"),
            text("Write `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/NAME`"),
        )
    except BrokenPipeError:
        raise
    except OSError as error:
        screen.refuse(
            text("A file or a folder cannot be used: {reason}", reason=_reason(error)),
            text("Check its permissions, and that the disk has space left"),
        )
    except UNUSABLE as error:
        screen.refuse(
            text("The database cannot be reached or used: {reason}", reason=failure(error) or ""),
            text(
                "Check that it is running, has space and is the one in "
                "IMPACT_DATABASE_URL, then try again"
            ),
        )
    except SQLAlchemyError as error:
        if trouble(error) is Trouble.DAMAGED:
            screen.refuse(
                text("The database is damaged: {reason}", reason=failure(error) or ""),
                text("Restore a backup with “impact restore”, which explains how"),
            )
        screen.refuse(
            text("The database could not do what was asked"),
            text("Run “impact migrate”, then try again"),
        )


@contextmanager
def configured_engine(settings: Settings) -> Iterator[Engine]:
    """The configured database, whatever its schema.

    Raises:
        CommandRefusedError: It is a backup, which must not change.
    """
    engine = open_engine(settings.database_url)
    try:
        file = Path(engine.url.database or "")
        if engine.dialect.name == "sqlite" and file.is_file() and is_backup(file):
            raise CommandRefusedError(
                text("{file} is a backup, which must not change", file=str(file)),
                text("Set a database in IMPACT_DATABASE_URL, and restore the backup into it"),
            )
        yield engine
    finally:
        engine.dispose()


@contextmanager
def migrated_engine(settings: Settings) -> Iterator[Engine]:
    """The configured database, at the newest schema.

    Raises:
        CommandRefusedError: It has no tables yet, or those of another version.
    """
    with configured_engine(settings) as engine:
        with reading(engine) as connection:
            current = is_current(connection)
        if not current:
            raise CommandRefusedError(
                text("The database is not ready for this version of the program"),
                text("Run “impact migrate” first"),
            )
        yield engine


@contextmanager
def bar(screen: Screen, words: Text) -> Iterator[Callable[[int, int], None]]:
    """A progress bar, on a terminal only."""
    from rich.progress import Progress  # noqa: PLC0415 - few commands have one

    shown = screen.err.is_terminal
    with Progress(console=screen.err, transient=True, disable=not shown) as progress:
        task = progress.add_task(words.say(screen.locale))
        yield lambda done, of: progress.update(task, completed=done, total=of)


class _Console(Console):
    """Shows what others wrote, in pages or in files, and lets a terminal obey none of it."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        for one in super().render(renderable, options):
            yield one if one.control else one._replace(text=one.text.translate(NEVER_SHOWN))


def _console(*, stderr: bool = False) -> Console:
    console = _Console(stderr=stderr, highlight=False, markup=False)
    if not console.is_terminal:
        console.width = UNBROKEN
    return console


def _as_json(answer: Mapping[str, Any]) -> bytes:
    try:
        return orjson.dumps(answer, option=orjson.OPT_INDENT_2)
    except TypeError:  # a file whose name is not UTF-8: orjson has no way to write it
        return json.dumps(answer, indent=2).encode()


def _reason(error: OSError) -> str:
    said = error.strerror or type(error).__name__
    return f"{said} ({error.filename})" if error.filename else said


def _locale_of(environ: Mapping[str, str]) -> Locale:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return Locale.FR if environ[name].lower().startswith("fr") else Locale.EN
    return Locale.EN


def _about_settings(errors: Sequence[ErrorDetails]) -> tuple[Text, Text]:
    """Which settings are wrong or missing, and the values that are possible.

    Where these take more than a sentence, where they stand.
    """
    from dashboard.doctor.environment import missing, variable  # noqa: PLC0415 - seldom
    from dashboard.sentences.publications.settings import remedy  # noqa: PLC0415 - seldom

    listed = text("The page settings.md lists the settings and their possible values")
    for each in errors:
        if each["type"] == NEEDED:
            return missing(each["ctx"]), listed
    wrong = [each["loc"][0] for each in errors]
    names = ", ".join(map(variable, wrong))
    return text("Invalid setting: {names}", names=names), remedy(wrong) or listed


def author() -> str:
    """The name of the system's user, for the audit log: commands need no account."""
    try:
        return f"impact ({getuser()})"
    except (KeyError, OSError):  # an account without a name, as containers have
        return "impact"


def today(settings: Settings) -> date:
    """The calendar's day, in the demonstration too.

    The demonstration's own today, the data-as-of date, is used for silence, pace and overdue. If it
    were used here, no session after the latest one could be imported.
    """
    return datetime.now(ZoneInfo(settings.time_zone)).date()


def unknown_type(file: Path, remedy: Text) -> CommandRefusedError:
    """Why no file of that name is written."""
    return CommandRefusedError(text("Unknown file type: {name}", name=file.name), remedy)
