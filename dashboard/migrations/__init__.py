"""The database's schema, step by step."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

LOCATION = "dashboard:migrations"


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the schema to a revision, the newest one, inside the caller's transaction."""
    command.upgrade(_config(connection), to)


def revision_of(connection: Connection) -> str | None:
    """The revision that the schema is at; ``None`` where there is none of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def revisions() -> tuple[str, ...]:
    """All revisions that this version of the program knows, the newest first."""
    config = Config()
    config.set_main_option("script_location", LOCATION)
    scripts = ScriptDirectory.from_config(config)
    return tuple(script.revision for script in scripts.walk_revisions())


def is_current(connection: Connection) -> bool:
    """Whether the schema is at the newest revision."""
    newest = set(ScriptDirectory.from_config(_config(connection)).get_heads())
    return set(MigrationContext.configure(connection).get_current_heads()) == newest


def is_unknown(connection: Connection) -> bool:
    """Whether the schema is at a revision that this version of the program has never heard of."""
    scripts = ScriptDirectory.from_config(_config(connection))
    known = {script.revision for script in scripts.walk_revisions()}
    return not set(MigrationContext.configure(connection).get_current_heads()) <= known


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", LOCATION)
    config.attributes["connection"] = connection
    return config
