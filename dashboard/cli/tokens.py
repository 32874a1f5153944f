"""``impact tokens …``: tokens with which programs read the API."""

from datetime import timedelta

from dashboard.cli.screen import CommandRefusedError, author, command, migrated_engine, today
from dashboard.database import reading
from dashboard.desk.people import PeopleDesk
from dashboard.domain.people.people import Token
from dashboard.domain.people.refusals import AccountRefusedError, UnfitNameError, UnknownError
from dashboard.domain.shared.roles import Role
from dashboard.i18n import Locale, Text, text
from dashboard.queries.people.people import every_token


def create(name: str, role: Role, days: int, *, as_json: bool, lang: Locale | None) -> None:
    """Create a token and print it, only once."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        now = today(settings)
        expires_on = now + timedelta(days)
        remedy = text("Say what it is for: --name “monthly report”")
        try:
            secret = PeopleDesk(engine, author()).create_token(name, role, now, expires_on)
        except AccountRefusedError as error:
            no_name = type(error) is UnfitNameError
            problem = text("A token needs a name") if no_name else error.problem
            raise CommandRefusedError(problem, remedy) from error
        screen.answer(token=secret, name=name, role=role.value, expires_on=expires_on.isoformat())
        screen.say(
            text(
                "{token}\nKeep it safe: it is shown only once, and is valid until {day}.",
                token=secret,
                day=expires_on,
            )
        )


def every(*, as_json: bool, lang: Locale | None) -> None:
    """List the tokens, without their secrets."""
    with command(lang, as_json=as_json) as (screen, settings), migrated_engine(settings) as engine:
        with reading(engine) as connection:
            found = every_token(connection)
        screen.answer(tokens=[_as_data(one) for one in found])
        for one in found:
            screen.say(_line(one))
        if not found:
            screen.say(text("There is no token yet"))


def revoke(token_id: int, *, lang: Locale | None) -> None:
    """Revoke a token at once."""
    with command(lang) as (screen, settings), migrated_engine(settings) as engine:
        try:
            PeopleDesk(engine, author()).revoke_token(token_id, today(settings))
        except UnknownError as error:
            raise CommandRefusedError(
                text("No active token has the number {number}", number=token_id),
                text("“impact tokens list” lists them all"),
            ) from error
        screen.say(text("Token {number} no longer works", number=token_id))


def _line(token: Token) -> Text:
    return text(
        "{number}. {name}: {role}, {state}",
        number=token.id,
        name=token.name,
        role=token.role.called,
        state=_state(token),
    )


def _state(token: Token) -> Text:
    if token.revoked_on:
        return text("revoked on {day}", day=token.revoked_on)
    if token.expires_on:
        return text("valid until {day}", day=token.expires_on)
    return text("valid until revoked")


def _as_data(token: Token) -> dict[str, object]:
    days = ("created_on", "expires_on", "revoked_on", "last_used_on")
    return {"id": token.id, "name": token.name, "role": token.role.value} | {
        name: getattr(token, name) for name in days
    }
