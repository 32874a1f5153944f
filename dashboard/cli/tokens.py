"""``impact tokens …``: what programs show to read the API."""

from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from dashboard.access import tokens
from dashboard.access.tokens import Token
from dashboard.cli.on_demand import application
from dashboard.cli.screen import AsJson, Lang, Refused, author, command, migrated_engine
from dashboard.database import reading
from dashboard.desk.people import PeopleDesk, UnknownError
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Text, text
from dashboard.sentences.shared import roles
from dashboard.settings import Settings

LONGEST_DAYS = 3650

Name = Annotated[str, typer.Option("--name", help="What reads with it.")]
AsRole = Annotated[Role, typer.Option("--role", help="Whose figures it may read.")]
Days = Annotated[
    int, typer.Option("--days", min=1, max=LONGEST_DAYS, help="How many days it is good for.")
]


def group() -> typer.Typer:
    """``impact tokens``."""
    app = application(help="What programs show to read the API.", no_args_is_help=True)
    app.command()(create)
    app.command("list")(every)
    app.command()(revoke)
    return app


def create(
    name: Name,
    role: AsRole = Role.COMMITTEE,
    days: Days = 365,
    *,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Make a token and print it, this once.

    --json prints {"status": "done", "token", "name", "role", "expires_on"}.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        if not (name.strip() and name.isprintable()):
            raise Refused(
                text("A token needs a name"),
                text("Say what reads with it: --name “monthly report”"),
            )
        today = _today(settings)
        expires_on = today + timedelta(days)
        secret = PeopleDesk(engine, author()).create_token(name, role, today, expires_on)
        screen.data(
            {
                "status": "done",
                "token": secret,
                "name": name,
                "role": role.value,
                "expires_on": expires_on.isoformat(),
            }
        )
        screen.say(
            text(
                "{token}\nKeep it safe: it is shown this once, and is good until {day}.",
                token=secret,
                day=expires_on,
            )
        )


def every(*, as_json: AsJson = False, lang: Lang = None) -> None:
    """List the tokens, without their secrets.

    --json prints {"status": "done", "tokens": [{"id", "name", "role", "created_on", "expires_on",
    "revoked_on", "last_used_on"}]}.
    """
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection:
            found = tokens.every(connection)
        screen.data({"status": "done", "tokens": [_as_data(one) for one in found]})
        for one in found:
            screen.say(_line(one))
        if not found:
            screen.say(text("There is no token yet"))


def revoke(
    token_id: Annotated[int, typer.Argument(help="Its number, as “impact tokens list” shows it.")],
    *,
    lang: Lang = None,
) -> None:
    """End a token at once."""
    with command(lang) as (screen, settings), migrated_engine(settings) as engine:
        try:
            PeopleDesk(engine, author()).revoke_token(token_id, _today(settings))
        except UnknownError as error:
            raise Refused(
                text("No token in use has the number {number}", number=token_id),
                text("“impact tokens list” names them all"),
            ) from error
        screen.say(text("Token {number} is of no use any more", number=token_id))


def _line(token: Token) -> Text:
    return text(
        "{number}. {name}: {role}, {state}",
        number=token.id,
        name=token.name,
        role=roles.name(token.role),
        state=_state(token),
    )


def _state(token: Token) -> Text:
    if token.revoked_on:
        return text("revoked on {day}", day=token.revoked_on)
    if token.expires_on:
        return text("good until {day}", day=token.expires_on)
    return text("good until revoked")


def _as_data(token: Token) -> dict[str, object]:
    days = ("created_on", "expires_on", "revoked_on", "last_used_on")
    return {"id": token.id, "name": token.name, "role": token.role.value} | {
        name: _iso(getattr(token, name)) for name in days
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _today(settings: Settings) -> date:
    return datetime.now(ZoneInfo(settings.time_zone)).date()
