"""The database's schema, step by step."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

LOCATION = "dashboard:migrations"


def upgrade(connection: Connection) -> None:
    """Bring the schema to the newest revision, inside the caller's transaction."""
    command.upgrade(_config(connection), "head")


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
